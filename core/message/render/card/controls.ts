import { arrayAt, nonEmptyStringAt, objectAt, objectsAt } from "../../../json/access.ts";
import type { JsonObject } from "../../../json/json.ts";
import { formatUtc } from "../../../text/time.ts";
import { attachmentText, resolveImageKey } from "./attachment.ts";
import {
  dataOf,
  type ElementRenderer,
  markdownLink,
  openUrlOf,
  renderChildren,
  scalarText,
  textOf,
} from "./element.ts";

const renderButton: ElementRenderer = (data, context) => {
  const text = textOf(data["text"], context) || "Button";
  if (data["disabled"] === true) {
    const tips = textOf(data["disabledTips"], context);
    return tips === "" ? `[${text} ✗]` : `[${text} ✗](tips:"${tips}")`;
  }
  const url = openUrlOf(arrayAt(data, "actions"));
  const button = url === undefined ? `[${text}]` : markdownLink(text, url);
  const confirm = objectAt(data, "confirm");
  const question = [confirm?.["title"], confirm?.["text"]]
    .map((node) => textOf(node, context)).filter((part) => part !== "").join(": ");
  return question === "" ? button : `${button}(confirm:"${question}")`;
};

const renderActions: ElementRenderer = (data, context) => renderChildren(data, "actions", context).join(" ");

const renderOverflow: ElementRenderer = (data, context) => {
  const options = objectsAt(data, "options").map(dataOf).map((option) => {
    const text = textOf(option["text"], context);
    const value = scalarText(option["value"]);
    const url = openUrlOf(arrayAt(option, "actions"));
    if (url !== undefined) return markdownLink(text || value || url, url);
    return text === "" || value === "" ? text || value : `${text}(${value})`;
  }).filter((option) => option !== "");
  return options.length === 0 ? "" : `⋮ ${options.join(", ")}`;
};

/** Things to press. */
export const buttonElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["button", renderButton],
  ["actions", renderActions],
  ["action", renderActions],
  ["overflow", renderOverflow],
];

const SELECTED_MARK = "✓";
const DROPDOWN_MARK = " ▼";

interface Choice {
  readonly data: JsonObject;
  readonly value: string;
  readonly isSelected: boolean;
}

/** Options in order; chosen are those named in `initialOption` or `selectedValues`, or at `initialIndex` (from 0). */
function choicesOf(data: JsonObject): readonly Choice[] {
  const chosen = new Set([data["initialOption"], ...arrayAt(data, "selectedValues")].map(scalarText));
  chosen.delete("");
  const chosenIndex = typeof data["initialIndex"] === "number" ? data["initialIndex"] : -1;
  return objectsAt(data, "options").map(dataOf).map((option, index) => {
    const value = scalarText(option["value"]);
    return { data: option, value, isSelected: chosen.has(value) || index === chosenIndex };
  });
}

const renderSelect: ElementRenderer = (data, context) => {
  const options = choicesOf(data).map(({ data: option, value, isSelected }) => {
    const label = textOf(option["text"], context) ||
      attachmentText(context, "option_users", value, "content") || value;
    return { label, isSelected: isSelected && label !== "" };
  }).filter(({ label }) => label !== "");
  if (options.length === 0) {
    return `{${textOf(data["placeholder"], context) || "Please select"}${DROPDOWN_MARK}}`;
  }
  const labels = options.map(({ label, isSelected }) => isSelected ? SELECTED_MARK + label : label);
  const end = options.some(({ isSelected }) => isSelected) ? "" : DROPDOWN_MARK;
  return `{${labels.join(" / ")}${end}}`;
};

const renderMultiSelect: ElementRenderer = (data, context, element) =>
  `${renderSelect(data, context, element)}(multi)`;

const renderSelectImage: ElementRenderer = (data, context) => {
  const images = choicesOf(data).map(({ data: option, value, isSelected }, index) => {
    const id = nonEmptyStringAt(option, "imageID");
    const image = id === undefined ? undefined : resolveImageKey(id, context);
    return (isSelected ? SELECTED_MARK : "") + `🖼️ Image ${index + 1}` + (value === "" ? "" : `(${value})`) +
      (image === undefined ? "" : `(${image.kind}:${image.key})`);
  });
  return images.length === 0 ? "" : `{${images.join(" / ")}}`;
};

/** Choices. */
export const selectElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["select_static", renderSelect],
  ["select_person", renderSelect],
  ["multi_select_static", renderMultiSelect],
  ["multi_select_person", renderMultiSelect],
  ["select_img", renderSelectImage],
];

const renderInput: ElementRenderer = (data, context) => {
  const label = textOf(data["label"], context);
  const value = scalarText(data["defaultValue"]);
  const space = data["inputType"] === "multiline_text" ? "..." : "_____";
  const field = value === "" ? textOf(data["placeholder"], context) + space : `${value}___`;
  return label === "" ? field : `${label}: ${field}`;
};

/** Makes the renderer of a picker: its sign, and the key of its value. */
function createPicker(sign: string, key: string): ElementRenderer {
  return (data, context) => {
    const value = scalarText(data[key]);
    return `${sign} ${formatPickerValue(value) || textOf(data["placeholder"], context) || "Select"}`;
  };
}

/** Unix seconds (10 to 12 digits) and milliseconds (13 or more) as a time in UTC, anything else as it is. */
function formatPickerValue(value: string): string {
  if (!/^\d{10,}$/.test(value)) return value;
  return formatUtc(Number(value) * (value.length >= 13 ? 1 : 1000)) ?? value;
}

const renderCheckbox: ElementRenderer = (data, context) =>
  `[${data["checked"] === true ? "x" : " "}] ${textOf(data["text"], context)}`.trimEnd();

/** Things to fill in. */
export const fieldElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["input", renderInput],
  ["date_picker", createPicker("📅", "initialDate")],
  ["picker_datetime", createPicker("📅", "initialDatetime")],
  ["picker_time", createPicker("🕐", "initialTime")],
  ["checker", renderCheckbox],
];
