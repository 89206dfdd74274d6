import { createNotices, type Notices } from "../../core/enrich/notices.ts";
import type { PagesRead } from "../../core/enrich/read-pages.ts";
import type { JsonObject } from "../../core/json.ts";
import type { CommandResult } from "../command.ts";
import type { Pagination } from "../output/pagination-line.ts";
import { isWalk, type PageValues } from "../page-flags.ts";

/** The parts of a result that every list has. */
export type ListParts =
  & Required<Pick<CommandResult, "pagination" | "warnings">>
  & Pick<CommandResult, "failure" | "isBrokenList">;

/** How far a list was read, as result and, where a limit stopped it, as a warning (CONTRACT 8). */
export function listParts(
  read: Pick<PagesRead, "end" | "count">,
  values: PageValues,
  notices: Notices = createNotices(),
): ListParts {
  const { end, count } = read;
  const pagination: Pagination = {
    complete: end.complete,
    pages: end.pages,
    items: count,
    ...(end.nextToken === undefined ? {} : { next_token: end.nextToken }),
  };
  if (isWalk(values) && !end.complete && end.failure === undefined) {
    notices.add(
      "page_limit_reached",
      `stopped after ${end.pages} page(s), there is more: raise --page-limit (0 means all), or go on with ` +
        `--page-token ${end.nextToken}`,
    );
  }
  return {
    pagination,
    warnings: notices.warnings(),
    ...(end.failure === undefined ? {} : { failure: end.failure, isBrokenList: end.isBroken === true }),
  };
}

/** The fields of every list's data (reading sheet 2.1). */
export function listData({ end, messages, count }: PagesRead): JsonObject {
  return {
    messages,
    // Where the messages were printed one by one they are not told again.
    total: count,
    has_more: end.hasMore,
    page_token: end.nextToken ?? "",
  };
}
