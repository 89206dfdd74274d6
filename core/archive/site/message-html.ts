import { isShown } from "../media.ts";
import { formatLocalTime } from "../../text/time.ts";
import { formatBytes } from "../../text/size.ts";
import type { Message } from "../../message/message.ts";
import { reactionSign } from "../../message/reaction-sign.ts";
import type { ArchivedMessage, Version } from "../message-reader.ts";
import { contentHtml } from "./content-html.ts";
import { type Html, markup, type Part, visibleName } from "./html.ts";
import type { Links } from "./links.ts";
import { countText, numberText } from "./numbers.ts";
import { textHtml } from "./text-html.ts";

/** A file of a message as a page shows it. */
export interface SiteResource {
  readonly key: string;
  readonly name: string | undefined;
  /** Below the directory of the archive; absent where it could not be had. */
  readonly path: string | undefined;
  readonly mime: string;
  readonly bytes: number | undefined;
  /** Why it is not there. */
  readonly reason: string | undefined;
}

/** Beginning of a message. */
export interface Quoted {
  readonly name: string | null;
  readonly text: string;
}

/** A message with what a page shows of it. */
export interface SiteMessage {
  readonly message: ArchivedMessage;
  readonly resources: readonly SiteResource[];
  /** Replies in its thread, up to `MAX_COUNTED`. */
  readonly replies: number;
  /** Earlier states, oldest first. */
  readonly versions: readonly Version[];
  /** Beginning of the message that it replies to. */
  readonly quoted: Quoted | undefined;
  /** The messages that a forwarded bundle holds. */
  readonly inside: readonly SiteMessage[];
}

/** Types whose text only names their file. */
const FILE_TYPES: readonly string[] = ["image", "file", "audio", "media", "video"];

/** How a message is shown. */
export interface ShowOptions {
  /** The message that the page was opened at. */
  readonly current?: string | undefined;
  /** No heading above it says its day. */
  readonly hasDate?: boolean;
  /** Whether a message has its id as an element; absent: each does. */
  readonly hasId?: (messageId: string) => boolean;
}

/** A message as an element whose id is its own. */
export function messageHtml(one: SiteMessage, links: Links, options: ShowOptions = {}): Html {
  const { message, resources } = one;
  const { message_id: id, msg_type: type } = message;
  // Where scripts do not run, the browser goes to what has the focus.
  const isCurrent = id === options.current && markup` aria-current="true" autofocus`;
  const kind = type === "system" ? " system" : message.root_id === undefined ? "" : " reply";
  const hasId = options.hasId?.(id) ?? true;
  return markup`
<article${hasId && markup` id="${id}"`} class="message${kind}" tabindex="-1"${isCurrent}>
<header>${type !== "system" && senderHtml(message)} ${timeHtml(message, links, options)}${
    marks(one, links)
  }</header>
${replyTo(one, links)}${bodyHtml(one)}${resources.map((resource) => resourceHtml(resource, links))}${
    insideHtml(one, links, options)
  }${reactionsHtml(message)}${threadLink(one, links)}${versionsHtml(one, links)}
</article>
`;
}

function senderHtml({ sender }: Message): Html {
  const name = visibleName(sender?.name ?? sender?.id ?? "System");
  const isBot = sender?.sender_type === "app";
  return markup`<b class="name" dir="auto">${name}</b>${isBot && markup` <span class="mark">bot</span>`}`;
}

function timeHtml(
  { message_id: id, create_time_ms: ms }: Message,
  links: Links,
  { hasDate = false }: ShowOptions,
): Html {
  const address = links.message(id) ?? `#${id}`;
  if (ms === undefined) return markup`<a class="time" href="${address}">link</a>`;
  const local = formatLocalTime(ms);
  return markup`<a class="time" href="${address}" title="${local}"><time datetime="${
    new Date(ms).toISOString()
  }">${local.slice(hasDate ? 0 : 11, 16)}</time></a>`;
}

function marks({ message, versions }: SiteMessage, links: Links): Part {
  const history = versions.length > 0 ? links.history(message.message_id) : undefined;
  const edited = message.updated &&
    (history === undefined
      ? markup` <span class="mark">edited</span>`
      : markup` <a class="mark" href="${history}">edited</a>`);
  const recalled = message.deleted && markup` <span class="mark">recalled</span>`;
  const missing = message.missing_since !== undefined &&
    markup` <span class="mark">no longer in the chat</span>`;
  return [edited, recalled, missing];
}

function replyTo({ message: { reply_to: target }, quoted }: SiteMessage, links: Links): Part {
  if (target === undefined) return undefined;
  const address = links.message(target);
  if (address === undefined || quoted === undefined) {
    return markup`<p class="note">reply to ${target}, which is not in this archive</p>`;
  }
  return markup`<p class="note quote"><a href="${address}">reply to <span dir="auto">${
    quoted.name === null ? "" : `${visibleName(quoted.name)}: `
  }${visibleName(quoted.text)}</span></a></p>`;
}

/** The messages of a bundle; its text, which has all of them, stands behind. */
function insideHtml({ inside, message }: SiteMessage, links: Links, options: ShowOptions): Part {
  if (inside.length === 0) return undefined;
  return markup`<details class="inside" open><summary>${
    countText(inside.length, "forwarded message")
  }</summary>${
    inside.map((each) => messageHtml(each, links, { ...options, hasDate: true }))
  }</details><details><summary>The same as text</summary>${contentHtml(message, [])}</details>`;
}

function bodyHtml({ message, resources, inside }: SiteMessage): Part {
  if (inside.length > 0 && message.recalled_content === undefined) return undefined;
  const { recalled_content: recalled } = message;
  if (recalled !== undefined) {
    return [markup`<p class="note">Before it was recalled:</p>`, textHtml(recalled)];
  }
  if (FILE_TYPES.includes(message.msg_type) && resources.length > 0) return undefined;
  return contentHtml(message, resources.map(({ key }) => key));
}

function resourceHtml({ key, name, path, mime, bytes, reason }: SiteResource, links: Links): Html {
  const label = visibleName(name ?? key);
  const size = bytes === undefined ? "" : ` (${formatBytes(bytes)})`;
  if (path === undefined) {
    return markup`<p class="file missing"><span dir="auto">${label}</span> is not in this archive${
      reason === undefined ? "" : `: ${reason}`
    }</p>`;
  }
  const address = links.media(path);
  if (mime.startsWith("image/")) {
    return markup`<a class="picture" href="${address}"><img src="${address}" alt="${label}" loading="lazy"></a>`;
  }
  const link = markup`<a href="${address}" download="${label}" dir="auto">${label}</a>${size}`;
  if (!isShown({ mime })) return markup`<p class="file">${link}</p>`;
  const player = mime.startsWith("video/")
    ? markup`<video controls preload="none" src="${address}" aria-label="${label}"></video>`
    : markup`<audio controls preload="none" src="${address}" aria-label="${label}"></audio>`;
  return markup`<figure>${player}<figcaption>${link}</figcaption></figure>`;
}

/** Names of people that a chip shows. */
const SHOWN_NAMES = 3;

function reactionsHtml({ reactions }: Message): Part {
  const counts = reactions?.counts ?? [];
  if (counts.length === 0) return undefined;
  const namesOf = (type: string) =>
    (reactions?.details ?? []).filter((one) => one["emoji_type"] === type).map(({ operator }) =>
      typeof operator === "object" && operator !== null && "name" in operator ? String(operator.name) : ""
    ).filter((name) => name !== "").map(visibleName);
  return markup`<ul class="reactions" aria-label="Reactions">${
    counts.map(({ reaction_type, count }) => {
      const names = namesOf(reaction_type ?? "");
      const shown = names.slice(0, SHOWN_NAMES).join(", ") + (names.length > SHOWN_NAMES ? ", …" : "");
      return markup`<li title="${names.join(", ")}">${
        reactionSign(reaction_type ?? "") ?? visibleName(reaction_type ?? "")
      } ${numberText(count ?? "")}${
        names.length > 0 && markup`<span class="names" dir="auto"> ${shown}</span>`
      }</li>`;
    })
  }</ul>`;
}

function threadLink({ message: { thread_id, root_id }, replies }: SiteMessage, links: Links): Part {
  if (thread_id === undefined || root_id !== undefined || replies === 0) return undefined;
  const address = links.thread(thread_id);
  if (address === undefined) return undefined;
  const text = replies < 1_000
    ? countText(replies, "reply", "replies")
    : `${numberText(1_000)} replies or more`;
  return markup`<p class="thread"><a href="${address}">${text}</a></p>`;
}

/** Where a site has no page for them, earlier states stand in the message. */
function versionsHtml({ message, versions }: SiteMessage, links: Links): Part {
  if (versions.length === 0 || links.history(message.message_id) !== undefined) return undefined;
  return markup`<details><summary>${countText(versions.length, "earlier version")}</summary>${
    versions.toReversed().map(versionHtml)
  }</details>`;
}

/** An earlier state of a message. */
export function versionHtml({ no, content, update_time }: Version): Html {
  return markup`<section class="version"><h3>Version ${no}${
    update_time === undefined ? ", as it was sent" : `, edited ${update_time}`
  }</h3>${textHtml(content)}</section>`;
}
