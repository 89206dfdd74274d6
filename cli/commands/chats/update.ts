import { type ChatChange, MAX_DESCRIPTION, MAX_NAME, updateChat } from "../../../core/chat/requests.ts";
import { chatWriteFailure } from "../../../core/chat/write-failure.ts";
import { invalidArgument } from "../../../core/failure.ts";
import { sendWrite } from "../../../core/platform/client.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { chatId } from "../../options/ids.ts";
import { checkLength } from "../../options/limits.ts";
import { optional, type OptionValues, required, text } from "../../options/option.ts";

const options = {
  chatId: required(chatId("the chat: its id, a link to it, or its exact name")),
  name: optional(text("text", `new name, up to ${MAX_NAME} characters`)),
  description: optional(
    text("text", `new description, up to ${MAX_DESCRIPTION} characters; an empty text clears it`),
  ),
};

type Values = OptionValues<typeof options>;

/** `im +chat-update` */
export const chatUpdate = defineCommand({
  name: "+chat-update",
  summary: "Change the name or description of a chat",
  description: ["Owners and administrators can do this; in many chats every member can."],
  examples: [
    { comment: "a new name", line: "+chat-update --chat-id oc_xxx --name Release" },
    { comment: "clear the description", line: '+chat-update --chat-id oc_xxx --description ""' },
  ],
  identities: ["user", "bot"],
  scopes: ["im:chat:update", "im:chat"],
  risk: "write",
  replaces: true,
  isIdempotent: true,
  answer: async () => (await import("./answers.ts")).updatedChat(),
  options,
  oneOf: [["name", "description"]],
  check({ name, description }) {
    if (name === undefined && description === undefined) {
      throw invalidArgument(
        "--name",
        "there is nothing to change: no --name and no --description",
        "add --name <text> or --description <text>",
      );
    }
    if (name?.trim() === "") {
      throw invalidArgument("--name", `--name is empty: "${name}"`, "leave it out to keep the name");
    }
    checkLength("--name", name, MAX_NAME);
    checkLength("--description", description, MAX_DESCRIPTION);
  },
  preview: (values) => ({ api: [updateChat(values.chatId, changeOf(values))], context: {} }),
  async run(values, { identity, client }): Promise<CommandResult> {
    const { chatId } = values;
    const change = changeOf(values);
    try {
      await sendWrite(client(), updateChat(chatId, change));
    } catch (error) {
      throw chatWriteFailure(error, { identity, chatId });
    }
    const changed = Object.keys(change);
    return {
      data: { chat_id: chatId, changed },
      pretty: () => [`changed: ${changed.join(" and ")} of ${chatId}`],
    };
  },
});

function changeOf({ name, description }: Values): ChatChange {
  return {
    ...(name === undefined ? {} : { name }),
    ...(description === undefined ? {} : { description }),
  };
}
