import { formatMention } from "../mentions-tag.ts";
import type { InlineRun, Mark } from "./inline-run.ts";
import type { PostPart } from "./markdown-post.ts";
import { mergeText } from "./merge-text.ts";
import { escapeAddress } from "./web-address.ts";

type TextRun = InlineRun & { readonly kind: "text" };

/**
 * Writes runs as the platform's Markdown: `**bold**`, `*italic*`, `***both***`, `~~strike~~`. Nothing inside these is
 * read further there (writing sheet 9.1), so they end before a link, a mention or code and begin again behind it,
 * touch their text, stay within a line, and strike, which combines with nothing, wins.
 */
export function formatRuns(runs: readonly InlineRun[]): PostPart[] {
  const parts: PostPart[] = [];
  for (const run of uniteTouching(mergeText(runs.map(withPossibleMarks)))) {
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

function withPossibleMarks(run: InlineRun): InlineRun {
  return run.kind === "text" && run.marks.includes("strike") ? { ...run, marks: ["strike"] } : run;
}

/** Text that changes its look within a word (`**bo*ld***`) keeps what all of it has: the signs would run together. */
function uniteTouching(runs: readonly InlineRun[]): InlineRun[] {
  const united: InlineRun[] = [];
  for (const run of runs) {
    const last = united.at(-1);
    const common = last?.kind === "text" && run.kind === "text" && touch(last, run)
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

function touch(one: TextRun, other: TextRun): boolean {
  return /\S$/.test(one.raw) && /^\S/.test(other.raw);
}
