import { checkAudioName } from "../../core/upload/audio-name.ts";
import { readMediaSource } from "../../core/upload/media-source.ts";
import { invalidArgument } from "../../core/failure.ts";
import type { World } from "../../core/world.ts";
import { flagName } from "../flags.ts";
import type { ContentValues } from "./content-flags.ts";
import { readTextInput } from "./text-input.ts";

/** The order in which media values are checked (writing sheet 2.2, rule 3). */
const MEDIA = ["image", "file", "video", "videoCover", "audio"] as const;

/**
 * The flags of a message with the texts that they point at, after the first rules of writing sheet 2.2: files and
 * standard input can be read (rule 2), media values are safe (3), recordings are called what they must be (4).
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export async function readContent(world: World, values: ContentValues): Promise<ContentValues> {
  const readers = (["text", "markdown", "content"] as const).filter((key) => values[key] === "-");
  if (readers.length > 1) {
    throw invalidArgument(
      `--${readers[1]}`,
      `only one flag can read standard input: --${readers.join(", --")}`,
    );
  }
  const texts = {
    text: await readTextInput(world, "--text", values.text, "text"),
    markdown: await readTextInput(world, "--markdown", values.markdown, "text"),
    content: await readTextInput(world, "--content", values.content, "json"),
  };
  await checkMedia(world, values);
  return { ...values, ...texts };
}

async function checkMedia(world: World, values: ContentValues): Promise<void> {
  for (const key of MEDIA) {
    const value = values[key];
    if (value === undefined) continue;
    const flag = flagName(key) as Parameters<typeof readMediaSource>[1];
    const source = await readMediaSource(world, flag, value);
    if (key === "audio") checkAudioName(source);
  }
}
