import { normalizeText } from "../post.ts";
import { convertBlocks, headingLevelOf, mapHeadingLevels } from "./blocks.ts";
import type { Conversion } from "./conversion.ts";
import { inlineRuns } from "./inline.ts";
import { findReferences } from "./links.ts";
import type { MarkdownOptions, MarkdownPost, PostBlock } from "./markdown-post.ts";
import { type MarkdownNode, parseMarkdown } from "./parse.ts";
import { plainText } from "./runs.ts";

/**
 * Converts Markdown for a post: one block a paragraph, so that a paragraph that the platform cannot show does not
 * lose the message. Everything typed appears; what cannot be shown as meant is shown as text, with a warning.
 * Single tildes stay as typed: underline for the platform, and it documents no escape.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { markdownToPost } from "./markdown-to-post.ts";
 * import { postContent } from "./markdown-post.ts";
 *
 * const post = await markdownToPost("# Done\n\nSee __notes__.", { tables: "list" });
 * assertEquals(postContent(post, []), {
 *   zh_cn: { content: [[{ tag: "md", text: "#### Done" }], [{ tag: "md", text: "See **notes**." }]] },
 * });
 * ```
 *
 * @throws {Failure} `validation`, for mentions in a form that only cards know (`ids=`, `email=`).
 */
export async function markdownToPost(text: string, options: MarkdownOptions): Promise<MarkdownPost> {
  const source = normalizeText(text);
  const document = await parseMarkdown(source);
  const conversion: Conversion = {
    source,
    references: findReferences(source, document),
    tables: options.tables,
    headingLevel: mapHeadingLevels(document),
    images: [],
    warnings: [],
    known: new Map(),
    mentioned: new Set(),
  };
  const { title, body } = splitTitle(document, options, conversion);
  const blocks = body.flatMap((node) => convertBlocks(node, conversion));
  return {
    ...(title === undefined ? {} : { title }),
    blocks: [...blocks, ...mentionBlocks(options, conversion)],
    images: conversion.images,
    warnings: conversion.warnings,
  };
}

function splitTitle(
  { children }: MarkdownNode,
  { title, headingAsTitle = false }: MarkdownOptions,
  conversion: Conversion,
): { title?: string; body: readonly MarkdownNode[] } {
  if (title !== undefined) return { title, body: children };
  const [first, ...rest] = children;
  const isHeading = first !== undefined && headingLevelOf(first) === 1;
  if (!headingAsTitle || !isHeading) return { body: children };
  const runs = inlineRuns(first, conversion);
  // A title shows text only.
  if (runs.some(({ kind }) => kind === "image")) return { body: children };
  const found = plainText(runs);
  return found === "" ? { body: children } : { title: found, body: rest };
}

function mentionBlocks(
  { mentionParagraph = true }: MarkdownOptions,
  { mentioned }: Conversion,
): readonly PostBlock[] {
  return mentionParagraph && mentioned.size > 0 ? [{ kind: "mentions", ids: [...mentioned] }] : [];
}
