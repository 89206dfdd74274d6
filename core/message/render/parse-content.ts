import { isJsonObject, type JsonObject, parseJson } from "../../json.ts";

/** The object that a message's content is; `undefined` where the content is no JSON object. */
export function parseContent(content: string): JsonObject | undefined {
  try {
    const value = parseJson(content);
    return isJsonObject(value) ? value : undefined;
  } catch {
    // Also content that is nested deeper than the stack reaches.
    return undefined;
  }
}
