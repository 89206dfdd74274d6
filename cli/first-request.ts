/**
 * When the first request of a run has left: the time to load what its answer needs.
 *
 * @module
 */

import type { Fetch, World } from "../core/world.ts";
import type { Runtime } from "./command.ts";

/** A world that notices the first request. */
export function noticeRequest(world: World): Pick<Runtime, "world" | "meanwhile"> {
  const sent = Promise.withResolvers<void>();
  const noticing = (fetch: Fetch): Fetch => (url, init) => {
    const response = fetch(url, init);
    sent.resolve();
    return response;
  };
  const { fetch, fetchBulk, fetchOnce } = world;
  return {
    world: {
      ...world,
      fetch: noticing(fetch),
      fetchBulk: noticing(fetchBulk),
      fetchOnce: noticing(fetchOnce),
    },
    async meanwhile(load, answer) {
      const isOver = answer.then(() => {}, () => {});
      await Promise.race([sent.promise.then(() => world.untilSent?.()), isOver]);
      return await load();
    },
  };
}
