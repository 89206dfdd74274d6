/**
 * Lists of the service that have what is there and what was deleted side by side.
 *
 * @module
 */

import { isInterrupted } from "../core/failure.ts";
import type { JsonObject } from "../core/json/json.ts";
import {
  type IdOf,
  listedId,
  type Lists,
  type ListSchemas,
  type ReadLists,
  readLists,
} from "../core/platform/list-reader.ts";
import type { ApiRequest } from "../core/platform/request.ts";
import type { Warnings } from "../core/warning.ts";
import type { CommandResult, Runtime } from "./command.ts";
import type { PageDefaults, PageValues } from "./options/page.ts";
import { createPageFetcher, listParts, walkPages } from "./pages.ts";

/** A list of the service that has what is there and what was deleted side by side. */
export interface LiveAndDeleted<S extends ListSchemas> {
  /** Schemas of all lists; those that are neither live nor deleted are no records. */
  readonly schemas: S;
  /** What identifies a record. */
  readonly idOf: IdOf;
  readonly live: keyof S & string;
  readonly deleted: keyof S & string;
  request(pageToken: string | undefined): ApiRequest;
  /** Adds what belongs to the records: of one page, or of all at the end. */
  complete?(lists: Lists<S>): Promise<Lists<S>>;
  /** The records for formats of rows; absent: as in the data. */
  rowsOf?(lists: Lists<S>): readonly JsonObject[];
  /** Leaves out of further lists what does not belong to the records. */
  only?(lists: Lists<S>): Lists<S>;
  /** The view for people. */
  pretty?(lists: Lists<S>): NonNullable<CommandResult["pretty"]>;
  /** The view in Markdown. */
  concise?(lists: Lists<S>): NonNullable<CommandResult["concise"]>;
  /** They are printed at the end only, since a later page decides which. */
  readonly isHeld?: boolean;
}

/** What was read, as the parts of a result, and the lists. */
export interface LiveAndDeletedResult<S extends ListSchemas> {
  readonly result: CommandResult;
  readonly lists: Lists<S>;
}

/** If the person interrupts, keeps the pages read so far, without what further calls would add. */
async function completeOrKeep<S extends ListSchemas>(
  complete: (lists: Lists<S>) => Promise<Lists<S>>,
  { lists, end: { failure } }: Pick<ReadLists<S>, "lists" | "end">,
): Promise<Lists<S>> {
  return await complete(lists).catch((error) => {
    if (isInterrupted(error) && isInterrupted(failure)) return lists;
    throw error;
  });
}

/**
 * Reads pages with two lists of records: the data keeps the lists apart, rows mark deleted ones by `deleted: true`.
 */
export async function readLiveAndDeleted<const S extends ListSchemas>(
  runtime: Runtime,
  values: PageValues,
  defaults: PageDefaults,
  list: LiveAndDeleted<S>,
  warnings: Warnings,
): Promise<LiveAndDeletedResult<S>> {
  const { schemas, complete = (lists) => Promise.resolve(lists) } = list;
  const rowsOf = (lists: Lists<S>): readonly JsonObject[] => [
    ...list.rowsOf?.(lists) ?? lists[list.live],
    ...lists[list.deleted].map((one: JsonObject) => ({ ...one, deleted: true })),
  ];
  const { emit } = runtime;
  let printed = 0;
  const print = emit === undefined || list.isHeld === true ? undefined : async (lists: Lists<S>) => {
    const rows = rowsOf(await complete(lists));
    printed += rows.length;
    await emit(rows);
  };
  const fetchPage = createPageFetcher(runtime, runtime.client(), values, list.request, Object.keys(schemas));
  const pages = walkPages(runtime, fetchPage, values, defaults);
  const { listing } = runtime;
  const { idOf, live, deleted } = list;
  const read = await readLists(pages, schemas, idOf, print, { listing, keys: [live, deleted] });
  const lists = print === undefined ? await completeOrKeep(complete, read) : read.lists;
  const { end, first } = read;
  const cursor = { has_more: end.hasMore, page_token: end.nextToken ?? "" };
  const partsOf = (lists: Lists<S>) => ({
    // Named twice: once for the order of the fields, and again over what the first page said.
    data: { ...lists, ...cursor, ...first, ...lists, ...cursor } as JsonObject,
    rows: rowsOf(lists),
    // Rows may have more than the lists of the data, such as the message of a flag.
    ...(list.rowsOf === undefined
      ? {}
      : { lists: { [live]: list.rowsOf(lists), [deleted]: lists[deleted] } }),
    ...(list.pretty === undefined ? {} : { pretty: list.pretty(lists) }),
    ...(list.concise === undefined ? {} : { concise: list.concise(lists) }),
  });
  const parts = partsOf(lists);
  return {
    lists,
    result: {
      ...parts,
      ...listParts({ end, count: printed + parts.rows.length }, values, warnings),
      cut: {
        ids: () => [live, deleted].flatMap((key) => lists[key].map((one) => [listedId(key, one, idOf)])),
        first(count) {
          const [kept, rest] = [lists[live].slice(0, count), Math.max(0, count - lists[live].length)];
          const cut = { ...lists, [live]: kept, [deleted]: lists[deleted].slice(0, rest) } as Lists<S>;
          return partsOf(list.only?.(cut) ?? cut);
        },
      },
    },
  };
}
