/**
 * Answers of the site, and what each of them says to the browser about itself.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import { type Html, markup, type Part } from "./html.ts";
import type { Links } from "./links.ts";
import { pageHtml } from "./page.ts";
import type { SiteData } from "./site-data.ts";
import type { People } from "./site-people.ts";

/** What is answered. */
export interface SiteAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | { readonly file: string; readonly bytes: number };
}

/** What pages are made from. */
export interface Context {
  readonly archive: Archive;
  readonly data: SiteData;
  readonly people: People;
  now(): number;
}

const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; media-src 'self'; " +
  "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** What every answer says about itself. */
export const SAFE: Readonly<Record<string, string>> = {
  "content-security-policy": POLICY,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  "referrer-policy": "no-referrer",
  "cross-origin-resource-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cache-control": "no-store",
};

/** An id as a part of an address. */
export const id = encodeURIComponent;

/** The addresses of the site. */
export const LINKS: Links = {
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
  people: (chatId) => chatId === undefined ? "/people" : `/people/${id(chatId)}`,
  media: (path) => `/media/${path.replace(/^.*\//, "").replace(/\..*$/, "")}`,
};

/** A page of the site. */
export function page(
  status: number,
  title: string,
  main: Part,
  more: { readonly query?: string } = {},
): SiteAnswer {
  return textAnswer("text/html", pageHtml({ title, links: LINKS, main, ...more }), status);
}

/** A page for somebody who is not in: without the style and the links, which would be refused as well. */
export function refusal(reason: string): SiteAnswer {
  const body = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Not allowed</title>
</head>
<body><main><h1>Not allowed</h1><p>${reason}</p></main></body>
</html>
`;
  return textAnswer("text/html", body.text, 403);
}

/** The script of pages that follow each other while somebody scrolls. */
export const SCROLL_PATH = "/scroll.js";

/** The script of chats that have threads beside them. */
export const PANEL_PATH = "/panel.js";

/** A page of the site to which its script adds the pages before and behind; that one may ask the site for them. */
export function growingPage(
  title: string,
  main: Part,
  { scripts = [], aside }: { readonly scripts?: readonly string[]; readonly aside?: Html | undefined } = {},
): SiteAnswer {
  const { headers, ...answer } = textAnswer(
    "text/html",
    pageHtml({ title, links: LINKS, main, laterScripts: [...scripts, SCROLL_PATH], aside }),
  );
  return { ...answer, headers: { ...headers, "content-security-policy": `${POLICY}; connect-src 'self'` } };
}

/** Text of a type. */
export function textAnswer(type: string, body: string, status = 200): SiteAnswer {
  return { status, headers: { ...SAFE, "content-type": `${type}; charset=utf-8` }, body };
}

/** What is not there. */
export function notFound(): SiteAnswer {
  return page(
    404,
    "Not in this archive",
    markup`<p>This archive has nothing at this address.</p><p><a href="${LINKS.home}">All chats</a></p>`,
  );
}

/** Leads to another address of the site. */
export function redirect(location: string): SiteAnswer {
  return { status: 303, headers: { ...SAFE, location }, body: "" };
}
