import { isJsonObject, type JsonValue } from "../../../json.ts";
import { filledStringAt, objectsAt, stringAt } from "../../../json-access.ts";
import type { CardReading } from "./card-reading.ts";
import { dataOf } from "./data-of.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { goMapTexts } from "./go-map-texts.ts";
import { scalarText } from "./scalar-text.ts";
import { textOf } from "./text-of.ts";

/** Columns times rows would let a short card become a very long text. */
const MOST_COLUMNS = 50;

const renderTable: ElementRenderer = (data, reading) => {
  const allColumns = objectsAt(data, "columns").map(dataOf);
  if (allColumns.length === 0) return "";
  const columns = allColumns.slice(0, MOST_COLUMNS);
  const rows = objectsAt(data, "rows");
  const lines = [
    tableLine(
      columns.map((column) => filledStringAt(column, "displayName") ?? stringAt(column, "name") ?? ""),
    ),
    `|${"------|".repeat(columns.length)}`,
    ...rows.map((row) =>
      tableLine(columns.map((column) => cellText(row[stringAt(column, "name") ?? ""], reading)))
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

function cellText(cell: JsonValue | undefined, reading: CardReading): string {
  const value = isJsonObject(cell) && cell["data"] !== undefined ? cell["data"] : cell;
  if (typeof value === "string") return goMapTexts(value)?.join(", ") ?? value;
  if (value === undefined || value === null) return "";
  if (isJsonObject(value)) return textOf(value, reading);
  return typeof value === "object"
    ? value.map((item) => itemText(item, reading)).filter((text) => text !== "").join(" ")
    : scalarText(value);
}

function itemText(item: JsonValue, reading: CardReading): string {
  if (!isJsonObject(item)) return scalarText(item);
  const text = stringAt(item, "text") ?? textOf(item["text"] ?? item, reading);
  return text === "" ? "" : `「${text}」`;
}

/** Tables (reading sheet 6.2). */
export const tableElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["table", renderTable],
];
