import { formatMention } from "../mentions.ts";
import { escapeAddress } from "./links.ts";
import type { ImageUse, PostPart } from "./markdown-post.ts";
import { withoutIndentation } from "./parse.ts";

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
  return joinedLines(runs.map(plainRun).join(""));
}

/** A text in one line, without the blanks around its line ends. */
export function joinedLines(text: string): string {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "").join(" ");
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

/** Joins neighbouring text that stands out in the same way, and drops empty text. */
export function mergeText(runs: readonly InlineRun[]): InlineRun[] {
  const merged: InlineRun[] = [];
  for (const run of runs) {
    const last = merged.at(-1);
    if (run.kind !== "text") merged.push(run);
    else if (last?.kind === "text" && sameMarks(last.marks, run.marks)) {
      merged[merged.length - 1] = { ...last, raw: last.raw + run.raw, plain: last.plain + run.plain };
    } else if (run.raw !== "") merged.push(run);
  }
  return merged.map((run) =>
    run.kind === "text"
      ? { ...run, raw: withoutIndentation(run.raw), plain: withoutIndentation(run.plain) }
      : run
  );
}

/** Whether two lists have the same marks, in whatever order. */
export function sameMarks(one: readonly Mark[], other: readonly Mark[]): boolean {
  return one.length === other.length && one.every((mark) => other.includes(mark));
}

/** A run of text with its marks. */
export type TextRun = InlineRun & { readonly kind: "text" };

/**
 * Writes runs as the platform's Markdown: `**bold**`, `*italic*`, `***both***`, `~~strike~~`. Nothing inside these is
 * read further there, so they end before a link, a mention or code and begin again behind it,
 * touch their text, stay within a line, and strike, which combines with nothing, wins.
 */
export function formatRuns(runs: readonly InlineRun[]): PostPart[] {
  const parts: PostPart[] = [];
  for (const run of mergeAdjacent(mergeText(runs.map(withSupportedMarks)))) {
    const part = formatRun(run);
    const last = parts.at(-1);
    if (typeof part === "string" && typeof last === "string") parts[parts.length - 1] = last + part;
    else if (part !== "") parts.push(part);
  }
  return parts;
}

function formatRun(run: InlineRun): PostPart {
  switch (run.kind) {
    case "text":
      return run.raw.split("\n").map((line) => decorate(line, run.marks)).join("\n");
    case "link": {
      const address = escapeAddress(run.target);
      return run.raw === "" ? address : `[${run.raw}](${address})`;
    }
    case "mention":
      return formatMention(run.id, run.name);
    case "image":
      return { image: run.image, alt: run.alt };
    default:
      return run.raw;
  }
}

function decorate(line: string, marks: readonly Mark[]): string {
  const text = line.trim();
  if (text === "" || marks.length === 0) return line;
  const sign = marks.includes("strike")
    ? "~~"
    : (marks.includes("strong") ? "**" : "") + (marks.includes("emphasis") ? "*" : "");
  return line.replace(text, () => `${sign}${text}${sign}`);
}

function withSupportedMarks(run: InlineRun): InlineRun {
  return run.kind === "text" && run.marks.includes("strike") ? { ...run, marks: ["strike"] } : run;
}

/** Text that changes its look within a word (`**bo*ld***`) keeps what all of it has: the signs would run together. */
function mergeAdjacent(runs: readonly InlineRun[]): InlineRun[] {
  const united: InlineRun[] = [];
  for (const run of runs) {
    const last = united.at(-1);
    const common = last?.kind === "text" && run.kind === "text" && areAdjacent(last, run)
      ? last.marks.filter((mark) => run.marks.includes(mark))
      : [];
    if (last?.kind === "text" && run.kind === "text" && common.length > 0) {
      united[united.length - 1] = {
        kind: "text",
        raw: last.raw + run.raw,
        plain: last.plain + run.plain,
        marks: common,
      };
    } else united.push(run);
  }
  return united;
}

function areAdjacent(one: TextRun, other: TextRun): boolean {
  return /\S$/.test(one.raw) && /^\S/.test(other.raw);
}
