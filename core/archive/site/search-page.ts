import { Failure } from "../../failure.ts";
import { plainText } from "../../text/phrase.ts";
import { ATTACHMENTS, isEmptyQuery, parseQuery, type Query, STATES, withFilters } from "../query.ts";
import { type HitCount, type HitList, listHits } from "../count.ts";
import { createHistogram } from "../histogram.ts";
import { search, type SearchResult } from "../search.ts";
import { type Context, LINKS, page, type SiteAnswer } from "./answer.ts";
import { type Html, markup, type Part, visibleName } from "./html.ts";
import { titleOf } from "./lists-html.ts";
import { messageHtml, type SiteMessage } from "./message-html.ts";
import { numberText } from "./numbers.ts";
import { pagerHtml } from "./page.ts";
import type { SiteData } from "./site-data.ts";
import { chatNames } from "./site-lists.ts";
import { foundText, timesHtml } from "./times-html.ts";

const HITS = 50;
/** Characters of a query that are read. */
const MAX_QUERY = 2_000;
/** Chats that a list to choose from may have. */
const MAX_CHOICES = 300;

/** Fields of the form that narrow the search; each is also a word of the query. */
const FILTERS = ["in", "from", "after", "before", "has", "is"] as const;

/** What a search found, and a form for the next one. */
export function searchPage(context: Context, params: URLSearchParams): SiteAnswer {
  const text = (params.get("q") ?? "").slice(0, MAX_QUERY);
  const form = formHtml(context, params, text);
  try {
    // Read apart from each other: a quote that is left open in the words ends with them.
    const now = context.now();
    const query = withFilters(parseQuery(text, now), parseQuery(filterText(params), now));
    if (isEmptyQuery(query)) return page(200, "Search", [form, HELP]);
    const cursor = params.get("page") ?? undefined;
    const found = search(context.archive.database, query, { order: "newest", limit: HITS, cursor });
    const count = countOf(context, query, found, params);
    const times = timesHtml(createHistogram(context.archive.database, count.keys), count, query, params);
    return page(200, "Search", [form, times, hitsHtml(context, found, count, params)], { query: text });
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const { message, hint } = error.detail;
    // What a hint leads to is a command; here it is a page.
    const isText = typeof hint === "string";
    const problem = markup`<p role="alert">${plainText(message)}${isText && `: ${hint}`}</p>${
      !isText &&
      markup`<p class="note">Names and ids: <a href="${LINKS.home}">chats</a>, <a href="${
        LINKS.people() ?? ""
      }">people</a></p>`
    }`;
    return page(400, "Search", [form, problem], { query: text });
  }
}

const HELP =
  markup`<p class="note">Words may stand anywhere in a message, even inside other words. "exact text" keeps \
spaces and order, -word excludes a word, and OR between two words takes either.</p>`;

/** The filters of the form as words of a query. */
function filterText(params: URLSearchParams): string {
  const filters = FILTERS.flatMap((name) => {
    const value = (params.get(name) ?? "").slice(0, MAX_QUERY).replaceAll('"', " ").trim();
    return value === "" ? [] : [`${name}:"${value}"`];
  });
  return filters.join(" ");
}

/** How many there are in all; what one page holds needs no counting. */
function countOf(
  { archive }: Context,
  query: Query,
  { hits, cursor }: SearchResult,
  params: URLSearchParams,
): HitList {
  if (cursor !== undefined || params.has("page")) return listHits(archive.database, query);
  const keys = hits.map(({ sort_key }) => sort_key).toSorted((a, b) => a - b);
  return { atLeast: keys.length, atMost: keys.length, keys };
}

function hitsHtml(
  { data }: Context,
  { hits, cursor }: SearchResult,
  count: HitCount,
  params: URLSearchParams,
): Part {
  const next = new URLSearchParams(params);
  if (cursor !== undefined) next.set("page", cursor);
  const part = cursor === undefined && !params.has("page")
    ? ""
    : `; ${numberText(hits.length)} on this page, newest first`;
  return [
    markup`<p id="hits" role="status" tabindex="-1">${foundText(count)}${part}</p>`,
    hits.map(({ seq }) => data.message(seq)).map((one, at, all) => {
      const before = all[at - 1];
      const heading = headingOf(data, one);
      return [
        (before === undefined || headingOf(data, before) !== heading) &&
        markup`<h2 dir="auto">${heading}</h2>`,
        // What a bundle holds may be a hit of its own.
        messageHtml({ ...one, inside: [] }, LINKS),
      ];
    }),
    pagerHtml([["Earlier messages", cursor === undefined ? undefined : `${LINKS.search}?${next}`, "next"]]),
  ];
}

/** Day and chat of a message. */
function headingOf(data: SiteData, { message: { create_time, chat_id = "" } }: SiteMessage): string {
  return `${create_time.slice(0, 10)} · ${titleOf(data.chat(chat_id) ?? { name: null, chat_id })}`;
}

function formHtml({ archive }: Context, params: URLSearchParams, text: string): Html {
  const value = (name: string) => params.get(name) ?? "";
  const field = (name: string, label: string, type: string) =>
    markup`<label>${label} <input type="${type}" name="${name}" value="${value(name)}"></label>`;
  const choice = (
    name: string,
    label: string,
    options: readonly (readonly [value: string, label: string])[],
  ) =>
    markup`<label>${label} <select name="${name}">${
      [["", "any"] as const, ...options].map(([one, title]) =>
        markup`<option value="${one}"${one === value(name) && markup` selected`}>${title}</option>`
      )
    }</select></label>`;
  const chats = chatNames(archive, MAX_CHOICES + 1);
  const same = (list: readonly string[]) => list.map((one) => [one, one] as const);
  return markup`<form class="filters" action="${LINKS.search}" method="get">
<label>Words <input name="q" value="${text}" autocomplete="off"></label>
${
    chats.length > MAX_CHOICES
      ? field("in", "Chat (name or id)", "text")
      : choice("in", "Chat", chats.map(({ chat_id, name }) => [chat_id, visibleName(name ?? chat_id)]))
  }
${field("from", "From (name or id)", "text")}
${field("after", "From this day on", "date")}
${field("before", "Before this day", "date")}
${choice("has", "With", same(ATTACHMENTS))}
${choice("is", "State", same(STATES))}
<button>Search</button></form>`;
}
