import type { World } from "../world.ts";
import type { Client } from "./client.ts";
import { createLimiter } from "./limiter.ts";
import { endpointName } from "./request.ts";

/**
 * A client that uses only a share of what the service allows: its limits count for an app as a whole, and other programs
 * of the app need the rest.
 *
 * @param share above 0, up to 1
 */
export function pacedClient(
  world: Pick<World, "clock" | "interrupt">,
  client: Client,
  share: number,
): Client {
  if (share >= 1) return client;
  const limiter = createLimiter(world.clock, share);
  return {
    ...client,
    async call(request) {
      const release = await limiter.acquire(endpointName(request), world.interrupt);
      return await client.call(request).finally(release);
    },
    async open(request, responseTimeout, signal, onSend) {
      const release = await limiter.acquire(endpointName(request), signal);
      return await client.open(request, responseTimeout, signal, onSend).finally(release);
    },
  };
}
