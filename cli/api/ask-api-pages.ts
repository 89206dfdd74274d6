import { mergePages } from "../../core/api/merge-pages.ts";
import { walkPages } from "../../core/platform/pages.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { JsonObject } from "../../core/json.ts";
import { answeredRecords } from "../../core/platform/answered-data.ts";
import type { CommandResult, Session } from "../command.ts";
import { type PageValues, pageWish } from "../page-flags.ts";
import { listParts } from "../reading/list-result.ts";
import { RAW_PAGES } from "./raw-page-flags.ts";

/** Values of the flags of a list. */
export type RawPageValues = Omit<PageValues, "pageSize">;

/**
 * Reads a list to where the flags say; the rows of all pages are joined.
 *
 * @param rowsKey picks the list of a page that holds its records
 * @param lists lists of records that the service promises: anything else in their place is a failure
 */
export async function askApiPages(
  session: Session,
  request: ApiRequest,
  given: RawPageValues,
  rowsKey: (data: JsonObject) => string | undefined,
  lists: readonly string[] = [],
): Promise<CommandResult> {
  const client = session.client();
  const first = request.params?.["page_token"];
  const pageToken = given.pageToken ?? (typeof first === "string" ? first : undefined);
  const values: PageValues = { ...given, pageToken, pageSize: RAW_PAGES.size };
  const pages = walkPages(session.world, async (token, number) => {
    if (number > 1) await session.note(`reading page ${number}`);
    const params = { ...request.params, ...(token === undefined ? {} : { page_token: token }) };
    const body = await client.call({ ...request, params });
    if (lists.length > 0) answeredRecords(body, lists);
    return body;
  }, pageWish(values, RAW_PAGES));
  const merged = await mergePages(pages, rowsKey, session.emit);
  return { data: merged.data, ...listParts(merged, values) };
}
