/**
 * The text with every address in it cut down to scheme, host and path: an address that others gave may carry its
 * secret in the rest, and some runtimes repeat addresses in their errors.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { redactUrls } from "./redact.ts";
 *
 * assertEquals(redactUrls("no answer (https://a.example/b?sig=1): reset"), "no answer (https://a.example/b): reset");
 * assertEquals(redactUrls("https://me:word@a.example/b#c"), "https://a.example/b");
 * ```
 */
export function redactUrls(text: string): string {
  return text.replace(/(https?:\/\/)(?:[^\s/?#)]*@)?([^\s?#)]*)(?:[?#][^\s)]*)?/g, "$1$2");
}
