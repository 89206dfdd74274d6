import { compose, type Composition } from "../../../core/compose/composition.ts";
import { MESSAGE_TYPES, type MessageType } from "../../../core/compose/message-type.ts";
import { invalidArgument } from "../../../core/failure.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { checkAudioName } from "../../../core/upload/audio.ts";
import { readMediaSource } from "../../../core/upload/media-source.ts";
import type { World } from "../../../core/world.ts";
import { fileKeys } from "../../options/ids.ts";
import { readTextInput } from "../../options/input.ts";
import { listOf } from "../../options/list.ts";
import {
  choice,
  optional,
  optionName,
  type OptionValues,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { userAgent } from "../../version.ts";

/** The flags that say what a text or post is made of; sending, replying and editing share them. */
export const textOptions = {
  text: optional(text("text", "plain text; @./file reads a file, - reads standard input")),
  literal: toggle("with --text: send it exactly as typed, with no styles, links or mentions"),
  markdown: optional(text("text", "Markdown, sent as a post; @./file and - as with --text")),
  title: optional(text("text", "with --markdown: the title of the post")),
  tables: withDefault(
    choice(
      ["list", "code", "md", "card"],
      "with --markdown: how to send tables; card sends the whole text as a card",
    ),
    "list",
  ),
  skipBadImages: toggle("with --markdown: leave out images that cannot be loaded"),
  content: optional(text("json", "the content as JSON; @file and - as with --text")),
};

/** The flags that say what a new message is made of. */
export const contentOptions = {
  ...textOptions,
  msgType: optional(
    choice(MESSAGE_TYPES, "type of --content, if it is not clear from the content", { placeholder: "type" }),
  ),
  image: optional(text("image", "path, URL (http or https) or key of an image")),
  file: optional(text("file", "path, URL or key of a file")),
  video: optional(text("video", "path, URL or key of an MP4 video")),
  videoCover: optional(text("image", "with --video: path, URL or key of its cover picture")),
  audio: optional(text("audio", "path, URL or key of an Opus recording (.opus, .ogg)")),
  attachment: listOf(fileKeys("keys of files (file_…) to attach to a post")),
  split: toggle("with --text or --markdown: send a long text in numbered parts"),
  idempotencyKey: optional(
    text("key", "repeating a key within an hour sends no second message; up to 50 characters"),
  ),
  safeRepeat: toggle(
    "derive the key from target and content: the same command posts only once an hour",
  ),
};

/** Values of the flags of a new message. */
export type ContentValues = OptionValues<typeof contentOptions>;

/** The order in which media values are checked. */
const MEDIA_SOURCES = ["image", "file", "video", "videoCover", "audio"] as const;

/**
 * The options of a message with the texts that they point at, after the first checks: files and
 * standard input can be read (rule 2), media values are safe (3), recordings are called what they must be (4).
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export async function readContent(world: World, values: ContentValues): Promise<ContentValues> {
  const readers = (["text", "markdown", "content"] as const).filter((key) => values[key] === "-");
  if (readers.length > 1) {
    throw invalidArgument(
      `--${readers[1]}`,
      `only one option can read standard input: --${readers.join(", --")}`,
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
  for (const key of MEDIA_SOURCES) {
    const value = values[key];
    if (value === undefined) continue;
    const flag = optionName(key) as Parameters<typeof readMediaSource>[1];
    const source = await readMediaSource(world, flag, value);
    if (key === "audio") checkAudioName(source);
  }
}

const MEDIA = ["image", "file", "video", "audio"] as const;
const TEXTS = ["text", "markdown", "content"] as const;
/** Most characters of an idempotency key, as Unicode code points. */
const MAX_KEY_LENGTH = 50;

/** The type that each flag makes. */
const TYPE_BY_OPTION: Readonly<Record<typeof MEDIA[number] | "text" | "markdown", MessageType>> = {
  text: "text",
  markdown: "post",
  image: "image",
  file: "file",
  video: "media",
  audio: "audio",
};

/**
 * Checks which flags of a message go together (the first that fails is told).
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export function checkContentOptions(values: ContentValues): void {
  const media = MEDIA.filter((key) => values[key] !== undefined);
  const texts = TEXTS.filter((key) => values[key] !== undefined);
  checkExclusive(media);
  if (values.videoCover !== undefined && values.video === undefined) {
    throw invalidArgument("--video-cover", "--video-cover has no video", "add --video");
  }
  checkExclusive(texts);
  checkExclusive([...media, ...texts]);
  const isEmpty = media.length === 0 && texts.length === 0;
  if (isEmpty && values.attachment.length === 0) {
    throw invalidArgument(
      "--text",
      "there is nothing to send",
      "add --text, --markdown, --content, --image, --file, --video or --audio",
    );
  }
  checkDependencies(values);
  checkAttachments(values, media);
  checkIdempotencyKey(values);
  const [key] = [...media, ...texts];
  const made = key === undefined ? "post" : key === "content" ? undefined : typeOf(key, values);
  if (values.msgType !== undefined && made !== undefined && values.msgType !== made) {
    throw invalidArgument(
      "--msg-type",
      `--msg-type is "${values.msgType}", but ${
        key === undefined ? "--attachment" : optionName(key)
      } makes "${made}"`,
      "leave --msg-type out: it is for --content",
    );
  }
}

function typeOf(key: keyof typeof TYPE_BY_OPTION, { literal, tables }: ContentValues): MessageType {
  if (key === "markdown" && tables === "card") return "interactive";
  return key === "text" && literal ? "post" : TYPE_BY_OPTION[key];
}

function checkExclusive(keys: readonly (keyof ContentValues)[]): void {
  const [first, second] = keys;
  if (first === undefined || second === undefined) return;
  throw invalidArgument(
    optionName(second),
    `${keys.map(optionName).join(" and ")} exclude each other`,
    "a message has one content: send them one after the other",
  );
}

/** Flags that mean something only beside another one. */
function checkDependencies(values: ContentValues): void {
  const needs = (isGiven: boolean, flag: string, other: "text" | "markdown") => {
    if (!isGiven || values[other] !== undefined) return;
    throw invalidArgument(
      flag,
      `${flag} has no meaning without ${optionName(other)}`,
      `add ${optionName(other)}`,
    );
  };
  needs(values.literal, "--literal", "text");
  needs(values.title !== undefined, "--title", "markdown");
  needs(values.skipBadImages, "--skip-bad-images", "markdown");
  if (values.markdown === undefined) needs(values.split, "--split", "text");
}

/** What does not depend on the content; with `--content` its type decides when it is read. */
function checkAttachments(values: ContentValues, media: readonly string[]): void {
  if (values.attachment.length === 0) return;
  const isOther = (values.text !== undefined && !values.literal) || media.length > 0 ||
    (values.msgType !== undefined && values.msgType !== "post");
  if (isOther) {
    throw invalidArgument("--attachment", "--attachment is for posts only", "send a post with --markdown");
  }
}

function checkIdempotencyKey({ idempotencyKey: key, safeRepeat }: ContentValues): void {
  if (key === undefined) return;
  if (safeRepeat) {
    throw invalidArgument(
      "--safe-repeat",
      "--idempotency-key and --safe-repeat exclude each other",
      "leave one out",
    );
  }
  const length = Array.from(key).length;
  if (key.trim() === "" || length > MAX_KEY_LENGTH) {
    throw invalidArgument(
      "--idempotency-key",
      `--idempotency-key must have 1 to ${MAX_KEY_LENGTH} characters: it has ${
        key.trim() === "" ? 0 : length
      }`,
    );
  }
}

/**
 * What the flags of a new message ask to send: flags checked against each other, files opened and looked at.
 *
 * @param values flags whose texts were read, see `readContent`.
 * @throws {Failure} exit 2 naming the flag.
 */
export async function composeMessage(
  world: World,
  values: ContentValues,
  identity: Identity,
): Promise<Composition> {
  checkContentOptions(values);
  const composition = await compose(world, {
    ...values,
    isLiteral: values.literal,
    attachments: values.attachment,
    isCard: values.tables === "card",
    markdownOptions: {
      tables: values.tables === "card" ? "list" : values.tables,
      ...(values.title === undefined ? {} : { title: values.title }),
    },
  }, userAgent);
  if (composition.msgType === "system" && identity === "user") {
    throw invalidArgument("--as", "system messages are for bots, in direct chats", "use --as bot");
  }
  return composition;
}
