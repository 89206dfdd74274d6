/**
 * The same pages as files: they open by a double click, without a server, and search with a script of their own.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import type { OutputFolder } from "../output-folder.ts";
import { type ArchivedChat, chatsOf } from "../render/rows.ts";
import { TOP_LEVEL } from "../show.ts";
import { markup, type Part, visibleName } from "./html.ts";
import type { Links } from "./links.ts";
import type { SiteMessage } from "./message-html.ts";
import { daysHtml, pageHtml, pagerHtml } from "./page.ts";
import { SCRIPT } from "./script.ts";
import { createSiteData, type SiteData } from "./site-data.ts";
import { pageAt, pagesOf, type StaticPage } from "./static-pages.ts";
import { SEARCH_SCRIPT, searchMain, shardText } from "./static-search.ts";
import { STYLE } from "./style.ts";
import { join } from "@std/path";

/** How the site is made. */
export interface StaticOptions {
  /** Empty for all. */
  readonly chatIds: readonly string[];
  readonly linkHost: string;
  /** From the site to the directory that holds `media/`, with a slash at its end. */
  readonly mediaBase: string;
  /** Copy the files into the site. */
  readonly isSelfContained: boolean;
}

/** What was written. */
export interface StaticReport {
  readonly pages: number;
  readonly written: number;
  readonly messages: number;
}

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' file:; media-src 'self' file:; " +
  "base-uri 'none'; form-action 'self'";

/** Messages of a piece of the search. */
const SHARD = 20_000;

interface Making {
  readonly archive: Archive;
  readonly folder: OutputFolder;
  readonly options: StaticOptions;
  readonly data: SiteData;
  readonly chats: readonly ArchivedChat[];
  readonly pages: ReadonlyMap<number, readonly StaticPage[]>;
  readonly count: { pages: number; written: number; messages: number };
}

/** Writes the site; pages that did not change are left as they are. */
export function writeStaticSite(
  archive: Archive,
  folder: OutputFolder,
  options: StaticOptions,
): StaticReport {
  const chats = chatsOf(archive, options.chatIds);
  const making: Making = {
    ...{ archive, folder, options, chats, data: createSiteData(archive, options.linkHost) },
    pages: new Map(chats.map(({ n }) => [n, pagesOf(archive, n)])),
    count: { pages: 0, written: 0, messages: 0 },
  };
  put(making, folder, "style.css", STYLE);
  put(making, folder, "script.js", SCRIPT);
  put(making, folder, "search.js", SEARCH_SCRIPT);
  for (const chat of chats) writeChat(making, chat);
  writeHome(making);
  writeSearch(making);
  if (options.isSelfContained) copyMedia(making);
  return making.count;
}

function put({ count }: Making, folder: OutputFolder, name: string, text: string): void {
  if (folder.update(name, text)) count.written++;
}

function writeHome(making: Making): void {
  const links = linksFrom(making, "");
  const main = markup`<ul class="list">${
    making.chats.map((chat) => {
      const last = making.pages.get(chat.n)?.at(-1);
      const title = titleOf(chat);
      return markup`<li>${
        last === undefined ? title : markup`<a href="${links.chat(chat.chat_id)}">${title}</a>`
      }<br><span class="id">${chat.chat_id}</span></li>\n`;
    })
  }</ul>`;
  put(making, making.folder, "index.html", pageHtml({ title: "Chats", links, main, policy: POLICY }));
}

function titleOf({ name, chat_id }: ArchivedChat): string {
  return visibleName(name ?? chat_id);
}

function writeChat(making: Making, chat: ArchivedChat): void {
  const pages = making.pages.get(chat.n) ?? [];
  if (pages.length === 0) return;
  const folder = making.folder.folder("chat").folder(chat.chat_id);
  const links = linksFrom(making, "../../");
  for (const [at, page] of pages.entries()) {
    const messages = messagesOn(making, chat, page);
    making.count.messages += messages.length;
    making.count.pages++;
    const file = (index: number) => pages[index] && `${pages[index].name}.html`;
    const pager = pagerHtml([["Earlier", file(at - 1), "prev"], ["Later", file(at + 1), "next"]]);
    const others = markup`<details><summary>All pages</summary><ul>${
      pages.map(({ name }) => markup`<li><a href="${name}.html">${name}</a></li>`)
    }</ul></details>`;
    // The list of pages would change every page with each month; it is on the last one.
    const main: Part = [pager, at === pages.length - 1 && others, daysHtml(messages, links), pager];
    put(making, folder, `${page.name}.html`, pageHtml({ title: titleOf(chat), links, main, policy: POLICY }));
  }
}

/** The messages of a page; in ordinary chats each is followed by the replies of its thread. */
function messagesOn(
  { archive: { database }, data }: Making,
  chat: ArchivedChat,
  page: StaticPage,
): readonly SiteMessage[] {
  const rows = database.all<{ seq: number; thread: number | null }>(
    `SELECT seq, thread FROM message WHERE chat = ? AND sort_key BETWEEN ? AND ? AND ${TOP_LEVEL} ORDER BY created_ms, seq`,
    ...[chat.n, BigInt(page.from), BigInt(page.to)],
  );
  return rows.flatMap(({ seq, thread }) => {
    const replies = thread === null || chat.mode === "topic" ? [] : database.all<{ seq: number }>(
      "SELECT seq FROM message WHERE thread = ? AND seq <> ? AND upper IS NULL ORDER BY created_ms, seq",
      ...[thread, seq],
    );
    return [seq, ...replies.map((reply) => reply.seq)].map((one) => data.message(one));
  });
}

/** Addresses as seen from a page; `up` leads to the top of the site. */
function linksFrom(making: Making, up: string): Links {
  const { chats, pages, options } = making;
  const mediaBase = options.isSelfContained ? up : up + options.mediaBase;
  return {
    style: `${up}style.css`,
    script: `${up}script.js`,
    home: `${up}index.html`,
    search: `${up}search.html`,
    chat(chatId) {
      const chat = chats.find((one) => one.chat_id === chatId);
      const last = chat && pages.get(chat.n)?.at(-1);
      return last === undefined ? `${up}index.html` : `${up}chat/${chatId}/${last.name}.html`;
    },
    message: (messageId) => {
      const place = pageOfMessage(making, messageId);
      return place === undefined ? undefined : `${up}${place}#${messageId}`;
    },
    thread: () => undefined,
    history: () => undefined,
    gallery: () => undefined,
    days: () => undefined,
    media: (path) => `${mediaBase}${path}`,
  };
}

/** The file of a message, from the top of the site; a reply stands below the first message of its thread. */
export function pageOfMessage(
  { data, chats, pages, archive }: Making,
  messageId: string,
): string | undefined {
  const place = data.place(messageId);
  const chat = place && chats.find(({ chat_id }) => chat_id === place.chatId);
  if (place === undefined || chat === undefined) return undefined;
  const root = place.thread === null || place.thread === undefined
    ? undefined
    : archive.database.get<{ key: number }>(
      `SELECT min(m.sort_key) AS key FROM message m JOIN thread t ON t.n = m.thread WHERE t.thread_id = ?`,
      place.thread,
    );
  const page = pageAt(pages.get(chat.n) ?? [], root?.key ?? place.key);
  return page && `chat/${chat.chat_id}/${page.name}.html`;
}

function writeSearch(making: Making): void {
  const { archive: { database }, folder } = making;
  const shards = folder.folder("shards");
  const { last = 0 } = database.get<{ last: number | null }>("SELECT max(seq) AS last FROM message") ?? {};
  const count = Math.ceil((last ?? 0) / SHARD);
  for (let shard = 0; shard < count; shard++) {
    const rows = database.all<{
      message_id: string;
      created_ms: number;
      name: string | null;
      chat: string;
      text: string;
      n: number;
    }>(
      `SELECT m.message_id, m.created_ms, p.name, coalesce(c.name, c.chat_id) AS chat, m.text, c.n FROM message m
          JOIN chat c ON c.n = m.chat LEFT JOIN person p ON p.n = m.sender
        WHERE m.seq > ? AND m.seq <= ? AND m.upper IS NULL ORDER BY m.seq`,
      ...[shard * SHARD, (shard + 1) * SHARD],
    ).filter(({ n }) => making.pages.has(n));
    put(
      making,
      shards,
      `${shard}.js`,
      shardText(rows.map((row) => ({ ...row, page: pageOfMessage(making, row.message_id) ?? "" }))),
    );
  }
  const links = linksFrom(making, "");
  put(
    making,
    folder,
    "search.html",
    pageHtml({ title: "Search", links, main: searchMain(count), policy: POLICY, scripts: ["search.js"] }),
  );
}

function copyMedia({ archive, folder, data }: Making): void {
  const media = folder.folder("media");
  for (const { sha256 } of archive.database.all<{ sha256: Uint8Array }>("SELECT sha256 FROM media")) {
    const path = data.media(sha256)?.path ?? "";
    const [, group = "", name = ""] = path.split("/");
    media.folder(group).copy(join(archive.path, path), name);
  }
}
