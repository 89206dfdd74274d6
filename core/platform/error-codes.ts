import { input, phrase, setting } from "../text/phrase.ts";
import {
  code,
  denied,
  type ErrorCode,
  exhausted,
  foreign,
  invalid,
  limited,
  notFound,
  retryable,
  tokenInvalid,
  unavailable,
  written,
} from "./error-code.ts";
import {
  ADD_LATER,
  AS,
  CHECK_APP,
  JOIN_FIRST,
  NEW_TOKEN,
  NO_ACCESS,
  NOT_ADMIN,
  notAMember,
  notAnAdmin,
  notInChat,
  TOO_LONG,
} from "./refusal-hints.ts";

const ENCRYPTED = unavailable("encrypted chats are not supported");

/**
 * The one table of error codes: what each means, on every endpoint unless `on` says otherwise. A code that is missing
 * here is `api`/`unknown`. Many are unverified (docs/platform.md).
 */
export const ERROR_CODES: Readonly<Record<number, ErrorCode>> = {
  // Apps, tokens and whole requests.
  9499: invalid(),
  10003: code("config", "invalid_client", phrase`check ${setting("appId")}`),
  10014: code("config", "invalid_client", phrase`check ${setting("appSecret")}`),
  20026: code("authentication", "refresh_token_invalid"),
  20037: code("authentication", "refresh_token_expired"),
  20050: retryable(code("authentication", "refresh_server_error")),
  20064: code("authentication", "refresh_token_revoked"),
  20073: code("authentication", "refresh_token_reused"),
  21000: code("policy", "challenge_required"),
  21001: code("policy", "access_denied"),
  99991400: limited(),
  99991543: code("config", "invalid_client", CHECK_APP),
  99991661: code(
    "authentication",
    "token_missing",
    phrase`set ${setting("userToken")} or ${setting("botToken")}`,
  ),
  99991662: code("authorization", "app_disabled", "ask the tenant's administrator"),
  99991663: tokenInvalid(phrase`the token is wrong or expired, or belongs to the other identity (see ${AS})`),
  99991668: tokenInvalid(NEW_TOKEN),
  99991671: tokenInvalid("a user token starts with u-, a bot token with t-"),
  99991672: code("authorization", "app_scope_not_applied"),
  99991673: code("authorization", "app_unavailable", "ask the tenant's administrator"),
  99991676: code("authorization", "token_scope_insufficient"),
  99991677: code("authentication", "token_expired", NEW_TOKEN),
  99991679: code("authorization", "missing_scope"),
  99992354: invalid(),
  99992402: invalid(),
  // Sending limits and bots.
  11230: unavailable("bots may not send messages of this type here"),
  11232: limited("the service is overloaded"),
  11233: limited(),
  11235: denied("only administrators may mention everyone here"),
  11247: exhausted("the app has sent all that it may send today"),
  14005: denied(NO_ACCESS),
  102021: denied(phrase`the caller is not in the chat: join it, or use the identity of a member with ${AS}`),
  // Messages.
  230001: invalid(),
  230002: denied(JOIN_FIRST, written({ hint: notInChat })),
  230006: code(
    "authorization",
    "app_unavailable",
    "switch on the bot ability in the developer console and publish the app",
  ),
  230009: unavailable("the time for recalling is over"),
  230011: notFound("the message was recalled", {
    reply: { hint: "the message you reply to was recalled" },
  }),
  230012: foreign("only the sender may do this"),
  230013: denied(
    "the person is outside the app's availability: extend it in the developer console",
    written({
      hint: ({ target }) => `${target} is outside the app's availability: extend it in the developer console`,
    }),
  ),
  230015: unavailable("a direct chat cannot be shared: share a group"),
  230017: foreign("upload it with the same app"),
  230018: denied("the chat's settings forbid it: ask its owner"),
  230019: notFound("the thread does not exist"),
  230020: limited(
    undefined,
    written({ hint: ({ target }) => `the limit is 5 messages per second to ${target}` }),
  ),
  230022: code("policy", "access_denied", "the service takes the content for sensitive"),
  230023: exhausted("the person has too many urgent messages unread"),
  230024: exhausted("the tenant's quota of urgent messages is used up"),
  230025: invalid(TOO_LONG),
  230026: denied("only the sender, and owners and administrators of the chat, may recall it"),
  230027: code("authorization", "user_unauthorized"),
  230028: code(
    "policy",
    "access_denied",
    "the tenant's data protection refuses the content: leave out phone numbers and addresses",
  ),
  230029: notFound("the person has left the company"),
  230030: notFound("no message has this id"),
  230031: unavailable("cards can be updated for 14 days: send a new one"),
  230033: unavailable("read receipts end 7 days after sending"),
  230034: invalid(
    "the receiver's id does not fit its type",
    written({
      hint: ({ target }) =>
        phrase`"${target}" is not a receiver of this kind: check the id and ${input("receiveIdType")}`,
    }),
  ),
  230035: denied(
    "no right to post in this chat: ask its owner",
    written({
      hint: ({ identity, target }) =>
        `no right to post in ${target} as ${identity}: it is muted, or its owner or the tenant forbids it`,
    }),
  ),
  230036: code("api", "server_error", "the tenant's key was deleted: ask its administrator"),
  230038: code("api", "cross_tenant", "direct messages across tenants are not allowed"),
  230045: notFound("the chat does not exist"),
  230046: denied("only the chat's owner and administrators may pin"),
  230047: limited("this message was pinned and unpinned too often"),
  230048: limited("pins were listed too often"),
  230049: retryable(code("api", "conflict", "the service is still processing the message")),
  230050: denied(phrase`the message is not visible to this identity: try the other one with ${AS}`, {
    edit: { hint: "the bot cannot see the message" },
  }),
  230052: denied("urging is not allowed here"),
  230053: denied("the person does not take messages from this bot"),
  230054: unavailable("messages of this type do not support the operation", {
    reply: { hint: "messages of this type, such as system messages, take no replies" },
    edit: { hint: "only texts and posts can be edited: recall other messages and send them again" },
  }),
  230055: invalid("the uploaded file's type does not fit the message's type"),
  230061: unavailable("messages of this type cannot be forwarded"),
  230062: invalid("the message cannot be forwarded to this target"),
  230063: notFound("the target chat does not exist or cannot be reached"),
  230064: notFound("the message to forward does not exist"),
  230065: notFound("the message to forward was recalled"),
  230066: denied("messages of secret chats cannot be forwarded"),
  230067: invalid("the messages come from different threads"),
  230069: invalid("the messages come from different chats"),
  230070: denied("the chat does not allow forwarding"),
  230071: code("api", "unknown", undefined, {
    reply: unavailable(phrase`this chat has no replies in threads: leave ${input("replyInThread")} out`),
    edit: foreign("only the bot that sent the message can edit it"),
  }),
  230072: code("api", "unknown", undefined, {
    reply: unavailable(
      phrase`aggregated messages take no replies in a thread: leave ${input("replyInThread")} out`,
    ),
    edit: exhausted("a message can be edited 20 times"),
  }),
  230073: code("api", "unknown", undefined, {
    edit: unavailable("messages of secret chats cannot be edited"),
  }),
  230074: code("api", "unknown", undefined, {
    edit: unavailable("messages of encrypted chats cannot be edited"),
  }),
  230075: code("api", "unknown", undefined, {
    send: ENCRYPTED,
    reply: ENCRYPTED,
    edit: unavailable("the time for editing is over: send a new message"),
  }),
  230098: unavailable("aggregated messages cannot be urged"),
  230099: invalid("the card was refused: the error message gives the reason"),
  230110: notFound("the message was deleted"),
  230111: unavailable("the message deletes itself"),
  // Reactions.
  231001: invalid("no reaction has this name: names are case-sensitive, such as THUMBSUP"),
  231002: denied("this identity may not react to the message"),
  231003: notFound("the message does not exist"),
  231004: notFound("the chat does not exist"),
  231005: notFound("the thread does not exist"),
  231007: foreign("the reaction was added by somebody else"),
  231008: denied("no access to the message"),
  231010: invalid("the reaction does not belong to this message"),
  231011: invalid("no reaction has this id"),
  231012: invalid("the page token is wrong: begin without one"),
  231013: invalid(phrase`this kind of token cannot do this: see ${AS}`),
  231014: invalid("user_id_type is wrong"),
  231015: retryable(code("api", "conflict", "the same request is still running")),
  231017: unavailable("messages of this type take no reactions"),
  231018: denied("the message is not visible to this identity"),
  231019: denied("the person's settings forbid it"),
  231020: denied("the tenant's settings forbid it"),
  231021: denied("external chats forbid it"),
  231022: denied("the person is outside the app's availability"),
  231205: foreign(),
  // Chats.
  232002: denied(NOT_ADMIN, { chat: { hint: notAnAdmin } }),
  232006: notFound("no chat has this id"),
  232009: notFound(
    "the chat was dissolved",
    written({ hint: ({ target }) => `the chat was dissolved: ${target}` }),
  ),
  232010: code("api", "cross_tenant", "the chat belongs to another tenant"),
  232011: denied(JOIN_FIRST, { chat: { hint: notAMember } }),
  232016: denied(NOT_ADMIN, { chat: { hint: notAnAdmin } }),
  232017: denied(NOT_ADMIN, { chat: { hint: notAnAdmin } }),
  232024: denied(phrase`the bot and the people do not see each other: use ${input("as", "user")}`),
  232025: unavailable("the app's bot ability is switched off: enable it in the developer console"),
  232043: denied(
    "the bot and the people do not see each other: create the chat first, then add them as a user",
    { chat: { hint: ADD_LATER } },
  ),
  232096: code("api", "unknown", undefined, {
    upload: code("api", "conflict", "the app's data is read-only for a while: try again later"),
  }),
  // Images and files.
  234001: invalid(
    phrase`check the id and the key; keys that begin with img_ take ${input("type", "image")}, all others ${
      input("type", "file")
    }`,
    { upload: { hint: "check type and name of the file" } },
  ),
  234002: denied(NO_ACCESS, { upload: { hint: "this identity may not upload" } }),
  234003: invalid("the key does not belong to this message: take both from the content of the same message"),
  234004: denied(phrase`add the app's bot to the chat of the message, or use ${input("as", "user")}`),
  234006: exhausted("the file is too large"),
  234007: unavailable("enable the app's bot in the developer console"),
  234009: denied("the service does not allow this in external groups"),
  234010: invalid("the service received an empty file"),
  234011: invalid("the service cannot read this image", {
    upload: { hint: phrase`the service cannot read this image: send it with ${input("file")}` },
  }),
  234019: retryable(code("authorization", "app_unavailable")),
  234037: exhausted("the service serves files up to 100 MB"),
  234038: denied("the message is confidential or the chat forbids downloads"),
  234039: invalid("the resolution is too high", {
    upload: { hint: phrase`the resolution is too high: send the image with ${input("file")}` },
  }),
  234040: denied(
    "the message is not visible to this identity: ask the chat's owner whether new members may see the history",
  ),
  234041: code("api", "server_error", "the tenant's master key was deleted: ask the tenant's administrator"),
  234042: code("api", "server_error", "the tenant's storage failed: ask its administrator"),
  234043: unavailable("resources of forwarded bundles, of their children and of cards cannot be fetched"),
  // Codes that an older document of the service names.
  1254001: invalid("the content does not fit its type"),
  1254002: invalid(TOO_LONG),
  1254003: unavailable("messages of this type cannot be sent here"),
  1254004: code("api", "server_error", "the upload failed: run the same command again"),
  1254005: notFound("no chat has this id"),
  1254006: denied(JOIN_FIRST),
  1254007: denied(
    phrase`this identity may not do this: try the other one with ${AS}, or ask the chat's owner`,
  ),
  1254008: limited(),
};
