import type { ElementRenderer } from "./element-renderer.ts";
import { scalarText } from "./scalar-text.ts";
import { textOf } from "./text-of.ts";
import { utcTime } from "./utc-time.ts";

const renderInput: ElementRenderer = (data, reading) => {
  const label = textOf(data["label"], reading);
  const value = scalarText(data["defaultValue"]);
  const space = data["inputType"] === "multiline_text" ? "..." : "_____";
  const field = value === "" ? textOf(data["placeholder"], reading) + space : `${value}___`;
  return label === "" ? field : `${label}: ${field}`;
};

/** Makes the renderer of a picker: its sign, and the key of its value. */
function picker(sign: string, key: string): ElementRenderer {
  return (data, reading) => {
    const value = scalarText(data[key]);
    return `${sign} ${readable(value) || textOf(data["placeholder"], reading) || "Select"}`;
  };
}

/** Unix seconds (10 to 12 digits) and milliseconds (13 or more) as a time in UTC, anything else as it is. */
function readable(value: string): string {
  if (!/^\d{10,}$/.test(value)) return value;
  return utcTime(Number(value) * (value.length >= 13 ? 1 : 1000)) ?? value;
}

const renderChecker: ElementRenderer = (data, reading) =>
  `[${data["checked"] === true ? "x" : " "}] ${textOf(data["text"], reading)}`.trimEnd();

/** Things to fill in (reading sheet 6.2). */
export const fieldElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["input", renderInput],
  ["date_picker", picker("📅", "initialDate")],
  ["picker_datetime", picker("📅", "initialDatetime")],
  ["picker_time", picker("🕐", "initialTime")],
  ["checker", renderChecker],
];
