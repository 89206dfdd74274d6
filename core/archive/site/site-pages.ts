/**
 * The pages of the site, each made from what its address says.
 *
 * @module
 */

import { fromHex } from "../../text/bytes.ts";
import { formatLocalMinute } from "../../text/time.ts";
import { isShown } from "../media.ts";
import {
  type Context,
  growingPage,
  id,
  LINKS,
  notFound,
  page,
  PANEL_PATH,
  redirect,
  SAFE,
  type SiteAnswer,
} from "./answer.ts";
import { type Html, markup, type Part } from "./html.ts";
import type { Links } from "./links.ts";
import { dayList, galleryHtml, missingHtml, titleOf } from "./lists-html.ts";
import { messageHtml, type SiteMessage, versionHtml } from "./message-html.ts";
import { countText } from "./numbers.ts";
import { IN_THREAD, panelHtml, panelTemplate } from "./panel-html.ts";
import { daysHtml, pagerHtml, tabsHtml } from "./page.ts";
import type { MessagePage, PagePlace, SiteChat, SiteData, SiteThread } from "./site-data.ts";
import { keyOfDay, listChats, listDays, listGaps, listYears, readGallery } from "./site-lists.ts";

/** The chats. */
export function homePage({ archive }: Context): SiteAnswer {
  const chats = listChats(archive);
  const list = markup`<ul class="list">${
    chats.map((chat) =>
      markup`<li><a href="${LINKS.chat(chat.chat_id)}" dir="auto">${titleOf(chat)}</a> <span class="note">${
        countText(chat.messages, "message")
      }${chat.lastMs !== undefined && `, the last one ${formatLocalMinute(chat.lastMs)}`}</span><br>\
<span class="id">${chat.chat_id}</span></li>\n`
    )
  }</ul>`;
  return page(200, "Chats", chats.length === 0 ? markup`<p>No chat is archived yet.</p>` : list);
}

/** Ways from a chat to its other pages. */
export function chatTabs(chat: SiteChat): Html {
  const { chat_id } = chat;
  return markup`<p class="id">${chat_id}</p>${
    tabsHtml([
      ["Messages", LINKS.chat(chat_id)],
      ["Days", LINKS.days(chat_id)],
      ["Pictures and files", LINKS.gallery(chat_id)],
      ["People", LINKS.people(chat_id)],
      ["Search in this chat", `${LINKS.search}?in=${id(chat_id)}`],
    ])
  }`;
}

/** A part of a chat. */
export function chatPage(context: Context, chatId: string, query: URLSearchParams): SiteAnswer {
  const { data } = context;
  const chat = data.chat(chatId);
  if (chat === undefined) return notFound();
  const at = query.get("at");
  const found = at === null ? undefined : data.place(at);
  if (at !== null && found?.chat.chat_id !== chatId) return notFound();
  if (at !== null && found?.thread !== undefined) return redirect(threadAddress(found.thread, at));
  const shown = data.page(chat, placeOf(query, found?.key) ?? { kind: "end" });
  const beside = query.get("thread");
  const thread = beside === null ? undefined : data.thread(beside);
  if (beside !== null && thread?.chat.n !== chat.n) return notFound();
  const pager = messagePager(shown, LINKS.chat(chatId), ["The latest", LINKS.chat(chatId)]);
  return growingPage(
    titleOf(chat),
    markup`${chatTabs(chat)}${pager}${messagesHtml(shown, at)}${pager}${
      missingHtml(listGaps(context.archive, chat))
    }${panelTemplate()}`,
    { scripts: [PANEL_PATH], aside: thread && besideHtml(data, thread, shown, query) },
  );
}

/** A thread beside the page of its chat that an address shows. */
function besideHtml(data: SiteData, thread: SiteThread, shown: MessagePage, query: URLSearchParams): Html {
  const alone = new URLSearchParams(query);
  alone.delete("thread");
  const closed = `${LINKS.chat(thread.chat.chat_id)}${alone.size === 0 ? "" : `?${alone}`}`;
  const known = new Set(shown.messages.flatMap(idsOf));
  return panelHtml(
    thread.thread_id,
    data.threadPage(thread, { kind: "start" }),
    closed,
    (id) => known.has(id),
  );
}

function idsOf({ message, inside }: SiteMessage): readonly string[] {
  return [message.message_id, ...inside.flatMap(idsOf)];
}

function messagesHtml({ messages }: MessagePage, at: string | null, links: Links = LINKS): Part {
  return messages.length === 0
    ? markup`<p>No messages here.</p>`
    : markup`<div id="pages"><section>${
      daysHtml(messages, links, { current: at ?? undefined })
    }</section></div>`;
}

function messagePager(
  { earlier, later }: MessagePage,
  address: string,
  end: readonly [label: string, address: string],
): Html {
  const link = (key: string, value: number | undefined) =>
    value === undefined ? undefined : `${address}?${key}=${value}`;
  return pagerHtml([
    ["Earlier messages", link("before", earlier), "prev"],
    ["Later messages", link("after", later), "next"],
    [end[0], later === undefined ? undefined : end[1], "last"],
  ]);
}

function placeOf(query: URLSearchParams, around: number | undefined): PagePlace | undefined {
  if (around !== undefined) return { kind: "around", key: around };
  const day = keyOfDay(query.get("day") ?? "");
  if (day !== undefined) return { kind: "after", key: day - 1 };
  for (const kind of ["before", "after"] as const) {
    const key = keyIn(query, kind);
    if (key !== undefined) return { kind, key };
  }
  return undefined;
}

function keyIn(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : undefined;
}

function threadAddress(threadId: string, messageId: string): string {
  return `${LINKS.thread(threadId)}?at=${id(messageId)}#${id(messageId)}`;
}

/** A message's own address leads to it in its context. */
export function messagePage(data: SiteData, messageId: string): SiteAnswer {
  const place = data.place(messageId);
  if (place === undefined) return notFound();
  return place.thread !== undefined
    ? redirect(threadAddress(place.thread, messageId))
    : redirect(`${LINKS.chat(place.chat.chat_id)}?at=${id(messageId)}#${id(messageId)}`);
}

/** A thread, from its first message on. */
export function threadPage(data: SiteData, threadId: string, query: URLSearchParams): SiteAnswer {
  const thread = data.thread(threadId);
  if (thread === undefined) return notFound();
  const at = query.get("at");
  const found = at === null ? undefined : data.place(at);
  if (at !== null && found?.chat.n !== thread.chat.n) return notFound();
  const shown = data.threadPage(thread, placeOf(query, found?.key) ?? { kind: "start" });
  const address = LINKS.thread(threadId) ?? "";
  const pager = messagePager(shown, address, ["The latest", `${address}?before=${10 ** 15 - 1}`]);
  return growingPage(
    `Thread in ${titleOf(thread.chat)}`,
    markup`<p class="note"><a href="${LINKS.chat(thread.chat.chat_id)}" dir="auto">${
      titleOf(thread.chat)
    }</a> · ${threadId}</p>${pager}${messagesHtml(shown, at, IN_THREAD)}${pager}`,
  );
}

/** A message with its earlier versions. */
export function historyPage(data: SiteData, messageId: string): SiteAnswer {
  const one = data.history(messageId);
  if (one === undefined) return notFound();
  return page(
    200,
    "Versions of a message",
    markup`<h2>As it is now</h2>${messageHtml(one, LINKS)}<h2>Earlier</h2>${
      one.versions.length === 0
        ? markup`<p>It has not changed since it was archived first.</p>`
        : one.versions.toReversed().map(versionHtml)
    }`,
  );
}

/** The pictures and files of a chat. */
export function galleryPage({ archive, data }: Context, chatId: string, query: URLSearchParams): SiteAnswer {
  const chat = data.chat(chatId);
  if (chat === undefined) return notFound();
  const before = keyIn(query, "before");
  const { files, earlier } = readGallery(archive, chat, before);
  const address = LINKS.gallery(chatId) ?? "";
  return page(
    200,
    `Pictures and files of ${titleOf(chat)}`,
    markup`${chatTabs(chat)}${galleryHtml(files, LINKS)}${
      pagerHtml([
        ["The latest", before === undefined ? undefined : address, "last"],
        ["Earlier files", earlier === undefined ? undefined : `${address}?before=${earlier}`, "next"],
      ])
    }`,
  );
}

/** The days of a year of a chat. */
export function daysPage({ archive, data }: Context, chatId: string, query: URLSearchParams): SiteAnswer {
  const chat = data.chat(chatId);
  if (chat === undefined) return notFound();
  const years = listYears(archive, chat);
  const asked = Number(query.get("year") ?? "");
  const year = years.includes(asked) ? asked : years.at(-1);
  const days = year === undefined ? [] : listDays(archive, chat, year);
  return page(
    200,
    `Days of ${titleOf(chat)}`,
    markup`${chatTabs(chat)}${
      pagerHtml(
        years.filter((one) => one !== year).map((
          one,
        ) => [`${one}`, `${LINKS.days(chatId)}?year=${one}`, "bookmark"]),
        "Years",
      )
    }${days.length === 0 && markup`<p>No messages here.</p>`}${
      dayList(days, (day) => `${LINKS.chat(chatId)}?day=${day}`)
    }`,
  );
}

/** A file is named by its hash alone. What a browser could run is only given out for saving. */
export function mediaFile(data: SiteData, name: string): SiteAnswer {
  const found = /^[0-9a-f]{64}$/.test(name) ? data.media(fromHex(name)) : undefined;
  if (found === undefined) return notFound();
  const shown = isShown(found);
  return {
    status: 200,
    headers: {
      ...SAFE,
      "content-type": shown ? found.mime : "application/octet-stream",
      "cache-control": "private, max-age=31536000, immutable",
      ...shown ? {} : { "content-disposition": "attachment" },
    },
    body: { file: found.path, bytes: found.bytes },
  };
}
