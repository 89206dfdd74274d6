/**
 * The format `concise`: Markdown that says everything once, for readers who pay by the word. Messages have a view of their
 * own; other results are one line a record, with the fields that most tasks need.
 *
 * @module
 */

import { isJsonObject, type JsonObject } from "../../../core/json/json.ts";
import type { Pagination } from "../../../core/platform/pages.ts";
import { slimRecord } from "../fields/slim.ts";
import { idText, markdownText } from "../markdown.ts";
import { type Cell, flattenRow, type Rows } from "../rows.ts";
import { cleanLine } from "../terminal.ts";
import type { OutputFormat, Printable } from "./format.ts";

export const concise: OutputFormat = { name: "concise", text: conciseResult };

/** A result as Markdown, and where it goes on. */
export function conciseResult(
  { concise, rows, pagination, document, slim, isSelected = false }: Omit<Printable, "columns" | "pretty">,
): string {
  if (concise !== undefined) return concise() + nextLine(pagination);
  const slimmed = (record: JsonObject) => isSelected ? record : slimRecord(record, slim);
  const { data } = document();
  const facts = isJsonObject(data) ? data : {};
  return (rows.kind === "list" ? listText(rows, slimmed, facts) : recordText(slimmed(rows.record))) +
    nextLine(pagination);
}

/** Where a list goes on that is not complete. */
function nextLine(pagination: Pagination | undefined): string {
  if (pagination === undefined || pagination.complete) return "";
  const { next_token: token = "" } = pagination;
  return token === "" ? "\nincomplete\n" : `\nnext_token: ${cleanLine(token)}\n`;
}

/** What is said of a list elsewhere. */
const CURSOR_KEYS: readonly string[] = ["has_more", "page_token", "next_page_token"];

function listText(
  { rows }: Extract<Rows, { kind: "list" }>,
  slimmed: (record: JsonObject) => JsonObject,
  data: JsonObject,
): string {
  const lines = rows.map((row) =>
    `- ${
      isJsonObject(row)
        ? recordLine(slimmed(row))
        : cleanLine(flattenRow(row).map(([, text]) => text).join(" "))
    }\n`
  );
  const facts = Object.entries(data)
    .filter(([key, value]) => !CURSOR_KEYS.includes(key) && !Array.isArray(value))
    .flatMap(([key, value]) => cellsOf({ [key]: value }).map(cellText));
  const notes = facts.length === 0 ? "" : `\n${facts.join(" · ")}\n`;
  return (lines.length === 0 ? "[none]\n" : lines.join("")) + notes;
}

/** A name, an id, then everything else with its key. */
function recordLine(record: JsonObject): string {
  const cells = cellsOf(record);
  const name = cells.find(([key]) => /^(?:[a-z]+\.)?(?:[a-z]+_)?name$/.test(key));
  const id = cells.find(([key, text]) => /^(?:[a-z]+_)*id$/.test(key) && ID_REGEXP.test(text));
  const rest = cells.filter((cell) => cell !== name && cell !== id).map(cellText);
  const lead = [
    ...(name === undefined ? [] : [markdownText(name[1])]),
    ...(id === undefined ? [] : [idText(id[1])]),
  ].join(" ");
  return [...(lead === "" ? [] : [lead]), ...rest].join(" · ") || "{}";
}

/** Ids that say by their form what they are. */
const ID_REGEXP = /^[a-z]{2,4}_[\w-]+$/;

/** A result that is no list: one line a field. */
function recordText(record: JsonObject): string {
  const lines = cellsOf(record).map((cell) => `${cellText(cell)}\n`);
  return lines.length === 0 ? "done\n" : lines.join("");
}

/** The fields in their own order, as a table has them: dotted, and lists as JSON. */
function cellsOf(record: JsonObject): readonly Cell[] {
  return Object.entries(record)
    .flatMap(([key, value]) => value === undefined ? [] : flattenRow({ [key]: value }))
    .filter(([, text]) => text !== "");
}

function cellText([key, text]: Cell): string {
  return `${cleanLine(shortKey(key))}: ${cleanLine(text)}`;
}

/** `operator.operator_id` says the same twice: `operator_id`. */
function shortKey(column: string): string {
  const keys = column.split(".");
  return keys.filter((key, at) => !keys[at + 1]?.startsWith(`${key}_`)).join(".");
}
