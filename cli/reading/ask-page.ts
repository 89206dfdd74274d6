import type { JsonObject } from "../../core/json.ts";
import type { Client } from "../../core/platform/client.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { Session } from "../command.ts";
import { isWalk, type PageValues } from "../page-flags.ts";

/** Fetches pages, telling a person who watches a long walk how far it is. */
export function askPage(
  session: Session,
  client: Client,
  values: PageValues,
  request: (token: string | undefined) => ApiRequest,
): (token: string | undefined, number: number) => Promise<JsonObject> {
  return async (token, number) => {
    if (isWalk(values)) await session.note(`[page ${number}] fetching...`);
    return await client.call(request(token));
  };
}
