import { isShown } from "../media.ts";
import { formatLocalTime } from "../../text/time.ts";
import { formatBytes } from "../../text/size.ts";
import type { Message } from "../../message/message.ts";
import type { ArchivedMessage } from "../message-reader.ts";
import { type Html, markup, type Part, richText, visibleName } from "./html.ts";
import type { Links } from "./links.ts";

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

/** A message with what a page shows of it. */
export interface SiteMessage {
  readonly message: ArchivedMessage | Message;
  readonly resources: readonly SiteResource[];
  /** Replies in its thread. */
  readonly replies: number;
  readonly versions: number;
}

/** Types whose text only names their file. */
const FILE_TYPES: readonly string[] = ["image", "file", "audio", "media", "video"];

/** A message as an element whose id is its own. */
export function messageHtml(one: SiteMessage, links: Links): Html {
  const { message, resources, replies, versions } = one;
  const name = visibleName(message.sender?.name ?? message.sender?.id ?? "system");
  const ms = message.create_time_ms;
  const here = links.message(message.message_id);
  const clock = ms === undefined ? "" : formatLocalTime(ms).slice(11, 16);
  return markup`
    <article id="${message.message_id}" class="message${
    message.root_id === undefined ? "" : " reply"
  }" tabindex="-1">
    <header><b class="name">${name}</b> <a class="time" href="${
    here ??
      `#${message.message_id}`
  }"><time datetime="${ms === undefined ? "" : new Date(ms).toISOString()}">${clock}</time></a>${
    marks(one, links)
  }</header>
    ${replyTo(message, links)}${bodyHtml(message)}${
    resources.map((resource) => resourceHtml(resource, links))
  }${reactionsHtml(message)}${threadLink(message, replies, links)}${
    versions > 0 &&
    links.history(message.message_id) === undefined &&
    markup`<p class="note">${versions} earlier versions</p>`
  }
    </article>
  `;
}

function marks({ message, versions }: SiteMessage, links: Links): Part {
  const history = links.history(message.message_id);
  const edited = message.updated && (versions > 0 && history !== undefined
    ? markup`
      <a class="mark" href="${history}">edited</a>
    `
    : markup`
      <span class="mark">edited</span>
    `);
  const recalled = message.deleted && markup`
    <span class="mark">recalled</span>
  `;
  const missing = "missing_since" in message && message.missing_since !== undefined &&
    markup`
      <span class="mark">no longer listed</span>
    `;
  return [edited, recalled, missing];
}

function replyTo(message: Message, links: Links): Part {
  const target = message.reply_to;
  if (target === undefined) return undefined;
  const address = links.message(target);
  return markup`<p class="note">answers ${
    address === undefined ? target : markup`<a href="${address}">${target}</a>`
  }</p>`;
}

function bodyHtml(message: ArchivedMessage | Message): Part {
  const recalled = "recalled_content" in message ? message.recalled_content : undefined;
  if (recalled !== undefined) {
    return markup`
      <p class="note">recalled; it said:</p>
      <div class="text">${richText(recalled)}</div>
    `;
  }
  if (FILE_TYPES.includes(message.msg_type)) return undefined;
  return markup`<div class="text">${richText(message.content)}</div>`;
}

function resourceHtml({ key, name, path, mime, bytes, reason }: SiteResource, links: Links): Html {
  const label = visibleName(name ?? key);
  const size = bytes === undefined ? "" : ` (${formatBytes(bytes)})`;
  if (path === undefined) {
    return markup`<p class="file missing">${label}: not archived${reason !== undefined && `, ${reason}`}</p>`;
  }
  const address = links.media(path);
  if (mime.startsWith("image/")) {
    return markup`<a class="picture" href="${address}"><img src="${address}" alt="${label}" loading="lazy"></a>`;
  }
  if (isShown({ mime })) {
    const player = mime.startsWith("video/")
      ? markup`<video controls preload="none" src="${address}"></video>`
      : markup`<audio controls preload="none" src="${address}"></audio>`;
    return markup`<figure>${player}<figcaption><a href="${address}" download="${label}">${label}</a>${size}</figcaption></figure>`;
  }
  return markup`<p class="file"><a href="${address}" download="${label}">${label}</a>${size}</p>`;
}

function reactionsHtml({ reactions }: Message): Part {
  const counts = reactions?.counts ?? [];
  if (counts.length === 0) return undefined;
  const namesOf = (type: string) =>
    (reactions?.details ?? []).filter((one) => one["emoji_type"] === type).map((one) => {
      const { operator } = one;
      return typeof operator === "object" && operator !== null && "name" in operator
        ? String(operator.name)
        : "";
    }).filter((name) => name !== "").map(visibleName);
  return markup`<ul class="reactions">${
    counts.map(({ reaction_type, count }) => {
      const names = namesOf(reaction_type ?? "");
      return markup`<li title="${names.join(", ")}">${reaction_type ?? ""} ${String(count ?? "")}${
        names.length > 0 && markup`<span class="names"> ${names.join(", ")}</span>`
      }</li>`;
    })
  }</ul>`;
}

function threadLink({ thread_id, root_id }: Message, replies: number, links: Links): Part {
  if (thread_id === undefined || root_id !== undefined || replies === 0) return undefined;
  const address = links.thread(thread_id);
  const text = replies === 1 ? "1 reply" : `${replies} replies`;
  return markup`<p class="note">${
    address === undefined ? text : markup`<a href="${address}">${text}</a>`
  }</p>`;
}
