import { Failure } from "../failure.ts";
import { arrayAt, nonBlank } from "../json/access.ts";
import { getMessages, MAX_PAGE_SIZE, searchBody, searchMessages } from "../message/requests.ts";
import {
  messageIdOf,
  type RawMessage,
  readMessages,
  readSearch,
  type SearchAnswer,
} from "../message/wire.ts";
import { paginate, type PagingResult } from "../platform/pages.ts";
import { responseData, responseRecords } from "../platform/response.ts";
import { parseUnixTime } from "../text/time.ts";
import {
  type ActiveChat,
  byNewest,
  type Findings,
  type Place,
  type Question,
  type Walk,
} from "./question.ts";

/** A message that was found. */
interface Hit {
  readonly id: string;
  readonly chatId: string;
  /** Epoch milliseconds; 0 where it is not known. */
  readonly created: number;
  readonly isDirect: boolean;
}

/**
 * Finds recent messages by search, across all chats of a person.
 *
 * @returns "too much" where there is more than the page limit reaches, so that another way is better.
 * @throws {Failure} when the first page cannot be fetched
 */
export async function searchRecent(
  walk: Walk,
  question: Question,
  place: Place,
): Promise<Findings | "too much"> {
  const found = await findHits(walk, question, place);
  if (found === "too much") return found;
  const { hits, end, notice, lost } = found;
  const store = createStore(walk);
  const chats = await activeChats(store, await located(store, hits), { ...walk, question, place });
  const failure = end.failure ?? store.failure();
  return {
    by: "search",
    chats: byNewest(chats),
    quiet: 0,
    unread: [],
    pages: end.pages,
    ...(end.nextToken === undefined ? {} : { next: { ...place, token: end.nextToken } }),
    ...(failure === undefined ? {} : { failure }),
    ...(end.isBroken ? { isBroken: true } : {}),
    ...(notice === undefined ? {} : { notice }),
    lost,
  };
}

/** The request for a page of hits. */
export function searchRequest({ start, end, types, mentionsMe, chatIds }: Question, token?: string) {
  const body = searchBody({
    query: "",
    chatIds,
    senders: [],
    attachment: undefined,
    chatType: types.length === 1 ? types[0] : undefined,
    senderType: undefined,
    excludedSenderType: undefined,
    mentionsMe,
    mentioned: [],
    start,
    end,
  });
  return searchMessages(body, MAX_PAGE_SIZE, token);
}

interface FoundHits {
  /** Each message once. */
  readonly hits: readonly Hit[];
  readonly end: PagingResult;
  readonly notice: string | undefined;
  /** How many results came without a message id. */
  readonly lost: number;
}

async function findHits(walk: Walk, question: Question, place: Place): Promise<FoundHits | "too much"> {
  const { world, client, pageLimit: limit, delay } = walk;
  const hits = new Map<string, Hit>();
  const seen = new Set(place.seen);
  const isStart = place.token === undefined && place.seen === undefined && !question.mentionsMe;
  let notice: string | undefined;
  let lost = 0;
  const pages = paginate(world, async (token, number) => {
    walk.note(`searching, page ${number}`);
    const body = await client.call(searchRequest(question, token));
    responseData(body, ["items"]);
    return body;
  }, { token: place.token, limit, delay });
  while (true) {
    const next = await pages.next();
    if (next.done) return { hits: [...hits.values()], end: next.value, notice, lost };
    const answer = readSearch(next.value.data);
    if (isStart && Number(answer.total ?? 0) > limit * MAX_PAGE_SIZE) return "too much";
    notice ??= nonBlank(answer.notice);
    const page = hitsOf(answer);
    lost += arrayAt(next.value.data, "items").length - page.length;
    for (const hit of page) if (!seen.has(hit.id) && !hits.has(hit.id)) hits.set(hit.id, hit);
  }
}

function hitsOf({ items }: SearchAnswer): readonly Hit[] {
  return (items ?? []).flatMap(({ id, meta_data: meta }) => {
    const messageId = nonBlank(meta?.message_id) ?? nonBlank(id);
    if (messageId === undefined) return [];
    return [{
      id: messageId,
      chatId: nonBlank(meta?.chat_id) ?? "",
      created: Date.parse(meta?.create_time ?? "") || (parseUnixTime(meta?.create_time) ?? 0),
      isDirect: meta?.is_p2p_chat === true,
    }];
  });
}

/** Messages by their ids. */
interface Store {
  /** Fetches those that are not there yet, as far as that works. */
  fetch(ids: readonly string[]): Promise<void>;
  get(id: string): RawMessage | undefined;
  /** Why a call failed, if one did. */
  failure(): Failure | undefined;
}

function createStore({ client }: Walk): Store {
  const messages = new Map<string, RawMessage>();
  let failure: Failure | undefined;
  return {
    async fetch(ids) {
      const open = ids.filter((id) => !messages.has(id));
      for (let at = 0; at < open.length; at += MAX_PAGE_SIZE) {
        try {
          const body = await client.call(getMessages(open.slice(at, at + MAX_PAGE_SIZE)));
          const items = readMessages(arrayAt(responseRecords(body, ["items"]), "items"));
          for (const item of items) messages.set(messageIdOf(item), item);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          failure ??= error;
        }
      }
    },
    get: (id) => messages.get(id),
    failure: () => failure,
  };
}

/** A hit that does not say where or when it is, is looked at; one that stays without a chat is left to the others. */
async function located(store: Store, hits: readonly Hit[]): Promise<readonly Hit[]> {
  const isOdd = ({ chatId, created }: Hit) => chatId === "" || created === 0;
  await store.fetch(hits.filter(isOdd).map(({ id }) => id));
  return hits.map((hit) => {
    const message = isOdd(hit) ? store.get(hit.id) : undefined;
    if (message === undefined) return hit;
    return {
      ...hit,
      chatId: hit.chatId || (message.chat_id ?? ""),
      created: hit.created || (parseUnixTime(message.create_time) ?? 0),
    };
  });
}

async function activeChats(
  store: Store,
  hits: readonly Hit[],
  { perChat, question, place }: Walk & { readonly question: Question; readonly place: Place },
): Promise<readonly ActiveChat[]> {
  const sorted = hits.toSorted((one, other) => other.created - one.created);
  const groups = [...Map.groupBy(sorted, ({ chatId }) => chatId)];
  await store.fetch(groups.flatMap(([, all]) => all.slice(0, perChat).map(({ id }) => id)));
  return groups.map(([chatId, all]): ActiveChat => {
    const shown = all.slice(0, perChat);
    const messages = shown.flatMap(({ id }) => store.get(id) ?? []);
    return {
      chatId,
      ...(shown.some(({ isDirect }) => isDirect) ? { type: "p2p" } : {}),
      messages,
      count: all.length,
      missing: shown.filter(({ id }) => store.get(id) === undefined).map(({ id }) => id),
      ...(all.length > perChat ? { more: restOf(chatId, shown, question, place) } : {}),
      newest: all[0]?.created ?? 0,
    };
  });
}

/** The older messages of a chat: up to the second of the oldest one that is shown, without those of it. */
function restOf(chatId: string, shown: readonly Hit[], question: Question, { seen = [] }: Place) {
  const end = Math.floor((shown.at(-1)?.created ?? question.end) / 1000) * 1000;
  const atEnd = shown.filter(({ created }) => Math.floor(created / 1000) * 1000 === end);
  return {
    question: { ...question, chatIds: [chatId], end },
    place: {
      by: "search" as const,
      seen: [...(end === question.end ? seen : []), ...atEnd.map(({ id }) => id)],
    },
  };
}
