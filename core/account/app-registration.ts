/**
 * A new app made from the terminal: the person agrees in a browser, the service answers with app id and secret.
 *
 * @module
 */

import type { Brand } from "../platform/hosts.ts";
import type { AccountCall, AppCredentials } from "./account-call.ts";
import type { DeviceCode, WaitOptions } from "./device-flow.ts";

/** The app, and the brand that the person belongs to. */
export interface RegisteredApp extends AppCredentials {
  readonly brand: Brand | undefined;
  /** Who made it, where the service says so. */
  readonly openId?: string;
}

/** Asks for a code to make an app with. */
export function beginRegistration(_call: AccountCall, _version: string): Promise<DeviceCode> {
  throw new Error("not there yet");
}

/**
 * Waits for the person; the first poll is immediate. Where the person belongs to the other brand, its host is asked from
 * then on.
 *
 * @throws {Failure} `authentication` where the person refuses or the code expires.
 */
export function waitForApp(
  _call: AccountCall,
  _code: DeviceCode,
  _options: Pick<WaitOptions, "onWarning">,
): Promise<RegisteredApp> {
  throw new Error("not there yet");
}
