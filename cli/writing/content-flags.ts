import { MESSAGE_TYPES } from "../../core/compose/message-type.ts";
import { fileKeys } from "../flag-kinds/file-keys.ts";
import { listOf } from "../flag-kinds/list-of.ts";
import { choice, type FlagValues, optional, text, toggle, withDefault } from "../flags.ts";

/** The flags that say what a text or post is made of; sending, replying and editing share them. */
export const textFlags = {
  text: optional(text("text", "plain text; @./file reads a file, - standard input")),
  literal: toggle("with --text: show it exactly as typed, read no styles, links or mentions in it"),
  markdown: optional(text("text", "Markdown, sent as a post; @./file and - as with --text")),
  title: optional(text("text", "with --markdown: the title of the post")),
  tables: withDefault(
    choice(
      ["list", "code", "md", "card"],
      "with --markdown: how tables are sent; card sends all of it as one",
    ),
    "list",
  ),
  skipBadImages: toggle("with --markdown: leave images out that cannot be had"),
  content: optional(text("json", "the content as JSON; @file and - as with --text")),
};

/** The flags that say what a new message is made of. */
export const contentFlags = {
  ...textFlags,
  msgType: optional(
    choice(MESSAGE_TYPES, "type of --content, where it does not show it", { placeholder: "type" }),
  ),
  image: optional(text("image", "path, http(s) address, or key of an image")),
  file: optional(text("file", "path, address or key of a file")),
  video: optional(text("video", "path, address or key of an MP4 video")),
  videoCover: optional(text("image", "with --video: path, address or key of its cover picture")),
  audio: optional(text("audio", "path, address or key of an Opus recording (.opus, .ogg)")),
  attachment: listOf(fileKeys("keys of files (file_…) that are attached to a post")),
  split: toggle("with --text or --markdown: send what is too long in numbered parts"),
  idempotencyKey: optional(text("key", "at most one message comes of a key within an hour; 50 characters")),
  safeRepeat: toggle(
    "make that key from target and content: the same command does not post twice in an hour",
  ),
};

/** Values of the flags of a new message. */
export type ContentValues = FlagValues<typeof contentFlags>;
