/**
 * The site that shows an archive: what each address answers with. Only reads, only from the archive.
 *
 * @module
 */

import { Failure } from "../../failure.ts";
import { plainText } from "../../text/phrase.ts";
import type { Archive } from "../directory.ts";
import { markup } from "./html.ts";
import { SCRIPT } from "./script.ts";
import type { Session } from "./session.ts";
import { createSiteData } from "./site-data.ts";
import {
  chatPage,
  type Context,
  daysPage,
  galleryPage,
  historyPage,
  homePage,
  mediaFile,
  messagePage,
  notFound,
  page,
  SAFE,
  searchPage,
  type SiteAnswer,
  threadPage,
} from "./site-pages.ts";
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
  const data = createSiteData(archive, linkHost);
  return (request) => {
    const url = new URL(request.target, "http://localhost");
    const admission = session.admit({ path: url.pathname, host: request.host, cookie: request.cookie });
    if (admission.kind === "refuse") return page(403, "Not allowed", markup`<p>${admission.reason}</p>`);
    if (request.method !== "GET" && request.method !== "HEAD") {
      return page(405, "Only reading", markup`<p>GET only</p>`);
    }
    if (admission.kind === "enter") {
      return { status: 303, headers: { ...SAFE, location: "/", "set-cookie": admission.cookie }, body: "" };
    }
    try {
      return route({ archive, data, now }, url);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { message, hint } = error.detail;
      return page(
        400,
        "That did not work",
        markup`
          <p>${plainText(message)}</p>
          <p>${hint && plainText(hint)}</p>
        `,
      );
    }
  };
}

function route(context: Context, url: URL): SiteAnswer {
  const [, kind = "", value = "", ...rest] = url.pathname.split("/").map(decode);
  if (rest.length > 0) return notFound();
  const { data } = context;
  switch (kind) {
    case "":
      return value === "" ? homePage(data) : notFound();
    case "style.css":
      return { status: 200, headers: { ...SAFE, "content-type": "text/css; charset=utf-8" }, body: STYLE };
    case "script.js":
      return {
        status: 200,
        headers: { ...SAFE, "content-type": "text/javascript; charset=utf-8" },
        body: SCRIPT,
      };
    case "search":
      return searchPage(context, url.searchParams);
    case "chat":
      return chatPage(data, value, url.searchParams);
    case "message":
      return messagePage(data, value);
    case "thread":
      return threadPage(data, value);
    case "history":
      return historyPage(data, value);
    case "gallery":
      return galleryPage(data, value, url.searchParams);
    case "days":
      return daysPage(data, value);
    case "media":
      return mediaFile(data, value);
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
