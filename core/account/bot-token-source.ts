/**
 * Bot tokens between runs: one is requested, and used by every process until shortly before its end.
 *
 * @module
 */

import * as v from "valibot";
import { Failure, isInterrupted } from "../failure.ts";
import { tryParseJson } from "../json/json.ts";
import { isToken } from "../platform/tokens.ts";
import { phrase } from "../text/phrase.ts";
import type { AccountCall, AppCredentials } from "./account-call.ts";
import { type BotToken, requestBotToken } from "./bot-token.ts";
import type { SecretName, SecretStore } from "./secret-store.ts";
import type { TokenSourceParts } from "./token-source.ts";
import { EXPIRY_MARGIN } from "./user-token.ts";

/** The bot tokens of a run. */
export interface BotTokens {
  token(): Promise<string>;
  /** Another one in place of one that the service refused. */
  replace(refused: string): Promise<string>;
}

const schema = v.object({
  token: v.pipe(v.string(), v.check(isToken)),
  requestedAt: v.pipe(v.number(), v.finite()),
  expiresAt: v.pipe(v.number(), v.finite()),
});

/** Makes them. @param appOf the app's id and secret, or a failure that says what is missing */
export function createBotTokens(parts: TokenSourceParts, appOf: () => Promise<AppCredentials>): BotTokens {
  const { call } = parts;
  const refusedTokens = new Set<string>();
  let kept: BotToken | undefined;
  let current: Promise<BotToken> | undefined;
  const onStoreFailure = storeFailureReporter(parts);

  /** Fresh by the clock, which may have been set back meanwhile, and not refused. */
  const isUsable = (token: BotToken | undefined): token is BotToken => {
    const now = call.world.clock.now();
    return token !== undefined && token.requestedAt <= now && now < token.expiresAt - EXPIRY_MARGIN &&
      !refusedTokens.has(token.token);
  };

  async function request(app: AppCredentials): Promise<BotToken> {
    const token = await requestBotToken(call, app);
    // The service may hand out the same token again; then it stands by it.
    refusedTokens.delete(token.token);
    return token;
  }

  async function find(): Promise<BotToken> {
    const app = await appOf();
    const store = await parts.botTokens?.(app).catch(onStoreFailure);
    if (store === undefined) return await request(app);
    const name: SecretName = { kind: "bot-token", host: call.hosts.open, appId: app.appId };
    const read = async () => readKept(call, await store.read(name).catch(onStoreFailure));
    const found = await read();
    if (isUsable(found)) return found;
    return await lockedIfPossible(store, name, onStoreFailure, async () => {
      // Another process may have requested one meanwhile.
      const other = await read();
      if (isUsable(other)) return other;
      const token = await request(app);
      await store.write(name, JSON.stringify(token)).catch(onStoreFailure);
      return token;
    });
  }

  async function token(): Promise<string> {
    if (isUsable(kept)) return kept.token;
    // Calls at the same time share one search; a failed one must not be handed to the next call.
    current ??= find().finally(() => current = undefined);
    kept = await current;
    return kept.token;
  }

  return {
    token,
    async replace(refused) {
      refusedTokens.add(refused);
      return await token();
    },
  };
}

/** Says once that tokens cannot be kept; nothing else depends on that. */
function storeFailureReporter({ call, onWarning }: TokenSourceParts): (error: unknown) => undefined {
  let isWarned = false;
  return (error) => {
    if (isInterrupted(error)) throw error;
    call.trace?.(`the bot token is not kept: ${error instanceof Error ? error.message : error}`);
    if (isWarned) return;
    isWarned = true;
    const reason = error instanceof Failure ? error.detail.message : String(error);
    const detail = phrase`the bot token is not kept, so each command requests another one: ${reason}`;
    onWarning?.({ key: "bot_token_not_kept", detail });
  };
}

/** Does the work under the lock, or without it where there is none to be had. */
async function lockedIfPossible<T>(
  store: SecretStore,
  name: SecretName,
  onStoreFailure: (error: unknown) => void,
  work: () => Promise<T>,
): Promise<T> {
  let isBegun = false;
  try {
    return await store.locked(name, () => {
      isBegun = true;
      return work();
    });
  } catch (error) {
    if (isBegun) throw error;
    onStoreFailure(error);
    return await work();
  }
}

/** The token in a kept text. */
function readKept({ secrets }: AccountCall, text: string | undefined): BotToken | undefined {
  const found = tryParseJson(text ?? "");
  if (!v.is(schema, found)) return undefined;
  secrets.add(found.token);
  return found;
}
