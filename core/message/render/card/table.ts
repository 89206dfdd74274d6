import { nonEmptyStringAt, objectsAt, stringAt } from "../../../json/access.ts";
import { isJsonObject, type JsonValue } from "../../../json/json.ts";
import { type CardContext, dataOf, type ElementRenderer, scalarText, textOf } from "./element.ts";

/** Columns times rows would let a short card become a very long text. */
const MAX_COLUMNS = 50;

const renderTable: ElementRenderer = (data, context) => {
  const allColumns = objectsAt(data, "columns").map(dataOf);
  if (allColumns.length === 0) return "";
  const columns = allColumns.slice(0, MAX_COLUMNS);
  const rows = objectsAt(data, "rows");
  const lines = [
    tableLine(
      columns.map((column) => nonEmptyStringAt(column, "displayName") ?? stringAt(column, "name") ?? ""),
    ),
    `|${"------|".repeat(columns.length)}`,
    ...rows.map((row) =>
      tableLine(columns.map((column) => cellText(row[stringAt(column, "name") ?? ""], context)))
    ),
  ];
  const missingColumns = allColumns.length - columns.length;
  if (missingColumns > 0) lines.push(`[${missingColumns} more column(s) not shown]`);
  return lines.join("\n");
};

/** Line breaks and bars inside a cell would move the cells behind it. */
function tableLine(cells: readonly string[]): string {
  const escaped = cells.map((cell) => cell.replace(/\r\n|[\r\n]/g, " ").replaceAll("|", "\\|"));
  return `| ${escaped.join(" | ")} |`;
}

function cellText(cell: JsonValue | undefined, context: CardContext): string {
  const value = isJsonObject(cell) && cell["data"] !== undefined ? cell["data"] : cell;
  if (typeof value === "string") return parseGoMapTexts(value)?.join(", ") ?? value;
  if (value === undefined || value === null) return "";
  if (isJsonObject(value)) return textOf(value, context);
  return typeof value === "object"
    ? value.map((item) => itemText(item, context)).filter((text) => text !== "").join(" ")
    : scalarText(value);
}

function itemText(item: JsonValue, context: CardContext): string {
  if (!isJsonObject(item)) return scalarText(item);
  const text = stringAt(item, "text") ?? textOf(item["text"] ?? item, context);
  return text === "" ? "" : `「${text}」`;
}

/** Tables. */
export const tableElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["table", renderTable],
];

const LIST_START = "[map[";
const LIST_END = "]]";

/** The next key of a map: a word with a colon, not the start of an address and not a colon of ordinary writing. */
const NEXT_KEY_REGEXP = /\s[A-Za-z_]\w*:(?![/\s])/;

/**
 * The `text` values of a list of maps as Go prints it, `[map[text:A] map[bold:true text:B]]` → `["A", "B"]`: the
 * service sends some table cells in this form. Undefined if it is another text, or a map without
 * `text`, so that nothing is lost.
 */
export function parseGoMapTexts(dump: string): readonly string[] | undefined {
  if (!dump.startsWith(LIST_START) || !dump.endsWith(LIST_END)) return undefined;
  const texts: string[] = [];
  for (const map of dump.slice(LIST_START.length, -LIST_END.length).split("] map[")) {
    const text = textOfMap(map);
    if (text === undefined) return undefined;
    if (text !== "") texts.push(text);
  }
  return texts;
}

function textOfMap(map: string): string | undefined {
  const at = map.startsWith("text:") ? 0 : map.indexOf(" text:") + 1;
  if (at === 0 && !map.startsWith("text:")) return undefined;
  const value = map.slice(at + "text:".length);
  const next = value.search(NEXT_KEY_REGEXP);
  return next < 0 ? value : value.slice(0, next);
}
