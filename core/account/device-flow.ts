/**
 * Login by device code (RFC 8628): the person opens an address and agrees, the program asks until it has the token.
 *
 * @module
 */

import type { Warning } from "../warning.ts";
import type { AccountCall, AppCredentials } from "./account-call.ts";

/** A login that waits for the person. */
export interface DeviceCode {
  /** Secret: whoever has it and the app secret gets the login. */
  readonly deviceCode: string;
  /** What the person may have to type; empty where the service gave none. */
  readonly userCode: string;
  /** The address to open; it carries the user code where the service offers that. */
  readonly verificationUrl: string;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  /** Seconds between two polls. */
  readonly interval: number;
}

/** What the service grants at the end of a login; times are epoch milliseconds. */
export interface LoginGrant {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAt: number;
  readonly refreshExpiresAt: number;
  readonly scopes: readonly string[];
}

/** How to wait for the person. */
export interface WaitOptions {
  /** Asks at once rather than after one interval: the person has just agreed. */
  readonly isResumed: boolean;
  /** Told about answers that were survived, and about a grant without a refresh token. */
  onWarning?(warning: Warning): void;
}

/**
 * Asks for a device code. `offline_access` is added to the scopes once: without it the service gives no refresh token.
 *
 * @throws {Failure} `config`/`invalid_client` for a wrong app, `authentication` where the service refuses otherwise.
 */
export function requestDeviceCode(
  _call: AccountCall,
  _app: AppCredentials,
  _scopes: readonly string[],
): Promise<DeviceCode> {
  throw new Error("not there yet");
}

/**
 * Asks for the token until the person has agreed or refused, or the code expires. The service may slow it down; answers
 * that make no sense are survived. Ends at once when the run is interrupted.
 *
 * @throws {Failure} `authentication` with the subtype `access_denied`, `device_code_expired` or what the service said.
 */
export function waitForLogin(
  _call: AccountCall,
  _app: AppCredentials,
  _code: Pick<DeviceCode, "deviceCode" | "expiresAt" | "interval">,
  _options: WaitOptions,
): Promise<LoginGrant> {
  throw new Error("not there yet");
}
