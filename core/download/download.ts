import { isInterrupted, withDetail } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import { openDirectoryInside, openRegular, type PinnedDirectory } from "../pinned-directory.ts";
import type { World } from "../world.ts";
import { sha256OfFile } from "./checksum.ts";
import { type Begin, openFresh, openResumed, openWhole } from "./first-response.ts";
import { openPartialFile, type PartialFile } from "./partial-file.ts";
import { mediaType } from "./range-response.ts";
import { clampSpans, coveredBytes, missingSpans } from "./ranges.ts";
import type { RequestMaker, ResourceKey } from "./requests.ts";
import { Restart, restartAfterMismatch } from "./restart.ts";
import { createSource, discard, type OpenResponse, type Source } from "./source.ts";
import {
  compareWithTarget,
  finalName,
  inspectTarget,
  lacksServerName,
  moveIntoPlace,
  targetExistsFailure,
} from "./target.ts";
import type { TargetPlan } from "./plan.ts";
import { type ReadContext, transfer } from "./transfer.ts";
import { join } from "@std/path";

/** Most restarts from the first byte (docs/contract.md, 7). */
export const MAX_RESTARTS = 2;

const KEPT_HINT = "what was saved is kept: run the same command again to continue";

/** How a download is made. */
export interface DownloadOptions {
  /** Ranges fetched at a time, 1 to 8. */
  readonly workers: number;
  /** Size of the ranges after the probe, bytes; `auto` doubles it while nothing breaks. */
  readonly chunk: number | "auto";
  readonly overwrite: boolean;
  /** Also compute the SHA-256 of the saved file. */
  readonly checksum: boolean;
  /** Longest silence of the service, milliseconds. */
  readonly idle: number;
  /** Called once if the server's name was to be used and it sent no usable one. */
  readonly onMissingName?: ((used: string) => void) | undefined;
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
  /** How the bytes are requested, where they are not a resource of a message. */
  readonly toRequest?: RequestMaker;
}

/** How far a download is, bytes. */
export interface DownloadProgress {
  readonly done: number;
  /** `undefined` while the server has not sent the size. */
  readonly total: number | undefined;
  /** Bytes from an earlier run. */
  readonly resumed: number;
}

/**
 * What says that bytes are right: the length that the service names; the head and the tail of a file, or all of it, compared
 * with what the service sends; or nothing, where it names no length.
 */
export type Compared = "nothing" | "length" | "head_and_tail" | "sha256";

/** What was saved (field names are part of the output contract). */
export interface DownloadResult {
  /** Absolute path; absent where the bytes went to a stream. */
  readonly saved_path?: string;
  readonly size_bytes: number;
  readonly content_type: string;
  readonly requests: number;
  /** Bytes kept from an earlier run, when there were any. */
  readonly resumed_from?: number;
  /** The target already has the same bytes; nothing was written. */
  readonly unchanged?: true;
  readonly compared: Compared;
  readonly sha256?: string;
  /** Whether what was there is what the service has; absent unless that was all to be done. */
  readonly verified?: boolean;
  /** Why it is not. */
  readonly problem?: "missing" | "incomplete" | "not_a_file" | "other_size" | "other_bytes";
  /** What the service has then. */
  readonly expected_bytes?: number;
}

/** What one download works with. */
interface Run {
  readonly world: World;
  readonly source: Source;
  readonly options: DownloadOptions;
  readonly plan: TargetPlan;
  readonly directory: PinnedDirectory;
  readonly context: ReadContext;
  readonly partial: PartialFile;
}

/**
 * Downloads one resource to a file: right and complete, or not at all under its name. What an earlier run left is
 * continued (docs/contract.md, 7).
 *
 * @throws {Failure} from the service, the network or the file system
 */
export async function download(
  world: World,
  client: Client,
  resource: ResourceKey,
  plan: TargetPlan,
  options: DownloadOptions,
): Promise<DownloadResult> {
  const source = createSource(client, world.clock, resource, options.idle, options.toRequest);
  const { directory, removeCreated } = openDirectoryInside(world, "output", plan.directory);
  const identity = { host: client.host, ...resource };
  const partial = await openPartialFile(world, directory, plan.base, identity).catch((error) => {
    removeCreated();
    throw error;
  });
  const context = transferContext(world, client, source, options);
  let after: "keep" | "remove" | "moved" = "remove";
  try {
    const result = await downloadWithRestarts({ world, source, options, plan, directory, context, partial });
    if (result.unchanged !== true) after = "moved";
    return result;
  } catch (error) {
    await partial.saveRecord("now").catch(() => {});
    if (coveredBytes(partial.done()) === 0) throw error;
    after = "keep";
    throw isInterrupted(error) ? withDetail(error, { hint: KEPT_HINT }) : error;
  } finally {
    await partial.close(after);
    if (after === "remove") removeCreated();
  }
}

/** The context of a transfer, except where its bytes go. */
export function transferContext(
  world: World,
  client: Client,
  source: Source,
  options: Pick<DownloadOptions, "chunk" | "idle">,
): ReadContext {
  return {
    source,
    clock: world.clock,
    chunk: options.chunk,
    idle: options.idle,
    signal: world.interrupt,
    bandwidth: client.bandwidth,
    retries: (signal) => client.retries(signal),
  };
}

async function downloadWithRestarts(run: Run): Promise<DownloadResult> {
  let begin = await openResumed(run.partial, run.context);
  let last: Restart | undefined;
  for (let restarts = 0;; restarts++) {
    try {
      const first = begin?.first ?? await openAttempt(run.context, restarts, last);
      return await downloadOnce(run, { first, continues: begin?.continues ?? false });
    } catch (error) {
      if (!(error instanceof Restart)) throw error;
      if (restarts === MAX_RESTARTS) {
        if (error.begin !== undefined) await discard(error.begin);
        throw error.failure;
      }
      last = error;
      begin = error.begin && { first: error.begin, continues: false };
    }
  }
}

/**
 * The first response after this many restarts. Parts of a server that names another validator with each response do not
 * fit together, though the bytes may be the same: the last attempt then requests everything at once.
 */
export function openAttempt(context: ReadContext, restarts: number, last?: Restart): Promise<OpenResponse> {
  return restarts === MAX_RESTARTS && last?.byValidator ? openWhole(context) : openFresh(context);
}

async function downloadOnce(run: Run, begin: Begin): Promise<DownloadResult> {
  const { world, partial, plan, options, directory } = run;
  const { first, continues } = begin;
  const name = finalName(plan, first.response.headers);
  if (lacksServerName(plan, first.response.headers)) options.onMissingName?.(name);
  const path = join(directory.path, name);
  const contentType = mediaType(first.response.headers);
  const existing = inspectTarget(world, directory, name);
  if (existing.kind !== "nothing" && !options.overwrite) {
    if (existing.kind === "file") return await unchangedResult(run, name, begin);
    await discard(first);
    throw targetExistsFailure(path, "link");
  }
  // What an earlier run left is dropped only now that there is something better.
  if (!continues) await partial.reset();
  const kept = coveredBytes(partial.done());
  const { object, isSizeNamed } = await fetchMissing(run, first, kept);
  await finish(run, object.total);
  // Through the handle that the bytes were written with: the name may be somebody else's by now.
  const sha256 = options.checksum ? await partial.sha256() : undefined;
  moveIntoPlace(world, directory, partial.name, name, options.overwrite);
  await flushDirectory(run);
  return {
    saved_path: path,
    size_bytes: object.total,
    content_type: contentType,
    requests: run.source.requestCount(),
    ...(kept > 0 ? { resumed_from: kept } : {}),
    compared: isSizeNamed ? "length" : "nothing",
    ...(sha256 === undefined ? {} : { sha256 }),
  };
}

async function fetchMissing(run: Run, first: OpenResponse, kept: number) {
  const { partial, options, context } = run;
  const object = "object" in first.verdict ? first.verdict.object : partial.object;
  if (object !== undefined) partial.describe(object);
  const report = () =>
    options.onProgress?.({ done: coveredBytes(partial.done()), total: object?.total, resumed: kept });
  report();
  const sink = {
    async write(offset: number, bytes: Uint8Array): Promise<void> {
      partial.write(offset, bytes);
      report();
      await partial.saveRecord("due");
    },
  };
  const result = await transfer(
    { ...context, sink, workers: options.workers },
    first,
    (total, { start, end }) =>
      missingSpans(partial.done(), total).flatMap((gap) => without(gap, { start, end })),
  );
  partial.describe(result.object);
  report();
  return { object: result.object, isSizeNamed: object?.total !== undefined };
}

/** The parts of a span outside another one. */
function without(span: { start: number; end: number }, taken: { start: number; end: number }) {
  return [
    { start: span.start, end: Math.min(span.end, taken.start - 1) },
    { start: Math.max(span.start, taken.end + 1), end: span.end },
  ].filter((part) => part.start <= part.end);
}

/** Checks the size on disk and makes the bytes durable. */
async function finish({ partial }: Run, total: number): Promise<void> {
  const covered = coveredBytes(clampSpans(partial.done(), total));
  partial.truncate(total);
  if (covered !== total || partial.size() !== total) {
    throw restartAfterMismatch(
      `file size mismatch: ${Math.min(covered, partial.size())} of ${total} bytes are on disk`,
    );
  }
  await partial.flush();
}

/** Makes the new name durable, where the system can (Windows cannot open directories). */
async function flushDirectory({ world, directory }: Run): Promise<void> {
  try {
    using opened = directory.run((at) => world.files.openSync(at("."), { read: true }));
    await opened.sync();
  } catch { /* the bytes are safe; only a power cut could lose the name */ }
}

/** The target exists: success if it has the same bytes. */
async function unchangedResult(run: Run, name: string, { first, continues }: Begin): Promise<DownloadResult> {
  const { world, context, source, options, directory } = run;
  const path = join(directory.path, name);
  // The comparison begins at the first byte; a response that continues a partial file does not.
  if (continues) await discard(first);
  using file = openRegular(world, directory, name, { read: true });
  if (file === undefined) throw targetExistsFailure(path);
  const begin = continues ? await openFresh(context) : first;
  await compareWithTarget(context, file, path, begin, options.checksum ? "everything" : "head_and_tail");
  return {
    saved_path: path,
    size_bytes: file.statSync().size,
    content_type: mediaType(first.response.headers),
    requests: source.requestCount(),
    unchanged: true,
    compared: options.checksum ? "sha256" : "head_and_tail",
    ...(options.checksum ? { sha256: await sha256OfFile(file, path) } : {}),
  };
}
