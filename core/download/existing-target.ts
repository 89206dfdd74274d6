import { fileFailure } from "../file-failure.ts";
import type { World } from "../world.ts";
import type { Span } from "./content-range.ts";
import { readFully } from "./disk.ts";
import { discard, type OpenAnswer } from "./source.ts";
import { targetExists } from "./target.ts";
import { type ReadContext, transfer } from "./transfer.ts";

/** How much of the end is compared, bytes. */
export const TAIL_BYTES = 65_536;

/**
 * Compares a file with the object that `first` is the beginning of: size, head and tail, or all of it where the
 * server sends all of it anyway (CONTRACT 7).
 *
 * @throws {Failure} exit 2 where they differ.
 */
export async function compareWithTarget(
  world: Pick<World, "files">,
  context: ReadContext,
  path: string,
  first: OpenAnswer,
): Promise<void> {
  let file: Deno.FsFile;
  try {
    file = await world.files.open(path, { read: true });
  } catch (error) {
    throw fileFailure("read", path, error);
  }
  using opened = file;
  const size = opened.statSync().size;
  const known = "object" in first.verdict ? first.verdict.object.total : undefined;
  if (known !== undefined && known !== size) {
    await discard(first);
    throw targetExists(path);
  }
  const sink = {
    write(offset: number, bytes: Uint8Array): void {
      if (!sameBytes(opened, path, offset, bytes)) throw targetExists(path);
    },
  };
  const { object } = await transfer({ ...context, sink, workers: 1 }, first, tail);
  if (object.total !== size) throw targetExists(path);
}

/** The end of the object, as far as it lies behind the first answer. */
function tail(total: number, first: Span): readonly Span[] {
  const start = Math.max(first.end + 1, total - TAIL_BYTES);
  return start < total ? [{ start, end: total - 1 }] : [];
}

function sameBytes(file: Deno.FsFile, path: string, offset: number, bytes: Uint8Array): boolean {
  const there = readFully(file, path, offset, bytes.length);
  return there.length === bytes.length && there.every((byte, index) => byte === bytes[index]);
}
