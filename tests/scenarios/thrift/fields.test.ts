import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { commandFor, fileOf } from "../../support/downloads.ts";
import { CHAT, FIRST_TIME, worldOf } from "../../support/reading.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LIST = ["+chat-messages-list", "--chat-id", CHAT, "--order", "asc"];

/** A person's chat with one message that has everything, a flag and a shortcut. */
const world: PlatformOptions = {
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: [{
    chatId: CHAT,
    mode: "group",
    name: "Reading",
    members: ["ou_demo", "ou_ana"],
    ownerId: "ou_demo",
  }],
  messages: [{
    messageId: "om_root",
    chatId: CHAT,
    type: "text",
    content: { text: "hello" },
    senderId: "ou_ana",
    createTime: FIRST_TIME,
    threadId: "omt_1",
    isThreadRoot: true,
    reactions: [{ type: "THUMBSUP", by: "ou_ana" }],
  }, {
    messageId: "om_reply",
    chatId: CHAT,
    type: "post",
    content: { title: "", content: [[{ tag: "text", text: "yes" }]] },
    senderId: "ou_ana",
    createTime: FIRST_TIME + 60_000,
    threadId: "omt_1",
  }],
  feed: {
    flags: [{ itemId: "om_root", itemType: "0", flagType: "2", updateTime: FIRST_TIME }],
    shortcuts: [CHAT],
  },
};

describe("--fields", () => {
  const formats: [format: string, expected: string][] = [
    [
      "ndjson",
      '{"content":"message 0","sender":{"name":"Ana"}}\n{"content":"message 1","sender":{"name":"Ana"}}\n',
    ],
    ["csv", "content,sender.name\nmessage 0,Ana\nmessage 1,Ana\n"],
    [
      "table",
      "content    sender.name\n─────────  ───────────\nmessage 0  Ana\nmessage 1  Ana\ncomplete: 1 page, 2 items\n",
    ],
    [
      "pretty",
      "content    sender.name\n─────────  ───────────\nmessage 0  Ana\nmessage 1  Ana\ncomplete: 1 page, 2 items\n",
    ],
  ];
  for (const [format, expected] of formats) {
    it(`prints the fields in the order of the line: ${format}`, () =>
      inScene(worldOf(2), async ({ run }) => {
        const { stdout, status } = await run([
          ...LIST,
          "--fields",
          "content,sender.name",
          "--format",
          format,
        ]);
        assertEquals([status, stdout], [0, expected]);
      }));
  }

  it("leaves the rest of the document as it is", () =>
    inScene(worldOf(2), async ({ run }) => {
      const data = dataOf(await run([...LIST, "--fields", "message_id"]));
      assertEquals(data, {
        messages: [{ message_id: "om_reading-0" }, { message_id: "om_reading-1" }],
        total: 2,
        has_more: false,
        page_token: "",
      });
    }));

  it("is what --jq sees", () =>
    inScene(worldOf(1), async ({ run }) => {
      const { stdout } = await run([...LIST, "--fields", "content", "-q", ".data.messages[0]|keys[]"]);
      assertEquals(stdout, "content\n");
    }));

  it("reaches into replies", () =>
    inScene(world, async ({ run }) => {
      const data = dataOf(await run([...LIST, "--fields", "thread_replies.content"]));
      assertEquals(data["messages"], [{ thread_replies: [{ content: "yes" }] }]);
    }));

  it("selects of a result that is no list", () =>
    inScene(world, async ({ run }) => {
      const line = ["+messages-send", "--chat-id", CHAT, "--text", "hi", "--fields", "chat_id"];
      assertEquals(dataOf(await run(line)), { chat_id: CHAT });
    }));

  const others: [name: string, line: string[], key: string, expected: unknown[]][] = [
    ["chats", ["+chat-list", "--fields", "name"], "chats", [{ name: "Reading" }]],
    ["members", ["+chat-members-list", "--chat-id", CHAT, "--fields", "member_id"], "users", [
      { member_id: "ou_demo" },
      { member_id: "ou_ana" },
    ]],
    ["flags with their messages", ["+flag-list", "--fields", "item_id,message.msg_type"], "flag_items", [
      { item_id: "om_root", message: { msg_type: "text" } },
    ]],
    ["shortcuts", ["+feed-shortcut-list", "--fields", "detail.name"], "shortcuts", [{
      detail: { name: "Reading" },
    }]],
    ["a raw method", ["chats", "list", "--fields", "name"], "items", [{ name: "Reading" }]],
    ["a path", ["api", "GET", "im/v1/chats", "--fields", "name"], "items", [{ name: "Reading" }]],
  ];
  for (const [name, line, key, expected] of others) {
    it(`works on ${name}`, () =>
      inScene(world, async ({ run }) => assertEquals(dataOf(await run(line))[key], expected)));
  }

  it("an unknown field is exit 2 before anything is sent, and lists what exists", () =>
    inScene(worldOf(1), async ({ run, platform }) => {
      const { hint } = errorOf(await run([...LIST, "--fields", "contnt,sender.name,sender.nme"]), 2);
      assertStringIncludes(String(hint), "did you mean content?");
      assertStringIncludes(String(hint), "slim, create_time, sender.name,");
      assertEquals(platform.log, []);
    }));

  it("an unknown field of a write is exit 2 before anything is sent", () =>
    inScene(world, async ({ run, platform }) => {
      const line = ["+messages-send", "--chat-id", CHAT, "--text", "hi", "--fields", "mesage_id"];
      const { hint } = errorOf(await run(line), 2);
      assertStringIncludes(String(hint), "did you mean message_id?");
      assertEquals(platform.log, []);
    }));

  it("a field deep inside is checked where its shape is known", () =>
    inScene(world, async ({ run }) => {
      for (const path of ["mentions.nme", "thread_replies.contnt", "content.x", "reactions.counts.x"]) {
        errorOf(await run([...LIST, "--fields", path]), 2);
      }
      for (
        const path of [
          "mentions.name",
          "thread_replies.sender.name",
          "reactions.details.operator.operator_id",
        ]
      ) {
        assertEquals((await run([...LIST, "--fields", path])).status, 0, path);
      }
    }));

  it("a field that these records do not have is fine where the command knows it", () =>
    inScene(worldOf(1), async ({ run }) => {
      const data = dataOf(await run([...LIST, "--fields", "reactions,content"]));
      assertEquals(data["messages"], [{ content: "message 0" }]);
    }));

  it("an unknown field of a path is exit 2 and lists what came", () =>
    inScene(world, async ({ run }) => {
      const { hint } = errorOf(await run(["api", "GET", "im/v1/chats", "--fields", "nam"]), 2);
      assertStringIncludes(String(hint), "did you mean name?");
    }));

  it("an unknown field of a write that is done is a warning: the result is printed", () =>
    inScene(world, async ({ run }) => {
      const line = [
        "api",
        "POST",
        "im/v1/pins",
        "--data",
        '{"message_id":"om_root"}',
        "--fields",
        "pin.nonsense",
      ];
      const document = documentOf((await run(line)).stdout) as { meta: { warnings: { key: string }[] } };
      assertEquals(document.meta.warnings.map(({ key }) => key), ["unknown_fields"]);
    }));
});

describe("--fields slim", () => {
  it("has what most tasks need of a message, and nothing that is empty or the usual", () =>
    inScene(world, async ({ run }) => {
      const document = documentOf((await run([...LIST, "--fields", "slim"])).stdout);
      const time = /^2026-05-\d\d \d\d:\d\d$/;
      const { messages } = document["data"] as { messages: Record<string, unknown>[] };
      const [root] = messages as [{ thread_replies: [{ create_time: string }]; create_time: string }];
      assert(time.test(root.create_time) && time.test(root.thread_replies[0].create_time));
      const { create_time: _, thread_replies: [{ create_time: _2, ...reply }], ...rest } = root;
      assertEquals(rest as unknown, {
        message_id: "om_root",
        sender: { name: "Ana" },
        content: "hello",
        thread_id: "omt_1",
        reactions: { counts: [{ reaction_type: "THUMBSUP", count: "1" }] },
      });
      assertEquals(reply as unknown, {
        message_id: "om_reply",
        sender: { name: "Ana" },
        msg_type: "post",
        content: "yes",
      });
      assertEquals(document["meta"], { pagination: { complete: true, pages: 1, items: 1 } });
      assertEquals(Object.keys(document["data"] as object), ["messages"]);
    }));

  it("takes further fields beside it", () =>
    inScene(worldOf(1), async ({ run }) => {
      const { messages } = dataOf(await run([...LIST, "--fields", "slim,chat_id"])) as { messages: object[] };
      assertEquals(Object.keys(messages[0] ?? {}), [
        "message_id",
        "create_time",
        "sender",
        "content",
        "chat_id",
      ]);
    }));

  it("of records without a preset leaves out what is empty and what serves few tasks", () =>
    inScene(world, async ({ run }) => {
      const { items } = dataOf(await run(["chats", "list", "--fields", "slim"])) as { items: object[] };
      const keys = Object.keys(items[0] ?? {});
      assert(keys.includes("chat_id") && keys.includes("name") && !keys.includes("avatar"), keys.join());
    }));
});

describe("remarks that change nothing about the next step", () => {
  const file = fileOf(1000);
  const line = commandFor(file, "--original-name");
  const cases: [name: string, more: string[], isTold: boolean][] = [
    ["are left out for programs", [], false],
    ["are left out of concise", ["--format", "concise"], false],
    ["are told with --verbose", ["--verbose"], true],
    ["are told to people", ["--format", "pretty"], true],
  ];
  for (const [name, more, isTold] of cases) {
    it(name, () =>
      inScene({ resources: [file] }, async ({ run }) => {
        const { stdout, stderr } = await run([...line, ...more]);
        assertEquals((stdout + stderr).includes("original_name_missing"), isTold);
      }));
  }
});
