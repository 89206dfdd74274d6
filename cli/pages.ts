import type { ReadPagesResult } from "../core/enrich/read-pages.ts";
import type { JsonObject } from "../core/json/json.ts";
import type { Client } from "../core/platform/client.ts";
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
  isPassed?: NonNullable<Parameters<typeof paginate>[2]["isPassed"]>,
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
