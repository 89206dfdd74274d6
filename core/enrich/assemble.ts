import { Failure } from "../failure.ts";
import { stringAt } from "../json/access.ts";
import type { JsonObject } from "../json/json.ts";
import { toMessage } from "../message/message.ts";
import { renderContent } from "../message/render/render.ts";
import {
  contentOf,
  isDeleted,
  mentionsOf,
  messageIdOf,
  messageTypeOf,
  type RawMessage,
} from "../message/wire.ts";
import type { StageResults } from "./run-stages.ts";
import type { ChatContext } from "./stages/chat-context.ts";
import type { ThreadReplies } from "./stages/thread-replies.ts";

/** What assembling needs besides the findings. */
export interface AssemblyContext {
  readonly nameOf: (id: string) => string | undefined;
  /** Host of links that open the app. */
  readonly linkHost: string;
  /** By the id of the message that hosts the thread. */
  readonly threads: ReadonlyMap<string, ThreadReplies>;
  /** What was found out about the replies. */
  readonly replies: StageResults;
  /** By chat id. */
  readonly chats: ReadonlyMap<string, ChatContext>;
}

/** Puts message objects together from all that was found out about the messages of a page. Pure. */
export function assembleMessages(findings: StageResults, assembly: AssemblyContext): readonly JsonObject[] {
  const { threads, replies, chats, nameOf } = assembly;
  const hosts = new Set<string>();
  return findings.messages.map((message) => {
    const id = messageIdOf(message);
    // A message that is there twice hosts its thread once.
    const thread = hosts.has(id) ? undefined : threads.get(id);
    hosts.add(id);
    return assembleMessage(message, findings, assembly, {
      thread: thread && threadFields(thread, (reply) => assembleMessage(reply, replies, assembly, {})),
      chat: chatFields(chats.get(stringAt(message, "chat_id") ?? ""), nameOf),
    });
  });
}

function assembleMessage(
  message: RawMessage,
  findings: StageResults,
  { nameOf, linkHost }: AssemblyContext,
  more: { readonly thread?: JsonObject | undefined; readonly chat?: JsonObject | undefined },
): JsonObject {
  const id = messageIdOf(message);
  const bundle = findings.bundles.get(id);
  return toMessage(message, {
    content: renderContent({
      type: messageTypeOf(message),
      content: contentOf(message),
      mentions: mentionsOf(message),
      deleted: isDeleted(message),
      bundle: bundle instanceof Failure
        ? { failure: bundle.message }
        : bundle && { id, items: bundle, nameOf },
      folders: findings.folders,
    }),
    nameOf,
    linkHost,
    reactions: findings.reactions.get(id),
    resources: findings.resources.get(message),
    ...more,
  });
}

function threadFields(
  { replies, hasMore, failed }: ThreadReplies,
  toObject: (reply: RawMessage) => JsonObject,
): JsonObject {
  return {
    ...(replies.length === 0 ? {} : { thread_replies: replies.map(toObject) }),
    ...(hasMore ? { thread_has_more: true } : {}),
    ...(failed ? { thread_replies_error: true } : {}),
  };
}

/** The fields that search adds. */
function chatFields(
  chat: ChatContext | undefined,
  nameOf: (id: string) => string | undefined,
): JsonObject | undefined {
  if (chat === undefined) return undefined;
  const { mode, name, partner } = chat;
  const type = mode === undefined ? {} : { chat_type: mode };
  if (mode !== "p2p") return { ...type, ...(name === undefined ? {} : { chat_name: name }) };
  if (partner === undefined) return type;
  const partnerName = nameOf(partner);
  const named = partnerName === undefined ? {} : { name: partnerName };
  return { ...type, chat_partner: { open_id: partner, ...named } };
}
