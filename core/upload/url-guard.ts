/**
 * Which addresses lie in the public internet, for fetching what other people's addresses name (the special-purpose registries of IANA).
 *
 * @module
 */

import { Failure, invalidArgument } from "../failure.ts";
import type { World } from "../world.ts";

/** Which addresses may be fetched from; `isPublicAddress` unless a test says otherwise. */
export type AddressRule = (address: string) => boolean;

const PLAIN_PROXIES = ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/**
 * The address that an URL names in place of a host name, checked; `undefined` for names. Asks nobody, so that a preview
 * refuses what a run refuses.
 *
 * @throws {Failure} exit 2 for an address that may not be fetched.
 */
export function checkLiteralHost(flag: string, url: URL, isAllowed: AddressRule): string | undefined {
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw refusal(flag, url, `"${url.protocol}" is no web address`);
  }
  const host = hostOf(url);
  if (host === "localhost" || host.endsWith(".localhost")) throw refusal(flag, url, "it is this machine");
  const literal = host.startsWith("[") ? host.slice(1, -1) : /^[\d.]+$/.test(host) ? host : undefined;
  if (literal !== undefined && !isAllowed(literal)) throw refusal(flag, url, INTERNAL);
  return literal;
}

const INTERNAL = "it is in an internal network";

function hostOf(url: URL): string {
  return url.hostname.replace(/\.$/, "").toLowerCase();
}

function refusal(flag: string, url: URL, why: string): Failure {
  return invalidArgument(
    flag,
    `${flag}: refused to fetch from "${url.host}": ${why}`,
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
  flag: string,
  url: URL,
  isAllowed: AddressRule,
): Promise<readonly string[]> {
  const literal = checkLiteralHost(flag, url, isAllowed);
  if (literal !== undefined) return [literal];
  if (url.protocol === "http:" && PLAIN_PROXIES.some((name) => world.env(name))) {
    throw refusal(flag, url, "through a proxy only https is fetched");
  }
  const addresses = await resolve(world, hostOf(url));
  if (!addresses.every(isAllowed)) throw refusal(flag, url, INTERNAL);
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

/** Networks of IPv4 that are not public: address and length of the prefix. */
const SPECIAL_IPV4: readonly (readonly [network: string, prefix: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  // Multicast, reserved and broadcast.
  ["224.0.0.0", 3],
];

/**
 * Whether an IPv4 or IPv6 address is public. What is no address is not. Addresses of IPv6 that carry one of IPv4 are
 * judged by that; of the others only the global unicast ones count (2000::/3), less its special parts.
 */
export function isPublicAddress(address: string): boolean {
  const four = parseIpv4(address);
  if (four !== undefined) return isPublicIpv4(four);
  const groups = parseIpv6(address);
  if (groups === undefined) return false;
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = groups;
  const isZero = (...some: number[]) => some.every((group) => group === 0);
  // ::ffff:a.b.c.d, and 64:ff9b::a.b.c.d of networks that translate.
  if (isZero(a, b, c, d, e) && f === 0xffff) return isPublicIpv4(joinGroups(g, h));
  if (a === 0x64 && b === 0xff9b && isZero(c, d, e, f)) return isPublicIpv4(joinGroups(g, h));
  if (a === 0x2002) return isPublicIpv4(joinGroups(b, c));
  if (a === 0x2001 && (b < 0x200 || b === 0xdb8)) return false;
  if (a === 0x3fff && b < 0x1000) return false;
  return a >= 0x2000 && a <= 0x3fff;
}

function isPublicIpv4(address: number): boolean {
  return !SPECIAL_IPV4.some(([network, prefix]) => {
    const size = 2 ** (32 - prefix);
    return Math.floor(address / size) === Math.floor((parseIpv4(network) ?? 0) / size);
  });
}

/** The address as a number of 32 bits; four plain decimal parts only. */
function parseIpv4(text: string): number | undefined {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number);
  if (parts === undefined || parts.some((part) => part > 255)) return undefined;
  return parts.reduce((address, part) => address * 256 + part, 0);
}

/** The eight groups of an address without a zone. */
function parseIpv6(text: string): readonly number[] | undefined {
  // The URL parser knows all spellings and gives back one.
  if (!/^[0-9a-f:.]+$/i.test(text) || !URL.canParse(`http://[${text}]/`)) return undefined;
  const plain = new URL(`http://[${text}]/`).hostname.slice(1, -1);
  const [head = "", tail] = plain.split("::");
  const groupsOf = (part: string) => part === "" ? [] : part.split(":").map((group) => parseInt(group, 16));
  if (tail === undefined) return groupsOf(head);
  const [first, last] = [groupsOf(head), groupsOf(tail)];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

function joinGroups(high: number, low: number): number {
  return high * 65_536 + low;
}
