import { sendMessage } from "../../core/message/write-requests.ts";
import { defineCommand } from "../command.ts";
import { composeMessage } from "../writing/composed.ts";
import { contentFlags } from "../writing/content-flags.ts";
import { readContent } from "../writing/read-content.ts";
import { sendScopes } from "../writing/scopes.ts";
import { receiverOf, targetFlags } from "../writing/send-target.ts";
import { previewMessage, sendComposed, withUuid } from "../writing/sending.ts";

/** `im +messages-send` */
export const messagesSend = defineCommand({
  name: "+messages-send",
  summary: "Send a message to a chat or person",
  description: [
    "A message has one content: --text, --markdown, --content, or a media flag. Media are paths, addresses or keys; a " +
    "value counts as a key only if it looks like one and no such file is there, and the dry run says what it is taken " +
    "for. What has to be uploaded is checked before anything is sent, and an upload that fails ends the command.",
    "Every message carries a key under which the service takes it once an hour, so a retry cannot post twice.",
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
    { comment: "what would be sent", line: "+messages-send --chat-id oc_xxx --file ./report.pdf --dry-run" },
    {
      comment: "in a script that may run twice",
      line: "+messages-send --chat-id oc_xxx --text done --safe-repeat",
    },
  ],
  identities: ["user", "bot"],
  ...sendScopes,
  risk: "write",
  flags: { ...targetFlags, ...contentFlags },
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
  run: (_values, session, message) => sendComposed(session, message),
});
