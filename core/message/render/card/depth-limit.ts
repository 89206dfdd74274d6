/** How deep nodes of a card may lie in each other; what lies deeper is replaced by the text. */
export const DEPTH_LIMIT = { depth: 50, text: "[card nested too deep]" } as const;
