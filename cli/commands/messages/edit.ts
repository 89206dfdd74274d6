import type { Composition } from "../../../core/compose/composition.ts";
import { checkMessageSize } from "../../../core/compose/message-size.ts";
import { checkFilesConflict, EMPTY_POST, isEmptyPost, withAttachments } from "../../../core/compose/post.ts";
import { previewUploads, uploadAll } from "../../../core/compose/uploads.ts";
import { explainUneditable, explainWriteFailure } from "../../../core/compose/write-failure.ts";
import { invalidInput } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { getMessage } from "../../../core/message/requests.ts";
import { editMessage } from "../../../core/message/write-requests.ts";
import { readEditedMessage } from "../../../core/message/write-responses.ts";
import { sendWrite } from "../../../core/platform/client.ts";
import { input, joinPhrases, phrase } from "../../../core/text/phrase.ts";
import { formatLocalTime } from "../../../core/text/time.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, defineCommand, describeWarnings, type Runtime } from "../../command.ts";
import { checkExclusive, givenKeys } from "../../options/exclusive.ts";
import { fileKeys, messageId } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import { choice, optional, type OptionValues, required, toggle } from "../../options/option.ts";
import { userAgent } from "../../version.ts";
import { composeMessage, readContent, textOptions } from "./content.ts";

const options = {
  messageId: required(messageId("the message to edit")),
  ...textOptions,
  msgType: optional(choice(["text", "post"], "type of --content, if it is not clear from the content")),
  setAttachments: listOf(fileKeys("keys of files (file_…) that replace the attachments of the post")),
  clearAttachments: toggle("remove all attachments from the post"),
};

type Values = OptionValues<typeof options>;

/** A message's new content. */
interface Edit {
  readonly composition: Composition;
  content(keys: readonly (string | undefined)[]): JsonObject;
  close(): Promise<void>;
}

/** `im +messages-edit` */
export const messagesEdit = defineCommand({
  name: "+messages-edit",
  summary: "Replace the content of a text or post the bot sent",
  description: [
    "The whole content is replaced; attachments stay unless an option changes them. The service allows 20 edits " +
    "per message, within a time limit set by the tenant.",
  ],
  examples: [
    { comment: "a text", line: "+messages-edit --message-id om_xxx --text corrected" },
    { comment: "a post, from a file", line: "+messages-edit --message-id om_xxx --markdown @./notes.md" },
    { comment: "only its attachments", line: "+messages-edit --message-id om_xxx --clear-attachments" },
  ],
  identities: ["bot"],
  scopes: ["im:message:send_as_bot", "im:message:update", "im:message"],
  risk: "write",
  replaces: true,
  answer: async () => (await import("./answers.ts")).editedMessage(),
  options,
  oneOf: [["text", "markdown", "content", "setAttachments", "clearAttachments"]],
  async prepare(values, world): Promise<Edit> {
    checkExclusive(values, ["setAttachments", "clearAttachments"]);
    const composition = await compositionOf(world, values);
    const edit: Edit = {
      composition,
      close: composition.close,
      content: (keys) => withEditedAttachments(composition.content(keys), values),
    };
    try {
      checkSize(values, edit, previewUploads(composition.uploads).keys);
      return edit;
    } catch (error) {
      await composition.close();
      throw error;
    }
  },
  preview(values, _identity, edit) {
    const { requests, keys } = previewUploads(edit.composition.uploads);
    const what = values.clearAttachments
      ? { desc: "removes all attachments" }
      : values.setAttachments.length > 0
      ? { desc: "replaces the attachments" }
      : {};
    return {
      ...describeWarnings([...edit.composition.warnings, ...checkSize(values, edit, keys)]),
      api: [
        ...requests,
        { ...requestOf(values, edit, keys), ...what },
        { ...getMessage(values.messageId), desc: "only if the message turns out not to be editable" },
      ],
      context: {},
    };
  },
  run,
});

async function run(values: Values, runtime: Runtime, edit: Edit): Promise<CommandResult> {
  const { world, identity } = runtime;
  const { messageId } = values;
  const client = runtime.client();
  const made = await uploadAll(world, client, edit.composition.uploads, { userAgent });
  const request = requestOf(values, edit, made.keys);
  const warnings = [
    ...edit.composition.warnings,
    ...checkSize(values, edit, made.keys),
    ...made.warnings,
  ];
  try {
    const message = readEditedMessage(await sendWrite(client, request));
    return {
      data: {
        message_id: message.messageId ?? messageId,
        chat_id: message.chatId ?? "",
        update_time: message.updatedMs === undefined ? "" : formatLocalTime(message.updatedMs),
        updated: message.isUpdated,
      },
      warnings,
      pretty: () => [`edited: ${messageId}`],
    };
  } catch (error) {
    const failure = explainWriteFailure(error, { endpoint: "edit", identity, target: messageId });
    throw await explainUneditable(failure, client, messageId);
  }
}

async function compositionOf(world: World, values: Values): Promise<Composition> {
  const hasAttachments = attachmentInput(values) !== undefined;
  const hasText = givenKeys(values, ["text", "markdown", "content"]).length > 0;
  if (!hasText && !hasAttachments) {
    const others = ["text", "markdown", "content", "setAttachments"].map((key) => phrase`${input(key)}`);
    throw invalidInput(
      "text",
      "there is nothing to change",
      phrase`add ${joinPhrases(others, ", ")} or ${input("clearAttachments")}`,
    );
  }
  if (values.msgType === "text") checkPost(values);
  if (!hasText) return attachmentsOnly();
  const content = await readContent(world, {
    ...values,
    image: undefined,
    file: undefined,
    video: undefined,
    videoCover: undefined,
    audio: undefined,
    attachment: [],
    idempotencyKey: undefined,
    safeRepeat: false,
    split: false,
  });
  const composition = await composeMessage(world, content, "bot");
  const { msgType } = composition;
  if (msgType !== "text" && msgType !== "post") {
    throw invalidInput(
      "content",
      `messages of type ${msgType} cannot be edited`,
      "only texts and posts can be edited",
    );
  }
  if (msgType === "text") checkPost(values);
  return composition;
}

/** An edit that changes nothing but the attachments. */
function attachmentsOnly(): Composition {
  return {
    msgType: "post",
    input: "setAttachments",
    uploads: [],
    warnings: [],
    sources: {},
    content: () => EMPTY_POST,
    close: () => Promise.resolve(),
  };
}

/** The option that changes attachments, if one is given. */
function attachmentInput(values: Values): "clearAttachments" | "setAttachments" | undefined {
  return givenKeys(values, ["clearAttachments", "setAttachments"] as const)[0];
}

/** Refuses attachments for a message that is not a post. */
function checkPost(values: Values): void {
  const key = attachmentInput(values);
  if (key === undefined) return;
  throw invalidInput(key, "only posts have attachments", phrase`give the content with ${input("markdown")}`);
}

function withEditedAttachments(content: JsonObject, values: Values): JsonObject {
  const key = attachmentInput(values);
  if (key === undefined) return content;
  checkFilesConflict(key, content);
  return values.clearAttachments
    ? { ...content, files: [] }
    : withAttachments(content, values.setAttachments);
}

function checkSize(values: Values, edit: Edit, keys: readonly (string | undefined)[]) {
  const { input: inputKey, msgType } = edit.composition;
  if (inputKey !== "setAttachments" && msgType === "post" && isEmptyPost(edit.content(keys))) {
    throw invalidInput(inputKey, phrase`${input(inputKey)} makes an empty post`, "add some text");
  }
  return checkMessageSize(inputKey, msgType, requestOf(values, edit, keys).body ?? null);
}

function requestOf(values: Values, edit: Edit, keys: readonly (string | undefined)[]) {
  return editMessage(values.messageId, { msgType: edit.composition.msgType, content: edit.content(keys) });
}
