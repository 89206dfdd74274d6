import { Failure } from "../failure.ts";
import { filledStringAt, objectsAt } from "../json-access.ts";
import { answeredData } from "../platform/answered-data.ts";
import type { Client } from "../platform/client.ts";
import { queryDirectChats } from "./requests.ts";

/**
 * The id of the direct chat with a person (reading sheet 2.1).
 *
 * @throws {Failure} `api`/`not_found` where there is none; what the service said where it refused.
 */
export async function findDirectChat(client: Client, openId: string): Promise<string> {
  const body = await client.call(queryDirectChats([openId]));
  const chats = objectsAt(answeredData(body, ["p2p_chats"]), "p2p_chats");
  const id = chats.map((chat) => filledStringAt(chat, "chat_id")).find((one) => one !== undefined);
  if (id !== undefined) return id;
  throw new Failure({
    type: "api",
    subtype: "not_found",
    message: `there is no direct chat with "${openId}"`,
    hint: "check the open id; a direct chat exists once one of you has written",
  });
}
