import { createSha256 } from "../download/checksum.ts";
import { type JsonValue, stringifyJson } from "../json/json.ts";
import type { OpenFile } from "../upload/open-file.ts";
import type { World } from "../world.ts";

/** A new random uuid (version 4). */
export function randomUuid(world: Pick<World, "random">): string {
  return formatUuid(Uint8Array.from({ length: 16 }, () => Math.floor(world.random() * 256)), 4);
}

/**
 * A uuid that follows from what is sent and where to: the same command makes the same one, so that it does not post
 * twice within the hour for which the service remembers it (docs/contract.md, 10, `--safe-repeat`).
 */
export async function deriveUuid(parts: JsonValue): Promise<string> {
  const hash = await createSha256();
  hash.update(new TextEncoder().encode(stringifyJson(parts)));
  const digest = hash.digest();
  return formatUuid(
    Uint8Array.from({ length: 16 }, (_none, index) => parseInt(digest.slice(index * 2, index * 2 + 2), 16)),
    8,
  );
}

/** The form of RFC 9562: version and variant take six of the 128 bits. */
function formatUuid(bytes: Uint8Array, version: number): string {
  const digits = Array.from(bytes, (byte, index) => {
    const marked = index === 6 ? byte % 16 + version * 16 : index === 8 ? byte % 64 + 128 : byte;
    return marked.toString(16).padStart(2, "0");
  }).join("");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join("-");
}

/** Bytes read at a time. */
const READ_BYTES = 1024 * 1024;

/** SHA-256 of what an open file holds. */
export async function sha256OfOpenFile(file: Pick<OpenFile, "size" | "read">): Promise<string> {
  const hash = await createSha256();
  for (let offset = 0; offset < file.size; offset += READ_BYTES) hash.update(file.read(offset, READ_BYTES));
  return hash.digest();
}
