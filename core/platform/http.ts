import { Failure } from "../failure.ts";
import { hideSecrets } from "../hide-secrets.ts";
import type { Fetch, World } from "../world.ts";
import { isLoopback } from "./hosts.ts";
import { transportFailure } from "./transport-failure.ts";

/** Longest wait for a connection, milliseconds (CONTRACT 6). */
const CONNECT_TIMEOUT = 10_000;
/** How long the second connection may take that tells "no host" from "slow answer", milliseconds. */
const CONNECT_CHECK = 2_000;
const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];
const MAX_REDIRECTS = 10;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);

/** One HTTP exchange with a configured host. */
export interface HttpRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Sent as a bearer token to the origin of `url` and to no other. */
  readonly token?: string;
}

/** Limits of one exchange. */
export interface HttpLimits {
  /** Longest wait for the answer's headers, milliseconds. */
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
    const response = await sendOnce(
      world,
      fetch,
      { ...request, url },
      token,
      limits,
      hop === 0 ? url : hideSecrets(url),
    );
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

async function sendOnce(
  world: World,
  fetch: Fetch,
  request: HttpRequest,
  token: string | undefined,
  limits: HttpLimits,
  shownUrl: string,
): Promise<Response> {
  const abort = new AbortController();
  const stop = () => abort.abort(limits.signal.reason);
  if (limits.signal.aborted) stop();
  limits.signal.addEventListener("abort", stop, { once: true });
  const cancels = [
    world.clock.after(
      limits.answerWithin,
      () => abort.abort(timeout(`no answer within ${limits.answerWithin / 1000} s`)),
    ),
    world.clock.after(CONNECT_TIMEOUT, () => checkConnection(world, request.url, abort)),
  ];
  const started = world.clock.monotonic();
  const range = request.headers.range;
  limits.trace?.(`> ${request.method} ${shownUrl}${range === undefined ? "" : ` (${range})`}`);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: { ...request.headers, ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      ...(request.body === undefined ? {} : { body: request.body }),
      redirect: "manual",
      signal: AbortSignal.any([abort.signal, limits.signal]),
    });
    const ms = Math.round(world.clock.monotonic() - started);
    limits.trace?.(`< ${response.status} after ${ms} ms${logId(response)}`);
    return response;
  } catch (error) {
    limits.trace?.(hideSecrets(`< no answer: ${error instanceof Error ? error.message : error}`));
    if (limits.signal.aborted) throw limits.signal.reason;
    throw transportFailure(abort.signal.aborted ? abort.signal.reason : error, request.url);
  } finally {
    cancels.forEach((cancel) => cancel());
    limits.signal.removeEventListener("abort", stop);
  }
}

/**
 * `fetch` does not tell whether it is still connecting. After the time for that, a second connection is tried:
 * where even that gets no answer the host is away, and waiting for the whole answer time would be in vain.
 */
function checkConnection(world: World, url: string, abort: AbortController): void {
  // Through a proxy the host itself cannot be asked.
  if (PROXY_VARIABLES.some((name) => world.env(name) !== undefined)) return;
  const { hostname, port, protocol } = new URL(url);
  const limit = new AbortController();
  const cancel = world.clock.after(CONNECT_CHECK, () => limit.abort());
  world.connect(
    hostname.replace(/^\[|\]$/g, ""),
    Number(port) || (protocol === "https:" ? 443 : 80),
    limit.signal,
  )
    .catch(() => abort.abort(timeout(`no connection to ${hostname} within ${CONNECT_TIMEOUT / 1000} s`)))
    .finally(cancel);
}

function timeout(message: string): Failure {
  return new Failure({ type: "network", subtype: "timeout", message, retryable: true });
}

function logId(response: Response): string {
  const id = response.headers.get("x-tt-logid");
  return id === null ? "" : ` (log id ${id})`;
}
