import { failedPrecondition, Failure, fileFailure } from "../failure.ts";
import { inspectName, type PinnedDirectory } from "../pinned-directory.ts";
import type { PathWorld } from "../safe-path.ts";
import { input, phrase } from "../text/phrase.ts";
import { readFully } from "./disk.ts";
import { chooseExtension, cleanName, dispositionName, hasExtension } from "./file-name.ts";
import type { TargetPlan } from "./plan.ts";
import { mediaType } from "./range-response.ts";
import type { Span } from "./ranges.ts";
import { discard, type OpenResponse } from "./source.ts";
import { type ReadContext, transfer } from "./transfer.ts";
import { join } from "@std/path";

/** Whether the server's name was to be used, and it sent no usable one. */
export function lacksServerName(plan: TargetPlan, headers: Headers): boolean {
  if (plan.naming !== "server") return false;
  const named = dispositionName(headers.get("content-disposition"));
  return named === undefined || cleanName(named) === undefined;
}

/** The file name, once the headers of a response are there. */
export function finalName(plan: TargetPlan, headers: Headers): string {
  const named = dispositionName(headers.get("content-disposition"));
  const serverName = named === undefined ? undefined : cleanName(named);
  const base = plan.naming === "server" ? serverName ?? plan.base : plan.base;
  if (hasExtension(base)) return base;
  const extended = base + chooseExtension(serverName, mediaType(headers));
  return plan.naming === "given" ? extended : cleanName(extended) ?? extended;
}

/** What the target's path names now. */
export type ExistingTarget = { readonly kind: "nothing" | "link" } | {
  readonly kind: "file";
  readonly size: number;
};

/**
 * Inspects the target without following a link.
 *
 * @throws {Failure} exit 2 where something is there that is neither file nor link; exit 5 where the file system
 * refuses (a name too long, for one).
 */
export function inspectTarget(world: PathWorld, directory: PinnedDirectory, name: string): ExistingTarget {
  const path = join(directory.path, name);
  let info: Deno.FileInfo | undefined;
  try {
    info = inspectName(world, directory, name);
  } catch (error) {
    throw fileFailure("write", path, error);
  }
  if (info === undefined) return { kind: "nothing" };
  if (info.isSymlink) return { kind: "link" };
  if (info.isFile) return { kind: "file", size: info.size };
  throw failedPrecondition(
    `"${path}" exists and is not a file`,
    phrase`choose another name with ${input("output")}`,
    path,
  );
}

/**
 * Gives the complete file its name. Without `overwrite` whatever appeared there in the meantime stays.
 *
 * @throws {Failure} exit 2 where a file or a link is in the way, exit 5 where the file system refuses.
 */
export function moveIntoPlace(
  world: PathWorld,
  directory: PinnedDirectory,
  from: string,
  to: string,
  overwrite: boolean,
): void {
  const { files } = world;
  const path = join(directory.path, to);
  const rename = () => directory.run((at) => files.renameSync(at(from), at(to)));
  try {
    if (overwrite) return rename();
    try {
      // A hard link fails where something has the name already; not every file system has it.
      directory.run((at) => files.linkSync(at(from), at(to)));
    } catch (error) {
      if (error instanceof Failure) throw error;
      if (inspectTarget(world, directory, to).kind !== "nothing") throw targetExistsFailure(path);
      return rename();
    }
    directory.run((at) => files.removeSync(at(from)));
  } catch (error) {
    throw fileFailure("write", path, error);
  }
}

/** The refusal to replace a link, or a file that is not the one being downloaded. */
export function targetExistsFailure(path: string, kind: "file" | "link" = "file"): Failure {
  return failedPrecondition(
    `"${path}" exists and is ${kind === "link" ? "a link" : "another file"}`,
    phrase`add ${input("overwrite")} to replace it, or choose another name with ${input("output")}`,
    path,
  );
}

/** How much of the end is compared, bytes. */
export const TAIL_BYTES = 65_536;

/**
 * Compares a file with the object that `first` is the beginning of: size, head and tail, or all of it (docs/contract.md,
 * 7).
 *
 * @throws {Failure} exit 2 where they differ.
 */
export async function compareWithTarget(
  context: ReadContext,
  file: Deno.FsFile,
  path: string,
  first: OpenResponse,
  extent: "head_and_tail" | "everything",
): Promise<void> {
  const size = file.statSync().size;
  const known = "object" in first.verdict ? first.verdict.object.total : undefined;
  if (known !== undefined && known !== size) {
    await discard(first);
    throw targetExistsFailure(path);
  }
  const sink = {
    write(offset: number, bytes: Uint8Array): void {
      if (!hasSameBytes(file, path, offset, bytes)) throw targetExistsFailure(path);
    },
  };
  const compared = extent === "everything" ? Number.POSITIVE_INFINITY : TAIL_BYTES;
  const { object } = await transfer(
    { ...context, sink, workers: 1 },
    first,
    (total, span) => missingEnd(total, span, compared),
  );
  if (object.total !== size) throw targetExistsFailure(path);
}

/** The part of the object's tail that the first response does not contain. */
function missingEnd(total: number, first: Span, bytes: number): readonly Span[] {
  const start = Math.max(first.end + 1, total - bytes);
  return start < total ? [{ start, end: total - 1 }] : [];
}

function hasSameBytes(file: Deno.FsFile, path: string, offset: number, bytes: Uint8Array): boolean {
  const there = readFully(file, path, offset, bytes.length);
  return there.length === bytes.length && there.every((byte, index) => byte === bytes[index]);
}
