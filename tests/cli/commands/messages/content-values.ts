import type { ContentValues } from "../../../../cli/commands/messages/content.ts";

/** Values of the options of a message; a test gives only what matters to it. */
export function contentValues(parts: Partial<ContentValues>): ContentValues {
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
