/**
 * From the content that a person gives to a draft: the type of message, its media and how their keys complete it.
 *
 * @module
 */

import { Failure, invalidInput } from "../failure.ts";
import { isJsonObject, type JsonObject, tryParseJson } from "../json/json.ts";
import { input, phrase } from "../text/phrase.ts";
import { formatBytes } from "../text/size.ts";
import { checkAudioName } from "../upload/audio.ts";
import { type MediaInput, type MediaSource, readMediaSource } from "../upload/media-source.ts";
import type { Warning } from "../warning.ts";
import type { World } from "../world.ts";
import { type MarkdownOptions, type MarkdownPost, postContent } from "./markdown/markdown-post.ts";
import { markdownToPost } from "./markdown/markdown-to-post.ts";
import { normalizeContentMentions, normalizeMentions } from "./mentions.ts";
import { checkContent, inferMessageType, type MessageType } from "./message-type.ts";
import { checkFilesConflict, EMPTY_POST, literalPost, normalizeText, withAttachments } from "./post.ts";
import { imageSkippedWarning } from "./uploads.ts";

/** The content of a message as a person gives it; which parts go together was checked before. */
export interface ContentInput {
  /** Decides for `content`; elsewhere it was compared with what the content is. */
  readonly msgType: MessageType | undefined;
  /** JSON text. */
  readonly content: string | undefined;
  readonly text: string | undefined;
  /** The text exactly as typed: nothing in it is read as a style, link or mention. */
  readonly isLiteral: boolean;
  readonly markdown: string | undefined;
  readonly markdownOptions: MarkdownOptions;
  /** Send the Markdown as a card, which shows tables. */
  readonly isCard: boolean;
  /** Send a post without the images that cannot be read or uploaded. */
  readonly skipBadImages: boolean;
  readonly image: string | undefined;
  readonly file: string | undefined;
  readonly audio: string | undefined;
  readonly video: string | undefined;
  readonly videoCover: string | undefined;
  /** File keys for the attachment zone of a post. */
  readonly attachments: readonly string[];
}

/** Keys of the inputs that a content comes from. */
export type ContentSource = MediaInput | "text" | "content" | "attachment" | "setAttachments";

/** A message before its media are opened. */
export interface Draft {
  readonly msgType: MessageType;
  /** The input that the content comes from, for errors about all of it. */
  readonly input: ContentSource;
  readonly media: readonly DraftMedia[];
  /** The content, given the key of each of the media that has to be uploaded; `undefined` for one that failed. */
  content(keys: readonly (string | undefined)[]): JsonObject;
  readonly warnings: readonly Warning[];
}

/** An image or file of a draft. */
export interface DraftMedia {
  readonly input: MediaInput;
  readonly source: MediaSource;
  /** The message may be sent without it. */
  readonly mayFail: boolean;
}

/**
 * Reads the content that was given.
 *
 * @throws {Failure} exit 2, mostly naming the input.
 */
export async function createDraft(world: World, given: ContentInput): Promise<Draft> {
  const { content, markdown, text, attachments } = given;
  if (content !== undefined) return jsonDraft(given, content);
  if (markdown !== undefined) return await markdownDraft(world, given, markdown);
  if (text !== undefined) {
    return given.isLiteral
      ? draftWithoutMedia("text", "post", withAttachments(literalPost(text), attachments))
      : draftWithoutMedia("text", "text", { text: normalizeMentions(text) });
  }
  return await mediaDraft(world, given) ??
    draftWithoutMedia("attachment", "post", withAttachments(EMPTY_POST, attachments));
}

function draftWithoutMedia(source: ContentSource, msgType: MessageType, content: JsonObject): Draft {
  return { input: source, msgType, media: [], content: () => content, warnings: [] };
}

function jsonDraft({ msgType: givenType, attachments }: ContentInput, text: string): Draft {
  const content = tryParseJson(text);
  if (!isJsonObject(content)) {
    throw invalidInput(
      "content",
      content === undefined
        ? phrase`${input("content")} is not JSON`
        : phrase`${input("content")} must be a JSON object`,
      'write it in single quotes, such as \'{"text":"hello"}\', or read it from a file with @./message.json',
    );
  }
  const msgType = givenType ?? inferMessageType(content);
  if (msgType === undefined) {
    throw invalidInput(
      "content",
      phrase`${input("content")} does not show its message type`,
      phrase`add ${input("msgType")}`,
    );
  }
  const checked = normalizeContentMentions(msgType, checkContent(msgType, content));
  if (attachments.length > 0) checkAttachable(msgType, checked);
  return draftWithoutMedia("content", msgType, withAttachments(checked, attachments));
}

function checkAttachable(msgType: MessageType, content: JsonObject): void {
  if (msgType === "post") return checkFilesConflict("attachment", content);
  throw invalidInput(
    "attachment",
    phrase`${input("attachment")} is for posts only, but ${input("content")} is of type ${msgType}`,
    phrase`send a post with ${input("markdown")}`,
  );
}

/** Longer Markdown is converted where an interrupt is noticed meanwhile, characters. */
const LONG_MARKDOWN = 10_000;

async function convertMarkdown(world: World, text: string, options: MarkdownOptions): Promise<MarkdownPost> {
  if (text.length <= LONG_MARKDOWN) return await markdownToPost(text, options);
  return await world.compute("markdown", { text, options }) as MarkdownPost;
}

/** Longest Markdown that is read, UTF-16 units: more than a hundred messages. */
const MAX_MARKDOWN = 4 * 1024 * 1024;

async function markdownDraft(world: World, given: ContentInput, text: string): Promise<Draft> {
  const { skipBadImages, attachments } = given;
  if (text.length > MAX_MARKDOWN) {
    throw invalidInput(
      "markdown",
      phrase`${input("markdown")} takes up to ${formatBytes(MAX_MARKDOWN)}, but this has ${
        formatBytes(text.length, "up")
      }`,
      phrase`send it as a file with ${input("file")}`,
    );
  }
  const post = await convertMarkdown(world, text, given.markdownOptions);
  if (given.isCard) return cardDraft(given, text, post.images.every(({ kind }) => kind === "key"));
  const media: DraftMedia[] = [];
  /** The key of each image, or the number of the upload that gives it. */
  const places: (string | number | undefined)[] = [];
  const warnings: Warning[] = [...post.warnings];
  for (const { kind, source } of post.images) {
    if (kind === "key") {
      places.push(source);
      continue;
    }
    const read = await readMediaSource(world, "markdown", source).catch((error) => {
      if (!skipBadImages || !(error instanceof Failure)) throw error;
      warnings.push(
        imageSkippedWarning(kind === "url" ? { kind, url: source } : { kind, path: source }, error),
      );
      return undefined;
    });
    places.push(read?.kind === "key" ? read.key : read && media.length);
    if (read !== undefined && read.kind !== "key") {
      media.push({ input: "markdown", source: read, mayFail: skipBadImages });
    }
  }
  return {
    input: "markdown",
    msgType: "post",
    media,
    warnings,
    content: (keys) =>
      withAttachments(
        postContent(post, places.map((place) => typeof place === "number" ? keys[place] : place)),
        attachments,
      ),
  };
}

/** Markdown as the one element of a card, whose own Markdown has tables. */
function cardDraft({ attachments, markdownOptions }: ContentInput, text: string, hasKeys: boolean): Draft {
  const { title } = markdownOptions;
  const refuse = (problem: string) =>
    invalidInput(
      "tables",
      phrase`${input("tables", "card")} ${problem}`,
      phrase`use ${input("tables", "list")}`,
    );
  if (!hasKeys) throw refuse("takes images by their keys only");
  if (attachments.length > 0) throw refuse("makes a card, which has no attachments");
  const card: JsonObject = {
    schema: "2.0",
    ...(title === undefined ? {} : { header: { title: { tag: "plain_text", content: title } } }),
    body: { elements: [{ tag: "markdown", content: normalizeText(text) }] },
  };
  return draftWithoutMedia("markdown", "interactive", normalizeContentMentions("interactive", card));
}

/** The one media input that is given, with its cover. */
async function mediaDraft(world: World, given: ContentInput): Promise<Draft | undefined> {
  const { image, file, audio, video, videoCover } = given;
  const read = async (key: MediaInput, value: string): Promise<DraftMedia> => ({
    input: key,
    source: await readMediaSource(world, key, value),
    mayFail: false,
  });
  if (image !== undefined) return keyDraft("image", [await read("image", image)], ["image_key"]);
  if (file !== undefined) return keyDraft("file", [await read("file", file)], ["file_key"]);
  if (audio !== undefined) {
    const recording = await read("audio", audio);
    checkAudioName(recording.source);
    return keyDraft("audio", [recording], ["file_key"]);
  }
  if (video === undefined) return undefined;
  const covers = videoCover === undefined ? [] : [await read("videoCover", videoCover)];
  return keyDraft("media", [await read("video", video), ...covers], ["file_key", "image_key"]);
}

/** Content with one key for each of some media: those that were keys already, and those that uploads give. */
function keyDraft(
  msgType: MessageType,
  media: readonly [DraftMedia, ...DraftMedia[]],
  names: readonly string[],
): Draft {
  return {
    input: media[0].input,
    msgType,
    media,
    warnings: [],
    content(keys) {
      let upload = 0;
      const entries = media.map(({ source }, index) => {
        const key = source.kind === "key" ? source.key : keys[upload++] ?? "";
        return [names[index] ?? "", key] as const;
      });
      return Object.fromEntries(entries);
    },
  };
}
