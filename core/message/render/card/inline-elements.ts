import type { JsonObject } from "../../../json.ts";
import { filledStringAt, objectAt, stringAt } from "../../../json-access.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { markdownLink } from "./markdown-link.ts";
import { scalarText } from "./scalar-text.ts";
import { textOf } from "./text-of.ts";
import { utcTime } from "./utc-time.ts";

const EMOJIS: ReadonlyMap<string, string> = new Map([
  ["OK", "👌"],
  ["THUMBSUP", "👍"],
  ["SMILE", "😊"],
  ["HEART", "❤️"],
  ["CLAP", "👏"],
  ["FIRE", "🔥"],
  ["PARTY", "🎉"],
  ["THINK", "🤔"],
]);

const renderEmoji: ElementRenderer = (data) => {
  const key = stringAt(data, "key") ?? "";
  return key === "" ? "" : EMOJIS.get(key) ?? `:${key}:`;
};

const renderLink: ElementRenderer = (data, reading) =>
  markdownLink(stringAt(data, "content") || textOf(data, reading) || "Link", urlOf(data));

const renderTextTag: ElementRenderer = (data, reading) => {
  const text = textOf(data["text"], reading);
  return text === "" ? "" : `「${text}」`;
};

const renderNumberTag: ElementRenderer = (data, reading) => {
  const text = textOf(data["text"], reading);
  return text === "" ? "" : markdownLink(text, urlOf(data));
};

function urlOf(data: JsonObject): string | undefined {
  return filledStringAt(objectAt(data, "url"), "url");
}

const renderLocalDatetime: ElementRenderer = (data) => {
  const milliseconds = scalarText(data["milliseconds"]);
  const time = /^\d+$/.test(milliseconds) ? utcTime(Number(milliseconds)) : undefined;
  return time ?? (stringAt(data, "fallbackText") || milliseconds);
};

/** Small elements inside a line (reading sheet 6.2). */
export const inlineElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["emoji", renderEmoji],
  ["link", renderLink],
  ["text_tag", renderTextTag],
  ["number_tag", renderNumberTag],
  ["local_datetime", renderLocalDatetime],
  ["hr", () => "---"],
  ["br", () => "\n"],
];
