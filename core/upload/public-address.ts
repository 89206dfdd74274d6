/**
 * Which addresses lie in the public internet, for fetching what other people's addresses name (writing sheet 10.4; the
 * special-purpose registries of IANA).
 *
 * @module
 */

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
  if (isZero(a, b, c, d, e) && f === 0xffff) return isPublicIpv4(join(g, h));
  if (a === 0x64 && b === 0xff9b && isZero(c, d, e, f)) return isPublicIpv4(join(g, h));
  if (a === 0x2002) return isPublicIpv4(join(b, c));
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

function join(high: number, low: number): number {
  return high * 65_536 + low;
}
