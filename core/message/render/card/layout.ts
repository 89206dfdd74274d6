import { arrayAt, objectAt } from "../../../json/access.ts";
import type { JsonObject } from "../../../json/json.ts";
import { formatTag } from "../markup.ts";
import {
  type CardContext,
  dataOf,
  type ElementRenderer,
  openUrlOf,
  renderChildren,
  textOf,
} from "./element.ts";

const renderColumn: ElementRenderer = (data, context) => renderChildren(data, "elements", context).join("\n");

const renderColumnSet: ElementRenderer = (data, context) => {
  const columns = renderChildren(data, "columns", context);
  return columns.join(columns.every(isButtonRow) ? " " : "\n\n");
};

/** `[Text]`, `[Text](url)`, several of them, with tips or a confirmation behind. */
function isButtonRow(text: string): boolean {
  return text.startsWith("[") && /[\])]$/.test(text) && !text.includes("\n");
}

const renderCollapsiblePanel: ElementRenderer = (data, context) => {
  const header = objectAt(data, "header");
  const title = (header && textOf(dataOf(header)["title"], context)) || "Details";
  const lines = renderChildren(data, "elements", context).join("\n").split("\n")
    .map((line) => line === "" ? "" : `    ${line}`);
  const body = lines.length === 1 && lines[0] === "" ? [] : lines;
  return [`${data["expanded"] === true ? "▼" : "▶"} ${title}`, ...body, "▲"].join("\n");
};

const renderForm: ElementRenderer = (data, context) => formatTag("form", {}, `\n${linesIn(data, context)}`);

const renderInteractiveContainer: ElementRenderer = (data, context) => {
  const url = openUrlOf(arrayAt(data, "actions").slice(0, 1));
  return formatTag("clickable", { url }, `\n${linesIn(data, context)}`);
};

/** The children, each with the end of its line. */
function linesIn(data: JsonObject, context: CardContext): string {
  return renderChildren(data, "elements", context).map((text) => `${text}\n`).join("");
}

/** Elements that hold others, and those that show nothing. */
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
