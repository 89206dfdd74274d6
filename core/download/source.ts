import { withDeadline } from "../async/deadline.ts";
import { joinSignals } from "../async/joined-signal.ts";
import type { Retries } from "../async/retry.ts";
import { Failure } from "../failure.ts";
import { isJsonObject, tryParseJson } from "../json/json.ts";
import type { Client } from "../platform/client.ts";
import { requestPath } from "../platform/request.ts";
import { failureFromText } from "../platform/response.ts";
import { transportFailure } from "../platform/transport-failure.ts";
import type { Clock } from "../world.ts";
import { judgeResponse, type KnownObject, mediaType, strongEtag, type Verdict } from "./range-response.ts";
import { type RequestedRange, type RequestMaker, type ResourceKey, resourceRequest } from "./requests.ts";

/** Longest JSON response with status 200 that is checked for a refusal, bytes. */
const REFUSAL_BYTES = 65_536;

/** A judged response whose body has not been read. */
export interface OpenResponse {
  readonly verdict: Exclude<Verdict, { kind: "invalid" }>;
  readonly response: Response;
  readonly url: string;
  /** Ends the exchange. */
  readonly abort: AbortController;
  /** When its headers came, monotonic milliseconds. */
  readonly answeredAt: number;
  /** Milliseconds from the request to its headers. */
  readonly answerTime: number;
  /** What is left of the retries of its range, where requesting it used some. */
  readonly retries?: Retries;
}

/** Requests parts of one resource and counts the requests. */
export interface Source {
  readonly resource: ResourceKey;
  /**
   * One attempt, without retries.
   *
   * @param range what to request; absent for the whole object
   * @param known what is known of the object, if anything
   * @throws {Failure} from the service; `network`/`protocol` for a response that does not fit the request.
   */
  open(
    range: RequestedRange | undefined,
    known: KnownObject | undefined,
    signal: AbortSignal,
  ): Promise<OpenResponse>;
  /** Requests made so far. */
  requestCount(): number;
}

/**
 * Makes the source of a resource.
 *
 * @param responseTimeout longest wait for the headers of a response, milliseconds
 * @param toRequest how it is requested, where it is not a resource of a message
 */
export function createSource(
  client: Client,
  clock: Clock,
  resource: ResourceKey,
  responseTimeout: number,
  toRequest: RequestMaker = resourceRequest,
): Source {
  let requests = 0;
  return {
    resource,
    requestCount: () => requests,
    async open(range, known, signal) {
      const abort = new AbortController();
      const request = toRequest(resource, range, strongEtag(known));
      const url = client.host + requestPath(request);
      requests++;
      let sentAt = clock.monotonic();
      const either = joinSignals(abort, signal);
      const received = await client.open(request, responseTimeout, either, () => sentAt = clock.monotonic());
      const answeredAt = clock.monotonic();
      const response = mayBeRefusal(received)
        ? await withDeadline(
          clock,
          responseTimeout,
          abort,
          () => throwIfRefused(received, url, client, clock),
        )
        : received;
      const verdict = judgeResponse({ start: range?.start, end: range?.end, known }, response);
      if (verdict.kind === "invalid") {
        await discardResponse(response);
        throw protocolFailure(verdict.reason);
      }
      return { verdict, response, abort, url, answeredAt, answerTime: answeredAt - sentAt };
    },
  };
}

/**
 * Opens a range, or the whole object, attempt after attempt.
 *
 * @param retries decides whether there is another attempt, and waits for it
 * @throws {Failure} that of the last attempt.
 */
export async function openWithRetries(
  source: Source,
  range: RequestedRange | undefined,
  known: KnownObject | undefined,
  signal: AbortSignal,
  retries: Retries,
): Promise<OpenResponse> {
  while (true) {
    try {
      return await source.open(range, known, signal);
    } catch (error) {
      await retries.next(error);
    }
  }
}

/** Drops a response whose body is not needed. */
export async function discard(opened: OpenResponse): Promise<void> {
  await discardResponse(opened.response);
}

async function discardResponse(response: Response): Promise<void> {
  // A body that failed already has nothing left to cancel.
  await response.body?.cancel().catch(() => {});
}

/** A response that must not be used (docs/contract.md, 7); another request may bring the right one. */
export function protocolFailure(reason: string): Failure {
  return new Failure({
    type: "network",
    subtype: "protocol",
    message: reason,
    hint: "run the same command again; if it fails again, a proxy may be changing the responses",
    retryable: true,
  });
}

/** The refusal of an image without a byte. */
export function emptyImage(): Failure {
  return protocolFailure("file size mismatch: the image is empty");
}

/** A JSON response without a file name may be a refusal with status 200. */
function mayBeRefusal(response: Response): boolean {
  return response.status === 200 && mediaType(response.headers) === "application/json" &&
    response.headers.get("content-disposition") === null;
}

/**
 * Whether a body can be nothing but a refusal. Stricter than for other responses, whose codes may be text: this may be
 * somebody's own file.
 */
function isPlainRefusal(text: string): boolean {
  const body = tryParseJson(text);
  return isJsonObject(body) && typeof body["code"] === "number" && body["code"] !== 0;
}

/** Throws if the body is a refusal of the service; else gives the same response with an unread body. */
async function throwIfRefused(
  response: Response,
  url: string,
  client: Client,
  clock: Clock,
): Promise<Response> {
  const { start, body } = await peek(response, REFUSAL_BYTES).catch((error) => {
    throw transportFailure(error, url);
  });
  const text = new TextDecoder().decode(start);
  if (start.length < REFUSAL_BYTES && isPlainRefusal(text)) {
    throw await failureFromText(response, text, { identity: client.identity, now: clock.now() });
  }
  return new Response(body, { headers: response.headers });
}

/** The first bytes of a body, and a stream of all of it. */
async function peek(response: Response, limit: number) {
  const reader = (response.body ?? new Blob().stream()).getReader();
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  while (length < limit) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    length += value.length;
  }
  const start = new Uint8Array(await new Blob(chunks).arrayBuffer());
  let waiting = start;
  const body = new ReadableStream({
    type: "bytes",
    async pull(controller) {
      let chunk = waiting.length > 0 ? { done: false, value: waiting } : await reader.read();
      waiting = new Uint8Array();
      // A pull that enqueues nothing is not repeated.
      while (chunk.value?.length === 0) chunk = await reader.read();
      if (chunk.value !== undefined) controller.enqueue(chunk.value.slice());
      if (chunk.done) {
        controller.close();
        controller.byobRequest?.respond(0);
      }
    },
    cancel: (reason) => reader.cancel(reason),
  });
  return { start, body };
}
