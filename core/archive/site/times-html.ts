import { formatDay } from "../../text/calendar.ts";
import type { HitCount } from "../count.ts";
import type { Bar, Histogram } from "../histogram.ts";
import type { Query } from "../query.ts";
import { sortKeyTime } from "../sort-key.ts";
import { LINKS } from "./answer.ts";
import { markup, type Part } from "./html.ts";
import { countText, numberText } from "./numbers.ts";
import { localDay } from "./site-lists.ts";
import { BAR_STEPS } from "./style.ts";

/** How many messages were found, as far as it is known. */
export function foundText({ atLeast, atMost, since }: HitCount): string {
  if (atMost === 0) return "Nothing found.";
  if (atLeast === atMost) return messages(atLeast);
  if (atMost !== undefined) return `At least ${numberText(atLeast)} and at most ${messages(atMost)}`;
  const day = since === undefined ? undefined : localDay(new Date(sortKeyTime(since)));
  return `At least ${messages(atLeast)}${day === undefined ? "" : `, counted back to ${formatDay(day)}`}`;
}

function messages(count: number): string {
  return countText(count, "message");
}

/** When the messages were sent that a search found: a list of times, drawn as bars, each leading to what is of it. */
export function timesHtml(
  { unit, bars }: Histogram,
  { atLeast, atMost }: HitCount,
  query: Query,
  params: URLSearchParams,
): Part {
  const anyTime = params.has("after") || params.has("before")
    ? markup`<p class="note"><a href="${searchWith(params, { after: "", before: "" })}">Any time</a></p>`
    : undefined;
  const [first, last] = [bars[0], bars.at(-1)];
  if (first === undefined || last === undefined || bars.length < 2) return anyTime;
  const highest = Math.max(...bars.map(({ count }) => count));
  const isUpTo = atMost !== undefined && atMost > atLeast;
  return markup`<nav class="times" aria-label="Times of the messages">
<p class="note">By ${unit}; the highest bar stands for ${isUpTo && "up to "}${messages(highest)}. \
<a class="skip" href="#hits">Skip the bars</a></p>
<ol class="bars">${
    bars.map((bar) => {
      const step = Math.ceil(bar.count / highest * BAR_STEPS);
      const label = `${nameOf(unit, bar)}: ${isUpTo && bar.count > 0 ? "up to " : ""}${messages(bar.count)}`;
      const inside = markup`<span class="bar bar-${step}"></span><span class="label">${label}</span>`;
      return bar.count === 0
        ? markup`<li>${inside}</li>\n`
        : markup`<li><a href="${searchWith(params, limitsOf(bar, query))}">${inside}</a></li>\n`;
    })
  }</ol>
<p class="axis" aria-hidden="true"><span>${nameOf(unit, first)}</span><span>${nameOf(unit, last)}</span></p>
</nav>
${anyTime}`;
}

function nameOf(unit: Histogram["unit"], { fromMs }: Bar): string {
  const day = localDay(new Date(fromMs));
  if (unit === "year") return day.slice(0, 4);
  return unit === "day" ? formatDay(day) : formatDay(day).replace(/^\w+ \d+ /, "");
}

/** The days that narrow a search to a bar; where the search ends inside of it, that end stays. */
function limitsOf({ fromMs, toMs }: Bar, { after = -Infinity, before = Infinity }: Query): Limits {
  return {
    ...after < fromMs ? { after: localDay(new Date(fromMs)) } : {},
    ...before > toMs ? { before: localDay(new Date(toMs)) } : {},
  };
}

interface Limits {
  readonly after?: string;
  readonly before?: string;
}

function searchWith(params: URLSearchParams, limits: Limits): string {
  const all = new URLSearchParams(params);
  all.delete("page");
  for (const [name, value] of Object.entries(limits)) {
    if (value === "") all.delete(name);
    else all.set(name, value);
  }
  return `${LINKS.search}?${all}`;
}
