/**
 * The key that encrypts the secrets of a directory. A small file beside them says where it is: in the system's key store,
 * or in that file itself. There may be one of each; every secret names the key that it was encrypted with.
 *
 * @module
 */

import type { Failure } from "../failure.ts";
import { tryParseJson } from "../json/json.ts";
import { fromBase64, toBase64, toHex } from "../text/bytes.ts";
import { action, type Phrase, phrase } from "../text/phrase.ts";
import { importKey, KEY_BYTES } from "./cipher.ts";
import { withFileLock } from "./file-lock.ts";
import {
  makeClosedDirectory,
  readPrivateFile,
  replacePrivateFile,
  storageProblem,
  type StorageWorld,
} from "./private-file.ts";
import type { StoreKind } from "./secret-store.ts";
import { KeyStoreError, type KeyStoreWorld, type SystemKeyStore, systemKeyStore } from "./system-key.ts";
import { join } from "@std/path";
import * as v from "valibot";

/** Where a person wants the key to be; undefined: in the system's key store if that works. */
export type StorePreference = "system" | "file" | undefined;

/** A key that was found. */
export interface MasterKey {
  readonly id: string;
  readonly key: CryptoKey;
}

/** The keys of a directory; each is fetched once. */
export interface MasterKeys {
  /** Where the key for new secrets is, or is to be. */
  readonly kind: StoreKind;
  readonly fallback: Phrase | undefined;
  /** The key for new secrets; it is made where there is none. @throws {Failure} `internal`/`storage` */
  current(): Promise<MasterKey>;
  /** The key with an id; undefined where no file names it. @throws {Failure} `internal`/`storage` */
  find(id: string): Promise<MasterKey | undefined>;
}

const RecordSchema = v.object({
  version: v.literal(1),
  id: v.pipe(v.string(), v.regex(/^[0-9a-f]{16}$/)),
  place: v.picklist(["secret-service", "keychain", "dpapi", "file"]),
  /** The key itself, Base64; with the place "file". */
  key: v.exactOptional(v.string()),
  /** What the system needs to find the key. */
  kept: v.exactOptional(v.string()),
});
type KeyRecord = v.InferOutput<typeof RecordSchema>;

/** Says where the key is; its name says which of the two it is. */
const RECORDS = { system: "key.system.json", file: "key.file.json" } as const;
type Place = keyof typeof RECORDS;

/** Where keys are looked for. */
interface KeyRing {
  readonly world: StorageWorld & KeyStoreWorld;
  readonly directory: string;
  readonly preference: StorePreference;
  readonly system: SystemKeyStore | undefined;
}

/** Opens the keys of a directory; nothing is made or asked for yet. */
export async function openMasterKeys(
  world: StorageWorld & KeyStoreWorld,
  directory: string,
  preference: StorePreference,
): Promise<MasterKeys> {
  const system = systemKeyStore(world);
  const ring: KeyRing = { world, directory, preference, system };
  const loaded = new Map<string, Promise<MasterKey>>();
  const planned = (await chosenRecord(ring))?.place ??
    (preference === "file" ? "file" : system?.kind ?? "file");
  let state: { readonly kind: StoreKind; readonly fallback?: Phrase | undefined } = { kind: planned };

  function loadOnce(record: KeyRecord): Promise<MasterKey> {
    const known = loaded.get(record.id) ?? load(ring, record);
    loaded.set(record.id, known);
    // The person may open the key store meanwhile.
    known.catch(() => loaded.delete(record.id));
    return known;
  }

  return {
    get kind() {
      return state.kind;
    },
    get fallback() {
      return state.fallback;
    },
    async current() {
      const found = await chosenRecord(ring);
      const { record, fallback, made }: MadeKey = found === undefined
        ? await makeOnce(ring)
        : { record: found };
      if (made !== undefined) loaded.set(made.id, Promise.resolve(made));
      state = { kind: record.place, fallback: fallback ?? state.fallback };
      return await loadOnce(record);
    },
    async find(id) {
      const records = await Promise.allSettled([recordAt(ring, "system"), recordAt(ring, "file")]);
      for (const { value } of records.filter((one) => one.status === "fulfilled")) {
        if (value?.id === id) return await loadOnce(value);
      }
      // A record that is damaged may be the one.
      for (const { reason } of records.filter((one) => one.status === "rejected")) throw reason;
      return undefined;
    },
  };
}

const pathOf = ({ directory }: KeyRing, place: Place) => join(directory, RECORDS[place]);

async function recordAt(ring: KeyRing, place: Place): Promise<KeyRecord | undefined> {
  const path = pathOf(ring, place);
  const text = await readPrivateFile(ring.world, path);
  if (text === undefined) return undefined;
  const { success, output } = v.safeParse(RecordSchema, tryParseJson(text));
  if (success) return output;
  throw storageProblem(
    phrase`"${path}" is damaged: it does not say where the key to the secrets is`,
    path,
    phrase`restore it from a backup, or move it away and configure again: ${action("config/init")}`,
  );
}

/** The record of the key that new secrets get. */
async function chosenRecord(ring: KeyRing): Promise<KeyRecord | undefined> {
  if (ring.preference !== undefined) return await recordAt(ring, ring.preference);
  return await recordAt(ring, "system") ?? await recordAt(ring, "file");
}

async function load(ring: KeyRing, record: KeyRecord): Promise<MasterKey> {
  const inFile = record.place === "file";
  const bytes = decode((inFile ? record.key : await findInSystem(ring, record)) ?? "");
  if (bytes === undefined) throw lostKey(ring.directory, pathOf(ring, inFile ? "file" : "system"));
  return { id: record.id, key: await importKey(bytes) };
}

async function findInSystem(ring: KeyRing, { id, place, kept }: KeyRecord): Promise<string | undefined> {
  try {
    if (ring.system?.kind !== place) throw new KeyStoreError(`this system has no ${place}`);
    return await ring.system.find(id, kept);
  } catch (error) {
    throw error instanceof KeyStoreError ? unreachable(pathOf(ring, "system"), error) : error;
  }
}

/** Where the key for new secrets is, and why in a file if it is; the key itself if it was made now. */
interface MadeKey {
  readonly record: KeyRecord;
  readonly fallback?: Phrase;
  readonly made?: MasterKey;
}

/** Makes the key for new secrets, unless another process does. */
async function makeOnce(ring: KeyRing): Promise<MadeKey> {
  const { world, directory } = ring;
  await makeClosedDirectory(world, directory);
  return await withFileLock(world, join(directory, "key.lock"), async () => {
    const record = await chosenRecord(ring);
    return record === undefined ? await make(ring) : { record };
  });
}

async function make(ring: KeyRing): Promise<MadeKey> {
  const bytes = ring.world.randomBytes(KEY_BYTES);
  const made = { id: toHex(ring.world.randomBytes(8)), key: await importKey(bytes) };
  const inFile: KeyRecord = { version: 1, id: made.id, place: "file", key: toBase64(bytes) };
  if (ring.preference === "file") return { record: await save(ring, inFile), made };
  try {
    return { record: await save(ring, await keepInSystem(ring, made.id, toBase64(bytes))), made };
  } catch (error) {
    if (!(error instanceof KeyStoreError)) throw error;
    if (ring.preference === "system") throw unreachable(pathOf(ring, "system"), error);
    return { record: await save(ring, inFile), fallback: error.reason, made };
  }
}

async function keepInSystem({ system }: KeyRing, id: string, key: string): Promise<KeyRecord> {
  if (system === undefined) throw new KeyStoreError("no key store of this system is known");
  const kept = await system.keep(id, key);
  if (await system.find(id, kept) !== key) {
    throw new KeyStoreError("the key was not there after it was stored");
  }
  return { version: 1, id, place: system.kind, ...(kept === undefined ? {} : { kept }) };
}

async function save(ring: KeyRing, record: KeyRecord): Promise<KeyRecord> {
  const path = pathOf(ring, record.place === "file" ? "file" : "system");
  await replacePrivateFile(ring.world, path, `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

function decode(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    const bytes = fromBase64(text);
    return bytes.length === KEY_BYTES ? bytes : undefined;
  } catch {
    return undefined;
  }
}

/** The system's key store is there no more, closed, or out of reach, as in a session without a desktop. */
function unreachable(path: string, { reason }: KeyStoreError): Failure {
  return storageProblem(
    phrase`the key store of the system did not give the key to the secrets: ${reason}`,
    path,
    phrase`unlock it, or keep secrets in files from now on: ${action("config/init", { store: "file" })}`,
  );
}

/** The failure of secrets whose key is gone; they stay, because it may come back. */
export function lostKey(directory: string, path: string): Failure {
  return storageProblem(
    phrase`the key to the secrets in "${directory}" is gone`,
    path,
    phrase`restore it from a backup, or configure again: move the directory away, then ${
      action("config/init")
    }`,
  );
}
