/**
 * What an answer is, before anybody asks why: the service's code, or the page of somebody else.
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";

/** Whether a text is a page for browsers. */
export function isWebPage(text: string): boolean {
  return /^\s*<(!doctype|html|head|body)\b/i.test(text);
}

/** The service's code, 0 for success; some gateways write it as text. */
export function serviceCode({ code }: JsonObject): number | undefined {
  if (typeof code === "number") return code;
  return typeof code === "string" && /^-?\d{1,15}$/.test(code) ? Number(code) : undefined;
}
