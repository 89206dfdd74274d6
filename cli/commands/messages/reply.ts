import { invalidInput } from "../../../core/failure.ts";
import { replyToMessage } from "../../../core/message/write-requests.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { defineCommand } from "../../command.ts";
import { messageId } from "../../options/ids.ts";
import { required, toggle } from "../../options/option.ts";
import { composeMessage, CONTENT_KEYS, contentOptions, readContent } from "./content.ts";
import { sendNeeds, sendScopes } from "./send-scopes.ts";
import { previewMessage, sendComposed, withUuid } from "./sending.ts";

/** `im +messages-reply` */
export const messagesReply = defineCommand({
  name: "+messages-reply",
  summary: "Reply to a message",
  description: [
    "The content options are those of +messages-send. A reply to a message in a thread always goes into that thread.",
  ],
  examples: [
    { comment: "a text", line: "+messages-reply --message-id om_xxx --text thanks" },
    {
      comment: "in a thread, started if there is none",
      line: "+messages-reply --message-id om_xxx --text thanks --reply-in-thread",
    },
    { comment: "with a file", line: "+messages-reply --message-id om_xxx --file ./report.pdf" },
  ],
  identities: ["user", "bot"],
  ...sendScopes,
  scopesFor: (values, identity) => sendNeeds(values, identity),
  risk: "write",
  answer: async () => (await import("./answers.ts")).sentMessage(),
  options: {
    messageId: required(messageId("the message to reply to")),
    replyInThread: toggle("reply in the message's thread; starts one if there is none"),
    ...contentOptions,
  },
  oneOf: [CONTENT_KEYS],
  async prepare(values, world, identity) {
    const content = await readContent(world, values);
    // Composed as a bot, so that this error comes before the one about the identity: nobody can reply with them.
    const composition = await composeMessage(world, content, "bot");
    if (composition.msgType === "system") throw systemReply(values.msgType);
    return await withUuid(world, values, identity, {
      composition,
      isSplit: values.split,
      target: values.messageId,
      endpoint: "reply",
      request: (message) => replyToMessage(values.messageId, values.replyInThread, message),
    });
  },
  preview: (_values, _identity, message) => previewMessage(message),
  run: (_values, runtime, message) => sendComposed(runtime, message),
});

/** Replies can have every type but this one. */
function systemReply(msgType: string | undefined) {
  return invalidInput(
    msgType === undefined ? "content" : "msgType",
    "system messages cannot be replies",
    phrase`send it to a direct chat with ${action("messages/send", { as: "bot" })}`,
  );
}
