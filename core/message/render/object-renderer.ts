import type { JsonObject } from "../../json.ts";
import { parseContent } from "./parse-content.ts";
import type { Renderer, Rendering } from "./rendering.ts";

/**
 * A renderer for content that is a JSON object; other content becomes `[Invalid <kind> JSON]` (reading sheet 5).
 *
 * @param kind what the content is called, such as `rich text`
 */
export function objectRenderer(
  kind: string,
  render: (content: JsonObject, rendering: Rendering) => string,
): Renderer {
  return (rendering) => {
    const content = parseContent(rendering.content);
    return content === undefined ? `[Invalid ${kind} JSON]` : render(content, rendering);
  };
}
