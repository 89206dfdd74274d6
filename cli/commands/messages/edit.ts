import type { Composition } from "../../../core/compose/composition.ts";
import { checkMessageSize } from "../../../core/compose/message-size.ts";
import { checkFilesConflict, EMPTY_POST, isEmptyPost, withAttachments } from "../../../core/compose/post.ts";
import { previewUploads, uploadAll } from "../../../core/compose/uploads.ts";
import { explainUneditable, explainWriteFailure } from "../../../core/compose/write-failure.ts";
import { invalidArgument } from "../../../core/failure.ts";
import { nonEmptyStringAt, objectAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { getMessage } from "../../../core/message/requests.ts";
import { editMessage } from "../../../core/message/write-requests.ts";
import { sendWrite } from "../../../core/platform/client.ts";
import { formatLocalTime, parseUnixTime } from "../../../core/text/time.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, defineCommand, describeWarnings, type Session } from "../../command.ts";
import { fileKeys } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import { choice, messageId, optional, type OptionValues, required, toggle } from "../../options/option.ts";
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
  options: options,
  async prepare(values, world): Promise<Edit> {
    checkAttachmentOptions(values);
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
  run: runEdit,
});

async function runEdit(values: Values, session: Session, edit: Edit): Promise<CommandResult> {
  const { world, identity } = session;
  const client = session.client();
  const made = await uploadAll(world, client, edit.composition.uploads, { userAgent });
  const request = requestOf(values, edit, made.keys);
  const warnings = [
    ...edit.composition.warnings,
    ...checkSize(values, edit, made.keys),
    ...made.warnings,
  ];
  try {
    const data = await sendWrite(client, request);
    // Some servers put the message under a key of its own (unverified).
    const message = objectAt(data, "message") ?? data;
    const updated = parseUnixTime(message["update_time"]);
    return {
      data: {
        message_id: nonEmptyStringAt(message, "message_id") ?? values.messageId,
        chat_id: nonEmptyStringAt(message, "chat_id") ?? "",
        update_time: updated === undefined ? "" : formatLocalTime(updated),
        updated: message["updated"] === true,
      },
      warnings,
      pretty: () => [`edited: ${values.messageId}`],
    };
  } catch (error) {
    const { messageId } = values;
    const failure = explainWriteFailure(error, { endpoint: "edit", identity, target: messageId });
    throw await explainUneditable(failure, client, messageId);
  }
}

async function compositionOf(world: World, values: Values): Promise<Composition> {
  const isPost = values.setAttachments.length > 0 || values.clearAttachments;
  const hasText = [values.text, values.markdown, values.content].some((one) => one !== undefined);
  if (!hasText && !isPost) {
    throw invalidArgument(
      "--text",
      "there is nothing to change",
      "add --text, --markdown, --content, --set-attachments or --clear-attachments",
    );
  }
  if (isPost && values.msgType === "text") throw postsOnlyFailure(values);
  if (!hasText) {
    return {
      msgType: "post",
      input: "--set-attachments",
      uploads: [],
      warnings: [],
      sources: {},
      content: () => EMPTY_POST,
      close: () => Promise.resolve(),
    };
  }
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
    throw invalidArgument(
      "--content",
      `messages of type ${msgType} cannot be edited`,
      "only texts and posts can",
    );
  }
  if (isPost && msgType === "text") throw postsOnlyFailure(values);
  return composition;
}

function postsOnlyFailure({ clearAttachments }: Values) {
  return invalidArgument(
    clearAttachments ? "--clear-attachments" : "--set-attachments",
    "only posts have attachments",
    "give the content with --markdown",
  );
}

function checkAttachmentOptions({ setAttachments, clearAttachments }: Values): void {
  if (setAttachments.length === 0 || !clearAttachments) return;
  throw invalidArgument(
    "--clear-attachments",
    "--set-attachments and --clear-attachments exclude each other",
    "leave one of them out",
  );
}

function withEditedAttachments(content: JsonObject, values: Values): JsonObject {
  const flag = values.clearAttachments ? "--clear-attachments" : "--set-attachments";
  if (!values.clearAttachments && values.setAttachments.length === 0) return content;
  checkFilesConflict(flag, content);
  return values.clearAttachments
    ? { ...content, files: [] }
    : withAttachments(content, values.setAttachments);
}

function checkSize(values: Values, edit: Edit, keys: readonly (string | undefined)[]) {
  const { input: flag, msgType } = edit.composition;
  if (flag !== "--set-attachments" && msgType === "post" && isEmptyPost(edit.content(keys))) {
    throw invalidArgument(flag, `${flag} gives an empty post`, "add some text");
  }
  return checkMessageSize(flag, msgType, requestOf(values, edit, keys).body ?? null);
}

function requestOf(values: Values, edit: Edit, keys: readonly (string | undefined)[]) {
  return editMessage(values.messageId, { msgType: edit.composition.msgType, content: edit.content(keys) });
}
