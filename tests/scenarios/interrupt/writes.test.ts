import { until } from "../../support/bdd.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { interruption } from "../../support/test-world.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BOT = ["--as", "bot"];
const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };

/** Lines that send one write, and a part of the hint that says how to check what became of it. */
const WRITES: readonly (readonly [line: readonly string[], check: string])[] = [
  [["api", "POST", "im/v1/pins", "--data", '{"message_id":"om_1"}', ...BOT], "check whether it took effect"],
  [["api", "DELETE", "im/v1/pins/om_1", "--yes", ...BOT], "check whether it took effect"],
  [
    ["api", "POST", "im/v1/chats/oc_1/members", "--data", '{"id_list":["ou_1"]}', ...BOT],
    "im +chat-members-list --chat-id oc_1",
  ],
  [
    ["chat.members", "create", "--params", '{"chat_id":"oc_1"}', "--data", '{"id_list":["ou_1"]}', ...BOT],
    "im +chat-members-list --chat-id oc_1",
  ],
  [
    ["messages", "delete", "--params", '{"message_id":"om_1"}', "--yes", ...BOT],
    "im +messages-mget --message-ids om_1",
  ],
  [
    [
      "messages",
      "create",
      "--params",
      '{"receive_id_type":"chat_id"}',
      "--data",
      '{"receive_id":"oc_1","msg_type":"text","content":"{\\"text\\":\\"x\\"}"}',
      ...BOT,
    ],
    "im +chat-messages-list --chat-id oc_1",
  ],
  [["+chat-update", "--chat-id", "oc_1", "--name", "new", ...BOT], "im chats get --chat-id oc_1"],
  [["+chat-create", "--name", "new", ...BOT], "--idempotency-key"],
  [
    ["+flag-create", "--message-id", "om_1", "--item-type", "default", "--flag-type", "message"],
    "im +flag-list",
  ],
  [
    ["+flag-cancel", "--message-id", "om_1", "--item-type", "default", "--flag-type", "message"],
    "im +flag-list",
  ],
  [["+feed-shortcut-create", "--chat-id", "oc_1"], "im +feed-shortcut-list"],
  [["+feed-shortcut-remove", "--chat-id", "oc_1"], "im +feed-shortcut-list"],
  [["+messages-send", "--chat-id", "oc_1", "--text", "x", ...BOT], "--idempotency-key"],
  [["+messages-reply", "--message-id", "om_1", "--text", "x", ...BOT], "--idempotency-key"],
  [["+messages-edit", "--message-id", "om_1", "--text", "x", ...BOT], "check whether"],
];

describe("Ctrl-C after a write was sent: its outcome is unknown, and nothing is said to be kept", () => {
  for (const [line, check] of WRITES) {
    it(
      line.slice(0, 2).join(" "),
      () =>
        inScene({ faults: [{ name: "stall-before-headers" }] }, async ({ run, platform }) => {
          const interrupt = new AbortController();
          const running = run(line, { env, interrupt: interrupt.signal });
          await until(() => platform.log.length > 0, running);
          interrupt.abort(interruption());
          const { status, stdout, stderr } = await running;
          const { type, message, hint } = partOf(documentOf(stderr), "error");
          assertEquals([status, stdout, platform.log.length, type], [130, "", 1, "interrupted"]);
          assertStringIncludes(String(message), "the outcome is unknown");
          assertStringIncludes(String(hint), check);
          assert(!/kept|continue/.test(String(hint)), String(hint));
        }),
    );
  }
});

describe("Ctrl-C in a read that keeps nothing: nothing is said about keeping", () => {
  const lines: readonly (readonly string[])[] = [
    ["+chat-list"],
    ["+messages-mget", "--message-ids", "om_1"],
    ["+messages-search", "--query", "x"],
    ["+flag-list"],
    ["chats", "get", "--params", '{"chat_id":"oc_1"}'],
    ["api", "GET", "im/v1/chats"],
    ["+messages-resources-download", "--message-id", "om_1", "--file-key", "file_1", "--type", "file"],
  ];
  for (const line of lines) {
    it(
      line.slice(0, 2).join(" "),
      () =>
        inScene({ faults: [{ name: "stall-before-headers" }] }, async ({ run, platform }) => {
          const interrupt = new AbortController();
          const running = run(line, { env, interrupt: interrupt.signal });
          await until(() => platform.log.length > 0, running);
          interrupt.abort(interruption());
          const { status, stderr } = await running;
          const { message, hint } = partOf(documentOf(stderr), "error");
          assertEquals([status, message, hint], [130, "interrupted", undefined]);
        }),
    );
  }
});
