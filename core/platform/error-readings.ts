import type { FailureType } from "../failure.ts";

/** How a code of the service is understood. */
export interface Reading {
  readonly type: FailureType;
  readonly subtype: string;
  readonly hint?: string;
  /** Asking again may help. */
  readonly retryable?: true;
}

const NO_ACCESS =
  "no access to this chat, or the file is gone; this is not a missing scope, so do not retry: " +
  "join the chat, or use the other identity with --as";

const JOIN_FIRST = "join the chat first, or use the other identity with --as";
const TOO_LONG = "the content is too long: 150 KB for text, 30 KB for posts and cards";

/**
 * Readings of codes that mean the same on every endpoint (platform sheet 5.1 and 13, CONTRACT 7 and 10). Many of the
 * codes from 230006 to 232043 are unverified.
 */
export const READINGS: Readonly<Record<number, Reading>> = {
  99991661: { type: "authentication", subtype: "token_missing" },
  99991671: {
    type: "authentication",
    subtype: "token_invalid",
    hint: "a user token starts with u-, a bot token with t-",
  },
  99991663: {
    type: "authentication",
    subtype: "token_invalid",
    hint: "the token is wrong or expired, or belongs to the other identity (see --as)",
  },
  99991668: {
    type: "authentication",
    subtype: "token_invalid",
    hint: "get a new user token and set IM_USER_ACCESS_TOKEN",
  },
  99991677: {
    type: "authentication",
    subtype: "token_expired",
    hint: "get a new user token and set IM_USER_ACCESS_TOKEN",
  },
  99991672: { type: "authorization", subtype: "app_scope_not_applied" },
  99991676: { type: "authorization", subtype: "token_scope_insufficient" },
  99991679: { type: "authorization", subtype: "missing_scope" },
  99991673: { type: "authorization", subtype: "app_unavailable", hint: "ask the tenant's administrator" },
  99991662: { type: "authorization", subtype: "app_disabled", hint: "ask the tenant's administrator" },
  99991400: { type: "api", subtype: "rate_limit", retryable: true },
  99991543: { type: "config", subtype: "invalid_client", hint: "check IM_APP_ID and IM_APP_SECRET" },
  20026: { type: "authentication", subtype: "refresh_token_invalid" },
  20037: { type: "authentication", subtype: "refresh_token_expired" },
  20050: { type: "authentication", subtype: "refresh_server_error", retryable: true },
  20064: { type: "authentication", subtype: "refresh_token_revoked" },
  20073: { type: "authentication", subtype: "refresh_token_reused" },
  10003: { type: "config", subtype: "invalid_client", hint: "check IM_APP_ID" },
  10014: { type: "config", subtype: "invalid_client", hint: "check IM_APP_SECRET" },
  21000: { type: "policy", subtype: "challenge_required" },
  21001: { type: "policy", subtype: "access_denied" },
  14005: { type: "authorization", subtype: "permission_denied", hint: NO_ACCESS },
  230002: {
    type: "authorization",
    subtype: "permission_denied",
    hint: JOIN_FIRST,
  },
  230001: { type: "api", subtype: "invalid_parameters" },
  230006: {
    type: "authorization",
    subtype: "app_unavailable",
    hint: "switch on the bot ability in the developer console and publish the app",
  },
  230011: { type: "api", subtype: "not_found", hint: "the message was recalled" },
  230012: { type: "api", subtype: "ownership_mismatch", hint: "only the sender may do this" },
  230013: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the person is outside the app's availability: extend it in the developer console",
  },
  230017: { type: "api", subtype: "ownership_mismatch", hint: "upload it with the same app" },
  230018: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the chat's settings forbid it: ask its owner",
  },
  230022: { type: "policy", subtype: "access_denied", hint: "the service takes the content for sensitive" },
  230025: {
    type: "api",
    subtype: "invalid_parameters",
    hint: TOO_LONG,
  },
  230030: { type: "api", subtype: "not_found", hint: "no message has this id" },
  230033: { type: "api", subtype: "feature_not_available", hint: "read receipts end 7 days after sending" },
  230035: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "no right to post in this chat: ask its owner",
  },
  230050: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the message is not visible to this identity: try the other one with --as",
  },
  230053: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the person does not take messages from this bot",
  },
  230054: {
    type: "api",
    subtype: "feature_not_available",
    hint: "messages of this type do not support the operation",
  },
  230055: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "the uploaded file's type does not fit the message's type",
  },
  230099: { type: "api", subtype: "invalid_parameters" },
  232006: { type: "api", subtype: "not_found", hint: "no chat has this id" },
  232010: { type: "api", subtype: "cross_tenant", hint: "the chat belongs to another tenant" },
  232011: {
    type: "authorization",
    subtype: "permission_denied",
    hint: JOIN_FIRST,
  },
  232043: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "bot and people do not see each other: create the chat first, then add them as a user",
  },
  9499: { type: "api", subtype: "invalid_parameters" },
  99992402: { type: "api", subtype: "invalid_parameters" },
  230020: { type: "api", subtype: "rate_limit", retryable: true },
  230049: { type: "api", subtype: "conflict", retryable: true },
  232016: { type: "authorization", subtype: "permission_denied" },
  11232: { type: "api", subtype: "rate_limit", retryable: true },
  11233: { type: "api", subtype: "rate_limit", retryable: true },
  11230: {
    type: "api",
    subtype: "feature_not_available",
    hint: "bots may not send messages of this type here",
  },
  11247: { type: "api", subtype: "quota_exceeded", hint: "the app has sent all that it may send today" },
  // Codes that an older document of the service names (writing sheet 12.4).
  1254001: { type: "api", subtype: "invalid_parameters", hint: "the content does not fit its type" },
  1254002: { type: "api", subtype: "invalid_parameters", hint: TOO_LONG },
  1254003: {
    type: "api",
    subtype: "feature_not_available",
    hint: "messages of this type cannot be sent here",
  },
  1254004: { type: "api", subtype: "server_error", hint: "the upload failed: run the same command again" },
  1254005: { type: "api", subtype: "not_found", hint: "no chat has this id" },
  1254006: { type: "authorization", subtype: "permission_denied", hint: JOIN_FIRST },
  1254007: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "this identity may not do it: try the other one with --as, or ask the chat's owner",
  },
  1254008: { type: "api", subtype: "rate_limit", retryable: true },
  230027: { type: "authorization", subtype: "user_unauthorized" },
  230110: { type: "api", subtype: "not_found", hint: "the message was deleted" },
  231205: { type: "api", subtype: "ownership_mismatch" },
  234001: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "check the id and the key; keys that begin with img_ take --type image, all others --type file",
  },
  234002: { type: "authorization", subtype: "permission_denied", hint: NO_ACCESS },
  234003: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "the key does not belong to this message: take both from the content of the same message",
  },
  234004: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "add the app's bot to the chat of the message, or use --as user",
  },
  234009: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the service does not allow this in external groups",
  },
  234019: { type: "authorization", subtype: "app_unavailable", retryable: true },
  234037: { type: "api", subtype: "quota_exceeded", hint: "the service serves files up to 100 MB" },
  234038: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the message is confidential or the chat forbids downloads",
  },
  234040: {
    type: "authorization",
    subtype: "permission_denied",
    hint:
      "the message is not visible to this identity: ask the chat's owner whether new members may see the history",
  },
  234041: {
    type: "api",
    subtype: "server_error",
    hint: "the tenant's master key was deleted: ask the tenant's administrator",
  },
  234042: {
    type: "api",
    subtype: "server_error",
    hint: "the tenant's storage failed: ask its administrator",
  },
  234043: {
    type: "api",
    subtype: "feature_not_available",
    hint: "resources of forwarded bundles, of their children and of cards cannot be fetched",
  },
  99992354: { type: "api", subtype: "invalid_parameters" },
};
