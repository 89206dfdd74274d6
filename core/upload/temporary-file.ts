import { fileFailure } from "../file-failure.ts";
import type { World } from "../world.ts";

/** A file for a while, open, readable and writable by its owner only. */
export interface TemporaryFile {
  readonly file: Deno.FsFile;
  readonly path: string;
  /** Takes its name away; to be called after the file was closed. */
  remove(): Promise<void>;
}

/**
 * Makes a file in the system's directory for such files (0600). Where the system lets an open file have no name, it
 * loses it at once, so that nothing stays behind even after a kill.
 *
 * @throws {Failure} exit 5, naming the path.
 */
export async function makeTemporaryFile(world: Pick<World, "files">): Promise<TemporaryFile> {
  const path = await world.files.makeTempFile({ prefix: "im-", suffix: ".tmp" }).catch((error) => {
    throw fileFailure("make a file in", "the directory for temporary files", error);
  });
  const remove = () => world.files.remove(path).catch(() => {});
  try {
    const file = await world.files.open(path, { read: true, write: true });
    await remove();
    return { file, path, remove };
  } catch (error) {
    await remove();
    throw fileFailure("open", path, error);
  }
}
