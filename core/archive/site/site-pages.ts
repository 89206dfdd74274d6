/**
 * The pages of the site, each made from what its address says.
 *
 * @module
 */

import { formatDay } from "../../text/calendar.ts";
import { fromHex } from "../../text/bytes.ts";
import { formatLocalMinute } from "../../text/time.ts";
import type { Archive } from "../directory.ts";
import { isShown } from "../media.ts";
import { isEmptyQuery, parseQuery, type Query } from "../query.ts";
import { search } from "../search.ts";
import { markup, type Part, richText, visibleName } from "./html.ts";
import type { Links } from "./links.ts";
import { messageHtml } from "./message-html.ts";
import { daysHtml, pageHtml, pagerHtml } from "./page.ts";
import type { PagePlace, SiteChat, SiteData } from "./site-data.ts";

/** What is answered. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | { readonly file: string };
}

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What every answer says about itself. */
export const SAFE: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cache-control": "no-store",
};

const id = encodeURIComponent;

const LINKS: Links = {
  style: "/style.css",
  script: "/script.js",
  home: "/",
  search: "/search",
  chat: (chatId) => `/chat/${id(chatId)}`,
  message: (messageId) => `/message/${id(messageId)}`,
  thread: (threadId) => `/thread/${id(threadId)}`,
  history: (messageId) => `/history/${id(messageId)}`,
  gallery: (chatId) => `/gallery/${id(chatId)}`,
  days: (chatId) => `/days/${id(chatId)}`,
  media: (path) => `/media/${path.replace(/^.*\//, "").replace(/\..*$/, "")}`,
};

/** What pages are made from. */
export interface Context {
  readonly archive: Archive;
  readonly data: SiteData;
  now(): number;
}

/** A page of the site. */
export function page(
  status: number,
  title: string,
  main: Part,
  more: { readonly query?: string } = {},
): SiteAnswer {
  return {
    status,
    headers: { ...SAFE, "content-type": "text/html; charset=utf-8" },
    body: pageHtml({ title, links: LINKS, main, ...more }),
  };
}

/** What is not there. */
export function notFound(): SiteAnswer {
  return page(404, "Not in this archive", markup`<p>There is nothing at this address.</p>`);
}

/** The chats. */
export function homePage(data: SiteData): SiteAnswer {
  const chats = data.chats();
  return page(
    200,
    "Chats",
    markup`<ul class="list">${
      chats.map((chat) =>
        markup`<li><a href="${LINKS.chat(chat.chat_id)}">${
          titleOf(chat)
        }</a> <span class="note">${chat.messages} messages${
          chat.lastMs !== undefined && `, the last one ${formatLocalMinute(chat.lastMs)}`
        }</span><br><span class="id">${chat.chat_id}</span></li>\n`
      )
    }</ul>`,
  );
}

function titleOf({ name, chat_id }: Pick<SiteChat, "name" | "chat_id">): string {
  return visibleName(name ?? chat_id);
}

/** A part of a chat. */
export function chatPage(data: SiteData, chatId: string, query: URLSearchParams): SiteAnswer {
  const chat = data.chat(chatId);
  if (chat === undefined) return notFound();
  const at = query.get("at");
  const found = at === null ? undefined : data.place(at);
  if (at !== null && found?.chatId !== chatId) return notFound();
  if (found?.thread) return redirect(`/thread/${id(found.thread)}#${id(at ?? "")}`);
  const { messages, earlier, later } = data.page(chat, placeOf(data, query, found?.key));
  const link = (key: string, value: number | undefined) =>
    value === undefined ? undefined : `${LINKS.chat(chatId)}?${key}=${value}`;
  const pager = pagerHtml([
    ["Earlier messages", link("before", earlier), "prev"],
    ["Later messages", link("after", later), "next"],
    ["The latest", later === undefined ? undefined : LINKS.chat(chatId), "last"],
  ]);
  return page(
    200,
    chat.name ?? chat.chat_id,
    markup`
      <p class="note">${chat.chat_id} · <a href="${
      LINKS.days(chatId) ??
        ""
    }">days</a> · <a href="${LINKS.gallery(chatId) ?? ""}">pictures</a></p>
      <form action="${LINKS.chat(chatId)}"
        method="get"><label for="day">Go to the day</label> <input id="day" name="day" type="date"> <button>Go</button></form>
      ${pager}${messages.length === 0 ? markup`<p>No messages here.</p>` : daysHtml(messages, LINKS)}${pager}
    `,
  );
}

function placeOf(data: SiteData, query: URLSearchParams, around: number | undefined): PagePlace {
  if (around !== undefined) return { kind: "around", key: around };
  const day = data.keyOfDay(query.get("day") ?? "");
  if (day !== undefined) return { kind: "after", key: day - 1 };
  for (const kind of ["before", "after"] as const) {
    const key = query.get(kind);
    if (key !== null && /^\d{1,15}$/.test(key)) return { kind, key: Number(key) };
  }
  return { kind: "end" };
}

function redirect(location: string): SiteAnswer {
  return { status: 303, headers: { ...SAFE, location }, body: "" };
}

/** A message's own address leads to it in its context. */
export function messagePage(data: SiteData, messageId: string): SiteAnswer {
  const place = data.place(messageId);
  if (place === undefined) return notFound();
  return place.thread
    ? redirect(`/thread/${id(place.thread)}#${id(messageId)}`)
    : redirect(`/chat/${id(place.chatId)}?at=${id(messageId)}#${id(messageId)}`);
}

/** A thread. */
export function threadPage(data: SiteData, threadId: string): SiteAnswer {
  const thread = data.thread(threadId);
  if (thread === undefined) return notFound();
  return page(
    200,
    `Thread in ${titleOf(thread.chat)}`,
    markup`<p class="note"><a href="${LINKS.chat(thread.chat.chat_id)}">${
      titleOf(thread.chat)
    }</a> · ${threadId}</p>
${daysHtml(thread.messages, LINKS)}`,
  );
}

/** A message with its earlier versions. */
export function historyPage(data: SiteData, messageId: string): SiteAnswer {
  const one = data.history(messageId);
  if (one === undefined) return notFound();
  const versions = "versions" in one.message ? one.message.versions ?? [] : [];
  return page(
    200,
    "Versions of a message",
    markup`${messageHtml(one, LINKS)}${
      versions.toReversed().map(({ no, content, update_time }) =>
        markup`
          <h2>Version ${no}${update_time !== undefined && `, edited ${update_time}`}</h2>
          <div class="text">${richText(content)}</div>
        `
      )
    }`,
  );
}

/** The pictures of a chat. */
export function galleryPage(data: SiteData, chatId: string, query: URLSearchParams): SiteAnswer {
  const chat = data.chat(chatId);
  if (chat === undefined) return notFound();
  const before = /^\d{1,15}$/.test(query.get("before") ?? "") ? Number(query.get("before")) : undefined;
  const { pictures, earlier } = data.gallery(chat, before);
  const more = earlier === undefined ? undefined : `${LINKS.gallery(chatId) ?? ""}?before=${earlier}`;
  return page(
    200,
    `Pictures of ${titleOf(chat)}`,
    markup`<ul class="gallery">${
      pictures.map(({ messageId, path, name }) =>
        markup`<li><a href="${LINKS.message(messageId) ?? ""}"><img src="${LINKS.media(path)}" alt="${
          visibleName(name)
        }" loading="lazy"></a></li>`
      )
    }</ul>${pictures.length === 0 && markup`<p>No pictures.</p>`}${
      pagerHtml([["Earlier pictures", more, "next"]])
    }`,
  );
}

/** The days of a chat. */
export function daysPage(data: SiteData, chatId: string): SiteAnswer {
  const chat = data.chat(chatId);
  if (chat === undefined) return notFound();
  return page(
    200,
    `Days of ${titleOf(chat)}`,
    markup`<ul class="list">${
      data.days(chat).map(({ day, count }) =>
        markup`<li><a href="${LINKS.chat(chatId)}?day=${day}">${
          formatDay(day)
        }</a> <span class="note">${count} messages</span></li>\n`
      )
    }</ul>`,
  );
}

const HITS = 50;

/** What a search found. */
export function searchPage({ archive, data, now }: Context, params: URLSearchParams): SiteAnswer {
  const text = (params.get("q") ?? "").slice(0, 2_000);
  const query: Query = parseQuery(text, now());
  if (isEmptyQuery(query)) {
    return page(
      200,
      "Search",
      markup`<p>Words, "exact text", -without, from:NAME, in:CHAT, after:2026-05-20, has:file.</p>`,
    );
  }
  const { hits, cursor } = search(archive.database, query, {
    ...{ order: "newest", limit: HITS, cursor: params.get("page") ?? undefined },
  });
  const more = cursor === undefined ? undefined : `${LINKS.search}?q=${id(text)}&page=${id(cursor)}`;
  const shown = hits.map(({ seq }) => data.message(seq));
  return page(
    200,
    "Search",
    markup`<p aria-live="polite">${
      hits.length === 0
        ? "Nothing found."
        : cursor === undefined
        ? `${hits.length} found`
        : `The newest ${hits.length}`
    }</p>
${
      shown.map((one) =>
        markup`<p class="note">${one.message.create_time.slice(0, 10)} · ${
          visibleName(one.message.chat_name ?? one.message.chat_id ?? "")
        }</p>${messageHtml(one, LINKS)}`
      )
    }${pagerHtml([["Earlier hits", more, "next"]])}`,
    { query: text },
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
      "content-length": String(found.bytes),
      "cache-control": "private, max-age=31536000, immutable",
      ...shown ? {} : { "content-disposition": "attachment" },
    },
    body: { file: found.path },
  };
}
