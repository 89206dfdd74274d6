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
export function makeArchive(name: string, files: readonly ArchiveFile[]): Uint8Array<ArrayBuffer> {
  if (name.endsWith(".zip")) {
    const entries = files.map(({ path, bytes, isProgram }) => {
      const attrs = (isProgram ? 0o100755 : 0o100644) << 16;
      return [path, [bytes, { mtime: ZIP_TIME, os: UNIX, attrs }]] as const;
    });
    return new Uint8Array(zipSync(Object.fromEntries(entries.map(([path, [...file]]) => [path, file]))));
  }
  return new Uint8Array(gzipSync(createTar(files.map(({ path, bytes, isProgram }) => ({
    name: path,
    data: bytes,
    attrs: { mode: isProgram ? "755" : "644", mtime: 0, uid: 0, gid: 0 },
  })))));
}
