import type { ReadPagesResult } from "../core/enrich/read-pages.ts";
import type { JsonObject } from "../core/json/json.ts";
import type { Client } from "../core/platform/client.ts";
import { collectLists, type Lists, paginate } from "../core/platform/pages.ts";
import type { ApiRequest } from "../core/platform/request.ts";
import { responseRecords } from "../core/platform/response.ts";
import { createWarnings, type Warnings } from "../core/warning.ts";
import type { CommandResult, Session } from "./command.ts";
import { isMultiPage, type PageDefaults, pageQuery, type PageValues } from "./options/page.ts";
import type { Pagination } from "./output/pagination.ts";

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
    notices.add(
      "page_limit_reached",
      `stopped after ${end.pages} page(s), there is more: raise --page-limit (0 means all), or continue with ` +
        `--page-token ${end.nextToken}`,
    );
  }
  return {
    pagination,
    warnings: notices.list(),
    ...(end.failure === undefined ? {} : { failure: end.failure, isBrokenList: end.isBroken === true }),
  };
}

/** The fields of every list's data. */
export function listData({ end, messages, count }: ReadPagesResult): JsonObject {
  return {
    messages,
    // Where the messages were printed one by one they are not told again.
    total: count,
    has_more: end.hasMore,
    page_token: end.nextToken ?? "",
  };
}

/**
 * Fetches pages, telling a person who watches a long walk how far it is.
 *
 * @param lists where the records stand in the data; anything else there is a failure, not an empty list
 */
export function createPageFetcher(
  session: Session,
  client: Client,
  values: PageValues,
  request: (token: string | undefined) => ApiRequest,
  lists: readonly string[] = ["items"],
): (token: string | undefined, number: number) => Promise<JsonObject> {
  return async (token, number) => {
    if (isMultiPage(values)) await session.progress.note(`[page ${number}] fetching...`);
    const body = await client.call(request(token));
    responseRecords(body, lists);
    return body;
  };
}

/** A list of the service that tells what is there and what was deleted side by side. */
export interface LiveAndDeletedList<K extends string> {
  readonly live: K;
  readonly deleted: K;
  /** Further lists, which are no records. */
  readonly others?: readonly K[];
  request(pageToken: string | undefined): ApiRequest;
  /** Adds what belongs to the records: of one page, or of all at the end. */
  complete?(lists: Lists<K>): Promise<Lists<K>>;
  /** They are put out at the end only, since a later page decides which. */
  readonly isHeld?: boolean;
}

/** What was read, as the parts of a result, and the lists. */
export interface ReadListsResult<K extends string> {
  readonly result: CommandResult;
  readonly lists: Lists<K>;
}

/**
 * Reads pages with two lists of records: the data keeps the lists apart, rows tell deleted ones by `deleted: true`.
 */
export async function readLists<K extends string>(
  session: Session,
  values: PageValues,
  defaults: PageDefaults,
  list: LiveAndDeletedList<K>,
  notices: Warnings,
): Promise<ReadListsResult<K>> {
  const { live, deleted, others = [], complete = (lists) => Promise.resolve(lists) } = list;
  const rowsOf = (lists: Lists<K>): readonly JsonObject[] => [
    ...lists[live],
    ...lists[deleted].map((one) => ({ ...one, deleted: true })),
  ];
  const { emit } = session;
  let emitted = 0;
  const take = emit === undefined || list.isHeld === true ? undefined : async (lists: Lists<K>) => {
    const rows = rowsOf(await complete(lists));
    emitted += rows.length;
    await emit(rows);
  };
  const ask = createPageFetcher(session, session.client(), values, list.request, [live, deleted, ...others]);
  const pages = paginate(session.world, ask, pageQuery(values, defaults));
  const read = await collectLists(pages, [live, deleted, ...others], take);
  const lists = take === undefined ? await complete(read.lists) : read.lists;
  const rows = rowsOf(lists);
  const { end, first } = read;
  const cursor = { has_more: end.hasMore, page_token: end.nextToken ?? "" };
  return {
    lists,
    result: {
      // Named twice: once for the order of the fields, and again over what the first page said.
      data: { ...lists, ...cursor, ...first, ...lists, ...cursor } as JsonObject,
      rows,
      ...listParts({ end, count: emitted + rows.length }, values, notices),
    },
  };
}
