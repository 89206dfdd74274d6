import { fileFailure, isNotFound } from "../failure.ts";
import type { World } from "../world.ts";
import { toHex } from "../text/bytes.ts";
import type { WritableArchive } from "./directory.ts";
import { mediaPath } from "./message-reader.ts";
import { rebuildIndex } from "./rebuild-index.ts";
import { hashFile } from "./verify.ts";
import { join } from "@std/path";

/** What was mended. */
export interface RepairReport {
  /** Messages in the new index. */
  readonly indexed: number;
  /** Files that the next export fetches again. */
  readonly wanted: number;
}

/** Mends what can be made anew. Nothing is deleted: a file with wrong content is set aside. */
export async function repairArchive(
  world: Pick<World, "files">,
  archive: WritableArchive,
): Promise<RepairReport> {
  const { database } = archive;
  rebuildIndex(database);
  let wanted = 0;
  for (
    const { sha256, bytes } of database.all<{ sha256: Uint8Array; bytes: number }>(
      "SELECT sha256, bytes FROM media",
    )
  ) {
    if (await isSound(world, archive, sha256, bytes)) continue;
    wanted++;
    database.transaction(() => {
      database.run("UPDATE resource SET state = 'wanted', media = NULL WHERE media = ?", sha256);
      database.run("DELETE FROM media WHERE sha256 = ?", sha256);
    });
  }
  const { count: indexed = 0 } = database.get<{ count: number }>("SELECT count(*) AS count FROM message") ??
    {};
  return { indexed, wanted };
}

async function isSound(
  { files }: Pick<World, "files">,
  { database, packer, path }: WritableArchive,
  sha256: Uint8Array,
  bytes: number,
): Promise<boolean> {
  const name = join(path, mediaPath(database, sha256));
  try {
    if (
      (await files.lstat(name)).size === bytes && toHex(await hashFile(files, name, packer)) === toHex(sha256)
    ) return true;
    await files.rename(name, `${name}.damaged`);
    return false;
  } catch (error) {
    if (isNotFound(error)) return false;
    throw fileFailure("read", name, error);
  }
}
