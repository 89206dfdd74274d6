import { isInterrupted } from "../core/failure.ts";
import type { ReadPagesResult } from "../core/enrich/read-pages.ts";
import type { JsonObject } from "../core/json/json.ts";
import type { Client } from "../core/platform/client.ts";
import {
  type IdOf,
  listedId,
  type Lists,
  type ListSchemas,
  type ReadLists,
  readLists,
} from "../core/platform/list-reader.ts";
import {
  type Page,
  paginate,
  type Pagination,
  type PagingResult,
  withResumeHint,
} from "../core/platform/pages.ts";
import type { ApiRequest } from "../core/platform/request.ts";
import { responseRecords } from "../core/platform/response.ts";
import { createWarnings, type Warnings } from "../core/warning.ts";
import type { CommandResult, Cut, Runtime } from "./command.ts";
import { isMultiPage, type PageDefaults, pageQuery, type PageValues } from "./options/page.ts";
import { counted } from "../core/text/count.ts";

/** The parts of a result that every list has. */
export type ListParts =
  & Required<Pick<CommandResult, "pagination" | "warnings">>
  & Pick<CommandResult, "failure" | "isBrokenList">;

/** How far a list was read, as result and, where a limit stopped it, as a warning (docs/contract.md, 8). */
export function listParts(
  read: Pick<ReadPagesResult, "end" | "count">,
  values: PageValues,
  notices: Warnings = createWarnings(),
): ListParts {
  const { end, count } = read;
  const pagination: Pagination = {
    complete: end.complete,
    pages: end.pages,
    items: count,
    ...(end.nextToken === undefined ? {} : { next_token: end.nextToken }),
  };
  if (isMultiPage(values) && !end.complete && end.failure === undefined) {
    const pages = counted(end.pages, "page");
    if (end.isFull) {
      notices.add("max_tokens_reached", `stopped after ${pages}; continue with next_token as --page-token`);
    } else {
      notices.add(
        "page_limit_reached",
        `stopped after ${pages}, there is more: raise --page-limit (0 means all), or continue with ` +
          `--page-token ${end.nextToken}`,
      );
    }
  }
  return {
    pagination,
    warnings: notices.list(),
    ...(end.failure === undefined ? {} : {
      failure: end.failure.detail.hint === undefined
        ? withResumeHint(end.failure, end.nextToken)
        : end.failure,
      isBrokenList: end.isBroken === true,
    }),
  };
}

/**
 * Fetches pages, telling a person who watches a long walk how far it is.
 *
 * @param lists where the records stand in the data; anything else there is a failure, not an empty list
 */
export function createPageFetcher(
  runtime: Runtime,
  client: Client,
  values: PageValues,
  request: (token: string | undefined) => ApiRequest,
  lists: readonly string[] = ["items"],
): (token: string | undefined, number: number) => Promise<JsonObject> {
  return async (token, number) => {
    if (isMultiPage(values)) runtime.progress.note(`reading page ${number}`);
    const body = await client.call(request(token));
    responseRecords(body, lists);
    return body;
  };
}

/**
 * Walks the pages as far as the line says, or as there is room in the output.
 *
 * @param isPassed which pages are in front of the place where the walk begins
 */
export function walkPages(
  { world, maxPageLength }: Pick<Runtime, "world" | "maxPageLength">,
  fetchPage: Parameters<typeof paginate>[1],
  values: PageValues,
  defaults: PageDefaults,
  isPassed?: (data: JsonObject) => boolean,
): AsyncGenerator<Page, PagingResult> {
  return paginate(world, fetchPage, {
    ...pageQuery(values, defaults),
    ...(isPassed === undefined ? {} : { isPassed }),
    ...(maxPageLength === undefined ? {} : { maxLength: maxPageLength }),
  });
}

/**
 * The cut of a list whose records are its rows.
 *
 * @param rows the rows, or the records that they are made of
 * @param idOf under which id a row was listed
 * @param first the parts of the result that depend on the rows, made of the first of them
 */
export function cutOf<T>(
  rows: readonly T[],
  idOf: (row: T) => string,
  first: (rows: readonly T[]) => ReturnType<Cut["first"]>,
): Cut {
  return {
    ids: () => rows.map((row) => [idOf(row)]),
    first: (count) => first(rows.slice(0, count)),
  };
}

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
