import ipaddr from "ipaddr.js";

/** Translated to IPv4 by the network on the way (RFC 6052): such an address is as public as the one inside it. */
const NAT64 = ipaddr.IPv6.parse("64:ff9b::");
/** What IANA has given out for hosts so far; the library takes everything without a purpose of its own for unicast. */
const GLOBAL_UNICAST = ipaddr.IPv6.parse("2000::");

/**
 * Whether an IPv4 or IPv6 address lies in the public internet: global unicast, of no special purpose. Addresses of IPv6
 * that carry one of IPv4 are judged by that one. Text that is no address in its plain form is not public.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { isPublicAddress } from "./public-address.ts";
 *
 * assertEquals(isPublicAddress("8.8.8.8"), true);
 * assertEquals(isPublicAddress("::ffff:10.0.0.1"), false);
 * ```
 */
export function isPublicAddress(address: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(address)) return isPublicIpv4(ipaddr.IPv4.parse(address));
  if (address.includes("%") || !ipaddr.IPv6.isValid(address)) return false;
  const six = ipaddr.IPv6.parse(address);
  const bytes = six.toByteArray();
  switch (six.range()) {
    case "ipv4Mapped":
      return isPublicIpv4(six.toIPv4Address());
    case "rfc6052":
      return six.match(NAT64, 96) && isPublicIpv4(new ipaddr.IPv4(bytes.slice(12)));
    case "6to4":
      return isPublicIpv4(new ipaddr.IPv4(bytes.slice(2, 6)));
    default:
      return six.range() === "unicast" && six.match(GLOBAL_UNICAST, 3);
  }
}

function isPublicIpv4(address: ipaddr.IPv4): boolean {
  return address.range() === "unicast";
}
