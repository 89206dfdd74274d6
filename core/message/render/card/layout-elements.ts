import type { JsonObject } from "../../../json.ts";
import { arrayAt, objectAt } from "../../../json-access.ts";
import { formatTag } from "../format-tag.ts";
import type { CardReading } from "./card-reading.ts";
import { dataOf } from "./data-of.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { openUrl } from "./open-url.ts";
import { textOf } from "./text-of.ts";
import { textsIn } from "./texts-in.ts";

const renderColumn: ElementRenderer = (data, reading) => textsIn(data, "elements", reading).join("\n");

const renderColumnSet: ElementRenderer = (data, reading) => {
  const columns = textsIn(data, "columns", reading);
  return columns.join(columns.every(isButtonRow) ? " " : "\n\n");
};

/** `[Text]`, `[Text](url)`, several of them, with tips or a confirmation behind. */
function isButtonRow(text: string): boolean {
  return text.startsWith("[") && /[\])]$/.test(text) && !text.includes("\n");
}

const renderCollapsiblePanel: ElementRenderer = (data, reading) => {
  const header = objectAt(data, "header");
  const title = (header && textOf(dataOf(header)["title"], reading)) || "Details";
  const lines = textsIn(data, "elements", reading).join("\n").split("\n")
    .map((line) => line === "" ? "" : `    ${line}`);
  const body = lines.length === 1 && lines[0] === "" ? [] : lines;
  return [`${data["expanded"] === true ? "▼" : "▶"} ${title}`, ...body, "▲"].join("\n");
};

const renderForm: ElementRenderer = (data, reading) => formatTag("form", {}, `\n${linesIn(data, reading)}`);

const renderInteractiveContainer: ElementRenderer = (data, reading) => {
  const url = openUrl(arrayAt(data, "actions").slice(0, 1));
  return formatTag("clickable", { url }, `\n${linesIn(data, reading)}`);
};

/** The children, each with the end of its line. */
function linesIn(data: JsonObject, reading: CardReading): string {
  return textsIn(data, "elements", reading).map((text) => `${text}\n`).join("");
}

/** Elements that hold others, and those that show nothing (reading sheet 6.2). */
export const layoutElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["column_set", renderColumnSet],
  ["column", renderColumn],
  ["repeat", renderColumn],
  ["collapsible_panel", renderCollapsiblePanel],
  ["form", renderForm],
  ["interactive_container", renderInteractiveContainer],
  ["card_header", () => ""],
  ["custom_icon", () => ""],
  ["standard_icon", () => ""],
];
