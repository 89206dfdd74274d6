/**
 * Archives of a release. The same files give the same bytes: nothing of this machine's clock or users is in them.
 *
 * @module
 */

import { zipSync } from "fflate";
import { createTar } from "nanotar";
import { gzipSync } from "node:zlib";

/** A file in an archive. */
export interface ArchiveFile {
  /** With slashes, the folder included. */
  readonly path: string;
  readonly bytes: Uint8Array;
  readonly isProgram?: boolean;
}

/** Zip files know no time before 1980. */
const ZIP_TIME = new Date(1980, 0, 1);
const UNIX = 3;

/** Packs files into the kind of archive that the name asks for. */
export function makeArchive(name: string, files: readonly ArchiveFile[]): Uint8Array {
  if (name.endsWith(".zip")) {
    return zipSync(Object.fromEntries(files.map((
      { path, bytes, isProgram },
    ) => [path, [bytes, { mtime: ZIP_TIME, os: UNIX, attrs: (isProgram ? 0o100755 : 0o100644) << 16 }]])));
  }
  return gzipSync(createTar(files.map(({ path, bytes, isProgram }) => ({
    name: path,
    data: bytes,
    attrs: { mode: isProgram ? "755" : "644", mtime: 0, uid: 0, gid: 0 },
  }))));
}

/** SHA-256 as 64 lower-case hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes))).toHex();
}

/** The list of checksums, by name. */
export async function checksumList(files: ReadonlyMap<string, Uint8Array>): Promise<string> {
  const names = [...files.keys()].sort();
  const lines = await Promise.all(
    names.map(async (name) => `${await sha256(files.get(name) ?? new Uint8Array())}  ${name}\n`),
  );
  return lines.join("");
}
