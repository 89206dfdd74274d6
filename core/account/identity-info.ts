/**
 * Who a token belongs to, and what its app may do.
 *
 * @module
 */

import type { AccountCall, AppCredentials } from "./account-call.ts";
import type { ProfileUser } from "./config.ts";

/** The person of a user access token. @throws {Failure} where the service refuses the token. */
export function fetchUser(_call: AccountCall, _userToken: string): Promise<ProfileUser> {
  throw new Error("not there yet");
}

/** The bot of an app. */
export interface BotInfo {
  readonly openId: string;
  readonly appName: string;
}

/** The bot of a bot token. @throws {Failure} where the service refuses the token, or the app has no bot. */
export function fetchBot(_call: AccountCall, _botToken: string): Promise<BotInfo> {
  throw new Error("not there yet");
}

/** The scopes that the app has, by identity; a scope may be in both. */
export interface AppScopes {
  readonly user: readonly string[];
  readonly bot: readonly string[];
}

/** What the app may ask for. @throws {Failure} where the service refuses. */
export function fetchAppScopes(_call: AccountCall, _appId: string, _botToken: string): Promise<AppScopes> {
  throw new Error("not there yet");
}

/** One request for a bot token, to prove that app id and secret belong together. */
export function proveApp(_call: AccountCall, _app: AppCredentials): Promise<void> {
  throw new Error("not there yet");
}
