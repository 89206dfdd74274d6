import { readFully } from "../download/disk.ts";
import { Failure, invalidArgument, systemErrorCode, withDetail } from "../failure.ts";
import type { FileContent } from "../platform/request.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../safe-path.ts";

/** Bytes that can be read at any place; a file is never read as a whole to look into it. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** At most `length` bytes from `offset` on; fewer, or none, where the end comes before. */
  read(offset: number, length: number): Uint8Array;
}

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
  readonly input: string;
  readonly name: string;
  /** As people know it: a path, or an address without its secrets. */
  readonly displayName: string;
  /** Called when the file is closed. */
  readonly afterClose?: () => Promise<void>;
}

/**
 * An open file as something to send. Its size is the handle's.
 *
 * @throws {Failure} exit 2 if it is empty.
 */
export function openFile(file: Deno.FsFile, origin: FileOrigin): OpenFile {
  const { input: flag, name, displayName: shown } = origin;
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
      if (piece.length === 0 || (sent === size && !isUnchanged())) throw fileChanged(flag, shown);
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

function fileChanged(flag: string, shown: string) {
  return invalidArgument(
    flag,
    `${flag}: the file changed while it was sent: ${JSON.stringify(shown)}`,
    "nothing was uploaded: run the same command again when nothing writes to the file",
  );
}

/**
 * Opens a file of the working directory to be sent (docs/contract.md, 10): a regular one, that no link
 * leads out of the directory to. What was checked is what was opened: a swap in between is noticed.
 *
 * @throws {Failure} exit 2, naming the flag.
 */
export async function openLocalFile(world: PathWorld, flag: string, path: string): Promise<OpenFile> {
  const parts = checkRelativePath(flag, path, world.os);
  try {
    const real = await resolveInside(world, flag, parts);
    // Looked at before it is opened: opening a pipe would wait for a writer.
    const seen = await world.files.lstat(real);
    if (!seen.isFile) throw notRegular(flag, path);
    const file = await world.files.open(real, { read: true });
    try {
      const opened = await file.stat();
      const isSame = opened.isFile && opened.ino === seen.ino && opened.dev === seen.dev &&
        await world.files.realPath(real) === real;
      if (!isSame) throw invalidArgument(flag, `${flag}: the file was replaced: ${JSON.stringify(path)}`);
      return openFile(file, { input: flag, name: parts.at(-1) ?? path, displayName: path });
    } catch (error) {
      file.close();
      throw error;
    }
  } catch (error) {
    throw inputFailure(flag, path, error);
  }
}

function notRegular(flag: string, path: string) {
  return invalidArgument(
    flag,
    `${flag} takes regular files, not directories, devices or pipes: ${JSON.stringify(path)}`,
  );
}

/** What is wrong with a file that a person named, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ENOTDIR: "a part of the path is not a directory",
  EISDIR: "it is a directory",
  ELOOP: "its links form a loop",
  ENAMETOOLONG: "the name is too long",
};

/** A file that was named and can't be had is wrong input: exit 2 with the flag. */
export function inputFailure(flag: string, path: string, error: unknown): Failure {
  if (error instanceof Failure && error.detail.type !== "internal") {
    return withDetail(error, { param: flag });
  }
  const cause = error instanceof Failure ? error.cause : error;
  const said = cause instanceof Error ? cause.message : String(cause);
  const reason = REASONS[systemErrorCode(cause)] ?? said;
  return invalidArgument(
    flag,
    `${flag}: ${reason}: ${JSON.stringify(path)}`,
    "paths count from the working directory; set it with -C DIR",
  );
}
