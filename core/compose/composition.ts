/**
 * From what a person asks to send to what is uploaded and sent: one value, that a dry run prints and a run carries
 * out, so that the two cannot differ.
 *
 * @module
 */

import { Failure, invalidArgument, withDetail } from "../failure.ts";
import { isJsonObject, type JsonObject } from "../json/json.ts";
import { tryParseJson } from "../platform/response.ts";
import { checkAudioName } from "../upload/audio.ts";
import { type MediaInput, type MediaSource, readMediaSource } from "../upload/media-source.ts";
import { type OpenMedia, openMedia } from "../upload/open-media.ts";
import { redactUrl } from "../upload/url-name.ts";
import type { Warning } from "../warning.ts";
import type { World } from "../world.ts";
import { type MarkdownOptions, postContent } from "./markdown/markdown-post.ts";
import { markdownToPost } from "./markdown/markdown-to-post.ts";
import { normalizeContentMentions, normalizeMentions } from "./mentions.ts";
import { checkContent, inferMessageType, type MessageType } from "./message-type.ts";
import { checkFilesConflict, EMPTY_POST, literalPost, withAttachments } from "./post.ts";

/** What a person asks to send; which parts go together was checked before. */
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
  /** Send a post without the images that cannot be had. */
  readonly skipBadImages: boolean;
  readonly image: string | undefined;
  readonly file: string | undefined;
  readonly audio: string | undefined;
  readonly video: string | undefined;
  readonly videoCover: string | undefined;
  /** File keys for the attachment zone of a post. */
  readonly attachments: readonly string[];
}

/** Something that is uploaded before the message is sent. */
export interface PlannedUpload {
  readonly input: MediaInput;
  readonly source: Exclude<MediaSource, { readonly kind: "key" }>;
  /** Open and looked at; addresses are fetched when it is their turn. */
  readonly media: OpenMedia | undefined;
  /** The message may go without it. */
  readonly mayFail: boolean;
}

/** What will be sent. */
export interface Composition {
  readonly msgType: MessageType;
  /** In the order in which they are made. */
  readonly uploads: readonly PlannedUpload[];
  /** The content, given the key of each upload; `undefined` for one that may fail and did. */
  content(keys: readonly (string | undefined)[]): JsonObject;
  readonly warnings: readonly Warning[];
  /** The flag that the text came from, for errors about all of it. */
  readonly input: string;
  /** What the value of each media flag was taken for. */
  readonly sources: Readonly<Record<string, string>>;
  /** Lets go of open files. */
  close(): Promise<void>;
}

type Draft = Omit<Composition, "uploads" | "close" | "sources"> & {
  readonly media: readonly DraftMedia[];
};

interface DraftMedia {
  readonly input: MediaInput;
  readonly source: MediaSource;
  readonly mayFail: boolean;
}

/**
 * Works out what is sent. Files are opened and checked here, before anything goes out.
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export async function compose(world: World, wish: ContentInput, userAgent: string): Promise<Composition> {
  const { media, ...draft } = await createDraft(world, wish).catch((error) => {
    throw withParam(error, textInputName(wish));
  });
  const uploads: PlannedUpload[] = [];
  /** The upload of each thing that is no key yet; nothing for what may be left out and is not there. */
  const places: (number | undefined)[] = [];
  const warnings = [...draft.warnings];
  const close = async () => {
    await Promise.all(uploads.map(async ({ media }) => await media?.file.close()));
  };
  try {
    for (const { input: flag, source, mayFail } of media) {
      if (source.kind === "key") continue;
      const opened = source.kind === "path"
        ? await openMedia(world, flag, source, { userAgent }).catch((error) => {
          if (!mayFail || !(error instanceof Failure)) throw error;
          warnings.push(imageSkippedWarning("path", source.path, error));
        })
        : undefined;
      const isLost = source.kind === "path" && opened === undefined;
      places.push(isLost ? undefined : uploads.length);
      if (isLost) continue;
      warnings.push(...opened?.warnings ?? []);
      uploads.push({ input: flag, source, media: opened ?? undefined, mayFail });
    }
  } catch (error) {
    await close();
    throw error;
  }
  const named = media.filter(({ input: flag }) => flag !== "--markdown");
  const sources = Object.fromEntries(named.map(({ input: flag, source }) => [flag, describeSource(source)]));
  const content = (keys: readonly (string | undefined)[]) =>
    draft.content(places.map((place) => place === undefined ? undefined : keys[place]));
  return { ...draft, content, uploads, warnings, sources, close };
}

function textInputName({ content, markdown }: ContentInput): string {
  return content !== undefined ? "--content" : markdown !== undefined ? "--markdown" : "--text";
}

/** Whoever reads mentions does not know which flag they came from. */
function withParam(error: unknown, param: string): unknown {
  return error instanceof Failure && error.detail.param === undefined ? withDetail(error, { param }) : error;
}

async function createDraft(world: World, wish: ContentInput): Promise<Draft> {
  if (wish.content !== undefined) return draftFromJson(wish, wish.content);
  if (wish.markdown !== undefined) return await draftFromMarkdown(world, wish, wish.markdown);
  if (wish.text !== undefined) {
    const { text } = wish;
    return wish.isLiteral
      ? draftWithoutMedia("--text", "post", withAttachments(literalPost(text), wish.attachments))
      : draftWithoutMedia("--text", "text", { text: normalizeMentions(text) });
  }
  const media = await draftFromMedia(world, wish);
  return media ?? draftWithoutMedia("--attachment", "post", withAttachments(EMPTY_POST, wish.attachments));
}

function draftWithoutMedia(flag: string, msgType: MessageType, content: JsonObject): Draft {
  return { input: flag, msgType, media: [], content: () => content, warnings: [] };
}

function draftFromJson(wish: ContentInput, text: string): Draft {
  const content = tryParseJson(text);
  if (!isJsonObject(content)) {
    throw invalidArgument(
      "--content",
      content === undefined ? "--content is not JSON" : "--content must be a JSON object",
      'write it between single quotes, such as \'{"text":"hello"}\', or read it from a file with @./message.json',
    );
  }
  const msgType = wish.msgType ?? inferMessageType(content);
  if (msgType === undefined) {
    throw invalidArgument(
      "--content",
      "--content does not show which type of message it is",
      "add --msg-type",
    );
  }
  const checked = normalizeContentMentions(msgType, checkContent(msgType, content));
  if (wish.attachments.length > 0) checkAttachable(msgType, checked);
  return draftWithoutMedia("--content", msgType, withAttachments(checked, wish.attachments));
}

function checkAttachable(msgType: MessageType, content: JsonObject): void {
  if (msgType === "post") return checkFilesConflict("--attachment", content);
  throw invalidArgument(
    "--attachment",
    `--attachment is for posts only, and --content is of type ${msgType}`,
    "send a post with --markdown",
  );
}

async function draftFromMarkdown(world: World, wish: ContentInput, text: string): Promise<Draft> {
  const post = await markdownToPost(text, wish.markdownOptions);
  if (wish.isCard) return cardDraft(wish, text, post.images.every(({ kind }) => kind === "key"));
  const media: DraftMedia[] = [];
  /** The key of each image, or the number of the upload that gives it. */
  const places: (string | number | undefined)[] = [];
  const warnings: Warning[] = [...post.warnings];
  for (const { kind, source } of post.images) {
    if (kind === "key") {
      places.push(source);
      continue;
    }
    const read = await readMediaSource(world, "--markdown", source).catch((error) => {
      if (!wish.skipBadImages || !(error instanceof Failure)) throw error;
      warnings.push(imageSkippedWarning(kind, source, error));
      return undefined;
    });
    places.push(read?.kind === "key" ? read.key : read && media.length);
    if (read !== undefined && read.kind !== "key") {
      media.push({ input: "--markdown", source: read, mayFail: wish.skipBadImages });
    }
  }
  return {
    input: "--markdown",
    msgType: "post",
    media,
    warnings,
    content: (keys) =>
      withAttachments(
        postContent(post, places.map((place) => typeof place === "number" ? keys[place] : place)),
        wish.attachments,
      ),
  };
}

/** Markdown as the one element of a card, whose own Markdown has tables. */
function cardDraft(
  { attachments, markdownOptions: { title } }: ContentInput,
  text: string,
  hasKeys: boolean,
): Draft {
  const refuse = (problem: string) =>
    invalidArgument("--tables", `--tables card ${problem}`, "use --tables list");
  if (!hasKeys) throw refuse("takes images by their keys only");
  if (attachments.length > 0) throw refuse("makes a card, which has no attachments");
  const card: JsonObject = {
    schema: "2.0",
    ...(title === undefined ? {} : { header: { title: { tag: "plain_text", content: title } } }),
    body: { elements: [{ tag: "markdown", content: text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n") }] },
  };
  return draftWithoutMedia("--markdown", "interactive", normalizeContentMentions("interactive", card));
}

/** The one media flag that is given, with its cover. */
async function draftFromMedia(world: World, wish: ContentInput): Promise<Draft | undefined> {
  const read = async (flag: MediaInput, value: string): Promise<DraftMedia> => ({
    input: flag,
    source: await readMediaSource(world, flag, value),
    mayFail: false,
  });
  const { image, file, audio, video, videoCover } = wish;
  if (image !== undefined) return mediaDraft("image", [await read("--image", image)], ["image_key"]);
  if (file !== undefined) return mediaDraft("file", [await read("--file", file)], ["file_key"]);
  if (audio !== undefined) {
    const recording = await read("--audio", audio);
    checkAudioName(recording.source);
    return mediaDraft("audio", [recording], ["file_key"]);
  }
  if (video === undefined) return undefined;
  const covers = videoCover === undefined ? [] : [await read("--video-cover", videoCover)];
  return mediaDraft("media", [await read("--video", video), ...covers], ["file_key", "image_key"]);
}

/** Content with one key for each of some media: those that were keys already, and those that uploads give. */
function mediaDraft(msgType: MessageType, media: readonly DraftMedia[], names: readonly string[]): Draft {
  return {
    input: media[0]?.input ?? "",
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

function describeSource(source: MediaSource): string {
  if (source.kind === "key") return `key ${source.key}`;
  return source.kind === "path" ? `file ${source.path}` : `address ${redactUrl(source.url)}`;
}

/** The warning about an image that a post goes without. */
export function imageSkippedWarning(kind: MediaSource["kind"], source: string, failure: Failure): Warning {
  return {
    key: "image_skipped",
    detail: `${kind === "url" ? redactUrl(source) : source}: ${failure.message}`,
  };
}
