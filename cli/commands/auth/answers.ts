/**
 * The shapes of what the commands about logins answer with.
 *
 * @module
 */

import { integer, list, nullable, record, type Shape, text, truth, word } from "../../../core/json/shape.ts";

const SOURCE = word(["environment", "profile"], "where the credentials come from");

/** A login that was begun (with --no-wait), or one that is done. */
export const login = (): Shape =>
  record({
    "verification_url?": text("for the person to open"),
    "user_code?": text(),
    "device_code?": text("for --device-code"),
    "expires_in?": integer("seconds"),
    "interval?": integer("seconds"),
    "scopes?": list(text(), "asked for"),
    "hint?": text(),
    "user_open_id?": text("ou_…"),
    "user_name?": text(),
    "profile?": text(),
    "scope?": text("all that is granted, separated by blanks"),
    "requested?": list(text()),
    "newly_granted?": list(text()),
    "already_granted?": list(text()),
    "missing?": list(text(), "asked for and not granted"),
    "granted?": list(text()),
    "expires_at?": text("RFC 3339"),
    "refresh_expires_at?": text("RFC 3339"),
  });

const IDENTITY = record({
  status: word(["ready", "needs_refresh", "expired", "missing", "not_configured", "verify_failed"]),
  available: truth("commands can run as it"),
  "source?": SOURCE,
  "verified?": truth("the service has confirmed it"),
  message: text(),
  "hint?": text(),
  "openId?": text("ou_…"),
  "appName?": text("of the bot"),
  "userName?": text("of the person"),
  "scope?": text("granted scopes, separated by blanks"),
  "expiresAt?": text("RFC 3339"),
  "refreshExpiresAt?": text("RFC 3339"),
  "grantedAt?": text("RFC 3339"),
});

/** Both identities. */
export const status = (): Shape =>
  record({
    "profile?": text(),
    source: SOURCE,
    "appId?": text("cli_…"),
    brand: text("feishu or lark"),
    defaultAs: text("user, bot or auto"),
    identity: word(["user", "bot", "none"], "who acts unless a command says otherwise"),
    identities: record({ bot: IDENTITY, user: IDENTITY }),
    "verified?": truth("all that is configured works"),
  });

/** Who is logged in. */
export const loginList = (): Shape =>
  record({
    users: list(record({
      userName: text(),
      userOpenId: text("ou_…"),
      appId: text("cli_…"),
      profile: text(),
      current: truth("commands run as this person"),
      tokenStatus: word(["valid", "needs_refresh", "expired", "no_token", "unreadable"]),
    })),
    "reason?": word(["not_configured", "not_logged_in"], "why there is nobody"),
  });

/** Whether scopes are granted. */
export const grantCheck = (): Shape =>
  record({
    granted: nullable(list(text())),
    missing: list(text()),
    "suggestion?": text("the command that asks for them"),
    "error?": word(["not_configured", "not_logged_in", "no_token", "expired", "unknown"]),
  });

/** The scopes of the app. */
export const appScopes = (): Shape =>
  record({
    appId: text("cli_…"),
    brand: text("feishu or lark"),
    tokenType: text(),
    userScopes: list(text()),
    botScopes: list(text()),
    count: integer("of userScopes"),
  });

/** A login that has ended. */
export const logout = (): Shape =>
  record({
    loggedOut: truth(),
    "reason?": word(["not_configured", "not_logged_in"]),
    "userOpenId?": text("ou_…"),
    "userName?": text(),
    "profile?": text(),
    "revoked?": truth("the service took it back"),
    "revokeError?": text(),
  });

/** A picture of a code; without --output there is no document. */
export const picture = (): Shape =>
  record({ saved_path: text("absolute"), size_bytes: integer(), content_type: text() });

/** Who commands run as. */
export const whoami = (): Shape =>
  record({
    "profile?": text(),
    source: word(["environment", "profile", "none"], "where the credentials come from"),
    "appId?": text("cli_…"),
    brand: text("feishu or lark"),
    defaultAs: text("user, bot or auto"),
    identity: word(["user", "bot"]),
    identitySource: word(["strict_mode", "flag", "default_as", "auto_detect"], "what decided it"),
    available: truth("it can be used"),
    tokenStatus: word(["valid", "needs_refresh", "expired", "verify_failed", "no_token"]),
    "onBehalfOf?": record({ userName: text(), openId: text("ou_…") }),
    "hint?": text(),
  });
