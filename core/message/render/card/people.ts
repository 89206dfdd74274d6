import { objectsAt } from "../../../json/access.ts";
import type { JsonObject } from "../../../json/json.ts";
import { attachmentText, truncateName } from "./attachment.ts";
import { type CardContext, dataOf, type ElementRenderer, scalarText, textOf } from "./element.ts";

function userIdOf(data: JsonObject): string {
  return scalarText(data["userID"]);
}

function nameOf(id: string, context: CardContext): string | undefined {
  return attachmentText(context, "persons", id, "content");
}

const renderPerson: ElementRenderer = (data, context) => {
  const id = userIdOf(data);
  return nameOf(id, context) ?? (textOf(data["notation"], context) || id);
};

const renderPersonV1: ElementRenderer = (data, context) => {
  const id = userIdOf(data);
  return nameOf(id, context) ?? id;
};

const renderPersonList: ElementRenderer = (data, context) =>
  objectsAt(data, "persons").map((person) => {
    const id = scalarText(dataOf(person)["id"]);
    return nameOf(id, context) ?? (id || "user");
  }).join(", ");

const renderAvatar: ElementRenderer = (data, context) => {
  const id = userIdOf(data);
  const name = nameOf(id, context);
  if (name !== undefined) return `👤 ${name}`;
  return id === "" ? "👤" : `👤(id:${id})`;
};

/** The message's own mention knows the id that the reader's app sees; the card's table is the sender's. */
const renderAt: ElementRenderer = (data, context) => {
  const userId = userIdOf(data);
  const key = attachmentText(context, "at_users", userId, "mention_key") ?? "";
  const mention = context.mentions.get(key);
  const id = mention?.id || attachmentText(context, "at_users", userId, "user_id") || userId;
  const name = truncateName(mention?.name ?? "") || attachmentText(context, "at_users", userId, "content");
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
