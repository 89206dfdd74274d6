import { objectsAt } from "../../core/json-access.ts";
import type { RawMessage } from "../../core/message/raw-message.ts";
import type { Page } from "../../core/platform/pages.ts";
import { type Clock, sleep } from "../../core/world.ts";

/**
 * The messages of a listed page, one turn of the event loop later: the request for the next page, which every further
 * page waits for, is on its way before the work on this one begins. All pages take that turn, so none overtakes
 * another.
 */
export async function listedMessages(clock: Clock, { data }: Page): Promise<readonly RawMessage[]> {
  await sleep(clock, 0);
  return objectsAt(data, "items");
}
