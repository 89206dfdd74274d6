import { withDeadline } from "../async/deadline.ts";
import { type Retries, type RetryRules, startRetries } from "../async/retry.ts";
import { Failure, isInterrupted } from "../failure.ts";
import { type JsonObject, stringifyJson } from "../json/json.ts";
import type { Fetch, World } from "../world.ts";
import type { Hosts } from "./hosts.ts";
import { exchange, type HttpRequest } from "./http.ts";
import type { Identity } from "./identity.ts";
import { createLimiter } from "./limiter.ts";
import { multipartBody, randomBoundary } from "./multipart.ts";
import { isInconclusive, isServerError, outcomeUnknown, type WriteRequest } from "./outcome-unknown.ts";
import {
  type ApiRequest,
  checkPathId,
  checkPathSegment,
  endpointName,
  isReadOnly,
  requestPath,
  requestQuery,
} from "./request.ts";
import { failureFromResponse, readJsonResponse, responseRecords } from "./response.ts";
import { withPermissionHint } from "./service-failure.ts";
import { createTokenSource } from "./environment-tokens.ts";
import type { Credentials } from "./tokens.ts";
import { wasNeverSent } from "./transport-failure.ts";

/** What a client is made of. */
export interface ClientSettings {
  readonly hosts: Hosts;
  readonly credentials: Credentials;
  readonly identity: Identity;
  readonly retryRules: RetryRules;
  /** Longest time of a JSON call, milliseconds. */
  readonly timeout: number;
  readonly userAgent: string;
  /** Scopes of the command, named where the service refuses without naming any. */
  readonly scopes: readonly string[];
  /** Redacted request log (`--verbose`). */
  readonly trace?: ((line: string) => void) | undefined;
  /** Called when a wait begins, with its length in milliseconds if that is known; the function it returns ends it. */
  readonly onWait?: ((what: string, ms?: number) => () => void) | undefined;
}

/** The one way to the service; it takes care of tokens, limits, redirects, errors and retries. */
export interface Client {
  /** Origin that requests go to; a partial download belongs to it. */
  readonly host: string;
  readonly identity: Identity;
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
   * @throws {Failure} for anything else; whether asking again may help is in `retryable`.
   */
  open(request: ApiRequest, responseTimeout: number, signal: AbortSignal): Promise<Response>;
  /** Starts counting the retries of one piece of work that is made of `open` calls. */
  retries(signal: AbortSignal): Retries;
}

/** Longest silence of an upload, milliseconds (docs/contract.md, 6); a longer `--timeout` wins. */
const UPLOAD_IDLE_TIMEOUT = 60_000;

/** Codes for a token that is no longer valid; a bot token that we requested is then replaced once. */
const STALE_TOKEN_CODES: ReadonlySet<number> = new Set([99991661, 99991663, 99991671]);

/** Makes a client for one run under one identity. */
export function createClient(world: World, settings: ClientSettings): Client {
  const { hosts, identity, retryRules: rules, trace, timeout, onWait } = settings;
  const send = createSender(world, settings);
  const context = () => ({ identity, now: world.clock.now() });

  function retries(signal: AbortSignal): Retries {
    return startRetries(
      world,
      rules,
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
    return await send(fetch, request, responseTimeout, world.interrupt, async (send, abort, url) => {
      const uploaded = isUpload ? await send() : undefined;
      return await withDeadline(
        world.clock,
        timeout,
        abort,
        async () => await readJsonResponse(uploaded ?? await send(), url, context()),
      );
    });
  }

  return {
    host: hosts.open,
    identity,
    retries,
    async call(request) {
      const onEnd = onWait?.(`waiting for the service: ${endpointName(request)}`);
      return await callWithRetries(request, retries(world.interrupt), () => callOnce(request))
        .finally(() => onEnd?.());
    },
    open: (request, responseTimeout, signal) =>
      send(world.fetchBulk, request, responseTimeout, signal, async (send, abort) => {
        const response = await send();
        // "No such range" is an answer that a download goes on from, not a refusal.
        if (response.status < 400 || response.status === 416) return response;
        throw await withDeadline(
          world.clock,
          responseTimeout,
          abort,
          () => failureFromResponse(response, context()),
        );
      }),
  };
}

/** What a request carries, with its media type. */
function requestBody(world: World, { body, form }: ApiRequest) {
  if (form !== undefined) {
    const content = multipartBody(form, randomBoundary(world));
    return { type: content.type, content };
  }
  return body === undefined
    ? undefined
    : { type: "application/json; charset=utf-8", content: stringifyJson(body) };
}

function httpRequest(
  world: World,
  { hosts, userAgent }: ClientSettings,
  request: ApiRequest,
  token: string,
): HttpRequest {
  // Ids may come from other people's messages: one like ".." would name another endpoint.
  const check = request.pathSlashes === "encoded" ? checkPathSegment : checkPathId;
  for (const [name, value] of Object.entries(request.pathValues ?? {})) check(name, value);
  const body = requestBody(world, request);
  return {
    url: hosts.open + requestPath(request) + requestQuery(request),
    method: request.method,
    headers: {
      "user-agent": userAgent,
      ...(body === undefined ? {} : { "content-type": body.type }),
      ...request.headers,
    },
    ...(body === undefined ? {} : { body: body.content }),
    token,
    ...(isReadOnly(request) ? {} : { isWrite: true }),
  };
}

/** One exchange: sends the request and reads the answer; `abort` ends it. */
type Exchange<T> = (send: () => Promise<Response>, abort: AbortController, url: string) => Promise<T>;

/** A function that sends one request under the run's identity and reads its answer. */
function createSender(world: World, settings: ClientSettings) {
  const { hosts, identity, trace } = settings;
  const limiter = createLimiter(world.clock);
  const tokens = createTokenSource(world, hosts, settings.credentials, settings.retryRules);
  const { credentials: { appId }, scopes } = settings;
  const permissions = { identity, appId, host: hosts.open, scopes };

  return async <T>(
    fetch: Fetch,
    request: ApiRequest,
    responseTimeout: number,
    signal: AbortSignal,
    run: Exchange<T>,
  ): Promise<T> => {
    async function sendOnce(token: string): Promise<T> {
      const http = httpRequest(world, settings, request, token);
      const release = await limiter.acquire(endpointName(request), signal);
      const abort = new AbortController();
      const limits = { responseTimeout, signal: AbortSignal.any([abort.signal, signal]), trace };
      let isSent = false;
      const send = () => {
        isSent = true;
        return exchange(world, fetch, http, limits).finally(release);
      };
      try {
        return await run(send, abort, http.url);
      } catch (error) {
        throw isSent && isInterrupted(error) && !isReadOnly(request) ? outcomeUnknown(error, request) : error;
      } finally {
        release();
      }
    }
    const getToken = () => tokens.token(identity, { responseTimeout: settings.timeout, signal, trace });
    const token = await getToken();
    try {
      return await sendOnce(token);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (!STALE_TOKEN_CODES.has(error.detail.code ?? 0)) {
        throw withPermissionHint(error, { ...permissions, requestScopes: request.scopes });
      }
      // The service refused the bot token before it did anything: once more with a new one.
      if (!tokens.invalidate(identity, token)) throw error;
      return await sendOnce(await getToken());
    }
  };
}

/**
 * Makes a write and resolves with its data, checked like `responseRecords`.
 *
 * @throws {Failure} also where the answer has an unexpected shape: the outcome of the write is then unknown.
 */
export async function sendWrite(
  client: Client,
  request: ApiRequest,
  lists: readonly string[] = [],
): Promise<JsonObject> {
  const body = await client.call(request);
  try {
    return responseRecords(body, lists);
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
