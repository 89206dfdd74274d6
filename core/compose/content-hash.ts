import { startSha256 } from "../download/checksum.ts";
import type { OpenFile } from "../upload/open-file.ts";

/** Bytes read at a time. */
const PIECE = 1024 * 1024;

/** SHA-256 of what an open file holds. */
export async function sha256OfContent(file: Pick<OpenFile, "size" | "read">): Promise<string> {
  const hash = await startSha256();
  for (let offset = 0; offset < file.size; offset += PIECE) hash.update(file.read(offset, PIECE));
  return hash.digest();
}
