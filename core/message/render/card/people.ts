import { objectsAt } from "../../../json/access.ts";
import type { JsonObject } from "../../../json/json.ts";
import { attachmentText, truncateName } from "./attachment.ts";
import { type CardContext, dataOf, type ElementRenderer, scalarText, textOf } from "./element.ts";

function userIdOf(data: JsonObject): string {
  return scalarText(data["userID"]);
}

function nameOf(id: string, reading: CardContext): string | undefined {
  return attachmentText(reading, "persons", id, "content");
}

const renderPerson: ElementRenderer = (data, reading) => {
  const id = userIdOf(data);
  return nameOf(id, reading) ?? (textOf(data["notation"], reading) || id);
};

const renderPersonV1: ElementRenderer = (data, reading) => {
  const id = userIdOf(data);
  return nameOf(id, reading) ?? id;
};

const renderPersonList: ElementRenderer = (data, reading) =>
  objectsAt(data, "persons").map((person) => {
    const id = scalarText(dataOf(person)["id"]);
    return nameOf(id, reading) ?? (id || "user");
  }).join(", ");

const renderAvatar: ElementRenderer = (data, reading) => {
  const id = userIdOf(data);
  const name = nameOf(id, reading);
  if (name !== undefined) return `👤 ${name}`;
  return id === "" ? "👤" : `👤(id:${id})`;
};

/** The message's own mention knows the id that the reader's app sees; the card's table is the sender's. */
const renderAt: ElementRenderer = (data, reading) => {
  const userId = userIdOf(data);
  const key = attachmentText(reading, "at_users", userId, "mention_key") ?? "";
  const mention = reading.mentions.get(key);
  const id = mention?.id || attachmentText(reading, "at_users", userId, "user_id") || userId;
  const name = truncateName(mention?.name ?? "") || attachmentText(reading, "at_users", userId, "content");
  if (name) return id === "" ? `@${name}` : `@${name}(${id})`;
  return id === "" ? "" : `@${id}`;
};

/** People. */
export const personElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["person", renderPerson],
  ["person_v1", renderPersonV1],
  ["person_list", renderPersonList],
  ["avatar", renderAvatar],
  ["at", renderAt],
  ["at_all", () => "@everyone"],
];
