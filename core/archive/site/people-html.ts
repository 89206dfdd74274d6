import { formatLocalMinute } from "../../text/time.ts";
import { type Html, markup, visibleName } from "./html.ts";
import { countText, numberText } from "./numbers.ts";
import type { Writer } from "./site-people.ts";

/** People that a page lists. */
const MAX_SHOWN = 1_000;

/** Who wrote how much, each leading to what they wrote. */
export function peopleHtml(
  people: readonly Writer[],
  addressOf: (one: Writer) => string | undefined,
): Html {
  if (people.length === 0) return markup`<p>Nobody has written here.</p>`;
  const all = people.reduce((sum, { messages }) => sum + messages, 0);
  return markup`<p class="note">${countText(people.length, "person", "people")}, ${
    countText(all, "message")
  }${people.length > MAX_SHOWN && `; the ${numberText(MAX_SHOWN)} who wrote most are shown`}</p>
<div class="wide" tabindex="0" role="region" aria-label="People"><table class="people">
<thead><tr><th scope="col">Name</th><th scope="col" class="number">Messages</th>\
<th scope="col" class="number share">Share</th><th scope="col">Last one</th></tr></thead>
<tbody>${people.slice(0, MAX_SHOWN).map((one) => rowHtml(one, all, addressOf(one)))}</tbody>
</table></div>`;
}

function rowHtml(one: Writer, all: number, address: string | undefined): Html {
  const { id, name, isBot, messages, lastMs } = one;
  const label = visibleName(name ?? id);
  const shown = address === undefined ? label : markup`<a href="${address}">${label}</a>`;
  return markup`<tr><th scope="row"><span class="name" dir="auto">${shown}</span>${
    isBot && markup` <span class="mark">bot</span>`
  }</th><td class="number">${numberText(messages)}</td><td class="number share">${
    (messages / all * 100).toFixed(1)
  } %</td><td class="when">${formatLocalMinute(lastMs)}</td></tr>\n`;
}
