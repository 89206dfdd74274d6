import type { ElementRenderer } from "./element-renderer.ts";
import { textOf } from "./text-of.ts";
import { textsIn } from "./texts-in.ts";

const TEXT_KEYS = ["content", "text", "title", "label", "placeholder"];

/** An element of a kind that is not known: its first text, else what lies inside it, else a text that says so. */
export const renderUnknown: ElementRenderer = (data, reading) => {
  for (const key of TEXT_KEYS) {
    const text = textOf(data[key], reading);
    if (text !== "") return text;
  }
  return textsIn(data, "elements", reading).join("\n") || "[Unknown content]";
};
