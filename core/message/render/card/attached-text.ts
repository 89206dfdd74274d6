import { filledStringAt, objectAt } from "../../../json-access.ts";
import type { CardReading } from "./card-reading.ts";
import { cutName } from "./cut-name.ts";

/** A string that the card's attachment holds for an id, such as a person's name; undefined where there is none. */
export function attachedText(
  reading: CardReading,
  table: string,
  id: string,
  key: string,
): string | undefined {
  const text = filledStringAt(objectAt(objectAt(reading.attachment, table), id), key);
  return text === undefined ? undefined : cutName(text);
}
