import type { JsonObject } from "../../core/json.ts";
import { answeredRecords } from "../../core/platform/answered-data.ts";
import type { Client } from "../../core/platform/client.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { Session } from "../command.ts";
import { isWalk, type PageValues } from "../page-flags.ts";

/**
 * Fetches pages, telling a person who watches a long walk how far it is.
 *
 * @param lists where the records stand in the data; anything else there is a failure, not an empty list
 */
export function askPage(
  session: Session,
  client: Client,
  values: PageValues,
  request: (token: string | undefined) => ApiRequest,
  lists: readonly string[] = ["items"],
): (token: string | undefined, number: number) => Promise<JsonObject> {
  return async (token, number) => {
    if (isWalk(values)) await session.note(`[page ${number}] fetching...`);
    const body = await client.call(request(token));
    answeredRecords(body, lists);
    return body;
  };
}
