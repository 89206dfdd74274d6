import { type Failure, invalidArgument } from "../failure.ts";
import { hasInvisible } from "../text/invisible.ts";
import { input, type Phrase, phrase } from "../text/phrase.ts";

const PREFIX = "/open-apis/";
const EXAMPLE_PATH = `write it like ${PREFIX}im/v1/chats`;

/**
 * The path of a call as a person writes it: from `/open-apis/`, or without that prefix, or a full URL of one of our
 * hosts, whose host is dropped. Segments are kept as they are written.
 *
 * @example Usage
 * ```ts
 * import { assertEquals } from "@std/assert";
 * import { parseApiPath } from "./api-path.ts";
 *
 * assertEquals(parseApiPath("im/v1/chats", []), "/open-apis/im/v1/chats");
 * ```
 *
 * @param hosts origins that a full URL may have
 * @throws {Failure} exit 2 for other hosts, for `?` and `#`, and for what changes how a path is read.
 */
export function parseApiPath(text: string, hosts: readonly string[]): string {
  const refuse: Refuse = (problem, hint) =>
    invalidArgument("path", `the path ${problem}: ${JSON.stringify(text)}`, hint);
  const path = text.includes("://") ? pathOfUrl(text, hosts, refuse) : text;
  if (/[?#]/.test(path)) {
    throw refuse('has "?" or "#"', phrase`give the query with ${input("params", '{"name":"value"}')}`);
  }
  if (/[%\\\s]/.test(path) || hasInvisible(path) || !path.isWellFormed()) {
    throw refuse("has a character that no path of the service has", EXAMPLE_PATH);
  }
  const tail = path.replace(/^\//, "").replace(/^open-apis\//, "");
  const segments = tail.split("/");
  if (tail === "" || segments.some((segment) => ["", ".", ".."].includes(segment))) {
    throw refuse('has an empty segment, "." or ".."', EXAMPLE_PATH);
  }
  return PREFIX + segments.map(encodeURIComponent).join("/").replaceAll("%3A", ":").replaceAll("%40", "@");
}

/** Makes the failure; the problem goes behind "the path". */
type Refuse = (problem: string, hint: Phrase) => Failure;

function pathOfUrl(text: string, hosts: readonly string[], refuse: Refuse): string {
  const [, origin = "", path = ""] = /^([a-z]+:\/\/[^/?#]*)(.*)$/i.exec(text) ?? [];
  const isOurs = URL.canParse(origin) && hosts.includes(new URL(origin).origin) && !origin.includes("@");
  if (isOurs) return path;
  throw refuse(
    "is on another host",
    `tokens go to ${hosts.join(" and ")} only: begin the path with ${PREFIX}`,
  );
}
