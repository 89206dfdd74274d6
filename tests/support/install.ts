/**
 * Programs that some tests and the benchmark need beside Deno.
 *
 * @module
 */

/**
 * Path of a program; where it is missing and this is a Debian under root, its package is installed first.
 * `undefined` where neither can be.
 */
export async function findProgram(name: string, debianPackage = name): Promise<string | undefined> {
  const found = await which(name);
  if (found !== undefined) return found;
  if (Deno.build.os !== "linux" || Deno.uid() !== 0 || await which("apt-get") === undefined) return undefined;
  // Tests run side by side, but one installation at a time is enough.
  using lock = await Deno.open("/tmp/im-tests-install.lock", { create: true, write: true });
  await lock.lock(true);
  const meanwhile = await which(name);
  if (meanwhile !== undefined) return meanwhile;
  await aptGet("update");
  await aptGet("install", "--yes", "--no-install-recommends", debianPackage);
  return await which(name);
}

async function which(name: string): Promise<string | undefined> {
  for (const directory of [...(Deno.env.get("PATH") ?? "").split(":"), "/usr/sbin", "/sbin"]) {
    const path = `${directory}/${name}`;
    const isThere = await Deno.stat(path).then((info) => info.isFile, () => false);
    if (directory !== "" && isThere) return path;
  }
  return undefined;
}

/** Fails quietly: what counts is whether the program is there afterwards. */
async function aptGet(...args: readonly string[]): Promise<void> {
  await new Deno.Command("apt-get", {
    args: ["-qq", "-o", "DPkg::Lock::Timeout=120", ...args],
    // At run level 1 a freshly installed service is not started.
    env: { DEBIAN_FRONTEND: "noninteractive", RUNLEVEL: "1" },
    stdin: "null",
    stdout: "null",
    stderr: "null",
  }).output();
}
