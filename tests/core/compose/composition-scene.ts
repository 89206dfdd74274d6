/**
 * A directory with files to send, for tests of what they are composed to.
 *
 * @module
 */

import { compose, type Composition } from "../../../core/compose/composition.ts";
import type { ContentInput } from "../../../core/compose/draft.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory, trackOpened } from "../../support/files.ts";
import { box, bytesOf, movieHeader, oggPage, opusHead } from "../../support/bytes.ts";
import { contentInput } from "./content-input.ts";
import { join } from "@std/path";

const GIF = bytesOf("GIF89a", 1, 0, 1, 0);
const FILES: Readonly<Record<string, Uint8Array>> = {
  "a.gif": GIF,
  "b.gif": GIF,
  "a.pdf": bytesOf("%PDF"),
  "a.mp4": bytesOf(box("ftyp", "isom"), box("moov", movieHeader(1, 2))),
  "a.opus": bytesOf(opusHead(), oggPage({ position: 48_000n })),
  img_1: GIF,
};

/** A directory with some files, and a world in which it is the working directory and open files are known. */
export async function inFiles<T>(
  use: (world: World, opened: readonly Deno.FsFile[]) => Promise<T>,
): Promise<T> {
  return await inTemporaryDirectory(async (cwd) => {
    for (const [name, bytes] of Object.entries(FILES)) await Deno.writeFile(join(cwd, name), bytes);
    const { world, opened } = trackOpened(fakeWorld({ cwd }));
    return await use(world, opened);
  });
}

/** What a composition comes to, with `keys` for its uploads. */
export async function composed(parts: Partial<ContentInput>, keys: readonly (string | undefined)[] = []) {
  return await inFiles(async (world) => {
    const made = await compose(world, contentInput(parts), "im/1.0.0");
    await made.close();
    return told(made, keys);
  });
}

function told(made: Composition, keys: readonly (string | undefined)[]) {
  return {
    type: made.msgType,
    input: made.input,
    uploads: made.uploads.map(({ input, source, mayFail }) => ({ input, kind: source.kind, mayFail })),
    content: made.content(keys),
    warnings: made.warnings.map(({ key }) => key),
    sources: made.sources,
  };
}
