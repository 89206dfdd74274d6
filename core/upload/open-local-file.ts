import { invalidArgument } from "../failure.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../path-rule.ts";
import { inputFailure } from "./input-failure.ts";
import { type OpenFile, openFile } from "./open-file.ts";

/**
 * Opens a file of the working directory to be sent (writing sheet 10.3, CONTRACT 10): a regular one, that no link
 * leads out of the directory to. What was checked is what was opened: a swap in between is noticed.
 *
 * @throws {Failure} exit 2, naming the flag.
 */
export async function openLocalFile(world: PathWorld, flag: string, path: string): Promise<OpenFile> {
  const parts = checkRelativePath(flag, path, world.os);
  try {
    const real = await resolveInside(world, flag, parts);
    // Looked at before it is opened: opening a pipe would wait for a writer.
    const seen = await world.files.lstat(real);
    if (!seen.isFile) throw notRegular(flag, path);
    const file = await world.files.open(real, { read: true });
    try {
      const opened = await file.stat();
      const isSame = opened.isFile && opened.ino === seen.ino && opened.dev === seen.dev &&
        await world.files.realPath(real) === real;
      if (!isSame) throw invalidArgument(flag, `${flag}: the file was replaced: ${JSON.stringify(path)}`);
      return openFile(file, { flag, name: parts.at(-1) ?? path, shown: path });
    } catch (error) {
      file.close();
      throw error;
    }
  } catch (error) {
    throw inputFailure(flag, path, error);
  }
}

function notRegular(flag: string, path: string) {
  return invalidArgument(
    flag,
    `${flag} takes regular files, no directories, devices or pipes: ${JSON.stringify(path)}`,
  );
}
