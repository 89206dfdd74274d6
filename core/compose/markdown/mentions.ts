import { cardOnlyMention, PLAIN_MENTION_REGEXP, readMentionTag } from "../mentions.ts";
import type { InlineRun, TextRun } from "./runs.ts";

/**
 * Makes mentions of `<at …>` tags with the name after them, and of `@ou_…` in text; other tags become text. The ids are added to `mentioned`.
 *
 * @throws {Failure} `validation`, for the forms `ids=` and `email=`, which only cards know.
 */
export function joinMentions(runs: readonly InlineRun[], mentioned: Set<string>): InlineRun[] {
  const joined: InlineRun[] = [];
  for (let at = 0; at < runs.length; at++) {
    const run = runs[at];
    if (run === undefined) break;
    if (run.kind === "tag") {
      const { mention, length } = mentionAt(runs, at, run.raw);
      at += length - 1;
      joined.push(mention ?? { kind: "text", raw: run.raw, plain: run.raw, marks: run.marks });
    } else if (run.kind === "text" && run.raw === run.plain) {
      joined.push(...splitPlainMentions(run, lastCharacter(joined.at(-1))));
    } else {
      joined.push(run);
    }
  }
  for (const run of joined) if (run.kind === "mention") mentioned.add(run.id);
  return joined;
}

type MentionRun = InlineRun & { readonly kind: "mention" };

/** The mention that begins with a tag, and how many runs belong to it. */
function mentionAt(
  runs: readonly InlineRun[],
  at: number,
  tag: string,
): { mention?: MentionRun; length: number } {
  const read = /^<at\s/i.test(tag) ? readMentionTag(tag) : undefined;
  if (read === undefined) return { length: 1 };
  if ("cardOnly" in read) throw cardOnlyMention(tag, read.cardOnly);
  const name: string[] = [];
  for (let next = at + 1; next < runs.length; next++) {
    const run = runs[next];
    if (run?.kind === "tag" && /^<\/at\s*>$/i.test(run.raw)) {
      const mention: MentionRun = { kind: "mention", id: read.id, name: name.join("").replaceAll("\n", " ") };
      return { mention, length: next + 1 - at };
    }
    if (run?.kind !== "text" && run?.kind !== "verbatim") break;
    name.push(run.raw);
  }
  return { mention: { kind: "mention", id: read.id, name: "" }, length: 1 };
}

/** `before` is the character in front of the text; a mention does not begin inside a word. */
function splitPlainMentions(run: TextRun, before: string): InlineRun[] {
  const text = before + run.raw;
  const runs: InlineRun[] = [];
  let at = before.length;
  const push = (to: number) => {
    const part = text.slice(at, to);
    if (part !== "") runs.push({ ...run, raw: part, plain: part });
  };
  for (const match of text.matchAll(PLAIN_MENTION_REGEXP)) {
    push(match.index);
    runs.push({ kind: "mention", id: match[1] ?? "", name: "" });
    at = match.index + match[0].length;
  }
  push(text.length);
  return runs;
}

function lastCharacter(run: InlineRun | undefined): string {
  return run !== undefined && "raw" in run ? run.raw.slice(-1) : "";
}
