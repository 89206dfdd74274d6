import type { ContentValues } from "../../../cli/commands/messages/content.ts";

/** Values of the flags of a message; only what a test speaks of has to be given. */
export function valuesFor(parts: Partial<ContentValues>): ContentValues {
  return {
    text: undefined,
    literal: false,
    markdown: undefined,
    title: undefined,
    tables: "list",
    skipBadImages: false,
    content: undefined,
    msgType: undefined,
    image: undefined,
    file: undefined,
    video: undefined,
    videoCover: undefined,
    audio: undefined,
    attachment: [],
    idempotencyKey: undefined,
    safeRepeat: false,
    split: false,
    ...parts,
  };
}
