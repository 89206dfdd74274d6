/**
 * The access tokens of a run: ready-made ones, bot tokens requested with the app's secret and kept between runs, and the
 * stored login of a person, refreshed when due.
 *
 * @module
 */

import type { RetryRules } from "../async/retry.ts";
import type { TokenSource } from "../platform/tokens.ts";
import type { Warning } from "../warning.ts";
import type { AccountCall } from "./account-call.ts";
import type { SecretStore } from "./secret-store.ts";

/** What tokens are made of. What is a function is asked only when it is needed. */
export interface TokenSourceParts {
  readonly call: AccountCall;
  readonly retryRules: RetryRules;
  /** Ready-made tokens; each beats everything else of its identity. */
  readonly userToken: string | undefined;
  readonly botToken: string | undefined;
  readonly appId: string | undefined;
  appSecret(): Promise<string | undefined>;
  /** Open id of the person who acts, where somebody is logged in. */
  readonly openId: string | undefined;
  /** Where logins are kept. */
  store(): Promise<SecretStore>;
  /** Where bot tokens are kept between runs; absent: only in memory. A failure of it costs nothing but another request. */
  botTokens?(appSecret: string): Promise<SecretStore>;
  /** Told about a refresh that failed while the old token still lasts. */
  onWarning?(warning: Warning): void;
}

/** Makes the tokens of a run. */
export function createAccountTokens(_parts: TokenSourceParts): TokenSource {
  throw new Error("not there yet");
}
