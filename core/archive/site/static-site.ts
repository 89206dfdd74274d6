/**
 * The same pages as files: they open by a double click, without a server, and search with a script of their own.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import { mediaPath } from "../message-reader.ts";
import type { OutputFolder } from "../output-folder.ts";
import { type ArchivedChat, chatsOf } from "../render/rows.ts";
import { topLevelIn } from "../show.ts";
import { formatLocalMinute } from "../../text/time.ts";
import { markup, type Part, visibleName } from "./html.ts";
import { dayList, galleryHtml, missingHtml, titleOf } from "./lists-html.ts";
import type { SiteMessage } from "./message-html.ts";
import { countText } from "./numbers.ts";
import { daysHtml, pageHtml, pagerHtml, tabsHtml } from "./page.ts";
import { peopleHtml } from "./people-html.ts";
import { SCRIPT } from "./script.ts";
import { createSiteData } from "./site-data.ts";
import { filesBetween, listChats, listGaps } from "./site-lists.ts";
import { createPeople, type Writer } from "./site-people.ts";
import { linksFrom, type StaticPlaces } from "./static-links.ts";
import { planOf, type StaticPage } from "./static-pages.ts";
import { SEARCH_SCRIPT, searchMain, writeShards } from "./static-search.ts";
import { threadPages } from "./static-threads.ts";
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

const POLICY = "default-src 'none'; script-src 'self' file:; style-src 'self' file:; img-src 'self' file:; " +
  "media-src 'self' file:; base-uri 'none'; form-action 'self' file:";

/** What writing needs at hand. */
interface Making extends StaticPlaces {
  readonly count: { pages: number; written: number; messages: number };
}

/** Writes the site; pages that did not change are left as they are, those that are no longer of it are removed. */
export function writeStaticSite(
  archive: Archive,
  folder: OutputFolder,
  options: StaticOptions,
): StaticReport {
  const data = createSiteData(archive, options.linkHost);
  // With the names of chats that only have one by who is in them.
  const chats = chatsOf(archive, options.chatIds).map((chat) => data.chat(chat.chat_id) ?? chat);
  const making: Making = {
    ...{ archive, chats, data },
    plans: new Map(chats.map((chat) => [chat.n, planOf(archive, chat)])),
    mediaBase: options.isSelfContained ? "" : options.mediaBase,
    count: { pages: 0, written: 0, messages: 0 },
  };
  put(making, folder, "style.css", STYLE);
  put(making, folder, "script.js", SCRIPT);
  put(making, folder, "search.js", SEARCH_SCRIPT);
  const all = folder.folder("chat");
  const ids = new Set(chats.map(({ chat_id }) => chat_id));
  for (const name of all.names()) {
    if (!ids.has(name)) all.folder(name).prune(new Set(), /\.html$/);
  }
  for (const chat of chats) writeChat(making, all.folder(chat.chat_id), chat);
  putPage(making, folder, "index.html", "Chats", homeHtml(making));
  putPage(making, folder, "people.html", "People", peopleOf(making));
  writeSearch(making, folder);
  if (options.isSelfContained) copyMedia(making, folder.folder("media"));
  return making.count;
}

function put({ count }: Making, folder: OutputFolder, name: string, text: string): void {
  if (folder.update(name, text)) count.written++;
}

function putPage(
  making: Making,
  folder: OutputFolder,
  name: string,
  title: string,
  main: Part,
  more: { readonly up?: string; readonly scripts?: readonly string[] } = {},
): void {
  const { up = "", scripts = [] } = more;
  const links = linksFrom(making, up);
  put(making, folder, name, pageHtml({ title, links, main, policy: POLICY, scripts }));
}

function homeHtml(making: Making): Part {
  const links = linksFrom(making, "");
  const shown = new Set(making.chats.map(({ n }) => n));
  const chats = listChats(making.archive).filter(({ n }) => shown.has(n));
  if (chats.length === 0) return markup`<p>No chat is archived yet.</p>`;
  return markup`<ul class="list">${
    chats.map((chat) =>
      markup`<li><a href="${links.chat(chat.chat_id)}" dir="auto">${titleOf(chat)}</a> <span class="note">${
        countText(chat.messages, "message")
      }${
        chat.lastMs !== undefined && `, the last one ${formatLocalMinute(chat.lastMs)}`
      }</span><br><span class="id">${chat.chat_id}</span></li>\n`
    )
  }</ul>`;
}

function peopleOf({ archive, chats }: Making): Part {
  // The search of the files knows people by their names.
  const addressOf = ({ name }: Writer) =>
    name === null || name.includes('"')
      ? undefined
      : `search.html?${new URLSearchParams({ q: `from:"${visibleName(name)}"` })}`;
  return peopleHtml(createPeople(archive)(chats.map(({ n }) => n)), addressOf);
}

/** From a page of a chat to the top of the site. */
const UP = "../../";

function writeChat(making: Making, folder: OutputFolder, chat: ArchivedChat): void {
  const { pages, threads } = making.plans.get(chat.n) ?? { pages: [], threads: new Map() };
  const written = new Set<string>(["index.html"]);
  const write = (name: string, title: string, main: Part) => {
    written.add(name);
    making.count.pages++;
    putPage(making, folder, name, title, main, { up: UP });
  };
  const title = titleOf(chat);
  for (const [at, page] of pages.entries()) {
    const messages = messagesOn(making, chat, page);
    making.count.messages += messages.length;
    const files = filesBetween(making.archive, chat, at === 0 ? 0 : page.from, pages[at + 1]?.from);
    const tabs = tabsHtml([
      ["All days", "index.html"],
      ["Pictures and files", files.length === 0 ? undefined : `files-${page.name}.html`],
    ]);
    const pager = pagerHtml([
      ["Earlier messages", fileOf(pages[at - 1]), "prev"],
      ["Later messages", fileOf(pages[at + 1]), "next"],
    ]);
    const links = linksFrom(making, UP, idsOf(messages));
    write(`${page.name}.html`, title, [tabs, pager, daysHtml(messages, links), pager]);
    if (files.length === 0) continue;
    const back = markup`<p><a href="${page.name}.html">${title}, ${page.name}</a></p>`;
    const gallery = galleryHtml(files, linksFrom(making, UP));
    write(`files-${page.name}.html`, `Pictures and files of ${title}`, [back, gallery]);
  }
  for (const { name, main, messages } of threadPages(making, [...threads.values()])) {
    making.count.messages += messages;
    const back = tabsHtml([[title, "index.html"]]);
    write(name, `Threads in ${title}`, [back, main]);
  }
  putPage(making, folder, "index.html", title, chatIndex(making, chat, [...written]), { up: UP });
  making.count.pages++;
  folder.prune(written, /\.html$/);
}

function fileOf(page: StaticPage | undefined): string | undefined {
  return page && `${page.name}.html`;
}

/** All messages that a page has, forwarded ones included. */
export function idsOf(messages: readonly SiteMessage[]): ReadonlySet<string> {
  return new Set(messages.flatMap(({ message, inside }) => [message.message_id, ...idsOf(inside)]));
}

function messagesOn(
  { archive: { database }, data }: Making,
  chat: ArchivedChat,
  page: StaticPage,
): readonly SiteMessage[] {
  return database.all<{ seq: number }>(
    `SELECT seq FROM message WHERE chat = ? AND ${topLevelIn(chat.mode)} AND sort_key BETWEEN ? AND ?
      ORDER BY created_ms, seq`,
    ...[chat.n, BigInt(page.from), BigInt(page.to)],
  ).map(({ seq }) => data.message(seq));
}

function chatIndex(making: Making, chat: ArchivedChat, files: readonly string[]): Part {
  const { pages } = making.plans.get(chat.n) ?? { pages: [] };
  const last = pages.at(-1);
  const threads = files.filter((name) => name.startsWith("threads-"));
  const galleries = files.filter((name) => name.startsWith("files-"));
  const listed = (label: string, names: readonly string[], prefix: string) =>
    names.length > 0 &&
    markup`<details><summary>${label}</summary><ul class="days">${
      names.map((name) => markup`<li><a href="${name}">${name.slice(prefix.length, -5)}</a></li>\n`)
    }</ul></details>`;
  return [
    markup`<p class="id">${chat.chat_id}</p>`,
    last === undefined
      ? markup`<p>No messages are archived.</p>`
      : markup`<p><a href="${last.name}.html">The latest messages</a></p>`,
    listed("Pages of threads", threads, "threads-"),
    listed("Pictures and files", galleries, "files-"),
    pages.map(({ name, days }) =>
      markup`<section>${dayList(days, (day) => `${name}.html#day-${day}`)}</section>`
    ),
    missingHtml(listGaps(making.archive, chat)),
  ];
}

function writeSearch(making: Making, folder: OutputFolder): void {
  const shards = folder.folder("shards");
  const names = writeShards(making, (name, text) => put(making, shards, name, text));
  shards.prune(new Set(names), /^\d+\.js$/);
  putPage(making, folder, "search.html", "Search", searchMain(names.length), { scripts: ["search.js"] });
}

function copyMedia({ archive: { database, path } }: Making, media: OutputFolder): void {
  const kept = new Set<string>();
  for (const { sha256 } of database.all<{ sha256: Uint8Array }>("SELECT sha256 FROM media")) {
    const file = mediaPath(database, sha256);
    const [, group = "", name = ""] = file.split("/");
    kept.add(name);
    media.folder(group).copy(join(path, file), name);
  }
  for (const group of media.names()) {
    if (/^[0-9a-f]{2}$/.test(group)) media.folder(group).prune(kept, /^[0-9a-f]{64}/);
  }
}
