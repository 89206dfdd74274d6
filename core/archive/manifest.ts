import { buildInfo } from "../build-info.ts";
import { fileFailure } from "../failure.ts";
import { stringifyJson } from "../json/json.ts";
import { toHex } from "../text/bytes.ts";
import type { World } from "../world.ts";
import type { WritableArchive } from "./directory.ts";
import { readMeta } from "./meta.ts";
import { mediaPath } from "./message-reader.ts";
import { openOutputFolder } from "./output-folder.ts";
import { SCHEMA_VERSION } from "./schema.ts";
import { rootHash } from "./verify.ts";
import { join } from "@std/path";

const MANIFEST = "manifest.json";

/** Which parts changed since they were written last. */
export interface ManifestChanges {
  readonly messages: boolean;
  readonly media: boolean;
}

/** Writes what strangers need to know beside the database, each file whole or not at all. */
export async function writeManifest(
  world: World,
  archive: WritableArchive,
  { messages, media }: ManifestChanges,
): Promise<void> {
  const { database, path } = archive;
  const isIncomplete = archive.isNew || messages || media || !await hasManifest(world, archive);
  if (!isIncomplete) return;
  const folder = await openOutputFolder({ ...world, cwd: path }, "output", ".");
  const chats = database.all(
    `SELECT c.chat_id, c.name, c.mode, count(m.seq) AS messages FROM chat c LEFT JOIN message m ON m.chat = c.n
      GROUP BY c.n ORDER BY c.n`,
  );
  const run = database.get("SELECT id, started, ended, state, identity FROM run ORDER BY id DESC LIMIT 1");
  const manifest = {
    format: "imar",
    schema: SCHEMA_VERSION,
    written_by: buildInfo.version,
    host: readMeta(database, "host") ?? null,
    brand: readMeta(database, "brand") ?? null,
    root_hash: rootHash(archive),
    gaps: database.get<{ count: number }>("SELECT count(*) AS count FROM gap")?.count ?? 0,
    last_run: run ?? null,
    chats,
  };
  folder.write(MANIFEST, [stringifyJson(manifest, 2), "\n"]);
  if (media) folder.write("SHA256SUMS", checksums(archive));
}

/** Takes it away before messages are removed: a run that is ended in between leaves no counts that are wrong, and no name. */
export async function removeManifest(world: Pick<World, "files">, archive: WritableArchive): Promise<void> {
  if (!await hasManifest(world, archive)) return;
  const path = join(archive.path, MANIFEST);
  try {
    await world.files.remove(path);
  } catch (error) {
    throw fileFailure("remove", path, error);
  }
}

async function hasManifest({ files }: Pick<World, "files">, { path }: WritableArchive): Promise<boolean> {
  return await files.lstat(join(path, MANIFEST)).then(() => true, () => false);
}

/** A line a file, as `sha256sum -c` reads it. */
function* checksums({ database }: WritableArchive): IterableIterator<string> {
  for (
    const { sha256 } of database.each<{ sha256: Uint8Array }>("SELECT sha256 FROM media ORDER BY sha256")
  ) {
    yield `${toHex(sha256)}  ${mediaPath(database, sha256)}\n`;
  }
}
