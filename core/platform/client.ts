import type { Bandwidth } from "../async/bandwidth.ts";
import { withDeadline } from "../async/deadline.ts";
import { type Retries, startRetries } from "../async/retry.ts";
import { Failure } from "../failure.ts";
import type { JsonObject } from "../json/json.ts";
import type { World } from "../world.ts";
import type { Identity } from "./identity.ts";
import { isInconclusive, isServerError, outcomeUnknown, type WriteRequest } from "./outcome-unknown.ts";
import { type ApiRequest, endpointName, isReadOnly } from "./request.ts";
import { failureFromResponse, readJsonResponse, responseRecords } from "./response.ts";
import { type ClientSettings, createSender, type Exchange } from "./sender.ts";
import { wasNeverSent } from "./transport-failure.ts";

export type { ClientSettings };

/** The one way to the service; it takes care of tokens, limits, redirects, errors and retries. */
export interface Client {
  /** Origin that requests go to; a partial download belongs to it. */
  readonly host: string;
  readonly identity: Identity;
  /** What downloads may take of the line; absent: all of it. */
  readonly bandwidth?: Bandwidth | undefined;
  /**
   * A JSON call, with retries where the request may be repeated. Resolves with the whole body.
   *
   * @throws {Failure} that of the service or the network.
   */
  call(request: ApiRequest): Promise<JsonObject>;
  /**
   * One attempt of a bulk read: resolves with the headers of an answer below HTTP 400, or of a 416; its body is
   * unread.
   *
   * @param responseTimeout longest wait for the headers, milliseconds
   * @param onSend called when the request leaves, after any wait for its turn; again if it is sent again
   * @throws {Failure} for anything else; whether asking again may help is in `retryable`.
   */
  open(
    request: ApiRequest,
    responseTimeout: number,
    signal: AbortSignal,
    onSend?: () => void,
  ): Promise<Response>;
  /** Starts counting the retries of one piece of work that is made of `open` calls. */
  retries(signal: AbortSignal): Retries;
}

/** Longest silence of an upload, milliseconds (docs/contract.md, 6); a longer `--timeout` wins. */
const UPLOAD_IDLE_TIMEOUT = 60_000;

/** Makes a client for one run under one identity. */
export function createClient(world: World, settings: ClientSettings): Client {
  const { hosts, identity, retryRules, trace, timeout, onWait } = settings;
  const send = createSender(world, settings);
  const context = () => ({ identity, now: world.clock.now() });

  function retries(signal: AbortSignal): Retries {
    return startRetries(
      world,
      retryRules,
      signal,
      (failure, delay) => {
        trace?.(`retrying in ${Math.round(delay)} ms: ${failure.message}`);
        return onWait?.(`retrying in ${Math.ceil(delay / 1000)} s: ${failure.message}`, delay);
      },
    );
  }

  /** A JSON call must end within the timeout; an upload may take longer as long as it moves. */
  async function callOnce(request: ApiRequest): Promise<JsonObject> {
    const fetch = isReadOnly(request) ? world.fetch : world.fetchOnce;
    const isUpload = request.form !== undefined;
    const responseTimeout = isUpload ? Math.max(UPLOAD_IDLE_TIMEOUT, timeout) : timeout;
    const run: Exchange<JsonObject> = async (send, abort, url) => {
      const uploaded = isUpload ? await send() : undefined;
      return await withDeadline(
        world.clock,
        timeout,
        abort,
        async () => await readJsonResponse(uploaded ?? await send(), url, context()),
      );
    };
    return await send({ fetch, request, responseTimeout, signal: world.interrupt, run });
  }

  return {
    host: hosts.open,
    identity,
    bandwidth: settings.bandwidth,
    retries,
    async call(request) {
      const onEnd = onWait?.(`waiting for the service: ${endpointName(request)}`);
      return await callWithRetries(request, retries(world.interrupt), () => callOnce(request))
        .finally(() => onEnd?.());
    },
    async open(request, responseTimeout, signal, onSend) {
      const run: Exchange<Response> = async (send, abort) => {
        onSend?.();
        const response = await send();
        // "No such range" is an answer that a download goes on from, not a refusal.
        if (response.status < 400 || response.status === 416) return response;
        const failure = () => failureFromResponse(response, context());
        throw await withDeadline(world.clock, responseTimeout, abort, failure);
      };
      return await send({ fetch: world.fetchBulk, request, responseTimeout, signal, leavesBody: true, run });
    },
  };
}

/**
 * Makes a write and resolves with its data, checked like `responseRecords`, or as `read` does.
 *
 * @throws {Failure} also where the answer has an unexpected shape: the outcome of the write is then unknown.
 */
export async function sendWrite(
  client: Client,
  request: ApiRequest,
  lists: readonly string[] = [],
  read: typeof responseRecords = responseRecords,
): Promise<JsonObject> {
  const body = await client.call(request);
  try {
    return read(body, lists);
  } catch (error) {
    throw outcomeUnknown(error, request);
  }
}

/**
 * Attempts a call until it succeeds or no further attempt is allowed (docs/contract.md, 6). A write without an
 * idempotency key is repeated only where no connection was made. Where one with a key ends without an answer, and an
 * earlier attempt may have acted, the failure says so.
 *
 * @param callOnce makes one attempt
 * @throws {Failure} that of the last attempt.
 */
export async function callWithRetries<T>(
  request: Pick<ApiRequest, "repeatable" | "isWrite"> & WriteRequest,
  retries: Retries,
  callOnce: () => Promise<T>,
): Promise<T> {
  let mayHaveActed = false;
  while (true) {
    try {
      return await callOnce();
    } catch (error) {
      // If there is no token, nothing was sent, and getting one has used up its own retries.
      const wasSent = !(error instanceof Failure && (error.exhausted || wasNeverSent(error)));
      const isSilent = wasSent && isInconclusive(error);
      if (wasSent && !request.repeatable) {
        throw isSilent || isServerError(error) ? outcomeUnknown(error, request) : error;
      }
      mayHaveActed ||= isSilent && request.isWrite === true;
      await retries.next(error).catch((last) => {
        throw mayHaveActed ? outcomeUnknown(last, request) : last;
      });
    }
  }
}
