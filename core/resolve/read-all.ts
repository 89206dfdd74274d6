import { Failure } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import type { WireSchema } from "../json/schema.ts";
import type { Client } from "../platform/client.ts";
import { eachPage, recordsAt } from "../platform/list-reader.ts";
import { paginate } from "../platform/pages.ts";
import type { ApiRequest } from "../platform/request.ts";
import { responseRecords } from "../platform/response.ts";
import type { World } from "../world.ts";

/** How the service is asked. */
export interface Source {
  readonly world: Pick<World, "clock" | "interrupt">;
  readonly client: Client;
}

/** The most pages of one list. */
const MAX_PAGES = 100;

/**
 * Reads lists to their end: a part would not show whether a name is the only one.
 *
 * @param keys of the lists in the data of a page
 * @param take gets the records of each page, by key
 * @throws {Failure} of any page; `validation` for a list that is too long
 */
export async function readToEnd<T extends JsonObject>(
  { world, client }: Source,
  request: (token: string | undefined) => ApiRequest,
  schemas: Readonly<Record<string, WireSchema<T>>>,
  take: (key: string, records: readonly T[]) => void,
): Promise<void> {
  const keys = Object.keys(schemas);
  const fetchPage = async (token: string | undefined) => {
    const body = await client.call(request(token));
    responseRecords(body, keys);
    return body;
  };
  const pages = paginate(world, fetchPage, { token: undefined, limit: MAX_PAGES, delay: 0 });
  const end = await eachPage(pages, ({ data }) => {
    for (const [key, schema] of Object.entries(schemas)) take(key, recordsAt(data, key, schema));
  });
  if (end.failure !== undefined) throw end.failure;
  if (end.complete) return;
  throw new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `there are more than ${MAX_PAGES} pages to compare the name with`,
    hint: "give the id instead",
  });
}

/** Whether the service answers that it will not, which asking again does not change. */
export function isRefused({ detail: { type, subtype, retryable } }: Failure): boolean {
  return type === "authorization" || type === "api" && retryable !== true && subtype !== "rate_limit";
}
