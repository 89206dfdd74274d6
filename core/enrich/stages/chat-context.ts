import { describeFailure } from "../../attempt.ts";
import { createChatLoader } from "../../chat/loader.ts";
import { MAX_CHATS, queryChats } from "../../chat/requests.ts";
import type { Chat } from "../../chat/wire.ts";
import { Failure } from "../../failure.ts";
import { nonBlank } from "../../json/access.ts";
import type { AddedFields } from "../../message/message.ts";
import type { NameBook } from "../names.ts";
import type { Stage, StageContext } from "../stage.ts";

/** What is known of a chat. */
export interface ChatContext {
  /** `p2p`, `group` or `topic`. */
  readonly mode: string | undefined;
  readonly name: string | undefined;
  /** Open id of the other person of a direct chat. */
  readonly partner: string | undefined;
}

/** The chats that messages are in. */
export const chatContext: Stage = {
  name: "chat context",
  finds: "people",
  preview: ({ chats }) =>
    chats
      ? [{ ...queryChats(["<chat_id>"]), desc: `the chats of the messages found, up to ${MAX_CHATS} a call` }]
      : [],
  start(context, options) {
    if (!options.chats) return undefined;
    const { fetch, flush } = createChatContextLoader(context);
    return {
      levels: ["page"],
      async load({ messages }) {
        const ids = messages.map(({ chat_id }) => chat_id ?? "").filter((id) => id !== "");
        const chats = await fetch(ids);
        return {
          people: [...chats.values()].flatMap(({ partner }) => partner ?? []),
          fields: ({ chat_id }) => chatFields(chats.get(chat_id ?? ""), context.names.nameOf),
        };
      },
      flush,
    };
  },
};

/** The fields about its chat that a message gets. */
export function chatFields(chat: ChatContext | undefined, nameOf: NameBook["nameOf"]): AddedFields {
  if (chat === undefined) return {};
  const { mode, name, partner } = chat;
  const type = mode === undefined ? {} : { chat_type: mode };
  if (mode !== "p2p") return { ...type, ...(name === undefined ? {} : { chat_name: name }) };
  if (partner === undefined) return type;
  const partnerName = nameOf(partner);
  const named = partnerName === undefined ? {} : { name: partnerName };
  return { ...type, chat_partner: { open_id: partner, ...named } };
}

/** Finds chats by id. */
export interface ChatContextLoader {
  fetch(chatIds: readonly string[]): Promise<ReadonlyMap<string, ChatContext>>;
  /** Sends what waits for a full call. */
  flush(): void;
}

/** Makes a loader. */
export function createChatContextLoader({ client, warnings }: StageContext): ChatContextLoader {
  const loader = createChatLoader({ client });
  return {
    async fetch(chatIds) {
      const found = new Map<string, ChatContext>();
      await Promise.all([...new Set(chatIds)].map(async (id) => {
        const chat = await loader.get(id);
        if (chat instanceof Failure) warnings.add("chat_context_failed", describeFailure(chat));
        else if (chat !== undefined) found.set(id, toChatContext(chat));
      }));
      return found;
    },
    flush: loader.flush,
  };
}

function toChatContext({ chat_mode, name, p2p_target_id }: Chat): ChatContext {
  return { mode: nonBlank(chat_mode), name: nonBlank(name), partner: nonBlank(p2p_target_id) };
}
