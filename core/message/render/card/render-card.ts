import { parseContent } from "../parse-content.ts";
import type { Renderer } from "../rendering.ts";
import { renderLegacyCard } from "./render-legacy-card.ts";
import { renderRawCard } from "./render-raw-card.ts";

/**
 * A card message (`interactive`) as text: `json_card` with what `json_attachment` says about its ids, else the older
 * form (reading sheet 6). `[interactive card]` where nothing can be shown.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { renderCard } from "./render-card.ts";
 *
 * const card = { header: { title: { content: "Deploy" } }, body: { elements: [{ tag: "hr" }] } };
 * const content = JSON.stringify({ json_card: JSON.stringify(card) });
 * assertEquals(
 *   renderCard({ type: "interactive", content, mentions: [], deleted: false }),
 *   '<card title="Deploy">\n---\n</card>',
 * );
 * ```
 */
export const renderCard: Renderer = ({ content, mentions }) => {
  const envelope = parseContent(content);
  if (envelope === undefined) return "[interactive card]";
  const card = envelope["json_card"];
  return typeof card === "string" || (typeof card === "object" && card !== null)
    ? renderRawCard(card, envelope["json_attachment"], mentions)
    : renderLegacyCard(envelope, mentions);
};
