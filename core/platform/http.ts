import { timeoutFailure } from "../async/deadline.ts";
import { Failure } from "../failure.ts";
import { redactUrls } from "../text/redact.ts";
import type { Fetch, World } from "../world.ts";
import { isLoopback } from "./hosts.ts";
import { PROXY_VARIABLES } from "./proxy.ts";
import { transportFailure } from "./transport-failure.ts";

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
  /** It changes something, so no redirect of it is followed: it would be carried out twice. */
  readonly isWrite?: true;
}

/** Limits of one exchange. */
export interface HttpLimits {
  /** Longest wait for the answer's headers, milliseconds; for a streamed body, since its last piece was taken. */
  readonly responseTimeout: number;
  readonly signal: AbortSignal;
  /** Redacted log lines (`--verbose`). */
  readonly trace?: ((line: string) => void) | undefined;
}

/**
 * Sends a request and follows redirects (docs/contract.md, 6): at most 10, never those of a write, never from https to
 * http, to another origin only for a GET and without the token.
 *
 * @throws {Failure} `network` where no answer came, and for a redirected write; `policy` for a refused redirect.
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
  let headers = request.headers;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const { token: _first, isWrite, ...plain } = request;
    const hopRequest = { ...plain, url, headers, ...(token === undefined ? {} : { token }) };
    const response = await sendOnce(world, fetch, hopRequest, limits, hop === 0 ? url : redactUrls(url));
    const location = REDIRECTS.has(response.status) ? response.headers.get("location") : null;
    if (location === null) return response;
    await response.body?.cancel();
    if (isWrite) throw redirectedWrite(request.method, url, location);
    url = redirectTarget(request, url, location);
    if (new URL(url).origin === origin) continue;
    token = undefined;
    // An address signed for somebody else's storage may be signed together with this field.
    headers = withoutContentType(request.headers);
  }
  throw new Failure({
    type: "network",
    subtype: "protocol",
    message: `the service redirected more than ${MAX_REDIRECTS} times`,
  });
}

function withoutContentType(headers: HttpRequest["headers"]): HttpRequest["headers"] {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name !== "content-type"));
}

/** What a redirected write did nobody knows: some services act before they redirect. */
function redirectedWrite(method: string, from: string, location: string): Failure {
  const to = URL.canParse(location, from) ? new URL(location, from) : undefined;
  return new Failure({
    type: "network",
    subtype: "protocol",
    message: `the service redirected the ${method}${
      to === undefined ? "" : ` to "${to.origin}${to.pathname}"`
    }, which is not followed for a write`,
  });
}

/** Where a redirect leads, if it may be followed. */
function redirectTarget(request: HttpRequest, from: string, location: string): string {
  const refuse = (why: string): Failure =>
    new Failure({ type: "policy", subtype: "access_denied", message: `refused a redirect ${why}` });
  if (!URL.canParse(location, from)) throw refuse("to something that is not a URL");
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

/** Longest wait for a connection, milliseconds (docs/contract.md, 6). */
const CONNECT_TIMEOUT = 10_000;
/** Longest wait for the second connection, which shows whether the host is away or only slow, milliseconds. */
const CONNECT_CHECK_TIMEOUT = 2_000;

/**
 * Sends one request and waits for the headers of its answer, whatever they are. The wait begins anew with every piece
 * of a streamed body that is taken.
 *
 * @param redactedUrl the address as the log may show it
 * @throws {Failure} `network` where no answer came; what made a streamed body break off.
 */
export async function sendOnce(
  world: World,
  fetch: Fetch,
  request: HttpRequest,
  limits: HttpLimits,
  redactedUrl: string,
): Promise<Response> {
  const abort = new AbortController();
  const stop = () => abort.abort(limits.signal.reason);
  if (limits.signal.aborted) stop();
  limits.signal.addEventListener("abort", stop, { once: true });
  const watch = watchResponse(world, request.url, limits.responseTimeout, abort);
  const started = world.clock.monotonic();
  const range = request.headers.range;
  limits.trace?.(`> ${request.method} ${redactedUrl}${range === undefined ? "" : ` (${range})`}`);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: {
        ...request.headers,
        ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      },
      ...(request.body === undefined ? {} : { body: fetchBody(request.body, watch.moved, abort) }),
      redirect: "manual",
      signal: abort.signal,
    });
    const ms = Math.round(world.clock.monotonic() - started);
    const id = traceIdOf(response.headers);
    limits.trace?.(`< ${response.status} after ${ms} ms${id === undefined ? "" : ` (log id ${id})`}`);
    return response;
  } catch (error) {
    limits.trace?.(redactUrls(`< no answer: ${error instanceof Error ? error.message : error}`));
    if (limits.signal.aborted) throw limits.signal.reason;
    throw transportFailure(abort.signal.aborted ? abort.signal.reason : error, request.url);
  } finally {
    // The signal of the exchange stays connected: it also ends the body.
    watch.end();
  }
}

/** Gives up where no answer comes for too long; `moved` begins the wait anew. */
function watchResponse(world: World, url: string, responseTimeout: number, abort: AbortController) {
  let pieces = 0;
  const wait = () =>
    world.clock.after(
      responseTimeout,
      () => abort.abort(timeoutFailure(`no answer within ${responseTimeout / 1000} s`)),
    );
  let cancelWait = wait();
  const cancelCheck = world.clock.after(CONNECT_TIMEOUT, () => {
    const before = pieces;
    // What moves meanwhile has a connection.
    checkConnection(world, url, (failure) => pieces === before && abort.abort(failure));
  });
  let over = false;
  return {
    moved() {
      pieces++;
      cancelWait();
      if (!over) cancelWait = wait();
    },
    end() {
      over = true;
      cancelWait();
      cancelCheck();
    },
  };
}

/** The body as `fetch` takes it. */
function fetchBody(body: string | StreamedBody, moved: () => void, abort: AbortController): string | Blob {
  if (typeof body === "string") return body;
  const stream = () => ReadableStream.from(watchedPieces(body.stream(), moved, abort));
  return streamedBlob({ size: body.size, stream });
}

/** The pieces of a body; what makes it break off ends the request. */
async function* watchedPieces(
  stream: ReadableStream<Uint8Array>,
  moved: () => void,
  abort: AbortController,
): AsyncGenerator<Uint8Array> {
  try {
    for await (const piece of stream) {
      yield piece;
      moved();
    }
  } catch (error) {
    abort.abort(error);
    throw error;
  }
}

/**
 * `fetch` does not say whether it is still connecting. After the time for that, a second connection is tried: where
 * even that gets no answer the host is away, and waiting any longer is pointless.
 */
function checkConnection(world: World, url: string, onFailure: (failure: Failure) => void): void {
  const { hostname, port, protocol } = new URL(url);
  // Through a proxy the host itself cannot be reached.
  if (!isLoopback(hostname) && PROXY_VARIABLES.some((name) => world.env(name) !== undefined)) return;
  const limit = new AbortController();
  const cancel = world.clock.after(CONNECT_CHECK_TIMEOUT, () => limit.abort());
  world.connect(
    hostname.replace(/^\[|\]$/g, ""),
    Number(port) || (protocol === "https:" ? 443 : 80),
    limit.signal,
  )
    .catch(() =>
      onFailure(timeoutFailure(`could not connect to ${hostname} within ${CONNECT_TIMEOUT / 1000} s`))
    )
    .finally(cancel);
}

/** The service's trace id of an answer, which its support asks for. */
export function traceIdOf(headers: Headers): string | undefined {
  return headers.get("x-tt-logid") ?? undefined;
}

/** A request body that is made while it is sent. */
export interface StreamedBody {
  /** Media type, for the `content-type` header. */
  readonly type: string;
  /** Exact length, bytes. */
  readonly size: number;
  /** A new stream of the whole body, from its first byte. */
  stream(): ReadableStream<Uint8Array>;
}

/**
 * Gives a streamed body the form that `fetch` sends with a `Content-Length`. A bare stream goes out in chunked
 * coding whatever headers are set (Deno 2.4 and 2.9); of a blob, `fetch` reads the size and the stream, so this is a
 * blob with ours that holds no bytes. A body that ends early breaks the request.
 */
export function streamedBlob({ size, stream }: Pick<StreamedBody, "size" | "stream">): Blob {
  return Object.defineProperties(new Blob(), { size: { value: size }, stream: { value: stream } });
}
