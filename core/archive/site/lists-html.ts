import { formatDay } from "../../text/calendar.ts";
import { formatBytes } from "../../text/size.ts";
import { type Html, markup, type Part, visibleName } from "./html.ts";
import type { Links } from "./links.ts";
import { countText, numberText } from "./numbers.ts";
import type { GalleryFile, GapGroup, SiteDay } from "./site-lists.ts";

/** The name of a chat, or its id where it has none. */
export function titleOf(
  { name, chat_id }: { readonly name: string | null; readonly chat_id: string },
): string {
  return visibleName(name ?? chat_id);
}

/** Pictures, and names of other files, each leading to its message. */
export function galleryHtml(files: readonly GalleryFile[], links: Links): Html {
  if (files.length === 0) return markup`<p>No pictures or files are archived.</p>`;
  return markup`<ul class="gallery">${
    files.map((file) =>
      markup`<li><a href="${links.message(file.messageId) ?? ""}">${
        file.mime.startsWith("image/")
          ? markup`<img src="${links.media(file.path)}" alt="${visibleName(file.name)}" loading="lazy">`
          : markup`<p dir="auto">${visibleName(file.name)} (${formatBytes(file.bytes)})</p>`
      }</a></li>\n`
    )
  }</ul>`;
}

/** Days by months, each with the number of its messages. */
export function dayList(days: readonly SiteDay[], addressOf: (day: string) => string): Part {
  const months = [...Map.groupBy(days, ({ day }) => day.slice(0, 7))];
  return months.map(([month, inMonth]) =>
    markup`<h2>${
      /^\d/.test(month) ? formatDay(`${month}-01`).replace(/^\w+ \d+ /, "") : "Without a date"
    }</h2>
<ul class="days">${
      inMonth.map(({ day, count }) =>
        markup`<li><a href="${addressOf(day)}">${
          /^\d/.test(day) ? formatDay(day).replace(/ \w+ \d+$/, "") : "Without a date"
        } <span class="note">${countText(count, "message")}</span></a></li>\n`
      )
    }</ul>`
  );
}

const GAP_NAMES: Readonly<Record<string, string>> = {
  chat: "the chat",
  thread: "replies in threads",
  bundle: "what forwarded bundles hold",
  reactions: "reactions",
  media: "pictures and files",
  members: "members",
  pins: "pinned messages",
};

/** What of a chat is not here, and why. */
export function missingHtml(gaps: readonly GapGroup[]): Html {
  return markup`<details class="about"><summary>What is not in this archive</summary><ul>${
    gaps.map(({ kind, reason, count }) =>
      markup`<li>${GAP_NAMES[kind] ?? kind} (${numberText(count)}): ${reason}</li>`
    )
  }<li>read receipts, announcements, stickers, pictures in cards and files in folders, which are not archived</li></ul></details>`;
}
