/**
 * Cuts a list at a record so that what is printed takes so many tokens at most (docs/contract.md, 18).
 *
 *     fitResult(result, { maxTokens: 25_000, listing, textOf: (part) => JSON.stringify(documentOf(part)) })
 *
 * `listing` is that of the answer of `execute`, and `textOf` what this door prints of a result, whatever its format. The
 * result comes back whole where it fits or cannot be continued; otherwise with its first records, `meta.pagination` with
 * `complete: false`, and a `next_token` of ours that `--page-token` takes through every door: `execute` reads it. A run
 * that is given `maxPageLength` reads no more pages than can be shown.
 *
 * @module
 */

import { isInterrupted, withDetail } from "../../core/failure.ts";
import { type JsonObject, stringifyJson } from "../../core/json/json.ts";
import { formatPlace, type Listing } from "../../core/platform/listing.ts";
import { counted } from "../../core/text/count.ts";
import { input, phrase } from "../../core/text/phrase.ts";
import type { Warning } from "../../core/warning.ts";
import type { CommandResult, Cut } from "../command.ts";
import type { Format, GlobalValues } from "../options/global.ts";
import { isHumanReadable } from "./formats/traits.ts";

/** Characters that count as a token. */
const TOKEN_LENGTH = 4;

/** What a result has to fit into. */
export interface FitOptions {
  readonly maxTokens: number;
  /** The records that the run listed. */
  readonly listing: Listing;
  /** The text that is printed of a result. */
  textOf(result: CommandResult): string | Promise<string>;
}

/** As many characters as the tokens are taken for. */
export function lengthOfTokens(tokens: number): number {
  return tokens * TOKEN_LENGTH;
}

/**
 * The result, or as many of its first records as fit; one at least, or nothing would ever go on. If that one does not fit,
 * it has as many of its replies as do.
 */
export async function fitResult(
  result: CommandResult,
  { maxTokens, listing, textOf }: FitOptions,
): Promise<CommandResult> {
  const limit = lengthOfTokens(maxTokens);
  const lengthOf = async (part: CommandResult) => (await textOf(part)).length;
  const total = result.cut?.parts?.count ?? result.rows?.length ?? 0;
  const isWhole = async () => total === 0 || await lengthOf(result) <= limit;
  if (await isWhole()) return result;
  const { cut } = result;
  const ids = cut?.ids() ?? [];
  const isListed = ids.length === total || cut?.parts !== undefined;
  if (cut === undefined || !isListed) return withTooLong(result, maxTokens);
  const partOf = (count: number, parts?: ReturnType<Cut["first"]>) =>
    count === total ? { ...result, ...parts } : partialResult(result, parts ?? cut.first(count), {
      ...{ count, total, noun: cut.parts?.noun ?? "record" },
      token: () => placeToken(listing, ids, count),
    });
  const fits = await lastThatFits(1, total, async (count) => await lengthOf(partOf(count)) <= limit);
  const part = partOf(fits);
  if (fits > 1 || await lengthOf(part) <= limit) return part;
  const divided = await divideRow(part, cut, { limit, lengthOf, partOf: (parts) => partOf(1, parts) });
  return await lengthOf(divided) <= limit ? divided : withTooLong(divided, maxTokens);
}

/** The last number in a range for which something fits; the first one need not. */
async function lastThatFits(
  first: number,
  end: number,
  isFit: (count: number) => Promise<boolean>,
): Promise<number> {
  let [fits, tooMany] = [first, end];
  while (tooMany - fits > 1) {
    const middle = Math.floor((fits + tooMany) / 2);
    if (await isFit(middle)) fits = middle;
    else tooMany = middle;
  }
  return fits;
}

/** What the division of a row needs to know. */
interface RowFit {
  readonly limit: number;
  lengthOf(part: CommandResult): Promise<number>;
  /** The result with the first row only. */
  partOf(parts: ReturnType<Cut["first"]>): CommandResult;
}

/** A result of one row that is too long, with as many of the records inside the row as fit, and how to get the rest. */
async function divideRow(
  whole: CommandResult,
  { inside }: Cut,
  { limit, lengthOf, partOf }: RowFit,
): Promise<CommandResult> {
  if (inside === undefined) return whole;
  const innerPart = (count: number): CommandResult => {
    const part = partOf(inside.first(count));
    const shown = `${count} of ${counted(inside.count, "reply", "replies")} shown`;
    const detail = phrase`${shown}; the others: ${inside.rest(count)}`;
    return { ...part, warnings: [...part.warnings ?? [], { key: "thread_replies_cut", detail }] };
  };
  // Selected fields may have nothing of the replies.
  if (await lengthOf(innerPart(0)) >= await lengthOf(whole)) return whole;
  return innerPart(
    await lastThatFits(0, inside.count, async (count) => await lengthOf(innerPart(count)) <= limit),
  );
}

/** The page token at which the rows behind the first ones begin. */
function placeToken(listing: Listing, ids: ReturnType<Cut["ids"]>, count: number): string {
  const place = listing.placeBefore(new Set(ids.slice(count).flat()));
  if (place === undefined) throw new Error("a row was never listed");
  return formatPlace(place);
}

/** The warnings of a walk that stopped, which name another place to go on. */
const STOPS: readonly string[] = ["page_limit_reached", "max_tokens_reached"];

/** How far a partial result goes. */
interface Extent {
  readonly count: number;
  readonly total: number;
  readonly noun: string;
  /** Where the list goes on, unless the part itself says it. */
  token(): string;
}

function partialResult(
  result: CommandResult,
  part: ReturnType<Cut["first"]>,
  { count, total, noun, token: tokenOf }: Extent,
): CommandResult {
  const { failure, pagination, warnings = [] } = result;
  const shown = `${count} of ${counted(total, noun)} shown`;
  const token = part.pagination?.next_token ?? tokenOf();
  return {
    ...result,
    ...part,
    data: withCursor(part.data, token),
    pagination: part.pagination ??
      { complete: false, pages: pagination?.pages ?? 1, items: count, next_token: token },
    warnings: [
      ...warnings.filter(({ key }) => !STOPS.includes(key)),
      {
        key: "max_tokens_reached",
        detail: phrase`${shown}; continue with next_token as ${input("pageToken")}`,
      },
    ],
    ...(failure === undefined || !isInterrupted(failure) ? {} : {
      failure: withDetail(failure, {
        hint: phrase`what was printed is complete; continue with ${input("pageToken", token)}`,
      }),
    }),
  };
}

/** The data with our place in the list under the names that it uses for the service's. */
function withCursor(data: JsonObject, token: string): JsonObject {
  const names = ["page_token", "next_page_token"].filter((name) => data[name] !== undefined);
  return {
    ...data,
    ...(data["has_more"] === undefined ? {} : { has_more: true }),
    ...Object.fromEntries(names.map((name) => [name, token])),
  };
}

/** What cannot be cut is told, since somebody counts on the limit. */
function withTooLong(result: CommandResult, maxTokens: number): CommandResult {
  const size = Math.ceil(stringifyJson(result.data).length / TOKEN_LENGTH);
  const detail =
    phrase`about ${size} tokens instead of ${maxTokens}: one record is longer than that; leave something out`;
  return { ...result, warnings: [...result.warnings ?? [], { key: "max_tokens_exceeded", detail }] };
}

/** The place inside a page where the run began was lost. */
export function changedWarnings({ hasChanged }: Listing): readonly Warning[] {
  const detail = "the record to continue after is gone: the page is shown from its beginning";
  return hasChanged() ? [{ key: "list_changed", detail }] : [];
}

/** Pages that most likely hold more than is shown; few fields, or what jq makes of them, may be of any length. */
export function maxPageLength({ maxTokens, jq, fields }: GlobalValues, format: Format): number | undefined {
  const isOpen = jq !== undefined || fields.some((field) => field !== "slim");
  if (maxTokens === undefined || isOpen) return undefined;
  const isWhole = fields.length === 0 && !isHumanReadable(format);
  return lengthOfTokens(maxTokens) * (isWhole ? 2 : 10);
}
