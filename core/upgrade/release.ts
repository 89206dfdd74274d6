import { type RetryRules, startRetries } from "../async/retry.ts";
import { createBodyReader } from "../download/body-reader.ts";
import { createSha256 } from "../download/checksum.ts";
import type { DownloadProgress } from "../download/download.ts";
import { Failure, withDetail } from "../failure.ts";
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

/**
 * Fetches the program of a release. Nothing of the archive is read before its checksum is right.
 *
 * @throws {Failure} `network` where it cannot be had whole, or its checksum is wrong.
 */
export async function fetchProgram(
  world: World,
  source: ReleaseSource,
  release: ReleaseArchive,
  target: string,
): Promise<Uint8Array> {
  const url = archiveUrl(source.url, release);
  const archive = await fetchBytes(world, source, url, MAX_ARCHIVE_BYTES, source.onProgress);
  const hash = await createSha256();
  hash.update(archive);
  const sha256 = hash.digest();
  if (sha256 !== release.sha256) {
    throw new Failure({
      type: "network",
      subtype: "checksum_mismatch",
      message: `the checksum of "${url}" is wrong: ${sha256}, expected ${release.sha256}`,
      hint: "nothing was replaced; try again later, and report it if it stays",
    });
  }
  const path = `${archiveFolder(release.version, target)}/${programName(target)}`;
  const program = await unpack(archive, release.name, path);
  if (program === undefined || program.length === 0) throw unusable(`"${url}" has no "${path}" in it`);
  return program;
}

/** The bytes of one file in an archive. */
async function unpack(archive: Uint8Array, name: string, path: string): Promise<Uint8Array | undefined> {
  if (name.endsWith(".zip")) {
    const { unzipSync } = await import("fflate");
    return unzipSync(archive, { filter: (file) => file.name === path })[path];
  }
  const { parseTarGzip } = await import("nanotar");
  return (await parseTarGzip(archive, { filter: (file) => file.name === path }))[0]?.data;
}

/** Fetches a file whole, with retries from its start (docs/contract.md, 6). */
async function fetchBytes(
  world: World,
  source: ReleaseSource,
  url: string,
  limit: number,
  onProgress: ReleaseSource["onProgress"] = () => {},
): Promise<Uint8Array> {
  const retries = startRetries(world, source.retryRules, world.interrupt);
  while (true) {
    try {
      return await fetchOnce(world, source, url, limit, onProgress);
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
  onProgress: ReleaseSource["onProgress"],
): Promise<Uint8Array> {
  const abort = new AbortController();
  const signal = AbortSignal.any([abort.signal, world.interrupt]);
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
    return await readBody(world, response, url, limit, abort, onProgress);
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
  onProgress: ReleaseSource["onProgress"],
): Promise<Uint8Array> {
  const length = Number(response.headers.get("content-length") ?? NaN);
  const total = Number.isSafeInteger(length) ? length : undefined;
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  await createBodyReader(world.clock).read(
    { response, url, abort, idle: IDLE_TIMEOUT, gather: () => 1 },
    (piece) => {
      world.interrupt.throwIfAborted();
      size += piece.length;
      if (size > limit) throw unusable(`"${url}" is larger than ${limit / 1024 / 1024} MiB`);
      pieces.push(piece.slice());
      onProgress({ done: size, total, resumed: 0 });
    },
  );
  return await new Response(new Blob(pieces)).bytes();
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
