/**
 * A web outside of the machine, played on loopback: the program takes its hosts for public ones, by name and address,
 * and what it sends them arrives at a server of the test.
 *
 * @module
 */

import type { World } from "../../core/world.ts";
import { type RawReply, type RawRequest, type RawServer, startRawServer } from "./raw-server.ts";
import type { Scene, SceneResult } from "./scene.ts";
import { runInWorld } from "./sending.ts";

/** The hosts of the web: names with their addresses, of which some are not what they seem. */
export const WEB_NAMES: Readonly<Record<string, readonly string[]>> = {
  "files.example": ["93.184.216.34"],
  "other.example": ["93.184.216.35", "2606:2800:220:1::1"],
  // They look public and lead to this machine or into a network behind it.
  "rebound.example": ["127.0.0.1"],
  "rebound6.example": ["::1"],
  "mapped.example": ["::ffff:127.0.0.1"],
  "inside.example": ["10.0.0.7"],
  "mixed.example": ["93.184.216.34", "192.168.1.9"],
  "metadata.example": ["169.254.169.254"],
};

/** A web and what was asked of it. */
export interface PublicWeb {
  readonly requests: readonly RawRequest[];
  /** Path and query of a request. */
  pathOf(request: RawRequest | undefined): string | undefined;
  /** A header of a request. */
  headerOf(request: RawRequest | undefined, name: string): string | undefined;
  /** Runs the program in the scene with this web around it. */
  run(args: readonly string[]): Promise<SceneResult>;
}

/** Plays a web that answers by `reply`, for `use`. */
export async function inWeb(
  scene: Scene,
  reply: (request: RawRequest) => RawReply,
  use: (web: PublicWeb) => Promise<void>,
): Promise<void> {
  const server = startRawServer(reply);
  try {
    await use({
      requests: server.requests,
      pathOf: (request) => request?.head.split(" ")[1],
      headerOf: (request, name) => new RegExp(`^${name}: (.*?)\r?$`, "im").exec(request?.head ?? "")?.[1],
      run: (args) => runInWorld(scene, args, (world) => rerouted(world, server), { names: WEB_NAMES }),
    });
  } finally {
    await server.close();
  }
}

/** The addresses above that are public. */
const PUBLIC_ADDRESSES: readonly string[] = ["93.184.216.34", "93.184.216.35", "[2606:2800:220:1::1]"];

/** A world in which requests to public hosts, encrypted or not, arrive at the server; all others go where they go. */
function rerouted(world: World, server: RawServer): World {
  return {
    ...world,
    fetchOnce(url, init) {
      const { hostname, host, pathname, search } = new URL(url);
      const isOutside = PUBLIC_ADDRESSES.includes(hostname) || hostname in WEB_NAMES;
      if (!isOutside) return world.fetchOnce(url, init);
      const headers = new Headers(init.headers);
      if (!headers.has("host")) headers.set("host", host);
      return world.fetchOnce(`${server.origin}${pathname}${search}`, { ...init, headers });
    },
  };
}
