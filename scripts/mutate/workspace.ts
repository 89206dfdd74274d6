/**
 * A copy of the checkout in which tests run with a fault put in. Nothing is ever written to the checkout.
 *
 * @module
 */

import { pathOf, type Registry, registryFlags } from "../registry.ts";

/** How a run of tests ended. */
export type TestOutcome = "passed" | "failed" | "timed out";

/** A copy of the checkout. */
export interface Workspace {
  /** Writes a file of the copy. */
  write(path: string, text: string): Promise<void>;
  /** Runs tests in the copy up to the first that fails; after `seconds` they are killed. */
  test(paths: readonly string[], seconds: number): Promise<TestOutcome>;
  /** Removes the copy; nothing may run in it any more. */
  remove(): Promise<void>;
}

const notCopied = new Set([".git", ".cache", "coverage", "dist", "node_modules"]);

/** Copies the checkout to a new temporary folder. The signal ends what runs there, and each run fails from then on. */
export async function createWorkspace(registry: Registry, signal: AbortSignal): Promise<Workspace> {
  const folder = await Deno.realPath(await Deno.makeTempDir({ prefix: "im-mutate-" }));
  const checkout = `${folder}/checkout`;
  // Deep, so that a path that leaves a test's folder still ends in ours.
  const temporary = `${folder}/tmp/1/2/3`;
  await Deno.mkdir(temporary, { recursive: true });
  await copyFolder(pathOf("."), checkout);
  async function test(paths: readonly string[], seconds: number): Promise<TestOutcome> {
    signal.throwIfAborted();
    const child = new Deno.Command(Deno.execPath(), {
      args: [...testFlags(registry, folder), ...paths],
      cwd: checkout,
      env: environment(registry, temporary),
      clearEnv: true,
      // A group of its own, so that programs started by a test end with it.
      detached: true,
      stdin: "null",
      stdout: "null",
      stderr: "null",
    }).spawn();
    let isLate = false;
    const end = () => killGroup(child);
    const timer = setTimeout(() => {
      isLate = true;
      end();
    }, seconds * 1000);
    signal.addEventListener("abort", end);
    try {
      const { success } = await child.status;
      signal.throwIfAborted();
      return isLate ? "timed out" : success ? "passed" : "failed";
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      // What a test has left behind.
      end();
    }
  }

  return {
    write: (path, text) => Deno.writeTextFile(`${checkout}/${path}`, text),
    test,
    remove: () => Deno.remove(folder, { recursive: true }),
  };
}

function testFlags(registry: Registry, folder: string): string[] {
  const root = pathOf(".");
  const flags = registryFlags(registry, "test").map((flag) =>
    flag.startsWith(root) ? `${folder}/checkout/${flag.slice(root.length)}` : flag
  );
  return [
    "test",
    ...flags,
    "--quiet",
    "--no-check",
    "--no-prompt",
    "--fail-fast",
    // A fault may leave the fake service for a real one: that is out of reach. Links ask for all of the disk.
    ...["--allow-read", "--allow-write", "--allow-env", "--allow-run", "--allow-sys", "--allow-import"],
    "--allow-net=localhost,127.0.0.0/8,[::1]",
    // A loop that collects ends before the memory of the machine does.
    "--v8-flags=--max-old-space-size=1536",
  ];
}

function environment(registry: Registry, temporary: string): Record<string, string> {
  const { IM_BINARY: _, ...inherited } = Deno.env.toObject();
  return {
    DENO_TLS_CA_STORE: "mozilla,system",
    ...inherited,
    NO_COLOR: "1",
    IM_REGISTRY: registry,
    TMPDIR: temporary,
  };
}

function killGroup(child: Deno.ChildProcess): void {
  for (const pid of Deno.build.os === "windows" ? [child.pid] : [-child.pid, child.pid]) {
    try {
      Deno.kill(pid, "SIGKILL");
    } catch {
      // It has ended.
    }
  }
}

async function copyFolder(from: string, to: string): Promise<void> {
  await Deno.mkdir(to, { recursive: true });
  for await (const { name, isDirectory, isFile } of Deno.readDir(from)) {
    if (notCopied.has(name)) continue;
    if (isDirectory) await copyFolder(`${from}/${name}`, `${to}/${name}`);
    else if (isFile) await Deno.copyFile(`${from}/${name}`, `${to}/${name}`);
  }
}
