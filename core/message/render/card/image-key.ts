import { attachedText } from "./attached-text.ts";
import type { CardReading } from "./card-reading.ts";

/** What a picture of a card is known by. */
export interface ImageKey {
  readonly kind: "img_key" | "img_token";
  readonly key: string;
}

/** Looks up a picture: its `origin_key`, else its `token`, else the id that the card uses (reading sheet 6.2). */
export function imageKey(imageId: string, reading: CardReading): ImageKey {
  const origin = attachedText(reading, "images", imageId, "origin_key");
  if (origin !== undefined) return { kind: "img_key", key: origin };
  const token = attachedText(reading, "images", imageId, "token");
  return token === undefined ? { kind: "img_key", key: imageId } : { kind: "img_token", key: token };
}
