import { Failure, invalidInput, withDetail } from "../../core/failure.ts";
import { input, phrase } from "../../core/text/phrase.ts";
import { type OpenFile, openLocalFile } from "../../core/upload/open-file.ts";
import type { World } from "../../core/world.ts";
import { readStdin } from "../options/input.ts";

/** The file of `--file [field=]path`, opened. */
export interface FormFile {
  /** The field that was named. */
  readonly field: string | undefined;
  readonly file: OpenFile;
}

/** Name of a file that comes from standard input. */
const STDIN_NAME = "upload";

/**
 * Opens what `--file` names; `-` is standard input. A path with `=` is split at the first one.
 *
 * @throws {Failure} exit 2
 */
export async function openFormFile(world: World, text: string): Promise<FormFile> {
  const [, field, path = text] = /^([A-Za-z0-9_]+)=(.*)$/s.exec(text) ?? [];
  if (path === "-") return { field, file: await openStdin(world) };
  const file = await openLocalFile(world, "file", path).catch((error) => {
    throw error instanceof Failure && error.detail.hint === undefined
      ? withDetail(error, { hint: phrase`for standard input write ${input("file", "-")}` })
      : error;
  });
  return { field, file };
}

async function openStdin(world: World): Promise<OpenFile> {
  const bytes = await readStdin(world, "file");
  if (bytes.length === 0) {
    throw invalidInput(
      "file",
      phrase`${input("file")}: standard input is empty`,
      "pipe the content in, or give a path",
    );
  }
  return {
    name: STDIN_NAME,
    size: bytes.length,
    read: (offset, length) => bytes.subarray(offset, offset + length),
    content: (onSent) => ({
      size: bytes.length,
      stream: () => ReadableStream.from([bytes].map((piece) => (onSent?.(piece.length), piece))),
    }),
    close: () => Promise.resolve(),
  };
}
