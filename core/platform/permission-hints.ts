/**
 * What to do about a refusal for a missing permission or a bad token: it depends on who calls, where the token comes
 * from, and which scopes are missing. And where to look up codes that are not known here.
 *
 * @module
 */

import { Failure, type FailureDetail, withDetail } from "../failure.ts";
import { nounFor } from "../text/count.ts";
import { action, type ActionRef, input, type Phrase, phrase, setting } from "../text/phrase.ts";
import { isBrandHost } from "./hosts.ts";
import type { Identity } from "./identity.ts";
import type { TokenOrigin } from "./tokens.ts";

/** What a refusal is explained with. */
export interface PermissionContext {
  readonly identity: Identity;
  readonly appId: string | undefined;
  /** Base URL of the open platform. */
  readonly host: string;
  /** Scopes of the command, of which the first is the narrowest; used where the service names none. */
  readonly scopes: readonly string[];
  /** All the scopes that the request needs, where they are known better than that. */
  readonly requestScopes?: readonly string[] | undefined;
  /** What the login has, where that is known. */
  readonly grantedScopes?: readonly string[] | undefined;
  /** Where the token comes from. */
  readonly origin?: TokenOrigin | undefined;
  /** The profile, where it was chosen by hand: a command that a hint proposes names it, too. */
  readonly profile?: string | undefined;
}

const SCOPE_SUBTYPES: readonly string[] = [
  "missing_scope",
  "app_scope_not_applied",
  "token_scope_insufficient",
];

/** Whether the token lacks a scope: every other call of the same kind would be refused as well. */
export function isMissingScope(error: unknown): error is Failure {
  return error instanceof Failure && error.detail.type === "authorization" &&
    SCOPE_SUBTYPES.includes(error.detail.subtype);
}

/**
 * Adds to a refusal what to do about it: the scopes, for an app that lacks them the page where they are applied for, for
 * a person the login that grants them. It takes the place of what the service remarked. Other failures stay.
 */
export function withPermissionHint(failure: Failure, context: PermissionContext): Failure {
  const { detail } = failure;
  if (detail.type === "authentication") return withTokenHint(failure, context);
  if (detail.type === "api" && detail.subtype === "unknown") return withUnknownHint(failure, context);
  if (detail.type !== "authorization") return failure;
  if (SCOPE_SUBTYPES.includes(detail.subtype)) return withDetail(failure, scopeDetail(detail, context));
  if (detail.subtype === "user_unauthorized") {
    return withDetail(failure, { hint: unauthorizedHint(context) });
  }
  const hint = detail.hint ??
    (detail.subtype === "permission_denied"
      ? "ask the owner of the chat or the file for access"
      : "ask the tenant's administrator");
  return withDetail(failure, { hint });
}

/** The failure of a call that is not made, since the login lacks every scope that would do. */
export function missingScopeFailure(context: PermissionContext): Failure {
  const detail = {
    type: "authorization",
    subtype: "missing_scope",
    message: "the login lacks the scope",
    missing_scopes: context.requestScopes ?? context.scopes.slice(0, 1),
    identity: context.identity,
  } as const;
  return new Failure({ ...detail, ...scopeDetail(detail, context) });
}

function scopeDetail(detail: FailureDetail, context: PermissionContext): Partial<FailureDetail> {
  const { appId, requestScopes, grantedScopes } = context;
  const scopes = detail.missing_scopes ?? requestScopes ?? context.scopes.slice(0, 1);
  const requested = requestScopes ?? context.scopes;
  const isApp = detail.subtype === "app_scope_not_applied";
  const lacking = isApp ? undefined : grantedScopes;
  return {
    ...(scopes.length === 0 ? {} : { missing_scopes: scopes }),
    // Where the service names no scope, it is only likely which one is missing.
    ...(detail.missing_scopes === undefined ? {} : { message: scopeMessage(detail, scopes, context) }),
    hint: scopeHint(detail.subtype, scopes, context),
    ...(lacking === undefined || requested.length === 0 ? {} : { requested_scopes: requested }),
    ...(lacking === undefined ? {} : { granted_scopes: lacking }),
    ...(isApp && appId !== undefined ? { console_url: consoleUrl(context.host, appId, scopes) } : {}),
  };
}

/** Who lacks what. The code, where there is one, is a field of its own. */
function scopeMessage(
  { subtype }: FailureDetail,
  scopes: readonly string[],
  { identity, appId }: PermissionContext,
): string {
  const named = `the ${nounFor(scopes.length, "scope")} ${scopes.join(", ")}`;
  if (subtype === "app_scope_not_applied") {
    return `the app${appId === undefined ? "" : ` ${appId}`} has not applied for ${named}`;
  }
  return identity === "bot" ? `the bot lacks ${named}` : `the user has not granted the app ${named}`;
}

function scopeHint(subtype: string, scopes: readonly string[], context: PermissionContext): Phrase {
  const { appId, host, identity } = context;
  const named = scopes.length === 0 ? "the scopes it needs" : `the scope ${scopes.join(" ")}`;
  const page = appId === undefined
    ? "in the developer console"
    : `in the developer console (${consoleUrl(host, appId, scopes)})`;
  if (subtype === "app_scope_not_applied") return `apply for ${named} ${page}, then publish the app`;
  if (identity === "bot") {
    return subtype === "token_scope_insufficient"
      ? `check the bot's scopes ${page}: it needs ${named.replace(/^the /, "")}`
      : `grant the bot ${named} ${page}, then publish the app`;
  }
  const check = subtype === "token_scope_insufficient" && scopes.length > 0 && context.origin === "login"
    ? phrase`see what is granted: ${
      action("auth/check", { scope: scopes.join(" "), ...profileOf(context) })
    }; `
    : "";
  return phrase`${check}${grantHint(scopes, context)}`;
}

/** The code says no more than that the rights are missing, or that external chats forbid it. */
function unauthorizedHint(context: PermissionContext): Phrase {
  const last = "external chats or the tenant's policy may forbid it";
  return context.identity === "bot"
    ? "check the app's permissions, installation and availability in the developer console, and its access to the " +
      `chat; ${last}`
    : phrase`${grantHint(context.requestScopes ?? [], context)}; if that does not help, ${last}`;
}

/**
 * How a person grants scopes: by a login in two steps, so that an agent can show the address and end its turn, or with
 * a new token where tokens come from outside.
 */
function grantHint(scopes: readonly string[], context: PermissionContext): Phrase {
  const names = scopes.join(" ");
  if (context.origin === "environment") {
    const grant = names === "" ? "" : `let the user grant the app the scope ${names}, then `;
    return phrase`${grant}set ${setting("userToken")} to a new token`;
  }
  const [first, second] = loginActions(names, context);
  return phrase`run ${first} and open the address that it prints (an agent shows it to the user and ends its turn), then run ${second}`;
}

/** The two steps of a login. */
function loginActions(scopes: string, context: PermissionContext): readonly [ActionRef, ActionRef] {
  const asked = scopes === "" ? { recommend: true } as const : { scope: scopes };
  return [
    action("auth/login", { ...asked, noWait: true, ...profileOf(context) }),
    action("auth/login", { deviceCode: "<device_code>", ...profileOf(context) }),
  ];
}

function profileOf({ profile }: PermissionContext): { readonly profile?: string } {
  return profile === undefined ? {} : { profile };
}

const NEW_BOT_TOKEN_REFUSED: Phrase = [
  "a new bot token is refused, too: check in the developer console that the app is published and its bot switched on, ",
  "or use the other identity with ",
  input("as"),
];

/** Codes of a token that is wrong, expired, or of the other identity. */
const BAD_TOKEN_CODES: ReadonlySet<number> = new Set([99991663, 99991668, 99991671, 99991677]);

/** The table of codes speaks of tokens from the environment; others are got in another way. */
function withTokenHint(failure: Failure, context: PermissionContext): Failure {
  if (!BAD_TOKEN_CODES.has(failure.detail.code ?? 0)) return failure;
  if (context.origin === "login") {
    return withDetail(failure, { hint: phrase`log in again: ${action("auth/login", profileOf(context))}` });
  }
  if (context.origin === "app") {
    return withDetail(failure, { hint: NEW_BOT_TOKEN_REFUSED });
  }
  return failure;
}

const ERROR_CODES_PAGE = "/document/server-docs/api-call-guide/generic-error-code";

/** Where the service explains a code that this program does not know. */
function withUnknownHint(failure: Failure, { host }: PermissionContext): Failure {
  const { code = 0, hint, log_id: logId, troubleshooter = "" } = failure.detail;
  if (hint !== undefined || code < 1000) return failure;
  const link = /https:\/\/[^\s"'<>]+/.exec(troubleshooter)?.[0];
  const documents = isBrandHost(host) ? host : "https://open.feishu.cn";
  const places = [...(link === undefined ? [] : [link]), documents + ERROR_CODES_PAGE].join(" or ");
  const support = logId === undefined ? "" : `; the service's support asks for the log id ${logId}`;
  return withDetail(failure, { hint: `look up the code ${code}: ${places}${support}` });
}

/** The page of the developer console where an app applies for scopes. */
export function consoleUrl(open: string, appId: string, scopes: readonly string[]): string {
  const query = new URLSearchParams({
    clientID: appId,
    ...(scopes.length ? { scopes: scopes.join(",") } : {}),
  });
  return `${open}/page/scope-apply?${query}`;
}
