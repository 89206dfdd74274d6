import { invalidInput } from "../../../core/failure.ts";
import {
  type Receiver,
  RECEIVER_TYPES,
  type ReceiverType,
  sendMessage,
} from "../../../core/message/write-requests.ts";
import { hasInvisible } from "../../../core/text/invisible.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { defineCommand } from "../../command.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import { chatId, isId, receiverId } from "../../options/ids.ts";
import { isOpenIdPlaceholder } from "../../options/names.ts";
import { choice, optional, type OptionValues } from "../../options/option.ts";
import { composeMessage, CONTENT_KEYS, contentOptions, readContent } from "./content.ts";
import { sendNeeds, sendScopes } from "./send-scopes.ts";
import { previewMessage, sendComposed, withUuid } from "./sending.ts";

/** Options for the receiver of a message. */
export const targetOptions = {
  chatId: optional(chatId("the chat: its id, a link to it, or its exact name")),
  userId: optional(
    receiverId("a person: open id (ou_…), exact name, email address or union id (on_…)", "receiveIdType"),
  ),
  receiveIdType: optional(
    choice(RECEIVER_TYPES, "kind of id in --user-id, if it is not clear from the id"),
  ),
};

/** `im +messages-send` */
export const messagesSend = defineCommand({
  name: "+messages-send",
  summary: "Send a message to a chat or person",
  description: [
    "A message has one content: --text, --markdown, --content, or a media option. Media can be a path, a URL or a " +
    "key; a value counts as a key only if it looks like one and no file has that name, and --dry-run shows how it " +
    "is read. Uploads are checked before anything is sent, and a failed upload ends the command.",
    "Every message carries an idempotency key, which the service accepts only once within an hour, so a retry cannot " +
    "post twice.",
  ],
  examples: [
    { comment: "a text", line: "+messages-send --chat-id oc_xxx --text hello" },
    {
      comment: "a direct message, as yourself",
      line: "+messages-send --user-id ou_xxx --text hello --as user",
    },
    { comment: "Markdown from a file", line: "+messages-send --chat-id oc_xxx --markdown @./notes.md" },
    { comment: "a picture", line: "+messages-send --chat-id oc_xxx --image ./chart.png" },
    {
      comment: "a video with its cover",
      line: "+messages-send --chat-id oc_xxx --video ./demo.mp4 --video-cover ./cover.png",
    },
    {
      comment: "preview what would be sent",
      line: "+messages-send --chat-id oc_xxx --file ./report.pdf --dry-run",
    },
    {
      comment: "in a script that may run twice",
      line: "+messages-send --chat-id oc_xxx --text done --safe-repeat",
    },
  ],
  identities: ["user", "bot"],
  ...sendScopes,
  scopesFor: (values, identity) => sendNeeds(values, identity),
  risk: "write",
  answer: async () => (await import("./answers.ts")).sentMessage(),
  options: { ...targetOptions, ...contentOptions },
  oneOf: [["chatId", "userId"], CONTENT_KEYS],
  async prepare(values, world, identity) {
    const content = await readContent(world, values);
    const receiver = receiverOf(values);
    const composition = await composeMessage(world, content, identity);
    return await withUuid(world, values, identity, {
      composition,
      isSplit: values.split,
      target: receiver.id,
      endpoint: "send",
      request: (message) => sendMessage(receiver, message),
    });
  },
  preview: (_values, _identity, message) => previewMessage(message),
  run: (_values, runtime, message) => sendComposed(runtime, message),
});

/**
 * The receiver: exactly one of chat and person.
 *
 * @throws {Failure} exit 2 naming the option.
 */
export function receiverOf({ chatId, userId, receiveIdType }: OptionValues<typeof targetOptions>): Receiver {
  checkExclusive({ chatId, userId }, ["chatId", "userId"]);
  if (chatId !== undefined) {
    if (receiveIdType === undefined || receiveIdType === "chat_id") return { type: "chat_id", id: chatId };
    throw invalidInput(
      "receiveIdType",
      phrase`${input("receiveIdType")} is "${receiveIdType}", but ${input("chatId")} names a chat`,
      "leave it out",
    );
  }
  if (userId === undefined) {
    throw invalidInput(
      "chatId",
      phrase`${input("chatId")} or ${input("userId")} is missing`,
      phrase`add ${input("chatId", "<oc_id>")}, or ${input("userId", "<ou_id>")}`,
    );
  }
  if (receiveIdType === "chat_id") {
    throw invalidInput(
      "receiveIdType",
      phrase`${input("receiveIdType")} is "chat_id", but ${input("userId")} names a person`,
      phrase`name the chat with ${input("chatId")}`,
    );
  }
  const id = userId.trim();
  const type = receiveIdType ?? typeOfId(id);
  if (type === undefined || id === "" || /\s/.test(id) || hasInvisible(id)) {
    throw invalidInput(
      "userId",
      phrase`${input("userId")} must be an open id: "${userId}"`,
      phrase`open ids begin with ou_; for an id of another kind add ${input("receiveIdType")}`,
    );
  }
  return { type, id };
}

function typeOfId(id: string): ReceiverType | undefined {
  if (isId(id, ["ou_"]) || isOpenIdPlaceholder(id)) return "open_id";
  if (isId(id, ["on_"])) return "union_id";
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(id) ? "email" : undefined;
}
