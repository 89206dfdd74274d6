import { type Failure, type FailureDetail, withDetail } from "../failure.ts";
import type { Identity } from "./identity.ts";

/** What a missing permission is explained with. */
export interface PermissionContext {
  readonly identity: Identity;
  readonly appId: string | undefined;
  /** Base URL of the open platform. */
  readonly open: string;
  /** Scopes of the command, of which the first is the narrowest; used where the service names none. */
  readonly scopes: readonly string[];
  /** All the scopes that the request needs, where they are known better than that. */
  readonly needed?: readonly string[] | undefined;
}

const SCOPE_SUBTYPES: readonly string[] = [
  "missing_scope",
  "app_scope_not_applied",
  "token_scope_insufficient",
];

/**
 * Adds to a refusal for a missing permission what to do about it (platform sheet 5.3): the scopes, for an app that
 * lacks them the page where they are applied for, for a person the login that grants them. It takes the place of what
 * the service remarked. Other failures stay.
 */
export function withPermissionHint(failure: Failure, context: PermissionContext): Failure {
  const { detail } = failure;
  if (detail.type !== "authorization") return failure;
  if (detail.subtype === "user_unauthorized") {
    return withDetail(failure, { hint: rightsHint(context.identity) });
  }
  if (!SCOPE_SUBTYPES.includes(detail.subtype)) return failure;
  const scopes = detail.missing_scopes ?? context.needed ?? context.scopes.slice(0, 1);
  const more: Partial<FailureDetail> = {
    ...(scopes.length === 0 ? {} : { missing_scopes: scopes }),
    hint: scopeHint(detail.subtype, scopes.join(" "), context),
    ...(detail.subtype === "app_scope_not_applied" && context.appId !== undefined
      ? { console_url: consoleUrl(context.open, context.appId, scopes) }
      : {}),
  };
  return withDetail(failure, more);
}

/** The code says no more than that the rights are missing, or that external chats forbid it (platform sheet 5.1). */
function rightsHint(identity: Identity): string {
  const last = "external chats or the tenant's policy may forbid it";
  return identity === "bot"
    ? `check the app's permissions, availability and access to the chat in the developer console; ${last}`
    : `log in again; if that does not help, ${last}`;
}

function scopeHint(subtype: string, scopes: string, { identity }: PermissionContext): string {
  const named = scopes === "" ? "the scopes it needs" : `the scope ${scopes}`;
  if (subtype === "app_scope_not_applied") {
    return `apply for ${named} in the developer console, then publish the app`;
  }
  if (identity === "bot") return `grant the bot ${named} in the developer console`;
  return `let the user grant ${named}: im auth login ${
    scopes === "" ? "--recommend" : `--scope "${scopes}"`
  }`;
}

/** The page of the developer console where an app applies for scopes. */
function consoleUrl(open: string, appId: string, scopes: readonly string[]): string {
  const query = new URLSearchParams({
    clientID: appId,
    ...(scopes.length ? { scopes: scopes.join(",") } : {}),
  });
  return `${open}/page/scope-apply?${query}`;
}
