/**
 * The site that shows an archive: what each address answers with. Only reads, only from the archive.
 *
 * @module
 */

import type { Archive } from "../directory.ts";
import {
  type Context,
  notFound,
  page,
  PANEL_PATH,
  redirect,
  refusal,
  SCROLL_PATH,
  type SiteAnswer,
  textAnswer,
} from "./answer.ts";
import { markup } from "./html.ts";
import { PANEL_SCRIPT } from "./panel-script.ts";
import { peoplePage } from "./people-page.ts";
import { SCRIPT } from "./script.ts";
import { SCROLL_SCRIPT } from "./scroll-script.ts";
import { searchPage } from "./search-page.ts";
import type { Session } from "./session.ts";
import { createSiteData } from "./site-data.ts";
import {
  chatPage,
  daysPage,
  galleryPage,
  historyPage,
  homePage,
  mediaFile,
  messagePage,
  threadPage,
} from "./site-pages.ts";
import { createPeople } from "./site-people.ts";
import { STYLE } from "./style.ts";

/** What a request says. */
export interface SiteRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly host: string;
  readonly cookie: string;
}

/** Answers requests. */
export type Site = (request: SiteRequest) => SiteAnswer;

/**
 * Makes the site of an archive.
 *
 * @param now what spans in searches are counted from
 */
export function createSite(archive: Archive, linkHost: string, session: Session, now: () => number): Site {
  const context = { archive, data: createSiteData(archive, linkHost), people: createPeople(archive), now };
  return (request) => {
    const url = new URL(request.target, "http://localhost");
    const { method, host, cookie } = request;
    const admission = session.admit({ method, path: url.pathname, host, cookie });
    switch (admission.kind) {
      case "refuse":
        return refusal(admission.reason);
      case "enter":
        return entered(admission.cookie, url.searchParams.has("page"));
      case "home":
        return redirect("/");
      case "pass":
        return isReading(method) ? route(context, url) : onlyReading();
    }
  };
}

/**
 * Lets a browser in. One that was led here by a page from elsewhere, as by a file, would not send the cookie along to where
 * it is redirected; our own page leads it on then.
 */
function entered(cookie: string, byPage: boolean): SiteAnswer {
  const answer = byPage
    ? page(200, "Archive", markup`<p><a href="/">Open the archive</a></p>`)
    : redirect("/");
  const lead = byPage ? { refresh: "0; url=/" } : {};
  return { ...answer, headers: { ...answer.headers, ...lead, "set-cookie": cookie } };
}

function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD";
}

function onlyReading(): SiteAnswer {
  const { headers, ...answer } = page(
    405,
    "Only reading",
    markup`<p>This site only answers GET and HEAD.</p>`,
  );
  return { ...answer, headers: { ...headers, allow: "GET, HEAD" } };
}

function route(context: Context, { pathname, searchParams }: URL): SiteAnswer {
  const [, kind = "", value = "", ...rest] = pathname.split("/").map(decode);
  if (rest.length > 0) return notFound();
  const { data } = context;
  switch (kind) {
    case "chat":
      return chatPage(context, value, searchParams);
    case "message":
      return messagePage(data, value);
    case "thread":
      return threadPage(data, value, searchParams);
    case "history":
      return historyPage(data, value);
    case "gallery":
      return galleryPage(context, value, searchParams);
    case "days":
      return daysPage(context, value, searchParams);
    case "people":
      return peoplePage(context, pathname === "/people" ? undefined : value);
    case "media":
      return mediaFile(data, value);
  }
  switch (pathname) {
    case "/":
      return homePage(context);
    case "/style.css":
      return textAnswer("text/css", STYLE);
    case "/script.js":
      return textAnswer("text/javascript", SCRIPT);
    case PANEL_PATH:
      return textAnswer("text/javascript", PANEL_SCRIPT);
    case SCROLL_PATH:
      return textAnswer("text/javascript", SCROLL_SCRIPT);
    case "/search":
      return searchPage(context, searchParams);
    default:
      return notFound();
  }
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "\0";
  }
}
