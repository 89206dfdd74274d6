import { fileFailure, isNotFound } from "../failure.ts";
import type { World } from "../world.ts";
import { fromHex, toHex } from "../text/bytes.ts";
import type { Archive, WritableArchive } from "./directory.ts";
import { type MediaType, SNIFFED_BYTES, sniffMedia } from "./media.ts";
import { mediaPath } from "./message-reader.ts";
import { OTHER_CONTENT } from "./other-content.ts";
import { rebuildIndex } from "./rebuild-index.ts";
import { isSound } from "./salvage/salvage.ts";
import { hashFile, orphansOf, SET_ASIDE } from "./verify.ts";
import { join } from "@std/path";

/** What was mended. */
export interface RepairReport {
  /** Messages in the new index. */
  readonly indexed: number;
  /** Files that the next export fetches again. */
  readonly wanted: number;
  /** Files that were saved by a run that had no time to note them. */
  readonly adopted: number;
}

/** What mending would come to; nothing is changed. */
export interface RepairPlan extends RepairReport {
  /** The database is damaged, and would be written again from what can be read. */
  readonly isDamaged: boolean;
}

/** Finds out what mending would come to. */
export async function planRepair(world: Pick<World, "files">, archive: Archive): Promise<RepairPlan> {
  // Of a damaged database only this is known: what can be read is found out by reading all of it.
  if (!isSound(archive.database)) return { indexed: 0, wanted: 0, adopted: 0, isDamaged: true };
  let wanted = 0;
  for (const { sha256, bytes } of mediaOf(archive)) {
    if (await stateOf(world, archive, sha256, bytes) !== "sound") wanted++;
  }
  const adopted = (await adoptable(world, archive)).length;
  return { indexed: countMessages(archive), wanted, adopted, isDamaged: false };
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
  const adopted = await adoptable(world, archive);
  database.transaction(() => {
    for (const { sha256, bytes, extension, mime } of adopted) {
      database.run(
        "INSERT OR IGNORE INTO media(sha256, bytes, extension, mime, first_run) VALUES(?, ?, ?, ?, 0)",
        ...[sha256, bytes, extension, mime],
      );
    }
  });
  return { indexed: countMessages(archive), wanted, adopted: adopted.length };
}

interface Adoptable extends MediaType {
  readonly sha256: Uint8Array;
  readonly bytes: number;
}

/** Files that no message has and that are what their names say. */
async function adoptable(
  { files }: Pick<World, "files">,
  archive: Archive,
): Promise<readonly Adoptable[]> {
  const found: Adoptable[] = [];
  for (const name of await orphansOf({ files }, archive)) {
    const [, hash, extension] = /\/([0-9a-f]{64})(\.[a-z0-9]+)$/.exec(name) ?? [];
    if (hash === undefined || extension === undefined) continue;
    const path = join(archive.path, name);
    try {
      const { isFile, size } = await files.lstat(path);
      if (!isFile || toHex(await hashFile(files, path, archive.packer)) !== hash) continue;
      const { mime } = sniffMedia(await headOf(files, path));
      found.push({ sha256: fromHex(hash), bytes: size, extension, mime });
    } catch (error) {
      throw fileFailure("read", path, error);
    }
  }
  return found;
}

async function headOf(files: World["files"], path: string): Promise<Uint8Array> {
  using file = await files.open(path, { read: true });
  const head = new Uint8Array(SNIFFED_BYTES);
  return head.subarray(0, await file.read(head) ?? 0);
}

function mediaOf({ database }: Archive) {
  return database.all<{ sha256: Uint8Array; bytes: number }>("SELECT sha256, bytes FROM media");
}

function countMessages({ database }: Archive): number {
  return database.get<{ count: number }>("SELECT count(*) AS count FROM message")?.count ?? 0;
}

async function setAside({ files }: Pick<World, "files">, name: string): Promise<void> {
  try {
    await files.rename(name, name + SET_ASIDE);
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
