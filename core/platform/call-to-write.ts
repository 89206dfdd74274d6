import type { JsonObject } from "../json.ts";
import { answeredRecords } from "./answered-data.ts";
import type { Client } from "./client.ts";
import { keyOf } from "./key-of.ts";
import { outcomeUnknown } from "./outcome-unknown.ts";
import type { ApiRequest } from "./request.ts";

/**
 * Makes a write and hands back its data, like `answeredRecords`.
 *
 * @throws {Failure} also where the answer has an unexpected shape: then nobody knows what became of the write.
 */
export async function callToWrite(
  client: Client,
  request: ApiRequest,
  lists: readonly string[] = [],
): Promise<JsonObject> {
  const body = await client.call(request);
  try {
    return answeredRecords(body, lists);
  } catch (error) {
    throw outcomeUnknown(error, keyOf(request));
  }
}
