import type { Composition } from "../../core/compose/composition.ts";
import { isEmptyPost } from "../../core/compose/is-empty-post.ts";
import { makeUploads } from "../../core/compose/make-uploads.ts";
import { checkMessageSize, isShortEnough } from "../../core/compose/message-size.ts";
import { derivedUuid, randomUuid } from "../../core/compose/message-uuid.ts";
import { previewUploads } from "../../core/compose/preview-uploads.ts";
import { splitContent } from "../../core/compose/split-content.ts";
import { partFailure, writeFailure } from "../../core/compose/write-failure.ts";
import { sha256OfContent } from "../../core/compose/content-hash.ts";
import type { Warning } from "../../core/enrich/notices.ts";
import { Failure, invalidArgument } from "../../core/failure.ts";
import type { JsonObject, JsonValue } from "../../core/json.ts";
import { filledStringAt, stringAt } from "../../core/json-access.ts";
import { formatRfc3339, formatSecond, millisecondsOf } from "../../core/message/local-time.ts";
import type { OutgoingMessage } from "../../core/message/write-requests.ts";
import { callToWrite } from "../../core/platform/call-to-write.ts";
import type { Client } from "../../core/platform/client.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { World } from "../../core/world.ts";
import type { CommandResult, Preview, Session } from "../command.ts";
import { startProgress } from "../output/progress.ts";
import { userAgent } from "../user-agent.ts";
import type { ContentValues } from "./content-flags.ts";
import { NEEDED_TO_SEND } from "./needed-to-send.ts";
import { describeWarnings } from "./describe-warnings.ts";

/** A message that is ready but for its uploads. */
export interface Outgoing {
  readonly composition: Composition;
  readonly uuid: string;
  /** The requests as far as they are known before the uploads. */
  readonly planned: Planned;
  /** The chat, person or message that it is for, for errors. */
  readonly target: string;
  readonly endpoint: "send" | "reply";
  /** The same command makes the same key again. */
  readonly isSafeRepeat: boolean;
  /** Send what is too long in parts. */
  readonly isSplit: boolean;
  /** The request, once the content is known. */
  request(message: OutgoingMessage): ApiRequest;
  close(): Promise<void>;
}

/** Everything of an outgoing message but its key. */
export type Unkeyed = Omit<Outgoing, "uuid" | "planned" | "isSafeRepeat" | "close">;

/** Gives the message its key: the person's, one that follows from what is sent, or a new one (CONTRACT 10). */
export async function withUuid(
  world: World,
  values: Pick<ContentValues, "idempotencyKey" | "safeRepeat">,
  identity: Identity,
  message: Unkeyed,
): Promise<Outgoing> {
  const { composition } = message;
  try {
    const uuid = values.idempotencyKey ??
      (values.safeRepeat ? await repeatableUuid(identity, message) : randomUuid(world));
    // Known before anything is sent: too long, or nothing at all.
    const planned = await checkedParts({ ...message, uuid }, previewUploads(composition.uploads).keys);
    return { ...message, uuid, planned, isSafeRepeat: values.safeRepeat, close: composition.close };
  } catch (error) {
    await composition.close();
    throw error;
  }
}

/** The key that the same command makes again: of identity, target, content, and the bytes and names of files. */
async function repeatableUuid(identity: Identity, { composition, request }: Unkeyed): Promise<string> {
  const marks = await Promise.all(composition.uploads.map(async ({ source, media }) => {
    // People see the names of files, but not those of images.
    const name = media?.fileType === undefined ? "" : ` ${media.file.name}`;
    if (media !== undefined) return await sha256OfContent(media.file) + name;
    return source.kind === "url" ? source.url : source.path;
  }));
  const { params, path, pathValues, body } = request(outgoing(composition, marks, ""));
  const names: Readonly<Record<string, JsonValue>> = { ...params, ...pathValues };
  return await derivedUuid({ identity, path, names, body: body ?? null });
}

function outgoing(
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
interface Planned {
  readonly parts: readonly Part[];
  readonly warnings: readonly Warning[];
}

/** The requests with these keys. */
async function checkedParts(
  { composition, uuid, request, isSplit }: Unkeyed & Pick<Outgoing, "uuid">,
  keys: readonly (string | undefined)[],
): Promise<Planned> {
  const { flag, msgType } = composition;
  const whole = outgoing(composition, keys, uuid);
  if (msgType === "post" && isEmptyPost(whole.content)) {
    throw invalidArgument(flag, `${flag} gives an empty post: there is nothing to send`, "add some text");
  }
  // The keys of further parts have 36 characters.
  const measured = { ...whole, uuid: uuid.padEnd(36, "-") };
  const fits = (content: JsonObject) =>
    isShortEnough(msgType, request({ ...measured, content }).body ?? null);
  const contents = isSplit ? splitContent(whole.content, fits) ?? [whole.content] : [whole.content];
  const parts = await Promise.all(contents.map(async (content, index): Promise<Part> => {
    // Each part has a key of its own that follows from the first one, so that the same command repeats all of them.
    const key = index === 0 ? uuid : await derivedUuid({ uuid, part: index });
    return { uuid: key, ready: request({ ...whole, content, uuid: key }) };
  }));
  return {
    parts,
    warnings: parts.flatMap(({ ready }) => checkMessageSize(flag, msgType, ready.body ?? null)),
  };
}

/** What a run would do: the uploads, then the message. */
export function previewMessage({ composition, planned: { parts, warnings } }: Outgoing): Preview {
  const { requests } = previewUploads(composition.uploads);
  return {
    ...describeWarnings([...composition.warnings, ...warnings]),
    api: [...requests, ...parts.map(({ ready }) => ready)],
    context: composition.sources,
  };
}

/** Uploads and sends. An upload that fails ends it: nothing else is ever sent in its place. */
export async function sendComposed(session: Session, message: Outgoing): Promise<CommandResult> {
  const { world, globals } = session;
  const { composition } = message;
  const client = session.client();
  const progress = startProgress(world, globals.quiet || globals.verbose);
  const made = await makeUploads(world, client, composition.uploads, {
    userAgent,
    onProgress: (done, total) => progress.report({ done, total, resumed: 0 }),
  }).finally(() => progress.end());
  const { parts, warnings: ofSize } = await checkedParts(message, made.keys);
  const { sent, failure } = await sendParts(session, client, message, parts);
  const [first = {}] = sent;
  const data: JsonObject = {
    ...first,
    ...(made.uploads.length === 0 ? {} : { uploads: made.uploads.map((upload) => ({ ...upload })) }),
    ...(parts.length === 1 ? {} : { parts: sent, parts_total: parts.length }),
  };
  return {
    data,
    isRecord: true,
    warnings: [
      ...composition.warnings,
      ...ofSize,
      ...made.warnings,
      ...(sent.every((one) => one["message_id"] !== "") ? [] : [WITHOUT_ID]),
    ],
    ...(failure === undefined ? {} : { failure }),
    pretty: () => sent.flatMap(prettyLines),
  };
}

/** Code 0 says that the message is there, whatever else the answer lacks. */
const WITHOUT_ID: Warning = {
  key: "message_id_missing",
  detail: "the service took the message but told no message id",
};

/** Sends part after part; what was sent before one failed is told. */
async function sendParts(
  { identity }: Session,
  client: Client,
  { endpoint, target, uuid: key, isSafeRepeat }: Outgoing,
  parts: readonly Part[],
): Promise<{ readonly sent: readonly JsonObject[]; readonly failure?: Failure }> {
  const sent: JsonObject[] = [];
  for (const { uuid, ready } of parts) {
    try {
      const message = await callToWrite(client, { ...ready, scopes: NEEDED_TO_SEND[identity] });
      sent.push(sentData(message, uuid));
    } catch (error) {
      // The key of the first part makes those of the others.
      const context = { endpoint, identity, target, uuid: key, isSafeRepeat };
      const failure = writeFailure(error, context);
      if (sent.length === 0 || !(failure instanceof Failure)) throw failure;
      return { sent, failure: partFailure(failure, context, sent.length, parts.length) };
    }
  }
  return { sent };
}

/** What is told of a sent message (writing sheet 2.4). */
function sentData(message: JsonObject, uuid: string): JsonObject {
  const created = millisecondsOf(message["create_time"]);
  const fields = ["msg_type", "thread_id", "root_id", "parent_id", "mentions"].flatMap((key) => {
    const value = message[key];
    return value === undefined || value === "" ? [] : [[key, value] as const];
  });
  return {
    message_id: filledStringAt(message, "message_id") ?? "",
    chat_id: filledStringAt(message, "chat_id") ?? "",
    create_time: created === undefined ? "" : formatSecond(created),
    ...(created === undefined ? {} : { create_time_ms: created, create_time_iso: formatRfc3339(created) }),
    ...Object.fromEntries(fields),
    uuid,
  };
}

function prettyLines(data: JsonObject): readonly string[] {
  return [`sent: ${stringAt(data, "message_id") ?? ""} in ${stringAt(data, "chat_id") ?? ""}`];
}
