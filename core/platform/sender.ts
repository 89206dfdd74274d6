/**
 * Sends single requests under the identity of a run: with its token, and once more with another one where the service
 * calls the first one stale.
 *
 * @module
 */

import type { Bandwidth } from "../async/bandwidth.ts";
import type { RetryRules } from "../async/retry.ts";
import { Failure, isInterrupted, withTexts } from "../failure.ts";
import { stringifyJson } from "../json/json.ts";
import type { Secrets } from "../text/redact.ts";
import type { Fetch, World } from "../world.ts";
import type { Hosts } from "./hosts.ts";
import { exchange, type HttpRequest } from "./http.ts";
import type { Identity } from "./identity.ts";
import { type Limiter, limiterOf } from "./limiter.ts";
import { multipartBody, randomBoundary } from "./multipart.ts";
import { outcomeUnknown } from "./outcome-unknown.ts";
import type { PermissionContext } from "./permission-hints.ts";
import {
  type ApiRequest,
  checkPathId,
  checkPathSegment,
  endpointName,
  isReadOnly,
  requestPath,
  requestQuery,
} from "./request.ts";
import type { TokenSource } from "./tokens.ts";

/** What a client is made of. */
export interface ClientSettings {
  readonly hosts: Hosts;
  readonly tokens: TokenSource;
  readonly identity: Identity;
  readonly retryRules: RetryRules;
  /** Counts the calls of all clients that share it; absent: the client has one of its own. */
  readonly limiter?: Limiter | undefined;
  /** What downloads may take of the line; absent: all of it. */
  readonly bandwidth?: Bandwidth | undefined;
  /** Longest time of a JSON call, milliseconds. */
  readonly timeout: number;
  readonly userAgent: string;
  /** The app, for the page where it applies for scopes. */
  readonly appId?: string | undefined;
  /** The profile, where it was chosen by hand, for commands that hints propose. */
  readonly profile?: string | undefined;
  /** Scopes of the command, named where the service refuses without naming any. */
  readonly scopes: readonly string[];
  /** Lists of scopes; where the login is known to have no scope of one of them, nothing is sent. */
  readonly requiredScopes?: () => Promise<readonly (readonly string[])[]>;
  /** Secrets that no failure may repeat. */
  readonly secrets?: Secrets;
  /** Redacted request log (`--verbose`). */
  readonly trace?: ((line: string) => void) | undefined;
  /** Called when a wait begins, with its length in milliseconds if that is known; the function it returns ends it. */
  readonly onWait?: ((what: string, ms?: number) => () => void) | undefined;
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
export type Exchange<T> = (send: () => Promise<Response>, abort: AbortController, url: string) => Promise<T>;

/** One request, and how to read its answer. */
export interface Sending<T> {
  readonly fetch: Fetch;
  readonly request: ApiRequest;
  /** Longest wait for the headers, milliseconds. */
  readonly responseTimeout: number;
  readonly signal: AbortSignal;
  /** The body is read after the exchange has been answered with. */
  readonly leavesBody?: true;
  readonly run: Exchange<T>;
}

/** Sends a request. @throws {Failure} with a hint for what a person can do about a permission or a token. */
export type Send = <T>(sending: Sending<T>) => Promise<T>;

/** Codes for a token that is no longer valid; the service refuses it before it does anything, so a new one may be tried. */
const STALE_TOKEN_CODES: Readonly<Record<Identity, ReadonlySet<number>>> = {
  bot: new Set([99991661, 99991663, 99991671]),
  user: new Set([99991663, 99991668, 99991677]),
};

/** What to say about a refusal, which most runs never get. */
const loadPermissionHints = () => import("./permission-hints.ts");

/** A function that sends one request under the run's identity and reads its answer. */
export function createSender(world: World, settings: ClientSettings): Send {
  const { tokens, identity, trace, limiter = limiterOf(world.clock) } = settings;
  const explain = createExplainer(settings);
  let checked: Promise<void> | undefined;

  async function sendOnce<T>(token: string, sending: Sending<T>) {
    const { fetch, request, responseTimeout, signal, leavesBody, run } = sending;
    const http = httpRequest(world, settings, request, token);
    const release = await limiter.acquire(endpointName(request), signal);
    const abort = new AbortController();
    const unfollow = follow(abort, signal);
    const limits = { responseTimeout, signal: abort.signal, trace };
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
      if (leavesBody !== true) unfollow();
    }
  }

  return async (sending) => {
    const { request } = sending;
    await (checked ??= checkScopes(settings));
    const token = await tokens.token(identity).catch(asFinal);
    try {
      return await sendOnce(token, sending);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const isStale = STALE_TOKEN_CODES[identity].has(error.detail.code ?? 0);
      const other = isStale ? await tokens.replace(identity, token).catch(asFinal) : undefined;
      if (other === undefined) throw await explain(error, request);
      return await sendOnce(other, sending).catch(async (again) => {
        throw again instanceof Failure ? await explain(again, request) : again;
      });
    }
  };
}

/**
 * Aborts with a signal until that is undone. `AbortSignal.any` would leave something behind in a signal that lives as long
 * as the run, for every call.
 */
function follow(abort: AbortController, signal: AbortSignal): () => void {
  const stop = () => abort.abort(signal.reason);
  if (signal.aborted) stop();
  signal.addEventListener("abort", stop, { once: true });
  return () => signal.removeEventListener("abort", stop);
}

/** Getting a token has used up its own retries, and without one nothing was done. */
function asFinal(error: unknown): never {
  if (!(error instanceof Failure) || error.detail.type === "interrupted") throw error;
  throw new Failure(error.detail, error.cause, true);
}

/**
 * Refuses to start where the login is known to lack every scope that would do: its calls would fail
 * (docs/contract.md, 4).
 */
async function checkScopes(settings: ClientSettings): Promise<void> {
  const { identity, tokens, requiredScopes } = settings;
  if (requiredScopes === undefined) return;
  const grantedScopes = await tokens.grantedScopes(identity).catch(asFinal);
  if (grantedScopes === undefined) return;
  const required = await requiredScopes();
  const unmet = required.filter((list) => !list.some((scope) => grantedScopes.includes(scope)));
  const [scopes, ...others] = unmet;
  if (scopes === undefined) return;
  const context = { ...permissionContext(settings), scopes, grantedScopes };
  // Of several lists the first of each is asked for.
  const requestScopes = others.length === 0 ? undefined : unmet.flatMap(([first]) => first ?? []);
  const { missingScopeFailure } = await loadPermissionHints();
  throw missingScopeFailure({ ...context, requestScopes });
}

function permissionContext(
  { identity, appId, hosts, scopes, tokens, profile }: ClientSettings,
): PermissionContext {
  return { identity, appId, host: hosts.open, scopes, origin: tokens.origin(identity), profile };
}

/** Adds to a refusal what to do about it, and takes out the secrets that it repeats. */
function createExplainer(settings: ClientSettings) {
  return async (failure: Failure, request: ApiRequest): Promise<Failure> => {
    const { tokens, identity, secrets } = settings;
    const isPermission = failure.detail.type === "authorization";
    const grantedScopes = isPermission
      ? await tokens.grantedScopes(identity).catch(() => undefined)
      : undefined;
    const context = { ...permissionContext(settings), requestScopes: request.scopes, grantedScopes };
    const clean = secrets === undefined ? failure : withTexts(failure, secrets.redact);
    const { withPermissionHint } = await loadPermissionHints();
    return withPermissionHint(clean, context);
  };
}
