import type { Notices } from "../../core/enrich/notices.ts";
import type { JsonObject } from "../../core/json.ts";
import { collectLists, type Lists } from "../../core/platform/collect-lists.ts";
import { walkPages } from "../../core/platform/pages.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { CommandResult, Session } from "../command.ts";
import { type PageDefaults, type PageValues, pageWish } from "../page-flags.ts";
import { askPage } from "../reading/ask-page.ts";
import { listParts } from "../reading/list-result.ts";

/** A list of the service that tells what is there and what was deleted side by side. */
export interface LiveAndDeleted<K extends string> {
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
export interface ListsRead<K extends string> {
  readonly result: CommandResult;
  readonly lists: Lists<K>;
}

/**
 * Reads pages with two lists of records: the data keeps the lists apart, rows tell deleted ones by `deleted: true`
 * (chats sheet 1.7, 12, 16 and 17).
 */
export async function readLists<K extends string>(
  session: Session,
  values: PageValues,
  defaults: PageDefaults,
  list: LiveAndDeleted<K>,
  notices: Notices,
): Promise<ListsRead<K>> {
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
  const ask = askPage(session, session.client(), values, list.request, [live, deleted, ...others]);
  const pages = walkPages(session.world, ask, pageWish(values, defaults));
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
