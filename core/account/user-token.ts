/**
 * The login of a person: an access token, the refresh token that replaces it, and how long both last.
 *
 * @module
 */

/** All times are epoch milliseconds. */
export interface UserToken {
  readonly openId: string;
  readonly appId: string;
  readonly accessToken: string;
  /** Absent where the service gave none (no `offline_access`). */
  readonly refreshToken?: string;
  readonly expiresAt: number;
  readonly refreshExpiresAt: number;
  /** Granted scopes. */
  readonly scopes: readonly string[];
  readonly grantedAt: number;
  /** Why the service refused the last refresh in a way that may pass; the login is kept. */
  readonly doubt?: string;
}

/** Whether it can be used as it is, after a refresh, or not any more. */
export type TokenStatus = "valid" | "needs_refresh" | "expired" | "missing";
