import type { JsonObject } from "../../core/json.ts";
import { objectAt, stringAt } from "../../core/json-access.ts";
import { cutCharacters } from "../output/cut-characters.ts";

/** One message as a row of the pretty table (reading sheet 2.1): the content on one line, cut after `characters`. */
export function messageRow(message: JsonObject, characters = 40): Readonly<Record<string, string>> {
  const content = (stringAt(message, "content") ?? "").replace(/\s*\n\s*/g, " ");
  const sender = objectAt(message, "sender");
  return {
    ...(content === "" ? {} : { content: cutCharacters(content, characters) }),
    sender: stringAt(sender, "name") ?? stringAt(sender, "id") ?? "",
    time: stringAt(message, "create_time") ?? "",
    type: stringAt(message, "msg_type") ?? "",
  };
}
