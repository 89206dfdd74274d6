import type { ImageUse } from "./markdown-post.ts";

/** How a stretch of text stands out. */
export type Mark = "strong" | "emphasis" | "strike";

/** A stretch of a paragraph. `raw` is as typed, `plain` without escapes and marks. */
export type InlineRun =
  | { readonly kind: "text"; readonly raw: string; readonly plain: string; readonly marks: readonly Mark[] }
  /** Code spans and bare addresses: nothing in them is read, no marks go around them. */
  | { readonly kind: "verbatim"; readonly raw: string; readonly plain: string }
  /** `raw` and `plain` are the label's. */
  | { readonly kind: "link"; readonly raw: string; readonly plain: string; readonly target: string }
  | { readonly kind: "mention"; readonly id: string; readonly name: string }
  | { readonly kind: "image" } & ImageUse
  /** An HTML tag, before it is known whether it is a mention. */
  | { readonly kind: "tag"; readonly raw: string; readonly marks: readonly Mark[] };

/** What a person reads of the runs, without any markup; links are followed by their target. */
export function plainText(runs: readonly InlineRun[]): string {
  return runs.map(plainRun).join("").replace(/\s*\n\s*/g, " ").trim();
}

function plainRun(run: InlineRun): string {
  switch (run.kind) {
    case "image":
      return run.alt;
    case "mention":
      return `@${run.name || run.id}`;
    case "link":
      return run.plain === run.target ? run.target : `${run.plain} (${run.target})`;
    case "tag":
      return run.raw;
    default:
      return run.plain;
  }
}
