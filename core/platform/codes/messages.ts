import type { FailureDetail } from "../../failure.ts";

const NO_ACCESS =
  "no access to this chat, or the file is gone; this is not a missing scope, so do not retry: " +
  "join the chat, or use the other identity with --as";

const NOT_ADMIN =
  "the caller is neither owner nor administrator of the chat: use the identity that is, with --as";
const JOIN_FIRST = "join the chat first, or use the other identity with --as";
const TOO_LONG = "the content is too long: 150 KB for text, 30 KB for posts and cards";

/**
 * Readings of the codes of messages, reactions, chats and their files (docs/contract.md, 7 and 10). Many of them are unverified.
 */
export const MESSAGE_ERROR_CODES: Readonly<
  Record<number, Pick<FailureDetail, "type" | "subtype" | "hint" | "retryable">>
> = {
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
  230099: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "the card was refused: the reason stands in the message",
  },
  232006: { type: "api", subtype: "not_found", hint: "no chat has this id" },
  232010: { type: "api", subtype: "cross_tenant", hint: "the chat belongs to another tenant" },
  232011: {
    type: "authorization",
    subtype: "permission_denied",
    hint: JOIN_FIRST,
  },
  232024: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the bot and the people do not see each other: use --as user",
  },
  232025: {
    type: "api",
    subtype: "feature_not_available",
    hint: "the app's bot ability is switched off: enable it in the developer console",
  },
  102021: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the caller is not in the chat: join it, or use the identity of a member with --as",
  },
  232043: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "bot and people do not see each other: create the chat first, then add them as a user",
  },
  230009: { type: "api", subtype: "feature_not_available", hint: "the time for recalling is over" },
  230015: {
    type: "api",
    subtype: "feature_not_available",
    hint: "a direct chat cannot be shared: share a group",
  },
  230019: { type: "api", subtype: "not_found", hint: "the thread does not exist" },
  230023: { type: "api", subtype: "quota_exceeded", hint: "the person has too many urgent messages unread" },
  230024: {
    type: "api",
    subtype: "quota_exceeded",
    hint: "the tenant's quota of urgent messages is used up",
  },
  230026: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "only the sender, and owners and administrators of the chat, may recall it",
  },
  230028: {
    type: "policy",
    subtype: "access_denied",
    hint: "the tenant's data protection refuses the content: leave out phone numbers and addresses",
  },
  230029: { type: "api", subtype: "not_found", hint: "the person has left the company" },
  230031: {
    type: "api",
    subtype: "feature_not_available",
    hint: "cards can be updated for 14 days: send a new one",
  },
  230034: { type: "api", subtype: "invalid_parameters", hint: "the receiver's id does not fit its type" },
  230036: {
    type: "api",
    subtype: "server_error",
    hint: "the tenant's key was deleted: ask its administrator",
  },
  230038: { type: "api", subtype: "cross_tenant", hint: "direct messages across tenants are not allowed" },
  230045: { type: "api", subtype: "not_found", hint: "the chat does not exist" },
  230046: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "only the chat's owner and administrators may pin",
  },
  230047: {
    type: "api",
    subtype: "rate_limit",
    hint: "this message was pinned and unpinned too often",
    retryable: true,
  },
  230048: { type: "api", subtype: "rate_limit", hint: "pins were listed too often", retryable: true },
  230052: { type: "authorization", subtype: "permission_denied", hint: "urging is not allowed here" },
  230061: {
    type: "api",
    subtype: "feature_not_available",
    hint: "messages of this type cannot be forwarded",
  },
  230062: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "the message cannot be forwarded to this target",
  },
  230063: { type: "api", subtype: "not_found", hint: "the target chat does not exist or cannot be reached" },
  230064: { type: "api", subtype: "not_found", hint: "the message to forward does not exist" },
  230065: { type: "api", subtype: "not_found", hint: "the message to forward was recalled" },
  230066: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "messages of secret chats cannot be forwarded",
  },
  230067: { type: "api", subtype: "invalid_parameters", hint: "the messages come from different threads" },
  230069: { type: "api", subtype: "invalid_parameters", hint: "the messages come from different chats" },
  230070: { type: "authorization", subtype: "permission_denied", hint: "the chat does not allow forwarding" },
  230098: { type: "api", subtype: "feature_not_available", hint: "aggregated messages cannot be urged" },
  230111: { type: "api", subtype: "feature_not_available", hint: "the message destroys itself" },
  231001: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "no reaction has this name: names are case-sensitive, such as THUMBSUP",
  },
  231002: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "this identity may not react to the message",
  },
  231003: { type: "api", subtype: "not_found", hint: "the message does not exist" },
  231004: { type: "api", subtype: "not_found", hint: "the chat does not exist" },
  231005: { type: "api", subtype: "not_found", hint: "the thread does not exist" },
  231007: { type: "api", subtype: "ownership_mismatch", hint: "the reaction was added by somebody else" },
  231008: { type: "authorization", subtype: "permission_denied", hint: "no access to the message" },
  231010: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "the reaction does not belong to this message",
  },
  231011: { type: "api", subtype: "invalid_parameters", hint: "no reaction has this id" },
  231012: { type: "api", subtype: "invalid_parameters", hint: "the page token is wrong: begin without one" },
  231013: {
    type: "api",
    subtype: "invalid_parameters",
    hint: "the token is of a kind that may not do this: see --as",
  },
  231014: { type: "api", subtype: "invalid_parameters", hint: "user_id_type is wrong" },
  231015: { type: "api", subtype: "conflict", hint: "the same request is still running", retryable: true },
  231017: { type: "api", subtype: "feature_not_available", hint: "messages of this type take no reactions" },
  231018: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the message is not visible to this identity",
  },
  231019: { type: "authorization", subtype: "permission_denied", hint: "the person's settings forbid it" },
  231020: { type: "authorization", subtype: "permission_denied", hint: "the tenant's settings forbid it" },
  231021: { type: "authorization", subtype: "permission_denied", hint: "external chats forbid it" },
  231022: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "the person is outside the app's availability",
  },
  232009: { type: "api", subtype: "not_found", hint: "the chat was dissolved" },
  230020: { type: "api", subtype: "rate_limit", retryable: true },
  230049: {
    type: "api",
    subtype: "conflict",
    hint: "the service is still at work on the message",
    retryable: true,
  },
  232002: { type: "authorization", subtype: "permission_denied", hint: NOT_ADMIN },
  232016: { type: "authorization", subtype: "permission_denied", hint: NOT_ADMIN },
  232017: { type: "authorization", subtype: "permission_denied", hint: NOT_ADMIN },
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
  14005: { type: "authorization", subtype: "permission_denied", hint: NO_ACCESS },
  11235: {
    type: "authorization",
    subtype: "permission_denied",
    hint: "only administrators may mention everyone here",
  },
  1254002: { type: "api", subtype: "invalid_parameters", hint: TOO_LONG },
  1254006: { type: "authorization", subtype: "permission_denied", hint: JOIN_FIRST },
};
