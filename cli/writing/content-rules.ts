import type { MessageType } from "../../core/compose/message-type.ts";
import { invalidArgument } from "../../core/failure.ts";
import { flagName } from "../flags.ts";
import type { ContentValues } from "./content-flags.ts";

const MEDIA = ["image", "file", "video", "audio"] as const;
const TEXTS = ["text", "markdown", "content"] as const;
/** Most characters of an idempotency key, as Unicode code points (writing sheet 2.2). */
const MAX_KEY = 50;

/** The type that each flag makes. */
const TYPES: Readonly<Record<typeof MEDIA[number] | "text" | "markdown", MessageType>> = {
  text: "text",
  markdown: "post",
  image: "image",
  file: "file",
  video: "media",
  audio: "audio",
};

/**
 * Checks which flags of a message go together (writing sheet 2.2, rule 7 to 10; the first that fails is told).
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export function checkContentFlags(values: ContentValues): void {
  const media = MEDIA.filter((key) => values[key] !== undefined);
  const texts = TEXTS.filter((key) => values[key] !== undefined);
  checkTogether(media);
  if (values.videoCover !== undefined && values.video === undefined) {
    throw invalidArgument("--video-cover", "--video-cover has no video", "add --video");
  }
  checkTogether(texts);
  checkTogether([...media, ...texts]);
  const isEmpty = media.length === 0 && texts.length === 0;
  if (isEmpty && values.attachment.length === 0) {
    throw invalidArgument(
      "--text",
      "there is nothing to send",
      "add --text, --markdown, --content, --image, --file, --video or --audio",
    );
  }
  checkCompanions(values);
  checkAttachments(values, media);
  checkKey(values);
  const [key] = [...media, ...texts];
  const made = key === undefined ? "post" : key === "content" ? undefined : typeOf(key, values);
  if (values.msgType !== undefined && made !== undefined && values.msgType !== made) {
    throw invalidArgument(
      "--msg-type",
      `--msg-type is "${values.msgType}", but ${
        key === undefined ? "--attachment" : flagName(key)
      } makes "${made}"`,
      "leave --msg-type out: it is for --content",
    );
  }
}

function typeOf(key: keyof typeof TYPES, { literal, tables }: ContentValues): MessageType {
  if (key === "markdown" && tables === "card") return "interactive";
  return key === "text" && literal ? "post" : TYPES[key];
}

function checkTogether(keys: readonly (keyof ContentValues)[]): void {
  const [first, second] = keys;
  if (first === undefined || second === undefined) return;
  throw invalidArgument(
    flagName(second),
    `${keys.map(flagName).join(" and ")} exclude each other`,
    "a message has one content: send one after the other",
  );
}

/** Flags that mean something only beside another one. */
function checkCompanions(values: ContentValues): void {
  const needs = (isGiven: boolean, flag: string, other: "text" | "markdown") => {
    if (!isGiven || values[other] !== undefined) return;
    throw invalidArgument(
      flag,
      `${flag} has no meaning without ${flagName(other)}`,
      `add ${flagName(other)}`,
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

function checkKey({ idempotencyKey: key, safeRepeat }: ContentValues): void {
  if (key === undefined) return;
  if (safeRepeat) {
    throw invalidArgument(
      "--safe-repeat",
      "--idempotency-key and --safe-repeat exclude each other",
      "leave one out",
    );
  }
  const length = Array.from(key).length;
  if (key.trim() === "" || length > MAX_KEY) {
    throw invalidArgument(
      "--idempotency-key",
      `--idempotency-key must have 1 to ${MAX_KEY} characters: it has ${key.trim() === "" ? 0 : length}`,
    );
  }
}
