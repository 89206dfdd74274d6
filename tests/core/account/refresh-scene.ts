/**
 * A stored login, and a service that refreshes it.
 *
 * @module
 */

import type { AccountCall } from "../../../core/account/account-call.ts";
import type { TokenSourceParts } from "../../../core/account/token-source.ts";
import { type UserToken, userTokenName } from "../../../core/account/user-token.ts";
import { Failure } from "../../../core/failure.ts";
import type { Warning } from "../../../core/warning.ts";
import { accountCall, HOSTS, keyOf, memoryStore, NO_CREDENTIALS, tokensOf } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";

const START = 1_750_000_000_000;

/** The login at the beginning: its access token lasts two hours, its refresh token a week. */
export const LOGIN: UserToken = {
  openId: "ou_1",
  appId: "cli_1",
  accessToken: "u-old",
  refreshToken: "ur-old",
  expiresAt: START + 7_200_000,
  refreshExpiresAt: START + 604_800_000,
  scopes: ["im:message", "offline_access"],
  grantedAt: START,
};

const NAME = userTokenName(HOSTS.open, "cli_1", "ou_1");

/** A successful refresh. */
export function refreshed(fields: Record<string, unknown> = {}): Reply {
  return json({
    code: 0,
    access_token: "u-new",
    expires_in: 7200,
    refresh_token: "ur-new",
    refresh_token_expires_in: 604_800,
    token_type: "Bearer",
    scope: "im:message im:chat offline_access",
    ...fields,
  });
}

/** A refusal with a code. */
export function refused(code: number, status = 400): Reply {
  return json({ code, error: "invalid_grant", error_description: `refused with ${code}` }, status);
}

/** One person's login, shared by as many runs as a test likes. */
export function startLogin(replies: readonly Reply[], login: Partial<UserToken> = {}) {
  const clock = fakeClock(START);
  const interrupt = new AbortController();
  const store = memoryStore(() =>
    new Failure({ type: "internal", subtype: "storage", message: "read-only" })
  );
  store.secrets.set(keyOf(NAME), JSON.stringify({ ...LOGIN, ...login }));
  const { fetch, seen } = fakeFetch(...replies);
  const world = fakeWorld({ clock, fetch, interrupt: interrupt.signal });
  const warnings: Warning[] = [];
  const run = (parts: Partial<TokenSourceParts> = {}, call: Partial<AccountCall> = {}) =>
    tokensOf(world, { ...NO_CREDENTIALS, appId: "cli_1", appSecret: "app-s3cret" }, {
      call: accountCall(world, call),
      openId: "ou_1",
      store: () => Promise.resolve(store),
      onWarning: (warning) => warnings.push(warning),
      ...parts,
    });
  return {
    clock,
    store,
    seen,
    warnings,
    interrupt,
    run,
    /** The login as it is stored now. */
    stored: (): UserToken => JSON.parse(store.secrets.get(keyOf(NAME)) ?? "null"),
    /** Moves to so many milliseconds before the end of the access token. */
    moveBeforeExpiry: (ms: number) => clock.advance(LOGIN.expiresAt - ms - clock.now()),
  };
}
