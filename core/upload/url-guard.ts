import { Failure, invalidArgument } from "../failure.ts";
import type { World } from "../world.ts";

/** Which addresses may be fetched from; `isPublicAddress` unless a test says otherwise. */
export type AddressRule = (address: string) => boolean;

const PLAIN_PROXIES = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/**
 * The addresses of an URL's host, if it may be fetched (writing sheet 10.4): http or https, no name of this machine,
 * and every address public. Through a proxy, which looks names up again, a name needs https: there the certificate
 * proves who answers.
 *
 * @throws {Failure} exit 2 for an address that may not be fetched, `network`/`dns` for an unknown host.
 */
export async function guardUrl(
  world: Pick<World, "resolve" | "env">,
  flag: string,
  url: URL,
  isAllowed: AddressRule,
): Promise<readonly string[]> {
  const refuse = (why: string) =>
    invalidArgument(
      flag,
      `${flag}: refused to fetch from "${url.host}": ${why}`,
      "download the file first, then send it from the working directory",
    );
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refuse(`"${url.protocol}" is no web address`);
  }
  const host = url.hostname.replace(/\.$/, "").toLowerCase();
  if (host === "localhost" || host.endsWith(".localhost")) throw refuse("it is this machine");
  const literal = host.startsWith("[") ? host.slice(1, -1) : /^[\d.]+$/.test(host) ? host : undefined;
  if (literal === undefined && url.protocol === "http:" && PLAIN_PROXIES.some((name) => world.env(name))) {
    throw refuse("through a proxy only https is fetched");
  }
  const addresses = literal === undefined ? await resolve(world, host) : [literal];
  if (!addresses.every(isAllowed)) throw refuse("it is in an internal network");
  return addresses;
}

async function resolve(world: Pick<World, "resolve">, host: string): Promise<readonly string[]> {
  const addresses = await world.resolve(host).catch((error) => {
    throw unknownHost(host, error);
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
