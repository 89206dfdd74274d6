import { createLimit } from "../async/limit.ts";
import { listChats } from "../chat/requests.ts";
import { CHAT, type Chat } from "../chat/wire.ts";
import { Failure } from "../failure.ts";
import { arrayAt, nonBlank } from "../json/access.ts";
import { listMessages } from "../message/requests.ts";
import { readMessages } from "../message/wire.ts";
import { recordsAt } from "../platform/list-reader.ts";
import { type Page, paginate, type PagingResult, readCursor } from "../platform/pages.ts";
import { responseRecords } from "../platform/response.ts";
import { parseUnixTime, unixSeconds } from "../text/time.ts";
import {
  type ActiveChat,
  byNewest,
  type ChatFacts,
  type Findings,
  type Place,
  type Question,
  type UnreadChat,
  type Walk,
} from "./question.ts";

/** Chats of one page: few, since those of an interrupted page stand in the cursor. */
const CHATS_PER_PAGE = 20;
/** Most chats that are looked into at a time. */
const MAX_CONCURRENT = 8;

/**
 * Finds recent messages by looking into the chats, the most recently active first. The service does not say when a chat
 * was active, so a quiet one does not mean that those behind it are quiet, too: the walk goes to the end of the list, or
 * to the page limit.
 *
 * @throws {Failure} when nothing could be looked into
 */
export async function listRecent(walk: Walk, question: Question, place: Place): Promise<Findings> {
  const look = startLook(walk, question);
  const given = place.chats ?? question.chatIds;
  let pages = 0;
  for (let at = 0; at < given.length; at += CHATS_PER_PAGE) {
    const left = await look.into(given.slice(at, at + CHATS_PER_PAGE).map((chatId) => ({ chatId })));
    const chats = [...left, ...given.slice(at + CHATS_PER_PAGE)];
    if (look.failure() !== undefined) return look.findings({ pages, next: { ...place, chats } });
    pages++;
  }
  if (given.length > 0 && place.token === undefined) return look.findings({ pages });
  const end = await walkList(walk, question, place, look);
  return look.findings({ ...end, pages: pages + end.pages });
}

/** The request for a page of the chats. */
export function chatsRequest({ types }: Question, pageToken?: string) {
  return listChats({
    sort: "active_time",
    userIdType: "open_id",
    types,
    pageSize: CHATS_PER_PAGE,
    pageToken,
  });
}

/** The request for the newest messages of a chat. */
export function messagesRequest({ start, end }: Question, chatId: string, pageSize: number) {
  return listMessages({
    container: "chat",
    id: chatId,
    order: "desc",
    pageSize,
    start: unixSeconds(start),
    end: unixSeconds(end),
  });
}

/** How a walk ended. */
interface WalkEnd {
  readonly pages: number;
  readonly next?: Place | undefined;
  readonly failure?: Failure | undefined;
  readonly isBroken?: boolean;
}

/** Goes through the list of chats. */
async function walkList(walk: Walk, question: Question, place: Place, look: Look): Promise<WalkEnd> {
  const { world, pageLimit: limit, delay } = walk;
  const fetchPage = async (token: string | undefined, number: number) => {
    walk.note(`looking into chats, page ${number}`);
    const body = await walk.client.call(chatsRequest(question, token));
    responseRecords(body, ["items"]);
    return body;
  };
  const pages = paginate(world, fetchPage, { token: place.token, limit, delay });
  const next = async () => {
    try {
      return await pages.next();
    } catch (error) {
      if (!(error instanceof Failure) || look.isEmpty()) throw error;
      return { done: true as const, value: brokenEnd(error, place.token) };
    }
  };
  while (true) {
    const one = await next();
    if (one.done) return await endOf(one.value, { fetchPage, look, isWhole: place.token === undefined });
    const { data, number, hasMore, token } = one.value;
    const chats = await look.into(factsOf(data));
    if (look.failure() === undefined) continue;
    return { pages: number - 1, next: { by: "chats", chats, token: hasMore ? token : undefined } };
  }
}

function brokenEnd(failure: Failure, token: string | undefined): PagingResult {
  return { complete: false, pages: 0, nextToken: token, hasMore: true, failure };
}

/** At the end of a whole list the first page is read once more: a chat that woke up meanwhile moved there. */
async function endOf(
  { complete, pages, nextToken, failure, isBroken }: PagingResult,
  { fetchPage, look, isWhole }: {
    readonly fetchPage: (token: undefined, number: number) => Promise<Page["data"]>;
    readonly look: Look;
    readonly isWhole: boolean;
  },
): Promise<WalkEnd> {
  if (isWhole && complete && pages > 1) {
    try {
      const body = await fetchPage(undefined, pages + 1);
      const chats = await look.into(factsOf(responseRecords(body, ["items"])));
      if (look.failure() !== undefined) return { pages, next: { by: "chats", chats } };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { pages, failure: error };
    }
  }
  return {
    pages,
    next: nextToken === undefined ? undefined : { by: "chats", token: nextToken },
    failure,
    ...(isBroken ? { isBroken } : {}),
  };
}

function factsOf(data: Page["data"]): readonly ChatFacts[] {
  return recordsAt(data, "items", CHAT).flatMap((chat) => chatFacts(chat) ?? []);
}

/** What a chat says about itself; `undefined` for one without an id. */
export function chatFacts(chat: Chat): ChatFacts | undefined {
  const chatId = nonBlank(chat.chat_id);
  if (chatId === undefined) return undefined;
  return {
    chatId,
    name: nonBlank(chat.name),
    type: nonBlank(chat.chat_mode),
    partner: nonBlank(chat.p2p_target_id),
  };
}

/** Looks into chats and keeps what it finds. */
interface Look {
  /** Looks into those that it has not seen; the ids of those that were left when the walk had to end. */
  into(chats: readonly ChatFacts[]): Promise<readonly string[]>;
  /** Why the walk has to end. */
  failure(): Failure | undefined;
  isEmpty(): boolean;
  /** @throws {Failure} where no chat could be looked into */
  findings(end: WalkEnd): Findings;
}

function startLook(walk: Walk, question: Question): Look {
  const limit = createLimit(MAX_CONCURRENT);
  const seen = new Set<string>();
  const active: ActiveChat[] = [];
  const unread: UnreadChat[] = [];
  let quiet = 0;
  let failure: Failure | undefined;
  const isEmpty = () => active.length + unread.length + quiet === 0;

  async function lookInto(chat: ChatFacts): Promise<boolean> {
    if (failure !== undefined) return false;
    try {
      const found = await readChat(walk, question, chat);
      if (found === undefined) quiet++;
      else active.push(found);
      return true;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!isOfChat(error)) {
        failure ??= error;
        return false;
      }
      unread.push({ ...chat, failure: error });
      return true;
    }
  }

  return {
    async into(chats) {
      const fresh = chats.filter(({ chatId }) => !seen.has(chatId) && seen.add(chatId));
      const done = await Promise.all(fresh.map((chat) => limit(() => lookInto(chat))));
      return fresh.filter((_, index) => !done[index]).map(({ chatId }) => chatId);
    },
    failure: () => failure,
    isEmpty,
    findings(end) {
      const [first] = unread;
      const reason = failure ?? end.failure;
      if (active.length + quiet === 0 && (reason ?? first) !== undefined) {
        throw reason ?? first?.failure;
      }
      return { by: "chats", chats: byNewest(active), quiet, unread, ...end, failure: reason };
    },
  };
}

/** Whether a failure is about one chat, so that the others can still be looked into. */
function isOfChat({ detail: { type, retryable } }: Failure): boolean {
  return (type === "api" || type === "authorization" || type === "policy") && retryable !== true;
}

/** The newest messages of a chat in the time; `undefined` where there is none. */
async function readChat(
  { client, perChat }: Walk,
  question: Question,
  chat: ChatFacts,
): Promise<ActiveChat | undefined> {
  const body = await client.call(messagesRequest(question, chat.chatId, perChat));
  const data = responseRecords(body, ["items"]);
  const messages = readMessages(arrayAt(data, "items"));
  const { hasMore, token } = readCursor(data);
  const [first] = messages;
  if (first === undefined && !hasMore) return undefined;
  return {
    ...chat,
    messages,
    count: messages.length,
    missing: [],
    ...(hasMore ? { more: { token } } : {}),
    newest: parseUnixTime(first?.create_time) ?? 0,
  };
}
