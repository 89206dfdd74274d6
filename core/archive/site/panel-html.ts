import { LINKS } from "./answer.ts";
import { type Html, markup, type Part } from "./html.ts";
import { daysHtml } from "./page.ts";
import type { Links } from "./links.ts";
import type { MessagePage } from "./site-data.ts";

/** A thread does not lead to itself. */
export const IN_THREAD: Links = { ...LINKS, thread: () => undefined };

/** The frame for a thread beside a chat, which the script fills. */
export function panelTemplate(): Html {
  return markup`<template id="panel-template">${frameHtml("", "", undefined, "")}</template>\n`;
}

/**
 * A thread beside its chat, from its first message on.
 *
 * @param closed the address of the chat alone
 * @param isElsewhere whether the page has a message elsewhere: an id stands once on a page
 */
export function panelHtml(
  threadId: string,
  { messages, later }: MessagePage,
  closed: string,
  isElsewhere: (messageId: string) => boolean,
): Html {
  const page = LINKS.thread(threadId) ?? "";
  const more = later === undefined ? undefined : `${page}?after=${later}`;
  const options = { hasId: (messageId: string) => !isElsewhere(messageId), hasAnchors: false };
  return frameHtml(
    threadId,
    closed,
    more,
    markup`<section>${daysHtml(messages, IN_THREAD, options)}</section>`,
  );
}

function frameHtml(threadId: string, closed: string, more: string | undefined, replies: Part): Html {
  return markup`<aside id="panel" class="panel" aria-label="Thread" tabindex="-1" data-thread="${threadId}">
<header class="panel-top"><h2>Thread</h2><a class="panel-page" href="${
    LINKS.thread(threadId) ?? ""
  }">On its own page</a>\
<a class="panel-close" href="${closed}">Close</a></header>
<div class="panel-replies">${replies}</div>
<nav class="pager" aria-label="Replies"><a class="panel-more" rel="next" href="${more ?? ""}"${
    more === undefined && markup` hidden`
  }>Later messages</a></nav>
</aside>
`;
}
