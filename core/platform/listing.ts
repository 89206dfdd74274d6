/**
 * Which records of a list were shown, and where the list goes on inside a page (docs/contract.md, 18).
 *
 * A run has one `Listing`. The readers of lists ask it, page by page, which records are still to be shown; so a run that
 * was given a place continues behind it. Afterwards `placeBefore` says where to go on for the records that were read but
 * not shown. The place is a page token of ours: the token of the page, the last record shown before the first that is
 * left, its time, and those shown behind it. A list that is sorted by time goes on behind that time, so that new records
 * in front of the place move nothing.
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
  /** The time of the last record in front of the place, where the list is sorted by time; epoch milliseconds. */
  readonly at?: number;
  /** Marks of records behind it that were shown all the same, such as replies below their root. */
  readonly shown: readonly string[];
}

/** How a page is sorted. */
export interface Sorting {
  readonly order: "asc" | "desc";
  /** The time of each record, epoch milliseconds. */
  readonly times: readonly (number | undefined)[];
}

/** A record as it was listed. */
export interface ListedRecord {
  /** The page, from 1 in each run. */
  readonly number: number;
  /** The service's token of that page. */
  readonly page: string | undefined;
  readonly id: string;
  readonly time: number | undefined;
}

/** The records of a run. */
export interface Listing {
  /** Notes the records of a page; answers for each whether it is still to be shown. */
  take(
    page: { readonly number: number; readonly start?: string | undefined },
    ids: readonly string[],
    sorting?: Sorting,
  ): readonly boolean[];
  /**
   * Whether a page lies in front of the place as a whole, since the list has grown there: its records were shown, or are
   * newer than those that were.
   */
  isPassed(ids: readonly string[], sorting: Sorting): boolean;
  /** Whether a page may lie in front of the place at all. */
  readonly mayPass: boolean;
  /** Where to go on so that these are shown next; absent where none of them was listed. */
  placeBefore(left: ReadonlySet<string>): PagePlace | undefined;
  /**
   * The token for the page of the service behind those that were read. It is one of ours where more has to be known than
   * the service's token says: what was shown out of turn, and in a walk that keeps its place, the time reached.
   */
  tokenOf(page: string | undefined): string | undefined;
  /** The record at which to go on is not there any more, and nothing else says where: a page may be repeated. */
  hasChanged(): boolean;
}

/** What the places of a run say besides. */
export interface ListingOptions {
  /** Records of a page, where the line says how many. */
  readonly size?: number | undefined;
  /** The mark of the list; made where a token needs it. */
  readonly list?: (() => string) | undefined;
  /** Runs of the same list follow, each with the token of the one before. */
  readonly keepsPlace?: boolean;
  /** A place may be asked for; a walk whose records are out as they come needs none, and keeps its memory flat. */
  readonly notesRecords?: boolean;
}

/** Makes the listing of a run that begins at a place, or where the service begins. */
export function createListing(place?: PagePlace, options: ListingOptions = {}): Listing {
  const { size, list, keepsPlace = place?.at !== undefined, notesRecords = true } = options;
  const listed: ListedRecord[] = [];
  const shown = new Set(place?.shown);
  /** What was shown out of turn and has not come by in this run. */
  const ahead = new Set(place?.shown);
  let hasChanged = false;
  return {
    take({ number, start }, ids, sorting) {
      for (const [index, id] of notesRecords ? ids.entries() : []) {
        listed.push({ number, page: start, id, time: sorting?.times[index] });
      }
      if (place === undefined) return ids.map(() => true);
      const marks = ids.map(markOf);
      for (const mark of marks) ahead.delete(mark);
      if (number > 1) return marks.map((mark) => !shown.has(mark));
      const { isBehind, isLost } = behindPlace(place, start, marks, sorting);
      hasChanged ||= isLost;
      return marks.map((mark, index) => isBehind[index] === true && !shown.has(mark));
    },
    mayPass: place?.at !== undefined,
    isPassed(ids, sorting) {
      const { at, after } = place ?? {};
      if (at === undefined || ids.length === 0) return false;
      const isInFront = (time: number | undefined) => time !== undefined && distance(time, at, sorting) < 0;
      return sorting.times.every(isInFront) && !ids.some((id) => markOf(id) === after);
    },
    placeBefore: (left) => placeIn(listed, left, { size, list, ahead }),
    tokenOf(page) {
      const { at, marks } = keepsPlace ? reached(inOrder(listed)) : NOWHERE;
      if (page === undefined || page === "" || (ahead.size === 0 && at === undefined)) return page;
      const shown = [...new Set([...marks, ...ahead])];
      return formatPlace({
        page,
        size,
        list: list?.(),
        after: undefined,
        ...(at === undefined ? {} : { at }),
        shown,
      });
    },
    hasChanged: () => hasChanged,
  };
}

/** Pages may have been taken in any order. */
function inOrder(listed: readonly ListedRecord[]): readonly ListedRecord[] {
  return listed.toSorted((one, other) => one.number - other.number);
}

/** The time of the last of some records, and the marks of all that have it. */
interface Reached {
  readonly at: number | undefined;
  readonly marks: readonly string[];
}

const NOWHERE: Reached = { at: undefined, marks: [] };

function reached(records: readonly ListedRecord[]): Reached {
  const at = records.at(-1)?.time;
  if (at === undefined) return NOWHERE;
  return { at, marks: records.filter(({ time }) => time === at).map(({ id }) => markOf(id)) };
}

/** The place in front of the first record that is left. */
function placeIn(
  listed: readonly ListedRecord[],
  left: ReadonlySet<string>,
  { size, list, ahead }: Pick<ListingOptions, "size" | "list"> & { readonly ahead: ReadonlySet<string> },
): PagePlace | undefined {
  const records = inOrder(listed);
  const index = records.findIndex(({ id }) => left.has(id));
  const first = records[index];
  if (first === undefined) return undefined;
  const before = records[index - 1];
  const { at, marks } = reached(records.slice(0, index));
  const after = before?.number === first.number ? markOf(before.id) : undefined;
  const outOfTurn = records.slice(index).filter(({ id }) => !left.has(id)).map(({ id }) => markOf(id));
  return {
    page: first.page,
    size,
    list: list?.(),
    after,
    ...(at === undefined ? {} : { at }),
    shown: [...new Set([...marks, ...outOfTurn, ...ahead])].filter((mark) => mark !== after),
  };
}

/** Which records of the page where a run begins lie behind its place, and whether the place is lost. */
function behindPlace(
  { after, at, page }: PagePlace,
  start: string | undefined,
  marks: readonly string[],
  sorting: Sorting | undefined,
): { readonly isBehind: readonly boolean[]; readonly isLost: boolean } {
  const last = after === undefined ? -1 : marks.lastIndexOf(after);
  if (last >= 0) return { isBehind: marks.map((_, index) => index > last), isLost: false };
  if (at === undefined || sorting === undefined) {
    return { isBehind: marks.map(() => true), isLost: after !== undefined };
  }
  const isBehind = sorting.times.map((time) => time === undefined || distance(time, at, sorting) >= 0);
  // The page began in front of the record: if nothing of that is left, something else may have gone with it.
  const isCutOff = page !== undefined && page === start && !isBehind.includes(false);
  return { isBehind, isLost: after !== undefined && isCutOff };
}

/** How far a time lies behind another one in the order of the list; negative in front of it. */
function distance(time: number, other: number, { order }: Sorting): number {
  return order === "asc" ? time - other : other - time;
}

/** What our page tokens begin with. */
const PREFIX = "imp1.";
const MARK_LENGTH = 6;
const FORM = /^imp1\.(\d*)\.([\w-]{6})?\.([\w-]{6})?(?:@([0-9a-z]{1,10}))?\.((?:[\w-]{6})*)\.(.*)$/s;
const TIME_BASE = 36;

/**
 * The place as a page token: the prefix, size, list, last record and its time, shown records, and the service's token as it
 * is.
 */
export function formatPlace({ page = "", size, list = "", after = "", at, shown }: PagePlace): string {
  const time = at === undefined ? "" : `@${at.toString(TIME_BASE)}`;
  return `${PREFIX}${size ?? ""}.${list}.${after}${time}.${shown.join("")}.${page}`;
}

/**
 * The place that a page token of ours stands for; none for tokens of the service.
 *
 * @throws {Failure} exit 2 for one that was cut short or changed.
 */
export function parsePlace(token: string): PagePlace | undefined {
  if (!token.startsWith(PREFIX)) return undefined;
  const [, size, list, after, time, shown = "", page] = FORM.exec(token) ?? [];
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
    ...(time === undefined ? {} : { at: Number.parseInt(time, TIME_BASE) }),
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
