import { Failure } from "../failure.ts";
import { hideSecrets } from "../hide-secrets.ts";
import type { Fetch, World } from "../world.ts";
import type { HttpLimits, HttpRequest } from "./http.ts";
import { streamedBlob, type StreamedBody } from "./streamed-body.ts";
import { transportFailure } from "./transport-failure.ts";

/** Longest wait for a connection, milliseconds (CONTRACT 6). */
const CONNECT_TIMEOUT = 10_000;
/** How long the second connection may take that tells "no host" from "slow answer", milliseconds. */
const CONNECT_CHECK = 2_000;
const PROXY_VARIABLES = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"];

/**
 * Sends one request and waits for the headers of its answer, whatever they are. The wait begins anew with every piece
 * of a streamed body that is taken.
 *
 * @param shownUrl the address as the log may tell it
 * @throws {Failure} `network` where no answer came; what made a streamed body break off.
 */
export async function sendOnce(
  world: World,
  fetch: Fetch,
  request: HttpRequest,
  limits: HttpLimits,
  shownUrl: string,
): Promise<Response> {
  const abort = new AbortController();
  const stop = () => abort.abort(limits.signal.reason);
  if (limits.signal.aborted) stop();
  limits.signal.addEventListener("abort", stop, { once: true });
  const watch = watchAnswer(world, request.url, limits.answerWithin, abort);
  const started = world.clock.monotonic();
  const range = request.headers.range;
  limits.trace?.(`> ${request.method} ${shownUrl}${range === undefined ? "" : ` (${range})`}`);
  try {
    const response = await fetch(request.url, {
      method: request.method,
      headers: {
        ...request.headers,
        ...(request.token === undefined ? {} : { authorization: `Bearer ${request.token}` }),
      },
      ...(request.body === undefined ? {} : { body: bodyOf(request.body, watch.moved, abort) }),
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
    watch.end();
    limits.signal.removeEventListener("abort", stop);
  }
}

/** Gives up where no answer comes for too long; `moved` begins the wait anew. */
function watchAnswer(world: World, url: string, answerWithin: number, abort: AbortController) {
  let pieces = 0;
  const wait = () =>
    world.clock.after(
      answerWithin,
      () => abort.abort(timeout(`no answer within ${answerWithin / 1000} s`)),
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
function bodyOf(body: string | StreamedBody, moved: () => void, abort: AbortController): string | Blob {
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
 * `fetch` does not tell whether it is still connecting. After the time for that, a second connection is tried:
 * where even that gets no answer the host is away, and waiting for the whole answer time would be in vain.
 */
function checkConnection(world: World, url: string, onFailure: (failure: Failure) => void): void {
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
    .catch(() => onFailure(timeout(`no connection to ${hostname} within ${CONNECT_TIMEOUT / 1000} s`)))
    .finally(cancel);
}

function timeout(message: string): Failure {
  return new Failure({ type: "network", subtype: "timeout", message, retryable: true });
}

function logId(response: Response): string {
  const id = response.headers.get("x-tt-logid");
  return id === null ? "" : ` (log id ${id})`;
}
