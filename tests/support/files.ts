import type { World } from "../../core/world.ts";
import { dirname, join } from "@std/path";

/** Makes a directory for one test, gives its real path to `use` and removes it afterwards. */
export async function inTemporaryDirectory<T>(use: (directory: string) => Promise<T>): Promise<T> {
  const directory = await Deno.realPath(await Deno.makeTempDir({ prefix: "im-test-" }));
  try {
    return await use(directory);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

/** The same world, and the files that are opened in it, in order. */
export function trackOpened(
  world: World,
): { readonly world: World; readonly opened: readonly Deno.FsFile[] } {
  const opened: Deno.FsFile[] = [];
  const open: World["files"]["open"] = async (path, options) => {
    const file = await world.files.open(path, options);
    opened.push(file);
    return file;
  };
  const openSync: World["files"]["openSync"] = (path, options) => {
    const file = world.files.openSync(path, options);
    opened.push(file);
    return file;
  };
  return { world: { ...world, files: { ...world.files, open, openSync } }, opened };
}

/** How many of some files are still open. */
export function stillOpen(opened: readonly Deno.FsFile[]): number {
  return opened.filter((file) => {
    try {
      file.statSync();
      return true;
    } catch {
      return false;
    }
  }).length;
}

/** Writes files below the directory of a scene, by relative path; makes directories. */
export async function putFiles(
  { directory }: { readonly directory: string },
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    const path = join(directory, name);
    await Deno.mkdir(dirname(path), { recursive: true });
    await (typeof content === "string" ? Deno.writeTextFile(path, content) : Deno.writeFile(path, content));
  }
}
