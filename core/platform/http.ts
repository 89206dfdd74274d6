import { Failure } from "../failure.ts";
import { hideSecrets } from "../hide-secrets.ts";
import type { Fetch, World } from "../world.ts";
import { isLoopback } from "./hosts.ts";
import { sendOnce } from "./send-once.ts";
import type { StreamedBody } from "./streamed-body.ts";

const MAX_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One HTTP exchange with a configured host. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | StreamedBody;
  /** Sent as a bearer token to the origin of `url` and to no other. */
  readonly token?: string;
}

/** Limits of one exchange. */
export interface HttpLimits {
  /** Longest wait for the answer's headers, milliseconds; for a streamed body, since its last piece was taken. */
  readonly answerWithin: number;
  readonly signal: AbortSignal;
  /** Redacted log lines (`--verbose`). */
  readonly trace?: ((line: string) => void) | undefined;
}

/**
 * Sends a request and follows redirects by the house rules (platform sheet 4.3): at most 10, never from https
 * to http, to another origin only for reads and without the token.
 *
 * @throws {Failure} `network` where no answer came, `policy` for a refused redirect.
 */
export async function exchange(
  world: World,
  fetch: Fetch,
  request: HttpRequest,
  limits: HttpLimits,
): Promise<Response> {
  const origin = new URL(request.url).origin;
  let url = request.url;
  let token = request.token;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const { token: _first, ...plain } = request;
    const hopRequest = { ...plain, url, ...(token === undefined ? {} : { token }) };
    const response = await sendOnce(world, fetch, hopRequest, limits, hop === 0 ? url : hideSecrets(url));
    const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    url = redirectTarget(request, url, location);
    if (new URL(url).origin !== origin) token = undefined;
  }
  throw new Failure({
    type: "network",
    subtype: "protocol",
    message: `the service redirected more than ${MAX_REDIRECTS} times`,
  });
}

/** Where a redirect leads, if it may be followed. */
function redirectTarget(request: HttpRequest, from: string, location: string): string {
  const refuse = (why: string): Failure =>
    new Failure({ type: "policy", subtype: "access_denied", message: `refused a redirect ${why}` });
  if (!URL.canParse(location, from)) throw refuse("to something that is no address");
  const target = new URL(location, from);
  const secure = target.protocol === "https:" ||
    (target.protocol === "http:" && new URL(from).protocol === "http:" && isLoopback(target.hostname));
  if (!secure) throw refuse(`to an unencrypted address (host "${target.hostname}")`);
  const reads = request.method === "GET" || request.method === "HEAD";
  if (!reads && target.origin !== new URL(request.url).origin) {
    throw refuse(`of a ${request.method} to another host ("${target.hostname}")`);
  }
  return target.href;
}
