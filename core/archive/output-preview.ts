import { fileFailure, isNotFound } from "../failure.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../safe-path.ts";
import { type OutputFolder, textOf } from "./output-folder.ts";
import { join } from "@std/path";

/**
 * A folder that renderings can be written into without anything being written: what is there is read, to say what would
 * change.
 *
 * @throws {Failure} exit 2 where the path breaks the path rule.
 */
export async function previewOutputFolder(
  world: PathWorld,
  inputKey: string,
  path: string,
): Promise<OutputFolder> {
  return folderAt(world, await resolveInside(world, inputKey, checkRelativePath(inputKey, path, world.os)));
}

function folderAt(world: PathWorld, path: string): OutputFolder {
  const { files } = world;
  return {
    path,
    write(_name, pieces) {
      // Whoever writes counts what it writes.
      for (const _ of pieces);
    },
    update: (name, text) =>
      orMissing(join(path, name), () => {
        const { isFile, size } = files.lstatSync(join(path, name));
        if (!isFile) return undefined;
        using file = files.openSync(join(path, name), { read: true });
        return textOf(file, size);
      }) !== text,
    folder: (name) => folderAt(world, join(path, name)),
    names: () => orMissing(path, () => [...files.readDirSync(path)].map(({ name }) => name)) ?? [],
    prune() {},
    copy() {},
  };
}

function orMissing<T>(path: string, read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw fileFailure("read", path, error);
  }
}
