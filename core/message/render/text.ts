import { stringAt } from "../../json/access.ts";
import type { Mention } from "../wire.ts";
import { objectRenderer } from "./renderer.ts";

/** Text with its mentions resolved; links are Markdown already. Without any text the content itself. */
export const renderText = objectRenderer("text", (content, { content: raw, mentions }) => {
  const text = stringAt(content, "text") ?? "";
  return text === "" ? raw : replaceMentions(text, mentions);
});

/** The usual form of a key; taken whole, so that `@_user_1` is never found in `@_user_10`. */
const USUAL_KEY = "@_user_\\d+";
const EVERYONE_KEY = "@_all";

/** A mention that is written as a tag around a key, as in Markdown; with what stands inside and the end of the tag. */
const tagOf = (key: string) =>
  `<at\\s+(?:user_id|id)\\s*=\\s*["']?(?:${key})["']?\\s*(?:/>|>(?:[^<]*</at>)?)`;

/**
 * Puts `@` and the name in the place of every mention's key, or of the tag around it, in one pass, so that a name that holds a key stays as it
 * is. Mentions without a key or name are left out: their key stays visible. `@_all` that nobody covers becomes `@all`.
 */
export function replaceMentions(text: string, mentions: readonly Mention[]): string {
  const shown = new Map([[EVERYONE_KEY, "@all"]]);
  for (const { key, name } of mentions) {
    if (key !== "" && name !== "") shown.set(key, `@${name}`);
  }
  const keys = patternOf([...shown.keys()]);
  const keyRegExp = new RegExp(keys);
  return text.replace(new RegExp(`${tagOf(keys)}|${keys}`, "g"), (found) => {
    // A tag around a key, or the key itself.
    const [key = found] = keyRegExp.exec(found) ?? [];
    return shown.get(key) ?? found;
  });
}

function patternOf(keys: readonly string[]): string {
  const usual = new RegExp(`^${USUAL_KEY}$`);
  const others = keys.filter((key) => !usual.test(key)).sort((a, b) => b.length - a.length);
  // Keys that go on after a usual one are looked for first, all others after it: the longest wins.
  const isLonger = (key: string) => /^@_user_\d/.test(key);
  const parts = [
    ...others.filter(isLonger).map(escapeForPattern),
    USUAL_KEY,
    ...others.filter((key) => !isLonger(key)).map(escapeForPattern),
  ];
  return parts.join("|");
}

function escapeForPattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, "\\$&");
}
