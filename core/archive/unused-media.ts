import { fileFailure, isNotFound } from "../failure.ts";
import { fromHex } from "../text/bytes.ts";
import type { World } from "../world.ts";
import type { WritableArchive } from "./directory.ts";
import { join } from "@std/path";

const PARTIAL = ".partial";

/**
 * Removes the files that no message has any more: those that were complete, what a run that was ended left of them, and
 * damaged ones that were set aside.
 *
 * @returns how many had been complete
 */
export async function removeMedia(
  { files }: Pick<World, "files">,
  { database, path }: WritableArchive,
): Promise<number> {
  const gone = database.run(
    "DELETE FROM media WHERE sha256 NOT IN (SELECT media FROM resource WHERE media IS NOT NULL)",
  );
  const wanted = database.all<{ key: string }>("SELECT key FROM resource WHERE state = 'wanted'");
  const isUsed = (folder: string, name: string) => {
    if (folder === PARTIAL) return wanted.some(({ key }) => name.includes(key));
    const hash = /^([0-9a-f]{64})\./.exec(name)?.[1];
    // What somebody else put here stays.
    return hash === undefined ||
      database.get("SELECT 1 AS one FROM media WHERE sha256 = ?", fromHex(hash)) !== undefined;
  };
  const media = join(path, "media");
  try {
    for (const folder of await namesIn(files, media)) {
      for (const name of await namesIn(files, join(media, folder))) {
        if (!isUsed(folder, name)) await files.remove(join(media, folder, name));
      }
    }
  } catch (error) {
    throw fileFailure("remove", media, error);
  }
  return gone;
}

/** Names in a directory; none where it is something else, such as a link. */
async function namesIn(files: World["files"], path: string): Promise<readonly string[]> {
  try {
    if (!(await files.lstat(path)).isDirectory) return [];
    const names: string[] = [];
    for await (const { name } of files.readDir(path)) names.push(name);
    return names;
  } catch (error) {
    if (isNotFound(error)) return [];
    throw error;
  }
}
