import type { JsonObject, JsonValue } from "../../../json.ts";
import type { Mention } from "../../raw-message.ts";

/** What the elements of a card need to know of the card and the message around them. */
export interface CardReading {
  /** `json_attachment`: tables by id with names, pictures and mentions (reading sheet 6.1). */
  readonly attachment: JsonObject | undefined;
  /** Mentions of the message by their key. */
  readonly mentions: ReadonlyMap<string, Mention>;
  /** Number of nodes around the present one. */
  readonly depth: number;
  /** Text of a node inside the present one; handed along so that element files need not import each other. */
  readonly render: (node: JsonValue | undefined, reading: CardReading) => string;
}
