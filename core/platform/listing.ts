/**
 * Which records of a list were shown, and where the list goes on inside a page (docs/contract.md, 18).
 *
 * A run has one `Listing`. The readers of lists ask it, page by page, which records are still to be shown; so a run that
 * was given a place continues behind it. Afterwards `placeBefore` says where to go on for the records that were read but
 * not shown. The place is a page token of ours: the token of the page, the last record shown before the first that is
 * left, and those shown behind it.
 *
 * @module
 */

import { invalidInput } from "../failure.ts";
import { phrase } from "../text/phrase.ts";

/** A place inside a page. */
export interface PagePlace {
  /** The service's token of the page; absent for the first page. */
  readonly page: string | undefined;
  /** Records of a page, where the line said how many: the same page is asked for again. */
  readonly size: number | undefined;
  /** Mark of the list that it belongs to: of its command and what that was given. */
  readonly list: string | undefined;
  /** Mark of the record behind which the list goes on; absent: at its beginning. */
  readonly after: string | undefined;
  /** Marks of records behind it that were shown all the same, such as replies below their root. */
  readonly shown: readonly string[];
}

/** A record as it was listed. */
export interface ListedRecord {
  /** The page, from 1 in each run. */
  readonly number: number;
  /** The service's token of that page. */
  readonly page: string | undefined;
  readonly id: string;
}

/** The records of a run. */
export interface Listing {
  /** Notes the records of a page; answers for each whether it is still to be shown. */
  take(
    page: { readonly number: number; readonly start?: string | undefined },
    ids: readonly string[],
  ): readonly boolean[];
  /** Where to go on so that these are shown next; absent where none of them was listed. */
  placeBefore(left: ReadonlySet<string>): PagePlace | undefined;
  /** The record at which to go on is not there any more: the page begins anew, and may repeat some. */
  hasChanged(): boolean;
}

/**
 * Makes the listing of a run that begins at a place, or where the service begins.
 *
 * @param size records of a page, where the line says how many
 * @param list mark of the list
 */
export function createListing(place?: PagePlace, size?: number, list?: string): Listing {
  const listed: ListedRecord[] = [];
  const shown = new Set(place?.shown);
  let hasChanged = false;
  return {
    take({ number, start }, ids) {
      for (const id of ids) listed.push({ number, page: start, id });
      if (place === undefined) return ids.map(() => true);
      const marks = ids.map(markOf);
      const last = number === 1 && place.after !== undefined ? marks.lastIndexOf(place.after) : -1;
      if (number === 1 && place.after !== undefined && last < 0) hasChanged = true;
      return marks.map((mark, index) => index > last && !shown.has(mark));
    },
    placeBefore(left) {
      const inOrder = listed.toSorted((one, other) => one.number - other.number);
      const at = inOrder.findIndex(({ id }) => left.has(id));
      const first = inOrder[at];
      if (first === undefined) return undefined;
      const before = inOrder[at - 1];
      return {
        page: first.page,
        size,
        list,
        after: before?.number === first.number ? markOf(before.id) : undefined,
        shown: [...new Set(inOrder.slice(at).filter(({ id }) => !left.has(id)).map(({ id }) => markOf(id)))],
      };
    },
    hasChanged: () => hasChanged,
  };
}

/** What our page tokens begin with. */
const PREFIX = "imp1.";
const MARK_LENGTH = 6;
const FORM = /^imp1\.(\d*)\.([\w-]{6})?\.([\w-]{6})?\.((?:[\w-]{6})*)\.(.*)$/s;

/** The place as a page token: the prefix, size, list, last record, shown records, and the service's token as it is. */
export function formatPlace({ page = "", size, list = "", after = "", shown }: PagePlace): string {
  return `${PREFIX}${size ?? ""}.${list}.${after}.${shown.join("")}.${page}`;
}

/**
 * The place that a page token of ours stands for; none for tokens of the service.
 *
 * @throws {Failure} exit 2 for one that was cut short or changed.
 */
export function parsePlace(token: string): PagePlace | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  const [, size, list, after, shown = "", page] = FORM.exec(token) ?? [];
  if (page === undefined) {
    throw invalidInput(
      "pageToken",
      phrase`the page token "${token}" is incomplete`,
      "pass next_token as it was printed, to the last character",
    );
  }
  return {
    page: page === "" ? undefined : page,
    size: size === "" || size === undefined ? undefined : Number(size),
    list,
    after,
    shown: shown.match(/.{6}/g) ?? [],
  };
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** A short mark of an id: 36 bits of two FNV-1a hashes. */
export function markOf(id: string): string {
  let [low, high] = [0x811c9dc5, 0x9dc5811c];
  for (let at = 0; at < id.length; at++) {
    const code = id.charCodeAt(at);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ (code + at), 0x01000193);
  }
  const bits = (BigInt(low >>> 0) << 32n) | BigInt(high >>> 0);
  const digits = Array.from(
    { length: MARK_LENGTH },
    (_, at) => DIGITS[Number((bits >> BigInt(6 * at + 14)) & 63n)],
  );
  return digits.join("");
}
