import type { ContentInput } from "../../../core/compose/composition.ts";

/** What a person asks to send; only what a test speaks of has to be given. */
export function wishFor(parts: Partial<ContentInput>): ContentInput {
  return {
    msgType: undefined,
    content: undefined,
    text: undefined,
    isLiteral: false,
    markdown: undefined,
    markdownOptions: { tables: "list" },
    isCard: false,
    skipBadImages: false,
    image: undefined,
    file: undefined,
    audio: undefined,
    video: undefined,
    videoCover: undefined,
    attachments: [],
    ...parts,
  };
}
