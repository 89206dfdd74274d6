import { nonEmptyStringAt, objectAt } from "../../../json/access.ts";
import type { CardContext } from "./element.ts";

/** A string that the card's attachment holds for an id, such as a person's name; undefined where there is none. */
export function attachmentText(
  context: CardContext,
  table: string,
  id: string,
  key: string,
): string | undefined {
  const text = nonEmptyStringAt(objectAt(objectAt(context.attachment, table), id), key);
  return text === undefined ? undefined : truncateName(text);
}

/** What a picture of a card is known by. */
export interface ImageKey {
  readonly kind: "img_key" | "img_token";
  readonly key: string;
}

/** Looks up a picture: its `origin_key`, else its `token`, else the id that the card uses. */
export function resolveImageKey(imageId: string, context: CardContext): ImageKey {
  const origin = attachmentText(context, "images", imageId, "origin_key");
  if (origin !== undefined) return { kind: "img_key", key: origin };
  const token = attachmentText(context, "images", imageId, "token");
  return token === undefined ? { kind: "img_key", key: imageId } : { kind: "img_token", key: token };
}

const MAX_NAME_LENGTH = 300;

/** Cuts what is looked up by id, which a short card could repeat a million times, to 300 characters. */
export function truncateName(name: string): string {
  return name.length > MAX_NAME_LENGTH
    ? `${name.slice(0, MAX_NAME_LENGTH).replace(/[\ud800-\udbff]$/, "")}…`
    : name;
}
