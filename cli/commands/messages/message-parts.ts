/**
 * What people are shown of a message besides its text: who wrote it, replies, reactions, edits and files.
 *
 * @module
 */

import { nonBlank } from "../../../core/json/access.ts";
import type { Message, VerificationProblem } from "../../../core/message/message.ts";
import { reactionSign } from "../../../core/message/reaction-sign.ts";
import { counted } from "../../../core/text/count.ts";
import { formatBytes } from "../../../core/text/size.ts";
import { cleanLine } from "../../output/terminal.ts";
import type { Sender } from "./message-block.ts";

/** Who wrote it: the name, else the id. */
export function senderName({ sender, msg_type: type }: Message): Sender {
  const name = nonBlank(sender?.name);
  if (name !== undefined) return { text: cleanLine(name), isName: true };
  const id = nonBlank(sender?.id);
  return { text: cleanLine(id ?? (type === "system" ? "system" : "unknown")), isName: id === undefined };
}

/** The text in lines, without the keys of files, which stand below it. */
export function textOf(message: Message): readonly string[] {
  if (message.deleted) return ["(recalled)"];
  const content = fileText(message)?.text ?? message.content;
  const text = nonBlank(content) === undefined ? "(no content)" : content;
  return text.replace(/\s+$/, "").split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map(cleanLine);
}

/** How a message that is a file is told. */
interface FileText {
  readonly text: string;
  readonly files: readonly Attachment[];
}

/** A file or picture that can be fetched. */
export interface Attachment {
  readonly key: string;
  readonly type: "image" | "file";
  readonly name?: string;
  /** The picture that stands for a video. */
  readonly isCover?: boolean;
}

const IMAGE_REGEXP = /^\[Image: ([\w-]+)\]$/;
const TAG_REGEXP = /^<(file|audio|video)((?: [a-z_]+="(?:[^"\\]|\\.)*")*)\/>$/;
const ATTRIBUTE_REGEXP = /([a-z_]+)="((?:[^"\\]|\\.)*)"/g;
const POST_IMAGE_REGEXP = /!\[Image\]\(([\w-]+)\)/g;
const NOUNS: Readonly<Record<string, string>> = { audio: "recording" };

/** A file, picture or recording by its name, and its keys; `undefined` for other messages. */
function fileText({ msg_type: type, content }: Message): FileText | undefined {
  switch (type) {
    case "image": {
      const key = IMAGE_REGEXP.exec(content)?.[1];
      return key === undefined ? undefined : { text: "image", files: [{ key, type: "image" }] };
    }
    case "file":
    case "audio":
    case "media":
    case "video":
      return tagText(content);
    case "post": {
      const keys = new Set(Array.from(content.matchAll(POST_IMAGE_REGEXP), ([, key = ""]) => key));
      return {
        text: content.replace(POST_IMAGE_REGEXP, "[image]"),
        files: [...keys].map((key) => ({ key, type: "image" })),
      };
    }
    case "merge_forward":
      return { text: bundleText(content), files: [] };
    default:
      return undefined;
  }
}

/** Forwarded messages without the tags around them, their times like all others. */
function bundleText(content: string): string {
  return content
    .replace(/<forwarded_messages\/>/g, "forwarded: nothing")
    .replace(/<forwarded_messages>/g, "forwarded:")
    .replace(/\n *<\/forwarded_messages>/g, "")
    .replace(/^( *\[\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:Z|[+-]\d\d:\d\d)\]/gm, "$1 $2]");
}

function tagText(content: string): FileText | undefined {
  const [, tag = "", text = ""] = TAG_REGEXP.exec(content) ?? [];
  if (tag === "") return undefined;
  const attributes = new Map(
    Array.from(text.matchAll(ATTRIBUTE_REGEXP), ([, key = "", value = ""]) => [key, unescape(value)]),
  );
  const { key = "", name = "", duration = "", cover_image_key: cover = "" } = Object.fromEntries(attributes);
  const noun = NOUNS[tag] ?? tag;
  return {
    text: [name === "" || name === key ? noun : `${noun} ${name}`, duration].filter((one) => one !== "")
      .join(", "),
    files: [
      { key, type: "file", ...(name === "" || name === key ? {} : { name }) },
      ...(cover === "" ? [] : [{ key: cover, type: "image", isCover: true } as const]),
    ],
  };
}

function unescape(value: string): string {
  return value.replace(/\\(.)/g, (_all, character: string) => /[nrt]/.test(character) ? " " : character);
}

/** What can be fetched with a message; pictures that stand for videos are left out. */
export function attachmentsOf(message: Message): readonly Attachment[] {
  if (message.deleted) return [];
  return (fileText(message)?.files ?? []).filter(({ key, isCover }) => key !== "" && isCover !== true);
}

const PROBLEMS: Readonly<Record<VerificationProblem, string>> = {
  missing: "not saved",
  incomplete: "not saved completely",
  not_a_file: "not a file",
  other_size: "differs from the service",
  other_bytes: "differs from the service",
  not_compared: "not compared with the service",
};

/** Keys of files, as `type key`, and what became of their downloads. */
export function filesOf(message: Message): readonly string[] {
  const keys = message.deleted
    ? []
    : (fileText(message)?.files ?? []).map(({ type, key }) => `${type} ${key}`);
  const saved = (message.resources ?? []).map(({ key, local_path: path, size_bytes: size, problem }) =>
    path === undefined
      ? `${PROBLEMS[problem ?? "missing"]}: ${key}`
      : `saved ${path}${size === undefined ? "" : ` (${formatBytes(size)})`}`
  );
  return [...keys, ...saved].map(cleanLine);
}

/** Reactions with how many people gave them. */
export function reactionsOf(message: Message): readonly string[] {
  if (message.reactions_error) return ["reactions not available"];
  return (message.reactions?.counts ?? []).flatMap(({ reaction_type: type, count }) => {
    const name = nonBlank(type);
    if (name === undefined) return [];
    return [`${reactionSign(name) ?? cleanLine(name)} ${count ?? "?"}`];
  });
}

/** What the facts of a message depend on. */
export interface FactContext {
  /** Those that stand below it. */
  readonly replies: readonly Message[];
  /** The thread that is known already. */
  readonly threadId?: string | undefined;
  /** The root that it stands below. */
  readonly rootId?: string;
  /** The time of a reply. */
  clockOf?(message: Message): string;
}

/** Thread, edit and what it answers. */
export function factsOf(message: Message, context: FactContext): readonly string[] {
  const { updated, update_time: edited, root_id: root, reply_to: answered } = message;
  return [
    ...threadFacts(message, context),
    ...(root === undefined || root === context.rootId || context.threadId !== undefined
      ? []
      : [`below ${root}`]),
    ...(answered === undefined ? [] : [`reply to ${answered}`]),
    ...(updated
      ? [edited === undefined ? "edited" : `edited ${shortened(edited, message.create_time)}`]
      : []),
  ].map(cleanLine);
}

/** A time without its day where that is the day of the other one. */
function shortened(time: string, other: string): string {
  const day = /^\d{4}-\d\d-\d\d /.exec(other)?.[0];
  return day !== undefined && time.startsWith(day) ? time.slice(day.length) : time;
}

function threadFacts(message: Message, { replies, threadId, clockOf }: FactContext): readonly string[] {
  const { thread_id: id, thread_has_more: hasMore, thread_replies_error: isMissing } = message;
  const last = replies.at(-1);
  const count = message.thread_reply_count ?? replies.length;
  const thread = id === undefined || id === threadId ? [] : [id];
  if (isMissing) return ["replies not available", ...thread];
  if (count === 0) return thread.map((one) => `thread ${one}`);
  const latest = clockOf === undefined || last === undefined ? "" : `, latest ${clockOf(last)}`;
  return [`${hasMore ? "more than " : ""}${counted(count, "reply", "replies")}${latest}`, ...thread];
}
