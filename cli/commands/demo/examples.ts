import { demoWorld } from "../../../fixtures/platform/mod.ts";

const [group] = demoWorld.chats;

/** Commands to try in the demo, without `im`. Every shell takes them as they are: nothing in them needs quotes. */
export function exampleLines(): readonly string[] {
  return [
    "+chat-list",
    `+chat-messages-list --chat-id ${group?.chatId} --order asc`,
    "+messages-search --query installer",
    `+messages-send --chat-id ${group?.chatId} --text hello`,
  ];
}
