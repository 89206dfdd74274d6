import { checkNoOwnFiles, EMPTY_POST, withAttachments } from "../../core/compose/attachments.ts";
import type { Composition } from "../../core/compose/composition.ts";
import { makeUploads } from "../../core/compose/make-uploads.ts";
import { checkMessageSize } from "../../core/compose/message-size.ts";
import { explainUneditable } from "../../core/compose/explain-uneditable.ts";
import { isEmptyPost } from "../../core/compose/is-empty-post.ts";
import { previewUploads } from "../../core/compose/preview-uploads.ts";
import { writeFailure } from "../../core/compose/write-failure.ts";
import { invalidArgument } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json.ts";
import { filledStringAt, objectAt } from "../../core/json-access.ts";
import { formatSecond, millisecondsOf } from "../../core/message/local-time.ts";
import { getMessage } from "../../core/message/requests.ts";
import { editMessage } from "../../core/message/write-requests.ts";
import { callToWrite } from "../../core/platform/call-to-write.ts";
import type { World } from "../../core/world.ts";
import { type CommandResult, defineCommand, type Session } from "../command.ts";
import { fileKeys } from "../flag-kinds/file-keys.ts";
import { listOf } from "../flag-kinds/list-of.ts";
import { choice, type FlagValues, messageId, optional, required, toggle } from "../flags.ts";
import { userAgent } from "../user-agent.ts";
import { composeMessage } from "../writing/composed.ts";
import { textFlags } from "../writing/content-flags.ts";
import { describeWarnings } from "../writing/describe-warnings.ts";
import { readContent } from "../writing/read-content.ts";

const flags = {
  messageId: required(messageId("the message to edit")),
  ...textFlags,
  msgType: optional(choice(["text", "post"], "type of --content, where it does not show it")),
  setAttachments: listOf(fileKeys("keys of files (file_…) that replace the attachments of the post")),
  clearAttachments: toggle("take all attachments of the post away"),
};

type Values = FlagValues<typeof flags>;

/** A message's new content. */
interface Edit {
  readonly composition: Composition;
  content(keys: readonly (string | undefined)[]): JsonObject;
  close(): Promise<void>;
}

/** `im +messages-edit` */
export const messagesEdit = defineCommand({
  name: "+messages-edit",
  summary: "Replace the content of a text or post that the bot sent",
  description: [
    "The whole content is replaced; attachments stay unless a flag speaks of them. The service allows 20 edits of a " +
    "message, within a time that the tenant sets.",
  ],
  examples: [
    { comment: "a text", line: "+messages-edit --message-id om_xxx --text corrected" },
    { comment: "a post, from a file", line: "+messages-edit --message-id om_xxx --markdown @./notes.md" },
    { comment: "only its attachments", line: "+messages-edit --message-id om_xxx --clear-attachments" },
  ],
  identities: ["bot"],
  scopes: ["im:message:send_as_bot", "im:message:update", "im:message"],
  risk: "write",
  flags,
  async prepare(values, world): Promise<Edit> {
    checkAttachmentFlags(values);
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
      ? { desc: "takes all attachments away" }
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
  const made = await makeUploads(world, client, edit.composition.uploads, { userAgent });
  const request = requestOf(values, edit, made.keys);
  const warnings = [
    ...edit.composition.warnings,
    ...checkSize(values, edit, made.keys),
    ...made.warnings,
  ];
  try {
    const data = await callToWrite(client, request);
    // Some servers put the message under a key of its own (unverified).
    const message = objectAt(data, "message") ?? data;
    const updated = millisecondsOf(message["update_time"]);
    return {
      data: {
        message_id: filledStringAt(message, "message_id") ?? values.messageId,
        chat_id: filledStringAt(message, "chat_id") ?? "",
        update_time: updated === undefined ? "" : formatSecond(updated),
        updated: message["updated"] === true,
      },
      warnings,
      pretty: () => [`edited: ${values.messageId}`],
    };
  } catch (error) {
    const { messageId } = values;
    const failure = writeFailure(error, { endpoint: "edit", identity, target: messageId });
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
  if (isPost && values.msgType === "text") throw notForTexts(values);
  if (!hasText) {
    return {
      msgType: "post",
      flag: "--set-attachments",
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
  if (isPost && msgType === "text") throw notForTexts(values);
  return composition;
}

function notForTexts({ clearAttachments }: Values) {
  return invalidArgument(
    clearAttachments ? "--clear-attachments" : "--set-attachments",
    "only posts have attachments",
    "give the content with --markdown",
  );
}

function checkAttachmentFlags({ setAttachments, clearAttachments }: Values): void {
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
  checkNoOwnFiles(flag, content);
  return values.clearAttachments
    ? { ...content, files: [] }
    : withAttachments(content, values.setAttachments);
}

function checkSize(values: Values, edit: Edit, keys: readonly (string | undefined)[]) {
  const { flag, msgType } = edit.composition;
  if (flag !== "--set-attachments" && msgType === "post" && isEmptyPost(edit.content(keys))) {
    throw invalidArgument(flag, `${flag} gives an empty post`, "add some text");
  }
  return checkMessageSize(flag, msgType, requestOf(values, edit, keys).body ?? null);
}

function requestOf(values: Values, edit: Edit, keys: readonly (string | undefined)[]) {
  return editMessage(values.messageId, { msgType: edit.composition.msgType, content: edit.content(keys) });
}
