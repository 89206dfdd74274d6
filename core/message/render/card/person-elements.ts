import type { JsonObject } from "../../../json.ts";
import { objectsAt } from "../../../json-access.ts";
import { attachedText } from "./attached-text.ts";
import type { CardReading } from "./card-reading.ts";
import { cutName } from "./cut-name.ts";
import { dataOf } from "./data-of.ts";
import type { ElementRenderer } from "./element-renderer.ts";
import { scalarText } from "./scalar-text.ts";
import { textOf } from "./text-of.ts";

function userIdOf(data: JsonObject): string {
  return scalarText(data["userID"]);
}

function nameOf(id: string, reading: CardReading): string | undefined {
  return attachedText(reading, "persons", id, "content");
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
  const key = attachedText(reading, "at_users", userId, "mention_key") ?? "";
  const mention = reading.mentions.get(key);
  const id = mention?.id || attachedText(reading, "at_users", userId, "user_id") || userId;
  const name = cutName(mention?.name ?? "") || attachedText(reading, "at_users", userId, "content");
  if (name) return id === "" ? `@${name}` : `@${name}(${id})`;
  return id === "" ? "" : `@${id}`;
};

/** People (reading sheet 6.2). */
export const personElements: readonly (readonly [tag: string, renderer: ElementRenderer])[] = [
  ["person", renderPerson],
  ["person_v1", renderPersonV1],
  ["person_list", renderPersonList],
  ["avatar", renderAvatar],
  ["at", renderAt],
  ["at_all", () => "@everyone"],
];
