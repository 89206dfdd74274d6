import { loadCommands } from "../../../cli/commands/mod.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await loadCommands();

const USER_READING =
  "im:message.group_msg:get_as_user im:message.p2p_msg:get_as_user im:message.reactions:read " +
  "contact:user.basic_profile:readonly";
const BOT_READING = "im:message.group_msg im:message.p2p_msg:readonly im:message.reactions:read " +
  "contact:user.base:readonly";
const READING = { user: USER_READING, bot: BOT_READING };
const SENDING = {
  user: "im:message.send_as_user im:message im:resource",
  bot: "im:message:send_as_bot im:resource",
};
const CHATS = { user: "im:chat:read" };

/** As whom a command may act, whether it changes anything, the permissions that it needs, and those it may need. */
const rows: readonly (readonly [
  name: string,
  identities: string,
  risk: string,
  scopes: string,
  more?: Readonly<Partial<Record<Identity, string>>>,
])[] = [
  ["+chat-messages-list", "user bot", "read", "im:message:readonly", READING],
  ["+threads-messages-list", "user bot", "read", "im:message:readonly", READING],
  ["+messages-mget", "user bot", "read", "im:message:readonly", READING],
  ["+messages-search", "user", "read", "search:message", {
    user: "im:message:readonly im:message.reactions:read contact:user.basic_profile:readonly",
  }],
  ["+messages-recent", "user bot", "read", "im:message:readonly", READING],
  [
    "+messages-resources-download",
    "user bot",
    "write",
    "im:message:readonly im:message im:message.history:readonly",
  ],
  ["+messages-send", "user bot", "write", "im:message im:message:send_as_bot im:message:send", SENDING],
  ["+messages-reply", "user bot", "write", "im:message im:message:send_as_bot im:message:send", SENDING],
  ["+messages-forward", "user bot", "write", "im:message im:message:send_as_bot"],
  ["+messages-edit", "bot", "write", "im:message:send_as_bot im:message:update im:message"],
  ["+messages-read-status", "user", "read", "im:message:readonly im:message im:message:get_as_user"],
  ["+message-read-users", "user bot", "read", "im:message:readonly im:message im:message:basic", {
    user: "im:message:get_as_user",
  }],
  ["+chat-list", "user bot", "read", "im:chat:read im:chat im:chat:readonly im:chat.group_info:readonly", {
    user: "contact:user.basic_profile:readonly",
  }],
  ["+chat-search", "user bot", "read", "im:chat:read im:chat im:chat:readonly"],
  ["+chat-members-list", "user bot", "read", "im:chat.members:read"],
  ["+chat-create", "user bot", "write", "im:chat:create im:chat:create_by_user im:chat", {
    ...CHATS,
    bot: "im:chat:read",
  }],
  ["+chat-update", "user bot", "write", "im:chat:update im:chat"],
  ["+flag-list", "user", "read", "im:feed.flag:read", {
    user: "im:message.group_msg:get_as_user im:message.p2p_msg:get_as_user",
  }],
  ["+flag-create", "user", "write", "im:feed.flag:write"],
  ["+flag-cancel", "user", "write", "im:feed.flag:write"],
  ["+feed-shortcut-list", "user", "read", "im:feed.shortcut:read", CHATS],
  ["+feed-shortcut-create", "user", "write", "im:feed.shortcut:write"],
  ["+feed-shortcut-remove", "user", "write", "im:feed.shortcut:write"],
  ["+feed-group-list", "user", "read", "im:feed_group_v1:read"],
  ["+feed-group-list-item", "user", "read", "im:feed_group_v1:read", CHATS],
  ["+feed-group-query-item", "user", "read", "im:feed_group_v1:read", CHATS],
  ["schema", "", "read", ""],
  ["api", "user bot", "write", ""],
  ["demo", "", "read", ""],
];

describe("a command declares its identities, its risk and its permissions", () => {
  for (const [name, identities, risk, scopes, more] of rows) {
    it(name, () => {
      const command = COMMANDS.find((one) => one.name === name);
      assert(command !== undefined);
      assertEquals([command.identities.join(" "), command.risk, command.scopes.join(" ")], [
        identities,
        risk,
        scopes,
      ]);
      const further = command.moreScopes &&
        Object.fromEntries(
          Object.entries(command.moreScopes).map(([identity, list]) => [identity, list.join(" ")]),
        );
      assertEquals(further, more);
    });
  }
});
