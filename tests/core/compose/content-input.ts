import type { ContentInput } from "../../../core/compose/draft.ts";

/** The content of a message as a person gives it; a test gives only what matters to it. */
export function contentInput(parts: Partial<ContentInput>): ContentInput {
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
