/**
 * Files whose key turned out to have another content than the archive has. What was archived stays the content of the
 * message; the other one is kept beside it, as a file of the same message whose name is the key and the hash.
 *
 * @module
 */

import { fromHex } from "../text/bytes.ts";
import type { Database } from "./database.ts";

/** State of such a file; those of the others are `wanted`, `saved`, `skipped` and `failed`. */
export const OTHER_CONTENT = "other";

/** Keeps another content of a file; one that is known is not kept twice. */
export function keepOtherContent(
  database: Database,
  { message, key }: { readonly message: number; readonly key: string },
  { sha256, bytes }: { readonly sha256: string; readonly bytes: number },
): void {
  database.run(
    `INSERT INTO resource(message, key, kind, name, state, media, bytes, chat, sort_key)
      SELECT message, key || ' ' || ?1, kind, name, '${OTHER_CONTENT}', ?2, ?3, chat, sort_key FROM resource
        WHERE message = ?4 AND key = ?5
      ON CONFLICT DO UPDATE SET state = excluded.state, media = excluded.media, bytes = excluded.bytes`,
    ...[sha256, fromHex(sha256), bytes, message, key],
  );
}

/** The service's key of a file. */
export function keyOfContent({ key, state }: { readonly key: string; readonly state: string }): string {
  return state === OTHER_CONTENT ? key.slice(0, key.lastIndexOf(" ")) : key;
}
