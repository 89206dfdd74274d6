import type { FailureType } from "../failure.ts";
import { MESSAGE_READINGS } from "./message-readings.ts";

/** How a code of the service is understood. */
export interface Reading {
  readonly type: FailureType;
  readonly subtype: string;
  readonly hint?: string;
  /** Asking again may help. */
  readonly retryable?: true;
}

/** Readings of codes that mean the same on every endpoint (platform sheet 5.1, CONTRACT 7 and 10). */
export const READINGS: Readonly<Record<number, Reading>> = {
  ...MESSAGE_READINGS,
  99991661: {
    type: "authentication",
    subtype: "token_missing",
    hint: "log in again, or set IM_USER_ACCESS_TOKEN or IM_TENANT_ACCESS_TOKEN",
  },
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
  9499: { type: "api", subtype: "invalid_parameters" },
  99992402: { type: "api", subtype: "invalid_parameters" },
  11232: { type: "api", subtype: "rate_limit", hint: "the service is overloaded", retryable: true },
  11233: { type: "api", subtype: "rate_limit", retryable: true },
  11230: {
    type: "api",
    subtype: "feature_not_available",
    hint: "bots may not send messages of this type here",
  },
  11247: { type: "api", subtype: "quota_exceeded", hint: "the app has sent all that it may send today" },
  // Codes that an older document of the service names (writing sheet 12.4).
  1254001: { type: "api", subtype: "invalid_parameters", hint: "the content does not fit its type" },
  1254003: {
    type: "api",
    subtype: "feature_not_available",
    hint: "messages of this type cannot be sent here",
  },
  1254004: { type: "api", subtype: "server_error", hint: "the upload failed: run the same command again" },
  1254005: { type: "api", subtype: "not_found", hint: "no chat has this id" },
  1254007: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "this identity may not do it: try the other one with --as, or ask the chat's owner",
  },
  1254008: { type: "api", subtype: "rate_limit", retryable: true },
  99992354: { type: "api", subtype: "invalid_parameters" },
};
