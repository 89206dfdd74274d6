import { filledStringAt, objectsAt, stringAt } from "../../../json-access.ts";
import type { ElementRenderer } from "./element-renderer.ts";

const renderCodeBlock: ElementRenderer = (data) => {
  const code = objectsAt(data, "contents")
    .flatMap((line) => objectsAt(line, "contents"))
    .map((part) => stringAt(part, "content") ?? "").join("");
  return `\`\`\`${filledStringAt(data, "language") ?? "plaintext"}\n${code}\`\`\``;
};

const renderCodeSpan: ElementRenderer = (data) => `\`${stringAt(data, "content") ?? ""}\``;

/** Code (reading sheet 6.2). */
export const codeElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["code_block", renderCodeBlock],
  ["code_span", renderCodeSpan],
];
