/**
 * Keeps downloads from other people's URLs out of internal networks.
 *
 * @module
 */

import { Failure, invalidInput, permissionFailure } from "../failure.ts";
import { input, phrase } from "../text/phrase.ts";
import type { World } from "../world.ts";

/** Which addresses may be fetched from. */
export type AddressRule = (address: string) => boolean;

/** The rule for everything but tests. Loaded with the first URL, because of the library behind it. */
async function loadDefaultRule(): Promise<AddressRule> {
  const { isPublicAddress } = await import("./public-address.ts");
  return isPublicAddress;
}

const PLAIN_PROXIES = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/**
 * The address that an URL names in place of a host name, checked; `undefined` for names. Asks nobody, so that a preview
 * refuses what a run refuses.
 *
 * @throws {Failure} exit 2 for an address that may not be fetched.
 */
export async function checkLiteralHost(
  inputKey: string,
  url: URL,
  isAllowed?: AddressRule,
): Promise<string | undefined> {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refusal(inputKey, url, `"${url.protocol}" is not a web address`);
  }
  const host = hostOf(url);
  if (host === "localhost" || host.endsWith(".localhost")) throw refusal(inputKey, url, "it is this machine");
  const literal = host.startsWith("[") ? host.slice(1, -1) : /^[\d.]+$/.test(host) ? host : undefined;
  if (literal === undefined) return undefined;
  const rule = isAllowed ?? await loadDefaultRule();
  if (!rule(literal)) throw refusal(inputKey, url, INTERNAL);
  return literal;
}

const INTERNAL = "it is in an internal network";

function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, "").toLowerCase();
}

function refusal(inputKey: string, url: URL, why: string): Failure {
  return invalidInput(
    inputKey,
    phrase`${input(inputKey)}: refused to fetch from "${url.host}": ${why}`,
    "download the file first, then send it from the working directory",
  );
}

/**
 * The addresses of an URL's host, if it may be fetched: http or https, no name of this machine,
 * and every address public. Through a proxy, which looks names up again, a name needs https: there the certificate
 * proves who answers.
 *
 * @throws {Failure} exit 2 for an address that may not be fetched, `network`/`dns` for an unknown host.
 */
export async function resolvePublicHost(
  world: Pick<World, "resolve" | "env">,
  inputKey: string,
  url: URL,
  isAllowed?: AddressRule,
): Promise<readonly string[]> {
  const literal = await checkLiteralHost(inputKey, url, isAllowed);
  if (literal !== undefined) return [literal];
  if (url.protocol === "http:" && PLAIN_PROXIES.some((name) => world.env(name))) {
    throw refusal(inputKey, url, "through a proxy, only https can be fetched");
  }
  const addresses = await resolve(world, hostOf(url));
  const rule = isAllowed ?? await loadDefaultRule();
  if (!addresses.every(rule)) throw refusal(inputKey, url, INTERNAL);
  return addresses;
}

async function resolve(world: Pick<World, "resolve">, host: string): Promise<readonly string[]> {
  const addresses = await world.resolve(host).catch((error) => {
    throw permissionFailure(error) ?? unknownHost(host, error);
  });
  if (addresses.length === 0) throw unknownHost(host, undefined);
  return addresses;
}

function unknownHost(host: string, error: unknown): Failure {
  return new Failure({
    type: "network",
    subtype: "dns",
    message: `host not found: "${host}"`,
    hint: "check the network and the host name",
    retryable: true,
  }, error);
}
