/**
 * Raw answers, kept as received: the records of a page in one compressed batch, one JSON text a line. Compressed together
 * they take a sixth of their size; one by one they would take half.
 *
 * @module
 */

import { isJsonObject, type JsonObject, parseJson, stringifyJson } from "../json/json.ts";
import { damagedFailure, type Database } from "./database.ts";

/** Compresses, expands and hashes. */
export interface Packer {
  gzip(text: string): Uint8Array;
  gunzip(bytes: Uint8Array): string;
  sha256(data: string | Uint8Array): Uint8Array;
  /** A hash over pieces. */
  startSha256(): { update(data: string | Uint8Array): void; digest(): Uint8Array };
}

/** The runtime's own. */
export async function loadPacker(): Promise<Packer> {
  const [{ gunzipSync, gzipSync }, { createHash }] = await Promise.all([
    import("node:zlib"),
    import("node:crypto"),
  ]);
  const decoder = new TextDecoder();
  return {
    gzip: (text) => new Uint8Array(gzipSync(text)),
    gunzip: (bytes) => decoder.decode(gunzipSync(bytes)),
    sha256: (data) => new Uint8Array(createHash("sha256").update(data).digest()),
    startSha256() {
      const hash = createHash("sha256");
      return { update: (data) => void hash.update(data), digest: () => new Uint8Array(hash.digest()) };
    },
  };
}

/** Kind of the batches whose records were lost, and made anew from the texts. */
export const REBUILT = "rebuilt";

/** Stores records of one kind; answers with the id of their batch. */
export function writeBatch(
  { database, packer }: { readonly database: Database; readonly packer: Packer },
  run: number,
  kind: string,
  records: readonly JsonObject[],
): number {
  const text = records.map((record) => stringifyJson(record)).join("\n");
  const gz = packer.gzip(text);
  database.run(
    "INSERT INTO batch(run, kind, count, sha256, gz) VALUES(?, ?, ?, ?, ?)",
    ...[run, kind, records.length, packer.sha256(gz), gz],
  );
  return database.get<{ id: number }>("SELECT last_insert_rowid() AS id")?.id ?? 0;
}

/** Batches that were expanded last; messages of a page stand together. */
const MAX_KEPT = 8;

/** Reads records of batches, keeping the last few batches expanded. */
export function createBatchReader(
  { database, packer, path }: { readonly database: Database; readonly packer: Packer; readonly path: string },
): (batch: number, index: number) => JsonObject {
  const kept = new Map<number, readonly string[]>();
  const linesOf = (batch: number): readonly string[] => {
    const known = kept.get(batch);
    if (known !== undefined) return known;
    const row = database.get<{ gz: Uint8Array }>("SELECT gz FROM batch WHERE id = ?", batch);
    if (row === undefined) throw damagedFailure(path, `batch ${batch} is missing`);
    const lines = expand(packer, row.gz, path, batch).split("\n");
    kept.set(batch, lines);
    const [oldest] = kept.keys();
    if (kept.size > MAX_KEPT && oldest !== undefined) kept.delete(oldest);
    return lines;
  };
  return (batch, index) => {
    const record = parseJson(linesOf(batch)[index] ?? "null");
    if (!isJsonObject(record)) throw damagedFailure(path, `record ${index} of batch ${batch} is missing`);
    return record;
  };
}

function expand(packer: Packer, bytes: Uint8Array, path: string, batch: number): string {
  try {
    return packer.gunzip(bytes);
  } catch (error) {
    throw damagedFailure(path, `batch ${batch} cannot be read`, error);
  }
}
