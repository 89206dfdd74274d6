import { fileFailure, isNotFound } from "../failure.ts";
import type { World } from "../world.ts";
import { toHex } from "../text/bytes.ts";
import type { Archive, WritableArchive } from "./directory.ts";
import { mediaPath } from "./message-reader.ts";
import { OTHER_CONTENT } from "./other-content.ts";
import { rebuildIndex } from "./rebuild-index.ts";
import { isSound } from "./salvage/salvage.ts";
import { hashFile } from "./verify.ts";
import { join } from "@std/path";

/** What was mended. */
export interface RepairReport {
  /** Messages in the new index. */
  readonly indexed: number;
  /** Files that the next export fetches again. */
  readonly wanted: number;
}

/** What mending would come to; nothing is changed. */
export interface RepairPlan extends RepairReport {
  /** The database is damaged, and would be written again from what can be read. */
  readonly isDamaged: boolean;
}

/** Finds out what mending would come to. */
export async function planRepair(world: Pick<World, "files">, archive: Archive): Promise<RepairPlan> {
  // Of a damaged database only this is known: what can be read is found out by reading all of it.
  if (!isSound(archive.database)) return { indexed: 0, wanted: 0, isDamaged: true };
  let wanted = 0;
  for (const { sha256, bytes } of mediaOf(archive)) {
    if (await stateOf(world, archive, sha256, bytes) !== "sound") wanted++;
  }
  return { indexed: countMessages(archive), wanted, isDamaged: false };
}

/** Mends what can be made anew. Nothing is deleted: a file with wrong content is set aside. */
export async function repairArchive(
  world: Pick<World, "files">,
  archive: WritableArchive,
): Promise<RepairReport> {
  const { database } = archive;
  database.transaction(() => rebuildIndex(database));
  let wanted = 0;
  for (const { sha256, bytes } of mediaOf(archive)) {
    const state = await stateOf(world, archive, sha256, bytes);
    if (state === "sound") continue;
    wanted++;
    if (state === "damaged") await setAside(world, join(archive.path, mediaPath(database, sha256)));
    database.transaction(() => {
      // Under its key the service may send something else.
      database.run(
        `UPDATE resource SET state = iif(state = '${OTHER_CONTENT}', 'lost', 'wanted'), media = NULL WHERE media = ?`,
        sha256,
      );
      database.run("DELETE FROM media WHERE sha256 = ?", sha256);
    });
  }
  return { indexed: countMessages(archive), wanted };
}

function mediaOf({ database }: Archive) {
  return database.all<{ sha256: Uint8Array; bytes: number }>("SELECT sha256, bytes FROM media");
}

function countMessages({ database }: Archive): number {
  return database.get<{ count: number }>("SELECT count(*) AS count FROM message")?.count ?? 0;
}

async function setAside({ files }: Pick<World, "files">, name: string): Promise<void> {
  try {
    await files.rename(name, `${name}.damaged`);
  } catch (error) {
    throw fileFailure("rename", name, error);
  }
}

async function stateOf(
  { files }: Pick<World, "files">,
  { database, packer, path }: Archive,
  sha256: Uint8Array,
  bytes: number,
): Promise<"sound" | "damaged" | "missing"> {
  const name = join(path, mediaPath(database, sha256));
  try {
    const isSound = (await files.lstat(name)).size === bytes &&
      toHex(await hashFile(files, name, packer)) === toHex(sha256);
    return isSound ? "sound" : "damaged";
  } catch (error) {
    if (isNotFound(error)) return "missing";
    throw fileFailure("read", name, error);
  }
}
