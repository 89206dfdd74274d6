import type { Composition } from "../../../core/compose/composition.ts";
import { deriveUuid, randomUuid, sha256OfOpenFile } from "../../../core/compose/idempotency-key.ts";
import { checkMessageSize, fitsSizeLimit, type SizeRemedy } from "../../../core/compose/message-size.ts";
import { reusedKeyWarning } from "../../../core/compose/repeated-key.ts";
import { isEmptyPost } from "../../../core/compose/post.ts";
import { splitContent } from "../../../core/compose/split-content.ts";
import { previewUploads, uploadAll, type UploadedFile } from "../../../core/compose/uploads.ts";
import { explainPartFailure, explainWriteFailure } from "../../../core/compose/write-failure.ts";
import { Failure, invalidInput } from "../../../core/failure.ts";
import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import type { OutgoingMessage } from "../../../core/message/write-requests.ts";
import { readWrittenMessage, type WrittenMessage } from "../../../core/message/write-responses.ts";
import { type Client, sendWrite } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { formatLocalTime, formatRfc3339 } from "../../../core/text/time.ts";
import type { Warning } from "../../../core/warning.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, describeWarnings, type Preview, type Runtime } from "../../command.ts";
import { optionName } from "../../options/option.ts";
import { userAgent } from "../../version.ts";
import type { ContentValues } from "./content.ts";
import { REQUIRED_SEND_SCOPES } from "./send-scopes.ts";

/** A message that is ready, except for its uploads. */
export interface Outgoing {
  readonly composition: Composition;
  readonly uuid: string;
  /** The requests that are known before the uploads. */
  readonly planned: MessagePlan;
  /** The chat, person or message that it is for, for errors. */
  readonly target: string;
  readonly endpoint: "send" | "reply";
  /** The same command makes the same key again. */
  readonly isSafeRepeat: boolean;
  /** The key is the person's, who may have used it before. */
  readonly isOwnKey: boolean;
  /** Send what is too long in parts. */
  readonly isSplit: boolean;
  /** The request, once the content is known. */
  request(message: OutgoingMessage): ApiRequest;
  close(): Promise<void>;
}

/** Everything of an outgoing message but its key. */
export type OutgoingDraft = Omit<Outgoing, "uuid" | "planned" | "isSafeRepeat" | "isOwnKey" | "close">;

/** Gives the message its key: the person's, one that follows from what is sent, or a new one (docs/contract.md, 10). */
export async function withUuid(
  world: World,
  values: Pick<ContentValues, "idempotencyKey" | "safeRepeat">,
  identity: Identity,
  message: OutgoingDraft,
): Promise<Outgoing> {
  const { composition } = message;
  try {
    const uuid = values.idempotencyKey ??
      (values.safeRepeat ? await repeatableUuid(identity, message) : randomUuid(world));
    // Known before anything is sent: too long, or nothing at all.
    const planned = await planParts({ ...message, uuid }, previewUploads(composition.uploads).keys);
    const isOwnKey = values.idempotencyKey !== undefined;
    return { ...message, uuid, planned, isSafeRepeat: values.safeRepeat, isOwnKey, close: composition.close };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

/** The key that the same command makes again: of identity, target, content, and the bytes and names of files. */
async function repeatableUuid(identity: Identity, { composition, request }: OutgoingDraft): Promise<string> {
  const marks = await Promise.all(composition.uploads.map(async ({ source, media }) => {
    // People see the names of files, but not those of images.
    const name = media?.fileType === undefined ? "" : ` ${media.file.name}`;
    if (media !== undefined) return await sha256OfOpenFile(media.file) + name;
    return source.kind === "url" ? source.url : source.path;
  }));
  const { params, path, pathValues, body } = request(toOutgoingMessage(composition, marks, ""));
  const names: Readonly<Record<string, JsonValue>> = { ...params, ...pathValues };
  return await deriveUuid({ identity, path, names, body: body ?? null });
}

function toOutgoingMessage(
  { msgType, content }: Composition,
  keys: readonly (string | undefined)[],
  uuid: string,
): OutgoingMessage {
  return { msgType, content: content(keys), uuid };
}

/** One message of an outgoing content: mostly the only one. */
interface Part {
  readonly uuid: string;
  readonly ready: ApiRequest;
}

/** The parts of a message, and the warning that is due when one is nearly too long. */
interface MessagePlan {
  readonly parts: readonly Part[];
  readonly warnings: readonly Warning[];
}

/** The requests with these keys. */
async function planParts(
  { composition, uuid, request, isSplit }: OutgoingDraft & Pick<Outgoing, "uuid">,
  keys: readonly (string | undefined)[],
): Promise<MessagePlan> {
  const { input: inputKey, msgType } = composition;
  const whole = toOutgoingMessage(composition, keys, uuid);
  if (msgType === "post" && isEmptyPost(whole.content)) {
    throw invalidInput(
      inputKey,
      phrase`${input(inputKey)} makes an empty post: there is nothing to send`,
      "add some text",
    );
  }
  // The keys of further parts have 36 characters.
  const measured = { ...whole, uuid: uuid.padEnd(36, "-") };
  const fits = (content: JsonObject) =>
    fitsSizeLimit(msgType, request({ ...measured, content }).body ?? null);
  const contents = isSplit ? splitContent(whole.content, fits) ?? [whole.content] : [whole.content];
  const parts = await Promise.all(contents.map(async (content, index): Promise<Part> => {
    // Each part has a key of its own that follows from the first one, so that the same command repeats all of them.
    const key = index === 0 ? uuid : await deriveUuid({ uuid, part: index });
    return { uuid: key, ready: request({ ...whole, content, uuid: key }) };
  }));
  const warnings = parts.flatMap(({ ready }) =>
    checkMessageSize(inputKey, msgType, ready.body ?? null, sizeRemedies(composition, isSplit))
  );
  // Parts are as long as they may be.
  return { parts, warnings: parts.length > 1 ? [] : warnings };
}

/** A file always helps; parts do where the content may have them and was not split before. */
function sizeRemedies({ input: inputKey }: Composition, isSplit: boolean): readonly SizeRemedy[] {
  const canSplit = !isSplit && (inputKey === "text" || inputKey === "markdown");
  return canSplit ? ["split", "file"] : ["file"];
}

/** What a run would do: the uploads, then the message. */
export function previewMessage({ composition, planned: { parts, warnings } }: Outgoing): Preview {
  const { requests } = previewUploads(composition.uploads);
  return {
    ...describeWarnings([...composition.warnings, ...warnings]),
    api: [...requests, ...parts.map(({ ready }) => ready)],
    context: Object.fromEntries(
      Object.entries(composition.sources).map(([key, source]) => [optionName(key), source]),
    ),
  };
}

/** Uploads and sends. An upload that fails ends it: nothing else is ever sent in its place. */
export async function sendComposed(runtime: Runtime, message: Outgoing): Promise<CommandResult> {
  const { world } = runtime;
  const { composition } = message;
  const client = runtime.client();
  const progress = runtime.progress.start("uploading files");
  const made = await uploadAll(world, client, composition.uploads, {
    userAgent,
    onProgress: (done, total) => progress.report({ done, total, resumed: 0 }),
  }).finally(() => progress.end());
  const { parts, warnings: ofSize } = await planParts(message, made.keys);
  const { sent, failure, reused } = await sendParts(runtime, client, message, parts);
  const data = sent.map(sentData);
  return {
    data: {
      ...data[0],
      ...(reused === undefined ? {} : { reused: true }),
      ...(made.uploads.length === 0 ? {} : { uploads: made.uploads.map(uploadData) }),
      ...(parts.length === 1 || reused !== undefined ? {} : { parts: data, parts_total: parts.length }),
    },
    warnings: [
      ...composition.warnings,
      ...ofSize,
      ...made.warnings,
      ...(reused === undefined ? [] : [reused]),
      ...(sent.every(({ message }) => message.messageId !== undefined) ? [] : [MISSING_ID_WARNING]),
    ],
    ...(failure === undefined ? {} : { failure }),
    pretty: () =>
      sent.map(({ message }) =>
        `${reused === undefined ? "sent" : "not sent, the key is that of"}: ${message.messageId ?? ""} in ${
          message.chatId ?? ""
        }`
      ),
  };
}

/** Code 0 says that the message is there, whatever else the answer lacks. */
export const MISSING_ID_WARNING: Warning = {
  key: "message_id_missing",
  detail: "the service accepted the message but returned no message id",
};

/** A message that was sent, and its key. */
export interface Sent {
  readonly message: WrittenMessage;
  readonly uuid: string;
}

interface SentParts {
  readonly sent: readonly Sent[];
  readonly failure?: Failure;
  /** The key had been used for another message, which the service returned. */
  readonly reused?: Warning;
}

/** Sends part after part; where one fails, those before it are reported with the failure. */
async function sendParts(
  { identity }: Runtime,
  client: Client,
  { endpoint, target, uuid: key, isSafeRepeat, isOwnKey }: Outgoing,
  parts: readonly Part[],
): Promise<SentParts> {
  const sent: Sent[] = [];
  for (const { uuid, ready } of parts) {
    try {
      const data = await sendWrite(client, { ...ready, scopes: REQUIRED_SEND_SCOPES[identity] });
      const reused = isOwnKey ? reusedKeyWarning(ready, data, key) : undefined;
      // The parts before it may be new: without this one the text is not all there.
      if (reused !== undefined && sent.length > 0) throw otherPartFailure(reused);
      sent.push({ message: readWrittenMessage(data), uuid });
      // Going on would post the rest of a text whose start never went out.
      if (reused !== undefined) return { sent, reused };
    } catch (error) {
      // The key of the first part makes those of the others.
      const context = { endpoint, identity, target, uuid: key, isSafeRepeat };
      const failure = explainWriteFailure(error, context);
      if (sent.length === 0 || !(failure instanceof Failure)) throw failure;
      return { sent, failure: explainPartFailure(failure, context, sent.length, parts.length) };
    }
  }
  return { sent };
}

/** Some parts are out and one is not: that is no success. */
function otherPartFailure({ detail }: Warning): Failure {
  return new Failure({ type: "api", subtype: "conflict", message: detail });
}

/** A sent message as it is printed (field names are part of the output contract). */
export function sentData({ message, uuid }: Sent): JsonObject {
  const { messageId = "", chatId = "", createdMs, passedOn } = message;
  return {
    message_id: messageId,
    chat_id: chatId,
    create_time: createdMs === undefined ? "" : formatLocalTime(createdMs),
    ...(createdMs === undefined
      ? {}
      : { create_time_ms: createdMs, create_time_iso: formatRfc3339(createdMs) }),
    ...passedOn,
    uuid,
  };
}

/** An upload as it is printed (field names are part of the output contract). */
function uploadData({ input, key, name, size, durationMs }: UploadedFile): JsonObject {
  return {
    flag: optionName(input),
    key,
    name,
    size_bytes: size,
    ...(durationMs === undefined ? {} : { duration_ms: durationMs }),
  };
}
