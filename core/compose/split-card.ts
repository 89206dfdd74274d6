/**
 * Splits a card that is one text of Markdown. Cards show Markdown as it is written, so its blocks are found in the text
 * itself.
 *
 * @module
 */

import { arrayAt, objectAt, stringAt } from "../json/access.ts";
import { isJsonObject, type JsonObject } from "../json/json.ts";
import { type Fits, groupFitting, splitElement } from "./split-element.ts";

/**
 * The parts of a card, each given its number; `undefined` where it has other elements than one text, or its text
 * cannot be split.
 *
 * @param widest the longest number, for measuring
 */
export function splitCard(
  content: JsonObject,
  fits: Fits<JsonObject>,
  widest: string,
): readonly ((number: string) => JsonObject)[] | undefined {
  const body = objectAt(content, "body");
  const [element, ...others] = arrayAt(body, "elements");
  if (!isJsonObject(element) || element["tag"] !== "markdown" || others.length > 0) return undefined;
  const card = (text: string, number: string): JsonObject => ({
    ...content,
    body: { ...body, elements: [{ tag: "markdown", content: number }, { ...element, content: text }] },
  });
  const textFits = (text: string) => fits(card(text, widest));
  const blocks = blocksOf(stringAt(element, "content") ?? "")
    .flatMap((block) => textFits(block) ? [block] : splitBlock(block, textFits) ?? [block]);
  const groups = groupFitting(blocks, (group) => textFits(joinBlocks(group)));
  return groups?.map((group) => (number) => card(joinBlocks(group), number));
}

function joinBlocks(blocks: readonly string[]): string {
  return blocks.join("\n\n");
}

const FENCE_REGEXP = /^ *(`{3,}|~{3,})/;

/** Blocks without the blank lines between them: code, and other text up to a blank line that nothing indented follows. */
function blocksOf(text: string): readonly string[] {
  const blocks: string[][] = [];
  let fence: string | undefined;
  let isOpen = false;
  for (const line of text.split("\n")) {
    const sign = FENCE_REGEXP.exec(line)?.[1];
    if (fence !== undefined) {
      blocks.at(-1)?.push(line);
      const closes = sign !== undefined && sign.startsWith(fence) && line.trim() === sign;
      if (closes) [fence, isOpen] = [undefined, false];
    } else if (sign !== undefined) {
      fence = sign;
      blocks.push([line]);
    } else if (isOpen || (/^\s+\S/.test(line) && blocks.length > 0)) {
      blocks.at(-1)?.push(line);
      isOpen = line.trim() !== "";
    } else if (line.trim() !== "") {
      blocks.push([line]);
      isOpen = true;
    }
  }
  return blocks.map((lines) => lines.join("\n").trimEnd());
}

function splitBlock(block: string, fits: Fits<string>): readonly string[] | undefined {
  const [, sign] = FENCE_REGEXP.exec(block) ?? [];
  const pieces = sign === undefined
    ? splitElement({ tag: "md", text: block }, (piece) => fits(textOf(piece)))
    : splitCode(block, sign, fits);
  return pieces?.map(textOf);
}

/** Code, each piece between fences of its own. */
function splitCode(block: string, sign: string, fits: Fits<string>): readonly JsonObject[] | undefined {
  const [open = "", ...lines] = block.split("\n");
  if (lines.at(-1)?.trim() === sign) lines.pop();
  const close = open.slice(0, open.indexOf(sign) + sign.length);
  const fenced = (code: string) => `${open}\n${code.replace(/\n$/, "")}\n${close}`;
  return splitElement({ tag: "code_block", text: lines.join("\n") }, (piece) => fits(fenced(textOf(piece))))
    ?.map((piece) => ({ text: fenced(textOf(piece)) }));
}

function textOf(element: JsonObject): string {
  return stringAt(element, "text") ?? "";
}
