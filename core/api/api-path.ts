import { invalidArgument } from "../failure.ts";
import { hasInvisible } from "../text/invisible.ts";

const PREFIX = "/open-apis/";

/**
 * The path of a call that a person writes: from `/open-apis/`, or a tail that gets the prefix, or
 * a full address of one of our hosts, whose host is dropped. Segments are kept as they are written.
 *
 * @param hosts origins that a full address may have
 * @throws {Failure} exit 2 for other hosts, for `?` and `#`, and for what changes how a path is read.
 */
export function parseApiPath(text: string, hosts: readonly string[]): string {
  const refuse = (problem: string, hint?: string) =>
    invalidArgument("path", `the path ${problem}: ${JSON.stringify(text)}`, hint);
  const path = text.includes("://") ? pathOfUrl(text, hosts, refuse) : text;
  if (/[?#]/.test(path)) throw refuse('has "?" or "#"', `give the query with --params '{"name":"value"}'`);
  if (/[%\\\s]/.test(path) || hasInvisible(path) || !path.isWellFormed()) {
    throw refuse("has a character that no path of the service has");
  }
  const tail = path.replace(/^\//, "").replace(/^open-apis\//, "");
  const segments = tail.split("/");
  if (tail === "" || segments.some((segment) => ["", ".", ".."].includes(segment))) {
    throw refuse('has an empty segment, "." or ".."');
  }
  return PREFIX + segments.map(encodeURIComponent).join("/").replaceAll("%3A", ":").replaceAll("%40", "@");
}

function pathOfUrl(
  text: string,
  hosts: readonly string[],
  refuse: (problem: string, hint?: string) => Error,
) {
  const [, origin = "", path = ""] = /^([a-z]+:\/\/[^/?#]*)(.*)$/i.exec(text) ?? [];
  const isOurs = URL.canParse(origin) && hosts.includes(new URL(origin).origin) && !origin.includes("@");
  if (isOurs) return path;
  throw refuse(
    "is on another host",
    `tokens go to ${hosts.join(" and ")} only: write the path from /open-apis/`,
  );
}
