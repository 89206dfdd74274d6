import { formatDay, formatZone } from "../../text/calendar.ts";
import { formatLocalTime } from "../../text/time.ts";
import { Html, markup, type Part, visibleName } from "./html.ts";
import type { Links } from "./links.ts";
import { messageHtml, type ShowOptions, type SiteMessage } from "./message-html.ts";

/** What every page has. */
export interface PageParts {
  readonly title: string;
  readonly links: Links;
  readonly main: Part;
  /** What is searched for. */
  readonly query?: string;
  /** For files, whose rules cannot be sent along. */
  readonly policy?: string;
  /** Before and after that of every page. */
  readonly scripts?: readonly string[];
  readonly laterScripts?: readonly string[];
  /** What stands beside the content. */
  readonly aside?: Html | undefined;
}

/** A whole page. */
export function pageHtml(parts: PageParts): string {
  const { title, links, main, query = "", policy, scripts = [], laterScripts = [], aside } = parts;
  const people = links.people();
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
${policy !== undefined && markup`<meta http-equiv="Content-Security-Policy" content="${policy}">\n`}\
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="robots" content="noindex">
<title>${visibleName(title)}</title>
<link rel="stylesheet" href="${links.style}">
${
    [...scripts, links.script, ...laterScripts].map((source) =>
      markup`<script defer src="${source}"></script>\n`
    )
  }\
</head>
<body${aside !== undefined && markup` class="with-panel"`}>
<a class="skip" href="#main">Skip to the content</a>
<nav class="top" aria-label="Archive"><a href="${links.home}">Chats</a>${
    people !== undefined && markup` <a href="${people}">People</a>`
  }
<form role="search" action="${links.search}" method="get"><label for="q">Search</label>
<input id="q" name="q" type="search" value="${query}" autocomplete="off"><button>Search</button></form>
<button id="theme" type="button" title="Dark or light" hidden>Theme</button></nav>
<main id="main" tabindex="-1">
<h1 dir="auto">${visibleName(title)}</h1>
${main}
</main>
${aside}</body>
</html>
`;
  return page.text;
}

/** Messages by days, whose headings can be linked to; the zone is in the first one. */
export function daysHtml(
  messages: readonly SiteMessage[],
  links: Links,
  { hasAnchors = true, ...options }: ShowOptions & { readonly hasAnchors?: boolean } = {},
): Part {
  const parts: Part[] = [];
  let day: string | undefined;
  const known = new Set<string>();
  for (const one of messages) {
    const ms = one.message.create_time_ms;
    const own = ms === undefined ? "" : formatLocalTime(ms).slice(0, 10);
    if (own !== day) {
      day = own;
      const zone = ms === undefined || known.size > 0 ? "" : `, ${formatZone(ms)}`;
      const name = own || "undated";
      const anchor = markup` data-day="${name}"${hasAnchors && !known.has(own) && markup` id="day-${name}"`}`;
      known.add(own);
      parts.push(
        own === ""
          ? markup`<h2${anchor}>Without a date</h2>\n`
          : markup`<h2${anchor}>${formatDay(own) + zone}</h2>\n`,
      );
    }
    parts.push(messageHtml(one, links, options));
  }
  return parts;
}

/** Links to the pages before and behind. */
export function pagerHtml(
  links: readonly (readonly [label: string, address: string | undefined, rel: string])[],
  label = "Pages",
): Html {
  const shown = links.filter(([, address]) => address !== undefined);
  if (shown.length === 0) return new Html("");
  return markup`<nav class="pager" aria-label="${label}">${
    shown.map(([label, address, rel]) => markup`<a href="${address ?? ""}" rel="${rel}">${label}</a> `)
  }</nav>\n`;
}

/** Ways from a chat to its other pages. */
export function tabsHtml(tabs: readonly (readonly [label: string, address: string | undefined])[]): Html {
  return markup`<ul class="tabs">${
    tabs.map(([label, address]) =>
      address !== undefined && markup`<li><a href="${address}">${label}</a></li>`
    )
  }</ul>\n`;
}
