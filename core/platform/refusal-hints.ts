/**
 * Hints that several rows of the table of error codes share, or that name the call that was refused.
 *
 * @module
 */

import { action, input, type Phrase, phrase, setting } from "../text/phrase.ts";
import type { RefusedCall } from "./error-code.ts";
import type { Identity } from "./identity.ts";

export const AS = input("as");
/** What helps where the app's own credentials are refused. */
export const CHECK_APP = phrase`check ${setting("appId")} and ${setting("appSecret")}`;
export const NEW_TOKEN = phrase`get a new user token and set ${setting("userToken")}`;
export const NO_ACCESS: Phrase = [
  "no access to this chat, or the file is gone; this is not a missing scope, so do not retry: ",
  "join the chat, or use the other identity with ",
  AS,
];
export const NO_SUCH_FILE = "the service does not find the file in its message; asking again does not help";
/** What helps where a page for browsers came instead of JSON. */
export const WEB_PAGE_HINT =
  phrase`a proxy, or the login page of a network, answered instead of the service: check them, and ${
    setting("baseUrl")
  } if it is set`;
export const NOT_ADMIN =
  phrase`the caller is neither owner nor administrator of the chat: use the identity that is, with ${AS}`;
export const JOIN_FIRST = phrase`join the chat first, or use the other identity with ${AS}`;
export const TOO_LONG = "the content is too long: 150 KB for text, 30 KB for posts and cards";
export const ADD_LATER = phrase`the bot and some of ${
  input("users")
} do not see each other: create the chat without ${input("users")}, then add them as a user: ${
  action("chat.members.create", {
    chatId: "oc_xxx",
    idList: "ou_a,ou_b",
    params: '{"succeed_type":1}',
    as: "user",
  })
}, and look at invalid_id_list`;

export function notInChat({ operation, identity, target }: RefusedCall): Phrase {
  if (identity === "user") {
    return phrase`you are not in the chat: join it, or use ${
      input("as", "bot")
    } if the bot is in it (${target})`;
  }
  if (target.startsWith("oc_")) {
    const add = action("chat.members.create", {
      params: `{"chat_id":"${target}","member_id_type":"app_id"}`,
      data: '{"id_list":["cli_…"]}',
      as: "user",
    });
    return phrase`the bot is not in the chat: use ${input("as", "user")}, or add the bot with: ${add}`;
  }
  const orAsUser = operation === "edit" ? "" : phrase`, or use ${input("as", "user")}`;
  return phrase`the bot is not in the chat: add it there${orAsUser} (${target})`;
}

/** Of a forward: the service does not say which of the two chats it means. */
export function notInEitherChat({ identity, target }: RefusedCall): Phrase {
  const other = input("as", otherIdentity(identity));
  return phrase`${
    subject(identity)
  } not in the chat of the message, or not in that of the target (${target}): join it, or try ${other}`;
}

export function notAMember({ identity }: RefusedCall): Phrase {
  return phrase`${subject(identity)} not in the chat: join it, or try ${
    input("as", otherIdentity(identity))
  }`;
}

export function notAnAdmin({ identity }: RefusedCall): Phrase {
  const other = input("as", otherIdentity(identity));
  return phrase`${subject(identity)} neither owner nor administrator of the chat: try ${other}`;
}

function subject(identity: Identity): string {
  return identity === "bot" ? "the bot is" : "you are";
}

function otherIdentity(identity: Identity): Identity {
  return identity === "bot" ? "user" : "bot";
}
