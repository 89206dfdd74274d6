import { readFully } from "../download/disk.ts";
import {
  Failure,
  fileErrorReason,
  invalidInput,
  permissionFailure,
  systemErrorCode,
  withDetail,
} from "../failure.ts";
import { openRegular, pinInside } from "../pinned-directory.ts";
import type { FileContent } from "../platform/request.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../safe-path.ts";
import { input, phrase } from "../text/phrase.ts";
import { basename, dirname } from "@std/path";

/** Bytes that can be read at any offset; a file is never read as a whole to inspect it. */
export interface ByteSource {
  /** Bytes. */
  readonly size: number;
  /** At most `length` bytes from `offset` on; fewer, or none, where the end comes before. */
  read(offset: number, length: number): Uint8Array;
}

/** Size of the pieces that a file is sent in, bytes. */
const PIECE_BYTES = 65_536;

/** A regular file, opened once: inspected and sent through the same handle. */
export interface OpenFile extends ByteSource {
  /** The last part of its path or address. */
  readonly name: string;
  /** Its bytes for an upload; `onSent` is called with the number taken so far. */
  content(onSent?: (bytes: number) => void): FileContent;
  /** Closes it. */
  close(): Promise<void>;
}

/** Where a file comes from. */
export interface FileOrigin {
  /** Key of the input that names it. */
  readonly input: string;
  readonly name: string;
  /** For messages: a path, or an address without its secrets. */
  readonly displayName: string;
  /** It is read here, not sent. */
  readonly mayBeEmpty?: boolean;
  /** Called when the file is closed. */
  readonly afterClose?: () => Promise<void>;
}

/**
 * An open file as something to send. Its size is the handle's.
 *
 * @throws {Failure} exit 2 if it is empty and may not be.
 */
export function openFile(file: Deno.FsFile, origin: FileOrigin): OpenFile {
  const { input: inputKey, name, displayName, mayBeEmpty = false } = origin;
  const { size, mtime } = file.statSync();
  if (size === 0 && !mayBeEmpty) {
    throw invalidInput(
      inputKey,
      phrase`${input(inputKey)}: the file is empty: ${JSON.stringify(displayName)}`,
      "choose a file that is not empty",
    );
  }
  function read(offset: number, length: number): Uint8Array {
    // Offsets come from the file itself, so they may be impossible.
    return offset >= size
      ? new Uint8Array()
      : readFully(file, displayName, offset, Math.min(length, size - offset));
  }
  const isUnchanged = () => {
    const now = file.statSync();
    return now.size === size && now.mtime?.getTime() === mtime?.getTime();
  };
  async function* pieces(onSent?: (bytes: number) => void): AsyncGenerator<Uint8Array> {
    for (let sent = 0; sent < size;) {
      const piece = read(sent, PIECE_BYTES);
      sent += piece.length;
      // Checked before the last piece goes out: without it the service accepts nothing.
      if (piece.length === 0 || (sent === size && !isUnchanged())) throw fileChanged(inputKey, displayName);
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

function fileChanged(inputKey: string, displayName: string) {
  return invalidInput(
    inputKey,
    phrase`${input(inputKey)}: the file changed while it was being sent: ${JSON.stringify(displayName)}`,
    "nothing was uploaded: run the same command again once the file no longer changes",
  );
}

/**
 * Opens a file of the working directory to be sent (docs/contract.md, 10): a regular one, not reached
 * through a link that leaves the directory.
 *
 * @throws {Failure} exit 2, naming the input.
 */
export async function openLocalFile(
  world: PathWorld,
  inputKey: string,
  path: string,
  use: Pick<FileOrigin, "mayBeEmpty"> = {},
): Promise<OpenFile> {
  const parts = checkRelativePath(inputKey, path, world.os);
  try {
    const real = await resolveInside(world, inputKey, parts);
    if (!(await world.files.lstat(real)).isFile) throw notRegular(inputKey, path);
    // Opened inside its directory, so that no part of the path can be swapped for a link between check and opening.
    const file = openRegular(world, pinInside(world, inputKey, dirname(real)), basename(real), {
      read: true,
    });
    if (file === undefined) throw replaced(inputKey, path);
    try {
      return openFile(file, { ...use, input: inputKey, name: parts.at(-1) ?? path, displayName: path });
    } catch (error) {
      file.close();
      throw error;
    }
  } catch (error) {
    throw inputFailure(inputKey, path, error);
  }
}

function replaced(inputKey: string, path: string) {
  return invalidInput(
    inputKey,
    phrase`${input(inputKey)}: the file was replaced: ${JSON.stringify(path)}`,
    "run the command again when nothing else writes the file",
  );
}

function notRegular(inputKey: string, path: string) {
  return invalidInput(
    inputKey,
    phrase`${input(inputKey)} takes regular files, not directories, devices or pipes: ${
      JSON.stringify(path)
    }`,
    "give the path of a regular file",
  );
}

/** What is wrong with a file that an input names, by the system's code. */
const REASONS: Readonly<Record<string, string>> = {
  ENOENT: "no such file",
  EACCES: "no permission to read it",
  EPERM: "no permission to read it",
  ENOTDIR: "a part of the path is not a directory",
  EISDIR: "it is a directory",
  ELOOP: "its links form a loop",
  ENAMETOOLONG: "the name is too long",
};

/** A file that an input names and that cannot be opened is wrong input: exit 2, unless the runtime forbids it. */
export function inputFailure(inputKey: string, path: string, error: unknown): Failure {
  if (error instanceof Failure && error.detail.type !== "internal") {
    return withDetail(error, { input: inputKey });
  }
  const cause = error instanceof Failure ? error.cause : error;
  const missing = permissionFailure(cause);
  if (missing !== undefined) return missing;
  const reason = REASONS[systemErrorCode(cause)] ?? fileErrorReason(cause);
  return invalidInput(
    inputKey,
    phrase`${input(inputKey)}: ${reason}: ${JSON.stringify(path)}`,
    phrase`paths are relative to the working directory; set it with ${input("directory", "DIR")}`,
  );
}
