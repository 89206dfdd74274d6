import { Failure } from "../failure.ts";
import { type JsonObject, stringifyJson } from "../json.ts";
import type { Fetch, World } from "../world.ts";
import { readJsonAnswer, refusal } from "./answer.ts";
import type { Hosts } from "./hosts.ts";
import { exchange } from "./http.ts";
import type { Identity } from "./identity.ts";
import { createLimiter } from "./limiter.ts";
import { type ApiRequest, endpointName, requestPath, requestQuery } from "./request.ts";
import { type Retries, type RetryRules, startRetries } from "./retry.ts";
import { createTokenSource, type Credentials } from "./tokens.ts";

/** What a client is made of. */
export interface ClientSettings {
  readonly hosts: Hosts;
  readonly credentials: Credentials;
  readonly identity: Identity;
  readonly rules: RetryRules;
  /** Longest time of a JSON call, milliseconds. */
  readonly timeout: number;
  readonly userAgent: string;
  /** Redacted request log (`--verbose`). */
  readonly trace?: ((line: string) => void) | undefined;
}

/** The one way to the service: tokens, limits, redirects, errors and retries are its business. */
export interface Client {
  /** Origin that requests go to; part of what a partial download is recognised by. */
  readonly host: string;
  readonly identity: Identity;
  /**
   * A JSON call, with retries where the request may be repeated. Answers with the whole body.
   *
   * @throws {Failure} what the service or the network said.
   */
  call(request: ApiRequest): Promise<JsonObject>;
  /**
   * One attempt of a bulk read: resolves with the headers of an answer below HTTP 400, or of a 416; its body is
   * unread.
   *
   * @param answerWithin longest wait for the headers, milliseconds
   * @throws {Failure} for anything else; whether asking again may help is in `retryable`.
   */
  open(request: ApiRequest, answerWithin: number, signal: AbortSignal): Promise<Response>;
  /** Starts counting the retries of one piece of work that is made of `open` calls. */
  retries(signal: AbortSignal): Retries;
}

/** Codes that say the token is no good; a minted one is then replaced once (platform sheet 2.1). */
const STALE_TOKEN_CODES: ReadonlySet<number> = new Set([99991661, 99991663, 99991671]);

/** Makes a client for one run under one identity. */
export function createClient(world: World, settings: ClientSettings): Client {
  const { hosts, identity, rules, trace } = settings;
  const limiter = createLimiter(world.clock);
  const tokens = createTokenSource(world, hosts, settings.credentials, rules);

  async function send(fetch: Fetch, request: ApiRequest, answerWithin: number, signal: AbortSignal) {
    const limits = { answerWithin, signal, trace };
    const token = await tokens.token(identity, { ...limits, answerWithin: settings.timeout });
    await limiter.admit(endpointName(request), signal);
    const response = await exchange(world, fetch, {
      url: hosts.open + requestPath(request) + requestQuery(request),
      method: request.method,
      headers: {
        "user-agent": settings.userAgent,
        ...(request.body === undefined ? {} : { "content-type": "application/json; charset=utf-8" }),
        ...request.headers,
      },
      ...(request.body === undefined ? {} : { body: stringifyJson(request.body) }),
      token,
    }, limits);
    return { response, token };
  }

  /** Sends, and once more with a new token where the service refused a minted one. */
  async function sendRenewing<T>(
    send: () => Promise<{ response: Response; token: string }>,
    read: (response: Response) => Promise<T>,
  ): Promise<T> {
    const first = await send();
    try {
      return await read(first.response);
    } catch (error) {
      const code = error instanceof Failure ? error.detail.code : undefined;
      if (code === undefined || !STALE_TOKEN_CODES.has(code)) throw error;
      if (!tokens.renew(identity, first.token)) throw error;
      return await read((await send()).response);
    }
  }

  const context = () => ({ identity, now: world.clock.now() });

  function retries(signal: AbortSignal): Retries {
    return startRetries(
      world,
      rules,
      signal,
      (failure, delay) => trace?.(`retrying in ${Math.round(delay)} ms: ${failure.message}`),
    );
  }

  return {
    host: hosts.open,
    identity,
    retries,
    async call(request) {
      const attempts = retries(world.interrupt);
      while (true) {
        try {
          return await withinTotal(world, settings.timeout, (signal) =>
            sendRenewing(
              () => send(world.fetch, request, settings.timeout, signal),
              (response) => readJsonAnswer(response, context()),
            ));
        } catch (error) {
          if (!request.repeatable) throw error;
          await attempts.next(error);
        }
      }
    },
    open(request, answerWithin, signal) {
      return sendRenewing(
        () => send(world.fetchBulk, request, answerWithin, signal),
        async (response) => {
          // "No such range" is an answer that a download goes on from, not a refusal.
          if (response.status >= 400 && response.status !== 416) throw await refusal(response, context());
          return response;
        },
      );
    },
  };
}

/** Runs a call that must be over, body included, within `ms`. */
async function withinTotal<T>(
  world: World,
  ms: number,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const cancel = world.clock.after(ms, () =>
    limit.abort(
      new Failure({
        type: "network",
        subtype: "timeout",
        message: `no complete answer within ${ms / 1000} s`,
        hint: "give it more time with --timeout SECONDS",
        retryable: true,
      }),
    ));
  try {
    return await run(AbortSignal.any([limit.signal, world.interrupt]));
  } finally {
    cancel();
  }
}
