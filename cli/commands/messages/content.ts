import { compose, type Composition } from "../../../core/compose/composition.ts";
import { MESSAGE_TYPES, type MessageType } from "../../../core/compose/message-type.ts";
import { invalidInput } from "../../../core/failure.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { input, joinPhrases, phrase } from "../../../core/text/phrase.ts";
import { checkAudioName } from "../../../core/upload/audio.ts";
import { readMediaSource } from "../../../core/upload/media-source.ts";
import type { World } from "../../../core/world.ts";
import { checkDependency, checkExclusive, givenKeys } from "../../options/exclusive.ts";
import { fileKeys } from "../../options/ids.ts";
import { checkSingleStdin, readTextInput } from "../../options/input.ts";
import { checkIdempotencyKey } from "../../options/limits.ts";
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

/** Options for the content of a text or post; sending, replying and editing share them. */
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

/** The options for the key under which the service posts once. */
export const keyOptions = {
  idempotencyKey: optional(
    text(
      "key",
      "repeating a key within an hour sends nothing (and warns if the content differs); up to 50 characters",
    ),
  ),
  safeRepeat: toggle(
    "derive the key from target and content: the same command posts only once an hour",
  ),
};

/** Options for the content of a new message. */
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
  ...keyOptions,
};

/** Values of the options of a new message. */
export type ContentValues = OptionValues<typeof contentOptions>;

const MEDIA = ["image", "file", "video", "audio"] as const;
const TEXTS = ["text", "markdown", "content"] as const;
/** Options of which a message has one; attachments alone make a post, too. */
export const CONTENT_KEYS = [...TEXTS, ...MEDIA, "attachment"] as const;
/** The order in which media values are checked. */
const MEDIA_SOURCES = ["image", "file", "video", "videoCover", "audio"] as const;

/**
 * The options of a message with the texts that they point at. Files and standard input are read, media values are
 * checked for safety, and recordings must have the name of one.
 *
 * @throws {Failure} exit 2 naming the option.
 */
export async function readContent(world: World, values: ContentValues): Promise<ContentValues> {
  const { text, markdown, content } = values;
  checkSingleStdin({ text, markdown, content });
  const texts = {
    text: await readTextInput(world, "text", text, "text"),
    markdown: await readTextInput(world, "markdown", markdown, "text"),
    content: await readTextInput(world, "content", content, "json"),
  };
  for (const key of MEDIA_SOURCES) {
    const value = values[key];
    if (value === undefined) continue;
    const source = await readMediaSource(world, key, value);
    if (key === "audio") checkAudioName(source);
  }
  return { ...values, ...texts };
}

/** The type of message that each option makes. */
const TYPE_BY_OPTION: Readonly<Record<typeof MEDIA[number] | "text" | "markdown", MessageType>> = {
  text: "text",
  markdown: "post",
  image: "image",
  file: "file",
  video: "media",
  audio: "audio",
};

const ONE_CONTENT = "a message has one content: send them one after the other";

/**
 * Checks which options of a message go together; the first problem is reported.
 *
 * @throws {Failure} exit 2 naming the option.
 */
export function checkContentOptions(values: ContentValues): void {
  const media = givenKeys(values, MEDIA);
  const given = [...media, ...givenKeys(values, TEXTS)];
  checkExclusive(values, MEDIA, optionName, ONE_CONTENT);
  if (values.videoCover !== undefined && values.video === undefined) {
    throw invalidInput(
      "videoCover",
      phrase`${input("videoCover")} has no video`,
      phrase`add ${input("video")}`,
    );
  }
  checkExclusive(values, TEXTS, optionName, ONE_CONTENT);
  checkExclusive(values, [...MEDIA, ...TEXTS], optionName, ONE_CONTENT);
  if (given.length === 0 && values.attachment.length === 0) {
    const options = joinPhrases(CONTENT_KEYS.slice(0, -1).map((key) => phrase`${input(key)}`), ", ");
    throw invalidInput("text", "there is nothing to send", phrase`add ${options} or ${input("attachment")}`);
  }
  checkDependency(values, "literal", "text");
  checkDependency(values, "title", "markdown");
  checkDependency(values, "skipBadImages", "markdown");
  if (values.markdown === undefined) checkDependency(values, "split", "text");
  checkAttachments(values, media.length > 0);
  checkKey(values);
  checkType(values, given[0]);
}

/** One source of the key, and one that the service takes. */
export function checkKey(values: OptionValues<typeof keyOptions>): void {
  checkExclusive(values, ["idempotencyKey", "safeRepeat"]);
  const { idempotencyKey } = values;
  if (idempotencyKey !== undefined) checkIdempotencyKey(optionName("idempotencyKey"), idempotencyKey);
}

/** What does not depend on the content; with `--content` its type decides when it is read. */
function checkAttachments({ attachment, text, literal, msgType }: ContentValues, hasMedia: boolean): void {
  if (attachment.length === 0) return;
  const isPost = (text === undefined || literal) && !hasMedia &&
    (msgType === undefined || msgType === "post");
  if (isPost) return;
  throw invalidInput(
    "attachment",
    phrase`${input("attachment")} is for posts only`,
    phrase`send a post with ${input("markdown")}`,
  );
}

/** The type that was given must be the one that the content makes. */
function checkType(
  values: ContentValues,
  key: typeof MEDIA[number] | typeof TEXTS[number] | undefined,
): void {
  const { msgType } = values;
  if (msgType === undefined || key === "content") return;
  const type = key === undefined ? "post" : typeOf(key, values);
  if (msgType === type) return;
  throw invalidInput(
    "msgType",
    phrase`${input("msgType")} is "${msgType}", but ${input(key ?? "attachment")} makes "${type}"`,
    phrase`leave ${input("msgType")} out: it is for ${input("content")}`,
  );
}

function typeOf(key: keyof typeof TYPE_BY_OPTION, { literal, tables }: ContentValues): MessageType {
  if (key === "markdown" && tables === "card") return "interactive";
  return key === "text" && literal ? "post" : TYPE_BY_OPTION[key];
}

/**
 * What the options of a new message send: options checked against each other, files opened and checked.
 *
 * @param values options whose texts were read, see `readContent`.
 * @throws {Failure} exit 2 naming the option.
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
    throw invalidInput(
      "as",
      "system messages are for bots, in direct chats",
      phrase`use ${input("as", "bot")}`,
    );
  }
  return composition;
}
