import { joinSignals } from "../async/joined-signal.ts";
import { type RetryRules, startRetries } from "../async/retry.ts";
import { createBodyReader } from "../download/body-reader.ts";
import { createSha256 } from "../download/checksum.ts";
import type { DownloadProgress } from "../download/download.ts";
import { writeAll } from "../download/disk.ts";
import { Failure, fileFailure, withDetail } from "../failure.ts";
import { exchange } from "../platform/http.ts";
import type { World } from "../world.ts";
import {
  archiveFolder,
  archiveUrl,
  findArchive,
  latestListUrl,
  programName,
  type ReleaseArchive,
} from "./release-page.ts";
import { unpack } from "./unpack.ts";

/** Longest silence inside a body, milliseconds. */
const IDLE_TIMEOUT = 60_000;
const MAX_LIST_BYTES = 1024 * 1024;
/** Several times what a release has; a server that never ends does not fill the memory. */
const MAX_ARCHIVE_BYTES = 256 * 1024 * 1024;

/** Where releases are, and how they are fetched: without any token. */
export interface ReleaseSource {
  /** The page of releases, without a slash at its end. */
  readonly url: string;
  readonly userAgent: string;
  /** Longest wait for a response, milliseconds. */
  readonly responseTimeout: number;
  readonly trace: ((line: string) => void) | undefined;
  readonly retryRules: RetryRules;
  /** Told how much of the archive is there. */
  readonly onProgress: (progress: DownloadProgress) => void;
}

/**
 * Finds the latest release for a platform.
 *
 * @throws {Failure} `network` where the list cannot be had, or names no archive for the platform.
 */
export async function findLatestRelease(
  world: World,
  source: ReleaseSource,
  target: string,
): Promise<ReleaseArchive> {
  const url = latestListUrl(source.url);
  const list = new TextDecoder().decode(await fetchBytes(world, source, url, MAX_LIST_BYTES));
  const found = findArchive(list, target);
  if (found === undefined) throw unusable(`"${url}" names no archive for ${target}`);
  return found;
}

/** Where a program is written to. */
export interface Draft {
  /** A path that nothing has yet; the archive is beside it meanwhile. */
  readonly path: string;
  /** Permissions of the program; absent: the system's default. */
  readonly mode: number | undefined;
}

/**
 * Fetches the program of a release and writes it to the draft. Nothing of the archive is read before its checksum is
 * right; afterwards the archive is gone, and after a failure so is the draft.
 *
 * @throws {Failure} `network` where it cannot be had whole, or its checksum is wrong; `internal`/`file_io`.
 */
export async function fetchProgram(
  world: World,
  source: ReleaseSource,
  release: ReleaseArchive,
  target: string,
  draft: Draft,
): Promise<void> {
  const url = archiveUrl(source.url, release);
  const archive = `${draft.path}.archive`;
  try {
    await fetchArchive(world, source, release, archive);
    const path = `${archiveFolder(release.version, target)}/${programName(target)}`;
    if (await writeProgram(world, archive, release.name, path, draft) === 0) {
      throw unusable(`"${url}" has no "${path}" in it`);
    }
  } catch (error) {
    removeQuietly(world.files, draft.path);
    throw error;
  } finally {
    removeQuietly(world.files, archive);
  }
}

/** Writes the archive to a file, and compares its checksum. */
async function fetchArchive(
  world: World,
  source: ReleaseSource,
  release: ReleaseArchive,
  path: string,
): Promise<void> {
  const url = archiveUrl(source.url, release);
  const file = openNew(world, path, undefined);
  let hash = await createSha256();
  try {
    const sink: BodySink = {
      async begin() {
        file.truncateSync(0);
        file.seekSync(0, 0 satisfies Deno.SeekMode.Start);
        hash = await createSha256();
      },
      take(piece) {
        hash.update(piece);
        writeTo(file, path, piece);
      },
    };
    await fetchBody(world, source, url, MAX_ARCHIVE_BYTES, sink, source.onProgress);
  } finally {
    file.close();
  }
  const sha256 = hash.digest();
  if (sha256 === release.sha256) return;
  throw new Failure({
    type: "network",
    subtype: "checksum_mismatch",
    message: `the checksum of "${url}" is wrong: ${sha256}, expected ${release.sha256}`,
    hint: "nothing was replaced; try again later, and report it if it persists",
  });
}

/** Unpacks the program; answers with its size. */
async function writeProgram(
  world: World,
  archive: string,
  name: string,
  path: string,
  draft: Draft,
): Promise<number> {
  const file = openNew(world, draft.path, draft.mode);
  try {
    const { readable } = await world.files.open(archive, { read: true });
    let size = 0;
    await unpack(readable, name, path, (piece) => {
      world.interrupt.throwIfAborted();
      size += piece.length;
      writeTo(file, draft.path, piece);
    });
    file.syncSync();
    return size;
  } finally {
    file.close();
  }
}

/** What a person does about a file that cannot be written. */
const DISK_HINT =
  "the old program is still in its place; check the permissions of its directory and the free space";

function openNew({ files }: World, path: string, mode: number | undefined): Deno.FsFile {
  try {
    return files.openSync(path, { write: true, createNew: true, ...(mode === undefined ? {} : { mode }) });
  } catch (error) {
    throw withDetail(fileFailure("write", path, error), { hint: DISK_HINT });
  }
}

function writeTo(file: Deno.FsFile, path: string, piece: Uint8Array): void {
  try {
    writeAll(file, piece);
  } catch (error) {
    throw withDetail(fileFailure("write", path, error), { hint: DISK_HINT });
  }
}

function removeQuietly(files: World["files"], path: string): void {
  try {
    files.removeSync(path);
  } catch {
    // It was not made.
  }
}

/** Takes a body piece by piece; every attempt begins anew. */
interface BodySink {
  begin(): void | Promise<void>;
  take(piece: Uint8Array): void;
}

/** Fetches a small file whole. */
async function fetchBytes(
  world: World,
  source: ReleaseSource,
  url: string,
  limit: number,
): Promise<Uint8Array> {
  let pieces: Uint8Array<ArrayBuffer>[] = [];
  await fetchBody(world, source, url, limit, {
    begin() {
      pieces = [];
    },
    take: (piece) => void pieces.push(piece.slice()),
  });
  return await new Response(new Blob(pieces)).bytes();
}

/** Fetches a file, with retries from its start (docs/contract.md, 6). */
async function fetchBody(
  world: World,
  source: ReleaseSource,
  url: string,
  limit: number,
  sink: BodySink,
  onProgress: ReleaseSource["onProgress"] = () => {},
): Promise<void> {
  const retries = startRetries(world, source.retryRules, world.interrupt);
  while (true) {
    try {
      await sink.begin();
      return await fetchOnce(world, source, url, limit, sink, onProgress);
    } catch (error) {
      await retries.next(error);
    }
  }
}

async function fetchOnce(
  world: World,
  source: ReleaseSource,
  url: string,
  limit: number,
  sink: BodySink,
  onProgress: ReleaseSource["onProgress"],
): Promise<void> {
  const abort = new AbortController();
  const signal = joinSignals(abort, world.interrupt);
  const headers = { "user-agent": source.userAgent, "accept-encoding": "identity" };
  try {
    const response = await exchange(world, world.fetchBulk, { url, method: "GET", headers }, {
      responseTimeout: source.responseTimeout,
      signal,
      trace: source.trace,
    });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw unusable(`"${url}" responded with HTTP ${response.status}`, response.status);
    }
    await readBody(world, response, url, limit, abort, sink, onProgress);
  } catch (error) {
    abort.abort(error);
    world.interrupt.throwIfAborted();
    if (!(error instanceof Failure) || error.detail.type !== "network") throw error;
    const hint = error.detail.subtype === "transport" || error.detail.subtype === "timeout"
      ? "nothing was replaced; run the same command again"
      : error.detail.hint;
    throw hint === undefined ? error : withDetail(error, { hint });
  }
}

async function readBody(
  world: World,
  response: Response,
  url: string,
  limit: number,
  abort: AbortController,
  sink: BodySink,
  onProgress: ReleaseSource["onProgress"],
): Promise<void> {
  const length = Number(response.headers.get("content-length") ?? NaN);
  const total = Number.isSafeInteger(length) ? length : undefined;
  let size = 0;
  await createBodyReader(world.clock).read(
    { response, url, abort, idle: IDLE_TIMEOUT, gather: () => 1 },
    (piece) => {
      world.interrupt.throwIfAborted();
      size += piece.length;
      if (size > limit) throw unusable(`"${url}" is larger than ${limit / 1024 / 1024} MiB`);
      sink.take(piece);
      onProgress({ done: size, total, resumed: 0 });
    },
  );
}

function unusable(message: string, code?: number): Failure {
  return new Failure({
    type: "network",
    subtype: "protocol",
    ...(code === undefined ? {} : { code }),
    message,
    hint: "check the address of the releases",
    ...(code === 408 || code === 429 || (code ?? 0) >= 500 ? { retryable: true as const } : {}),
  });
}
