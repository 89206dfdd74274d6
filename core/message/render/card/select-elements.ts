import type { JsonObject } from "../../../json.ts";
import { arrayAt, filledStringAt, objectsAt } from "../../../json-access.ts";
import { attachedText } from "./attached-text.ts";
import { dataOf } from "./data-of.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { imageKey } from "./image-key.ts";
import { scalarText } from "./scalar-text.ts";
import { textOf } from "./text-of.ts";

const CHOSEN_MARK = "✓";
const OPEN_MARK = " ▼";

interface Option {
  readonly data: JsonObject;
  readonly value: string;
  readonly isChosen: boolean;
}

/** Options in order; chosen are those named in `initialOption` or `selectedValues`, or at `initialIndex` (from 0). */
function optionsOf(data: JsonObject): readonly Option[] {
  const chosen = new Set([data["initialOption"], ...arrayAt(data, "selectedValues")].map(scalarText));
  chosen.delete("");
  const chosenIndex = typeof data["initialIndex"] === "number" ? data["initialIndex"] : -1;
  return objectsAt(data, "options").map(dataOf).map((option, index) => {
    const value = scalarText(option["value"]);
    return { data: option, value, isChosen: chosen.has(value) || index === chosenIndex };
  });
}

const renderSelect: ElementRenderer = (data, reading) => {
  const options = optionsOf(data).map(({ data: option, value, isChosen }) => {
    const label = textOf(option["text"], reading) ||
      attachedText(reading, "option_users", value, "content") || value;
    return { label, isChosen: isChosen && label !== "" };
  }).filter(({ label }) => label !== "");
  if (options.length === 0) {
    return `{${textOf(data["placeholder"], reading) || "Please select"}${OPEN_MARK}}`;
  }
  const labels = options.map(({ label, isChosen }) => isChosen ? CHOSEN_MARK + label : label);
  const end = options.some(({ isChosen }) => isChosen) ? "" : OPEN_MARK;
  return `{${labels.join(" / ")}${end}}`;
};

const renderMultiSelect: ElementRenderer = (data, reading, element) =>
  `${renderSelect(data, reading, element)}(multi)`;

const renderSelectImage: ElementRenderer = (data, reading) => {
  const images = optionsOf(data).map(({ data: option, value, isChosen }, index) => {
    const id = filledStringAt(option, "imageID");
    const image = id === undefined ? undefined : imageKey(id, reading);
    return (isChosen ? CHOSEN_MARK : "") + `🖼️ Image ${index + 1}` + (value === "" ? "" : `(${value})`) +
      (image === undefined ? "" : `(${image.kind}:${image.key})`);
  });
  return images.length === 0 ? "" : `{${images.join(" / ")}}`;
};

/** Choices (reading sheet 6.2). */
export const selectElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["select_static", renderSelect],
  ["select_person", renderSelect],
  ["multi_select_static", renderMultiSelect],
  ["multi_select_person", renderMultiSelect],
  ["select_img", renderSelectImage],
];
