import type { Archive } from "../directory.ts";
import type { ArchivedChat } from "../render/rows.ts";
import type { Links } from "./links.ts";
import type { SiteData } from "./site-data.ts";
import { IS_REPLY, pageAt, type StaticPlan, threadFile } from "./static-pages.ts";

/** What addresses are made from. */
export interface StaticPlaces {
  readonly archive: Archive;
  readonly data: SiteData;
  readonly chats: readonly ArchivedChat[];
  /** By the row of the chat. */
  readonly plans: ReadonlyMap<number, StaticPlan>;
  /** From the top of the site to the directory that holds `media/`, with a slash at its end. */
  readonly mediaBase: string;
}

/**
 * Addresses as seen from a page.
 *
 * @param up leads to the top of the site
 * @param own ids of the messages that are on the page itself
 */
export function linksFrom(places: StaticPlaces, up: string, own: ReadonlySet<string> = new Set()): Links {
  const { chats, mediaBase } = places;
  const inChat = (chatId: string, file: string) =>
    chats.some(({ chat_id }) => chat_id === chatId) ? `${up}${chatFolder(chatId)}${file}` : undefined;
  return {
    style: `${up}style.css`,
    script: `${up}script.js`,
    home: `${up}index.html`,
    search: `${up}search.html`,
    chat: (chatId) => inChat(chatId, "index.html") ?? `${up}index.html`,
    message(messageId) {
      if (own.has(messageId)) return `#${messageId}`;
      const file = fileOfMessage(places, messageId);
      return file === undefined ? undefined : `${up}${file}#${messageId}`;
    },
    thread(threadId) {
      const thread = places.data.thread(threadId);
      const place = thread && places.plans.get(thread.chat.n)?.threads.get(thread.n);
      return thread && place &&
        `${up}${chatFolder(thread.chat.chat_id)}${threadFile(place, 0)}#${threadId}`;
    },
    history: () => undefined,
    gallery: () => undefined,
    days: (chatId) => inChat(chatId, "index.html"),
    people: (chatId) => chatId === undefined ? `${up}people.html` : undefined,
    media: (path) => `${up}${mediaBase}${path}`,
  };
}

/** The folder of a chat, from the top of the site. */
export function chatFolder(chatId: string): string {
  return `chat/${chatId}/`;
}

/** The file of a message, from the top of the site. */
export function fileOfMessage(places: StaticPlaces, messageId: string): string | undefined {
  const place = places.data.place(messageId);
  if (place === undefined) return undefined;
  const { chat, key, thread: threadId } = place;
  const thread = threadId === undefined ? undefined : places.data.thread(threadId);
  return fileAt(places, { chat: chat.n, chatId: chat.chat_id, key, thread: thread?.n });
}

/** Where a message stands: the rows of its chat and, for a reply, of its thread. */
export interface Standing {
  readonly chat: number;
  readonly chatId: string;
  readonly key: number;
  readonly thread: number | undefined;
}

/** The file of what stands somewhere, from the top of the site. */
export function fileAt(
  { archive: { database }, plans }: StaticPlaces,
  { chat, chatId, key, thread }: Standing,
): string | undefined {
  const plan = plans.get(chat);
  if (plan === undefined) return undefined;
  if (thread === undefined) {
    const page = pageAt(plan.pages, key);
    return page && `${chatFolder(chatId)}${page.name}.html`;
  }
  const place = plan.threads.get(thread);
  if (place === undefined) return undefined;
  const before = database.get<{ count: number }>(
    `SELECT count(*) AS count FROM message WHERE thread = ? AND ${IS_REPLY} AND sort_key < ?`,
    ...[thread, key],
  );
  return `${chatFolder(chatId)}${threadFile(place, before?.count ?? 0)}`;
}
