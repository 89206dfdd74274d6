/**
 * Checks what is there already against the service; nothing is written.
 *
 * @module
 */

import { Failure, isNotFound } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import { openRegular, pinInside, type PinnedDirectory } from "../pinned-directory.ts";
import type { World } from "../world.ts";
import { sha256OfFile } from "./checksum.ts";
import { type Compared, type DownloadOptions, type DownloadResult, transferContext } from "./download.ts";
import { openFresh } from "./first-response.ts";
import { inspectPartial } from "./partial-file.ts";
import { mediaType } from "./range-response.ts";
import type { ResourceKey } from "./requests.ts";
import { createSource, discard, type OpenResponse } from "./source.ts";
import type { TargetPlan } from "./plan.ts";
import { compareWithTarget, finalName, inspectTarget } from "./target.ts";
import { join } from "@std/path";

/** How a check is made. */
export type VerifyOptions = Pick<DownloadOptions, "chunk" | "checksum" | "idle" | "toRequest">;

/** What a check found (field names are part of the output contract). */
export interface Verification extends DownloadResult {
  readonly saved_path: string;
  readonly verified: boolean;
}

/** What was found where the file should be. */
type Finding = Pick<Verification, "size_bytes" | "compared" | "problem" | "sha256">;

/**
 * Compares the file that a download would write with what the service has: its size, and its head and tail, or all of it
 * with a checksum. What an earlier run left unfinished is judged by its record.
 *
 * @throws {Failure} from the service or the network, or where the file cannot be read
 */
export async function verifyDownload(
  world: World,
  client: Client,
  resource: ResourceKey,
  plan: TargetPlan,
  options: VerifyOptions,
): Promise<Verification> {
  const source = createSource(client, world.clock, resource, options.idle, options.toRequest);
  const context = transferContext(world, client, source, options);
  const first = await openFresh(context);
  const name = finalName(plan, first.response.headers);
  const expected = "object" in first.verdict ? first.verdict.object.total : undefined;
  const directory = pinIfThere(world, plan.directory);
  const found = directory === undefined
    ? await unused(first, nothing())
    : await inspect(world, directory, name, async (kind) => {
      if (kind === "link") return await unused(first, { ...nothing(), problem: "not_a_file" });
      if (kind === "file") return await compare(first, directory);
      const partial = await inspectPartial(world, directory, plan.base, { host: client.host, ...resource });
      return await unused(
        first,
        partial === undefined ? nothing() : { ...nothing(partial.bytes), problem: "incomplete" },
      );
    });

  async function compare(opened: OpenResponse, place: PinnedDirectory): Promise<Finding> {
    using file = openRegular(world, place, name, { read: true });
    if (file === undefined) return await unused(opened, { ...nothing(), problem: "not_a_file" });
    const path = join(place.path, name);
    const size_bytes = file.statSync().size;
    if (expected !== undefined && expected !== size_bytes) {
      return await unused(opened, { size_bytes, compared: "length", problem: "other_size" });
    }
    const compared = options.checksum ? "sha256" : "head_and_tail";
    try {
      const extent = options.checksum ? "everything" : "head_and_tail";
      await compareWithTarget(context, file, path, opened, extent);
    } catch (error) {
      if (!isDifference(error)) throw error;
      return { size_bytes, compared, problem: "other_bytes" };
    }
    const sha256 = options.checksum ? await sha256OfFile(file, path) : undefined;
    return { size_bytes, compared, ...(sha256 === undefined ? {} : { sha256 }) };
  }

  return {
    saved_path: join(plan.directory, name),
    content_type: mediaType(first.response.headers),
    requests: source.requestCount(),
    ...found,
    verified: found.problem === undefined,
    ...(found.problem === undefined || expected === undefined ? {} : { expected_bytes: expected }),
  };
}

/** Nothing is there to compare, but for some bytes of an unfinished download. */
function nothing(size_bytes = 0): Finding & { readonly compared: Compared } {
  return { size_bytes, compared: "nothing", problem: "missing" };
}

/** A finding for which the response was not needed. */
async function unused(first: OpenResponse, finding: Finding): Promise<Finding> {
  await discard(first);
  return finding;
}

async function inspect(
  world: World,
  directory: PinnedDirectory,
  name: string,
  then: (kind: "nothing" | "link" | "file") => Promise<Finding>,
): Promise<Finding> {
  let kind: "nothing" | "link" | "file";
  try {
    kind = inspectTarget(world, directory, name).kind;
  } catch (error) {
    // Neither a file nor a link.
    if (!isDifference(error)) throw error;
    kind = "link";
  }
  return await then(kind);
}

function isDifference(error: unknown): boolean {
  return error instanceof Failure && error.detail.subtype === "failed_precondition";
}

/** The directory, if it is there. */
function pinIfThere(world: World, path: string): PinnedDirectory | undefined {
  try {
    return pinInside(world, "output", path);
  } catch (error) {
    if (error instanceof Failure && isNotFound(error.cause)) return undefined;
    throw error;
  }
}
