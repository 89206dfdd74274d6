import { invalidArgument } from "../failure.ts";
import { readFully } from "../download/disk.ts";
import type { FileContent } from "../platform/request.ts";
import type { ByteSource } from "./byte-source.ts";

/** Size of the pieces that a file is sent in, bytes. */
const PIECE_BYTES = 65_536;

/** A regular file, opened once: looked into and sent through the same handle. */
export interface OpenFile extends ByteSource {
  /** The last part of its path or address. */
  readonly name: string;
  /** Its bytes for an upload; `onSent` hears how many were taken so far. */
  content(onSent?: (bytes: number) => void): FileContent;
  /** Lets go of it. */
  close(): Promise<void>;
}

/** How a file was asked for. */
export interface FileOrigin {
  readonly flag: string;
  readonly name: string;
  /** As people know it: a path, or an address without its secrets. */
  readonly shown: string;
  /** Called when the file is closed. */
  readonly afterClose?: () => Promise<void>;
}

/**
 * An open file as something to send. Its size is the handle's.
 *
 * @throws {Failure} exit 2 if it is empty.
 */
export function openFile(file: Deno.FsFile, origin: FileOrigin): OpenFile {
  const { flag, name, shown } = origin;
  const { size, mtime } = file.statSync();
  if (size === 0) {
    throw invalidArgument(flag, `${flag}: the file is empty: ${JSON.stringify(shown)}`);
  }
  function read(offset: number, length: number): Uint8Array {
    // Offsets come from the file itself; no file system has to hear of impossible ones.
    return offset >= size
      ? new Uint8Array()
      : readFully(file, shown, offset, Math.min(length, size - offset));
  }
  const isUnchanged = () => {
    const now = file.statSync();
    return now.size === size && now.mtime?.getTime() === mtime?.getTime();
  };
  async function* pieces(onSent?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < size;) {
      const piece = read(sent, PIECE_BYTES);
      sent += piece.length;
      // Before the last piece goes out: without it the service takes nothing.
      if (piece.length === 0 || (sent === size && !isUnchanged())) throw changed(flag, shown);
      yield piece;
      onSent?.(sent);
    }
  }
  return {
    name,
    size,
    read,
    content: (onSent) => ({ size, stream: () => ReadableStream.from(pieces(onSent)) }),
    async close() {
      file.close();
      await origin.afterClose?.();
    },
  };
}

function changed(flag: string, shown: string) {
  return invalidArgument(
    flag,
    `${flag}: the file changed while it was sent: ${JSON.stringify(shown)}`,
    "nothing was uploaded: run the same command again when nothing writes to the file",
  );
}
