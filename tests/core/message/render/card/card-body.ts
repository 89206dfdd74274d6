import type { JsonValue } from "../../../../../core/json/json.ts";
import { renderCard } from "../../../../../core/message/render/card/card.ts";
import type { Mention } from "../../../../../core/message/wire.ts";

/** A named element and its text. */
export type ElementCase = readonly [name: string, element: JsonValue, expected: string];

/** What stands around the elements of a card. */
export interface CardSurroundings {
  readonly attachment?: JsonValue;
  readonly mentions?: readonly Mention[];
}

/** The text between the tags of a card with these elements; empty where they show nothing. */
export function cardBody(elements: readonly JsonValue[], around: CardSurroundings = {}): string {
  const content = JSON.stringify({
    json_card: JSON.stringify({ body: { elements } }),
    json_attachment: around.attachment ?? {},
  });
  const text = renderCard({ type: "interactive", content, mentions: around.mentions ?? [], deleted: false });
  if (text === "<card>\n</card>") return "";
  if (!text.startsWith("<card>\n") || !text.endsWith("\n</card>")) throw new Error(`no card: ${text}`);
  return text.slice("<card>\n".length, -"\n</card>".length);
}
