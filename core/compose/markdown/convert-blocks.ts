import { blocksOf, splitLines, trimParts } from "./block-piece.ts";
import type { Conversion } from "./conversion.ts";
import { convertTable } from "./convert-table.ts";
import { formatRuns } from "./format-runs.ts";
import { headingLevelOf } from "./heading-level.ts";
import type { InlineRun } from "./inline-run.ts";
import { inlineRuns } from "./inline-runs.ts";
import type { MarkdownNode } from "./markdown-node.ts";
import type { PostBlock } from "./markdown-post.ts";
import { nestedPieces } from "./nested-pieces.ts";
import { rawText } from "./raw-text.ts";

/** A block at the top of the text as paragraphs of the post: one, or several where images or code stand in it. */
export function convertBlocks(node: MarkdownNode, conversion: Conversion): PostBlock[] {
  const level = headingLevelOf(node);
  if (level !== undefined) return headingBlocks(node, conversion.headingLevel(level), conversion);
  if (node.name === "Paragraph") return paragraphBlocks(inlineRuns(node, conversion));
  if (node.name === "Table") {
    const { table, text } = convertTable(node, conversion);
    return [...blocksOf([table]), ...paragraphBlocks(text)];
  }
  return blocksOf(nestedPieces(node, conversion));
}

/** Images stand alone in a post: the text before and behind them makes paragraphs of its own. */
function paragraphBlocks(runs: readonly InlineRun[]): PostBlock[] {
  const blocks: PostBlock[] = [];
  let text: InlineRun[] = [];
  const flush = () => {
    const parts = trimParts(formatRuns(text));
    if (parts.length > 0) blocks.push({ kind: "md", parts });
    text = [];
  };
  for (const run of runs) {
    if (run.kind !== "image") text.push(run);
    else {
      flush();
      blocks.push({ kind: "image", image: run.image, alt: run.alt });
    }
  }
  flush();
  return blocks;
}

/** A heading is one line; its images follow it. */
function headingBlocks(node: MarkdownNode, level: number, conversion: Conversion): PostBlock[] {
  const runs = inlineRuns(node, conversion);
  const images = runs.flatMap((run): PostBlock[] =>
    run.kind === "image" ? [{ kind: "image", image: run.image, alt: run.alt }] : []
  );
  const text = trimParts(formatRuns(runs.filter(({ kind }) => kind !== "image")));
  if (text.length === 0) {
    const isEmpty = images.length === 0;
    return isEmpty ? [{ kind: "md", parts: [rawText(conversion.source, node)] }] : images;
  }
  const line = splitLines(text).map((parts) => parts.join("").trim()).join(" ");
  return [{ kind: "md", parts: [`${"#".repeat(level)} ${line}`] }, ...images];
}
