/**
 * Bot tokens between runs: one is requested, and used by every process until shortly before its end.
 *
 * @module
 */

import * as v from "valibot";
import { tryParseJson } from "../json/json.ts";
import { isToken } from "../platform/tokens.ts";
import type { AccountCall, AppCredentials } from "./account-call.ts";
import { type BotToken, requestBotToken } from "./bot-token.ts";
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

  /** Fresh by the clock, which may have been set back meanwhile, and not refused. */
  const isUsable = (token: BotToken | undefined): token is BotToken => {
    const now = call.world.clock.now();
    return token !== undefined && token.requestedAt <= now && now < token.expiresAt - EXPIRY_MARGIN &&
      !refusedTokens.has(token.token);
  };

  async function find(): Promise<BotToken> {
    const app = await appOf();
    const cache = await parts.botTokens?.(app);
    if (cache === undefined) return await requestBotToken(call, app);
    const read = async () => readKept(call, await cache.read());
    const found = await read();
    if (isUsable(found)) return found;
    return await cache.locked(async () => {
      // Another process may have requested one meanwhile.
      const other = await read();
      if (isUsable(other)) return other;
      const token = await requestBotToken(call, app);
      if (!await cache.write(JSON.stringify(token))) {
        call.trace?.("the bot token could not be kept for later runs");
      }
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

/** The token in a kept text. */
function readKept({ secrets }: AccountCall, text: string | undefined): BotToken | undefined {
  const found = tryParseJson(text ?? "");
  if (!v.is(schema, found)) return undefined;
  secrets.add(found.token);
  return found;
}
