import { deriveUuid, randomUuid } from "../../../core/compose/idempotency-key.ts";
import { forwardedKeyWarning, oldBundleWarning } from "../../../core/compose/forwarded-key.ts";
import { explainWriteFailure } from "../../../core/compose/write-failure.ts";
import { Failure, invalidArgument, invalidInput } from "../../../core/failure.ts";
import type { JsonValue } from "../../../core/json/json.ts";
import { getMessage } from "../../../core/message/requests.ts";
import {
  forward,
  type ForwardSource,
  type ForwardTarget,
  MAX_FORWARDED,
} from "../../../core/message/write-requests.ts";
import { readForwardedBundle, readWrittenMessage } from "../../../core/message/write-responses.ts";
import { sendWrite } from "../../../core/platform/client.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { responseData } from "../../../core/platform/response.ts";
import { counted } from "../../../core/text/count.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import type { Warning } from "../../../core/warning.ts";
import type { World } from "../../../core/world.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { checkExclusive } from "../../options/exclusive.ts";
import { isId, messageId, parseId } from "../../options/ids.ts";
import { checkCount } from "../../options/limits.ts";
import { commaList, listOf } from "../../options/list.ts";
import { alias, type Kind, optional, type OptionValues } from "../../options/option.ts";
import { checkKey, keyOptions } from "./content.ts";
import { receiverOf, targetOptions } from "./send.ts";
import { MISSING_ID_WARNING, sentData } from "./sending.ts";

const THREAD_ID = { prefixes: ["omt_"], what: "a thread id", hint: "thread ids begin with omt_" };

const options = {
  messageId: alias(
    listOf(commaList("om_id,…", forwardedId("the message; several, separated by commas, become one bundle"))),
    "message-ids",
  ),
  thread: alias(optional(threadId("a whole thread, instead of --message-id")), "thread-id"),
  ...targetOptions,
  targetThread: optional(threadId("the thread to forward into, instead of --chat-id")),
  ...keyOptions,
};

type Values = OptionValues<typeof options>;

/** A forward that is ready. */
interface Parcel {
  readonly source: ForwardSource;
  readonly target: ForwardTarget;
  readonly uuid: string;
  readonly request: ApiRequest;
}

/** `im +messages-forward` */
export const messagesForward = defineCommand({
  name: "+messages-forward",
  summary: "Forward messages or a thread",
  description: [
    "One message arrives as it is. Several messages of one chat become one bundle, which only bots can make; as a user, " +
    "forward them one by one. A thread becomes a bundle, too.",
    "Messages that the service leaves out of a bundle are in invalid_message_ids; the exit status is 1 then. Recordings, " +
    "votes, red packets, system messages and messages inside of bundles cannot be forwarded.",
    "Every forward carries an idempotency key, which the service accepts once per target within an hour.",
  ],
  examples: [
    { comment: "a message to a chat", line: "+messages-forward --message-id om_xxx --chat-id oc_xxx" },
    {
      comment: "a message to a person, as yourself",
      line: "+messages-forward --message-id om_xxx --user-id ou_xxx --as user",
    },
    {
      comment: "two messages as a bundle",
      line: "+messages-forward --message-id om_xxx,om_yyy --chat-id oc_xxx",
    },
    { comment: "a thread", line: "+messages-forward --thread omt_xxx --chat-id oc_xxx" },
  ],
  identities: ["user", "bot"],
  identitiesFor: ({ messageId }) => new Set(messageId).size > 1 ? ["bot"] : ["user", "bot"],
  scopes: ["im:message", "im:message:send_as_bot"],
  risk: "write",
  answer: async () => await (await import("./answers.ts")).forwardedMessage(),
  options,
  oneOf: [["messageId", "thread"], ["chatId", "userId", "targetThread"]],
  check(values, _world, identity, nameOf) {
    checkKey(values);
    checkSource(values, identity, nameOf);
    checkTarget(values);
  },
  prepare: (values, world, identity) => prepareParcel(values, world, identity),
  preview: (values, _identity, { source, request }) => ({
    api: [
      request,
      ...(source.kind === "message" && values.idempotencyKey !== undefined
        ? [{
          ...getMessage(source.messageId),
          desc: "after that, to see whether the key was used for another message",
        }]
        : []),
    ],
    context: {},
  }),
  run: (values, runtime, parcel) => send(runtime, parcel, values),
});

/** A message that is forwarded; for a thread there is an option of its own. */
function forwardedId(summary: string): Kind<string> {
  const kind = messageId(summary);
  return {
    ...kind,
    parse(value, name) {
      const id = value.trim();
      if (!isId(id, ["omt_"])) return kind.parse(value, name);
      throw invalidArgument(
        name,
        `${name} has a thread id, not a message id: ${JSON.stringify(value)}`,
        phrase`forward a whole thread with ${input("thread", id)}`,
      );
    },
  };
}

function threadId(summary: string): Kind<string> {
  return { placeholder: "omt_id", summary, parse: (value, name) => parseId(name, value, THREAD_ID) };
}

/** Messages or a thread. */
function checkSource(
  { messageId, thread }: Values,
  identity: Identity,
  nameOf: (key: string) => string,
): void {
  checkCount(nameOf("messageId"), messageId, MAX_FORWARDED);
  checkExclusive(
    { messageId, thread },
    ["messageId", "thread"],
    nameOf,
    "leave one of them out; --target-thread names the thread to forward into",
  );
  if (identity === "user" && new Set(messageId).size > 1) {
    throw invalidInput(
      "messageId",
      "several messages become one bundle, which only bots can make, but this runs as user",
      phrase`use ${input("as", "bot")}, or forward them one by one`,
    );
  }
  if (messageId.length > 0 || thread !== undefined) return;
  throw invalidInput(
    "messageId",
    phrase`${input("messageId")} or ${input("thread")} is missing`,
    phrase`add ${input("messageId", "<om_id>")}, or ${input("thread", "<omt_id>")}`,
  );
}

function checkTarget({ chatId, userId, targetThread }: Values): void {
  if (chatId !== undefined || userId !== undefined || targetThread !== undefined) return;
  throw invalidInput(
    "chatId",
    phrase`${input("chatId")}, ${input("userId")} or ${input("targetThread")} is missing`,
    phrase`add ${input("chatId", "<oc_id>")}, ${input("userId", "<ou_id>")} or ${
      input("targetThread", "<omt_id>")
    }`,
  );
}

async function prepareParcel(values: Values, world: World, identity: Identity): Promise<Parcel> {
  const target = targetOf(values);
  const source = sourceOf(values);
  const { path, pathValues, params, body } = forward(source, target, "");
  const names: Readonly<Record<string, JsonValue>> = { ...params, ...pathValues };
  const uuid = values.idempotencyKey ??
    (values.safeRepeat ? await deriveUuid({ identity, path, names, body: body ?? null }) : randomUuid(world));
  return { source, target, uuid, request: forward(source, target, uuid) };
}

function sourceOf({ messageId, thread }: Values): ForwardSource {
  const [first = "", ...others] = new Set(messageId);
  if (thread !== undefined) return { kind: "thread", threadId: thread };
  return others.length === 0
    ? { kind: "message", messageId: first }
    : { kind: "bundle", messageIds: [first, ...others] };
}

/** The target: exactly one of chat, person and thread. */
function targetOf(values: Values): ForwardTarget {
  const { chatId, userId, targetThread } = values;
  checkExclusive({ chatId, userId, targetThread }, ["chatId", "userId", "targetThread"]);
  return targetThread === undefined ? receiverOf(values) : { type: "thread_id", id: targetThread };
}

async function send(
  runtime: Runtime,
  { source, target, uuid, request }: Parcel,
  { idempotencyKey, safeRepeat }: Values,
): Promise<CommandResult> {
  const { identity, world } = runtime;
  const client = runtime.client();
  const startedMs = world.clock.now();
  const lists = source.kind === "bundle" ? ["invalid_message_id_list"] : [];
  const data = await sendWrite(client, request, lists, responseData).catch((error) => {
    const context = {
      endpoint: "forward",
      identity,
      target: target.id,
      uuid,
      isSafeRepeat: safeRepeat,
    } as const;
    throw explainWriteFailure(error, context);
  });
  const { message, record, invalidIds } = source.kind === "bundle"
    ? readForwardedBundle(data)
    : { message: readWrittenMessage(data), record: data, invalidIds: [] };
  const reused = idempotencyKey === undefined
    ? undefined
    : source.kind === "message"
    ? await forwardedKeyWarning(client, source.messageId, record, uuid)
    : oldBundleWarning(record, message, startedMs, uuid);
  const warnings: readonly Warning[] = [
    ...(reused === undefined ? [] : [reused]),
    ...(message.messageId === undefined ? [MISSING_ID_WARNING] : []),
  ];
  return {
    data: {
      ...sentData({ message, uuid }),
      ...(reused === undefined ? {} : { reused: true }),
      ...sourceData(source, invalidIds),
    },
    warnings,
    ...(invalidIds.length === 0 ? {} : { failure: partFailure(source, invalidIds) }),
    pretty: () => [
      `${reused === undefined ? "forwarded" : "not forwarded, the key is that of"}: ${
        message.messageId ?? ""
      } in ${message.chatId ?? ""}`,
      ...invalidIds.map((id) => `left out: ${id}`),
    ],
  };
}

function sourceData(source: ForwardSource, invalidIds: readonly string[]) {
  switch (source.kind) {
    case "message":
      return { source_message_ids: [source.messageId] };
    case "bundle":
      return {
        source_message_ids: source.messageIds.filter((id) => !invalidIds.includes(id)),
        ...(invalidIds.length === 0 ? {} : { invalid_message_ids: invalidIds }),
      };
    case "thread":
      return { source_thread_id: source.threadId };
  }
}

function partFailure(source: ForwardSource, invalidIds: readonly string[]): Failure {
  const all = source.kind === "bundle" ? source.messageIds.length : invalidIds.length;
  return new Failure({
    type: "api",
    subtype: "partial_failure",
    message: `${invalidIds.length} of ${counted(all, "message")} were left out of the bundle: ${
      invalidIds.join(", ")
    }`,
    hint: "they may be recalled, not visible to the bot, or of a type that cannot be forwarded",
  });
}
