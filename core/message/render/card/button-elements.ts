import { arrayAt, objectAt, objectsAt } from "../../../json-access.ts";
import { dataOf } from "./data-of.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { markdownLink } from "./markdown-link.ts";
import { openUrl } from "./open-url.ts";
import { scalarText } from "./scalar-text.ts";
import { textOf } from "./text-of.ts";
import { textsIn } from "./texts-in.ts";

const renderButton: ElementRenderer = (data, reading) => {
  const text = textOf(data["text"], reading) || "Button";
  if (data["disabled"] === true) {
    const tips = textOf(data["disabledTips"], reading);
    return tips === "" ? `[${text} ✗]` : `[${text} ✗](tips:"${tips}")`;
  }
  const url = openUrl(arrayAt(data, "actions"));
  const button = url === undefined ? `[${text}]` : markdownLink(text, url);
  const confirm = objectAt(data, "confirm");
  const question = [confirm?.["title"], confirm?.["text"]]
    .map((node) => textOf(node, reading)).filter((part) => part !== "").join(": ");
  return question === "" ? button : `${button}(confirm:"${question}")`;
};

const renderActions: ElementRenderer = (data, reading) => textsIn(data, "actions", reading).join(" ");

const renderOverflow: ElementRenderer = (data, reading) => {
  const options = objectsAt(data, "options").map(dataOf).map((option) => {
    const text = textOf(option["text"], reading);
    const value = scalarText(option["value"]);
    const url = openUrl(arrayAt(option, "actions"));
    if (url !== undefined) return markdownLink(text || value || url, url);
    return text === "" || value === "" ? text || value : `${text}(${value})`;
  }).filter((option) => option !== "");
  return options.length === 0 ? "" : `⋮ ${options.join(", ")}`;
};

/** Things to press (reading sheet 6.2). */
export const buttonElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["button", renderButton],
  ["actions", renderActions],
  ["action", renderActions],
  ["overflow", renderOverflow],
];
