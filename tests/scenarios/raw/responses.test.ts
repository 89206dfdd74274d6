import { runProgram } from "../../../cli/main.ts";
import { fakeFetch, fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { rawWorld } from "../../support/raw-methods.ts";
import { errorOf, partialDocument, partOf, successDocument } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ADD = ["chat.members", "create", "--chat-id", "oc_1"];
const SEND = [
  "messages",
  "create",
  "--receive-id-type",
  "chat_id",
  "--receive-id",
  "oc_1",
  "--msg-type",
  "text",
];
const MUTE = ["chat.user_setting", "batch_update", "--data"];
const CARDS = '{"items":[{"feed_id":"oc_1","feed_type":"chat"}]}';

/** A run whose calls are all answered with this data. */
async function runWithResponse(words: readonly string[], data: unknown) {
  const stdout = fakeSink();
  const stderr = fakeSink();
  const { fetch } = fakeFetch(() => Response.json({ code: 0, data }));
  const variables = { IM_USER_ACCESS_TOKEN: "u-x", IM_TENANT_ACCESS_TOKEN: "t-x" };
  const world = fakeWorld({ fetch, variables, stdout, stderr, cwd: Deno.cwd() });
  const status = await runProgram(words, world);
  const text = stdout.text() || stderr.text();
  const document: Readonly<Record<string, unknown>> = text.startsWith('{\n  "ok"') ? JSON.parse(text) : {};
  return { status, document, stdout: stdout.text(), stderr: stderr.text() };
}

describe("a raw answer", () => {
  it("is the service's data, as it came", () =>
    inScene(rawWorld("bot"), async ({ run }) => {
      const document = successDocument(await run(["pins", "create", "--message-id", "om_xxx"]));
      assertEquals(Object.keys(document), ["ok", "identity", "data"]);
      assertEquals(Object.keys(partOf(document, "data")), ["pin"]);
    }));

  it("keeps all digits", async () => {
    const stdout = fakeSink();
    const answer =
      '{"code":0,"msg":"ok","data":{"big":12345678901234567890,"items":[{"n":9007199254740993}]}}';
    const headers = { "content-type": "application/json" };
    const { fetch } = fakeFetch(() => new Response(answer, { headers }));
    const variables = { IM_USER_ACCESS_TOKEN: "u-x" };
    const world = fakeWorld({ fetch, variables, stdout, cwd: Deno.cwd() });
    for (const words of [["chats", "get", "--chat-id", "oc_1"], ["api", "GET", "x"], ["chats", "list"]]) {
      assertEquals(await runProgram(words, world), 0);
    }
    assertEquals(stdout.text().match(/12345678901234567890/g)?.length, 3);
    assertEquals(stdout.text().match(/9007199254740993/g)?.length, 3);
  });

  it("of a write that left something out is a partial failure with all its data", () =>
    inScene({
      users: [{ openId: "ou_1", name: "One" }],
      chats: [{ chatId: "oc_1", mode: "group" }],
    }, async ({ run }) => {
      const result = await run([...ADD, "--id-list", "ou_1,ou_2,ou_3", "--succeed-type", "1"]);
      const document = partialDocument(result);
      assertEquals(partOf(document, "data")["not_existed_id_list"], ["ou_2", "ou_3"]);
      const { type, subtype, message } = partOf(document, "error");
      assertEquals([type, subtype], ["api", "partial_failure"]);
      assertStringIncludes(String(message), "not_existed_id_list names 2: ou_2, ou_3");
      assertEquals(result.stderr, "");
    }));

  const invented:
    readonly (readonly [name: string, words: readonly string[], data: unknown, told: string])[] = [
      [
        "feed groups",
        ["feed.groups", "batch_add_item", "--feed-group-id", "ofg_1", "--data", CARDS],
        { failed_items: [{ item: { feed_id: "oc_1" }, error_code: 240001, error_message: "no" }] },
        "failed_items names 1: oc_1 (240001: no)",
      ],
      [
        "settings",
        [...MUTE, '{"chat_settings":[{"chat_id":"oc_1","is_muted":true}]}'],
        { invalid_ids: [{ id: "oc_1", msg: "bad" }] },
        "invalid_ids names 1: oc_1 (bad)",
      ],
      ["several lists", [...ADD, "--id-list", "ou_1,ou_2"], {
        invalid_id_list: ["a"],
        not_existed_id_list: ["b"],
      }, "invalid_id_list names 1: a; not_existed_id_list names 1: b"],
      ["long lists, cut", [...ADD, "--id-list", "ou_1"], {
        invalid_id_list: Array.from({ length: 40 }, (_, index) => `ou_${index}`),
      }, "ou_9, and 30 more"],
    ];
  for (const [name, words, data, told] of invented) {
    it(`of a write that failed in part says which: ${name}`, async () => {
      const { status, document } = await runWithResponse(words, data);
      assertEquals([status, document["ok"], document["data"]], [1, false, data]);
      assertStringIncludes(String(partOf(document, "error")["message"]), told);
    });
  }

  it("of a read that left something out is a warning", async () => {
    const words = ["chat.user_setting", "batch_query", "--chat-ids", "oc_1"];
    const { status, stderr } = await runWithResponse(words, { items: [], invalid_ids: [{ id: "oc_1" }] });
    assertEquals(status, 0);
    assertStringIncludes(stderr, "warning: items_failed: invalid_ids names 1: oc_1");
  });

  it("of a write that waits for somebody's approval counts, too", async () => {
    const data = { invalid_id_list: [], pending_approval_id_list: ["ou_1"] };
    const { status, document } = await runWithResponse([...ADD, "--id-list", "ou_1"], data);
    assertEquals([status, document["ok"]], [1, false]);
    const { message } = partOf(document, "error");
    assertEquals(message, "only partly done: pending_approval_id_list names 1: ou_1");
  });

  const odd: readonly (readonly [name: string, words: readonly string[], data: unknown])[] = [
    ["a list that is a text", ["chats", "list"], { items: "x" }],
    ["a list that is an object", ["chats", "list", "--page-all"], { items: {} }],
    ["entries that are no objects", ["chats", "list"], { items: [1] }],
    ["data that is a list", ["chats", "list"], []],
    ["failures that are no list", [...ADD, "--id-list", "ou_1"], { invalid_id_list: "x" }],
  ];
  for (const [name, words, data] of odd) {
    it(`of another shape is no empty one: ${name}: exit 5`, async () => {
      const { status, document, stderr } = await runWithResponse(words, data);
      const { type, subtype, message } = partOf(document, "error");
      assertEquals([status, type, subtype], [5, "internal", "invalid_response"], stderr);
      assertStringIncludes(String(message), "unexpected shape");
    });
  }

  it("without its list is an empty one", async () => {
    assertEquals((await runWithResponse(["chats", "list"], { items: null, has_more: false })).status, 0);
  });

  it("of a read that has more than lists is one row, whatever lists are in it", async () => {
    const data = { name: "one", user_manager_id_list: ["ou_1", "ou_2"] };
    const { stdout } = await runWithResponse(
      ["chats", "get", "--chat-id", "oc_1", "--format", "ndjson"],
      data,
    );
    assertEquals(stdout.trim().split("\n").map((line) => JSON.parse(line)), [data]);
  });

  it("of a read that has lists only is a row for each entry; those behind the first name their list", async () => {
    const line = ["feed.groups", "batch_query", "--group-ids", "ofg_1", "--format", "ndjson"];
    const groups = [{ group_id: "ofg_1" }, { group_id: "ofg_2" }];
    const { stdout } = await runWithResponse(line, { deleted_groups: [{ group_id: "x" }], groups });
    assertEquals(stdout.trim().split("\n").map((row) => JSON.parse(row)), [
      ...groups,
      { group_id: "x", list: "deleted_groups" },
    ]);
  });

  it("of im api is a row for each entry of items and other lists, else one row", async () => {
    const cases: readonly (readonly [data: Record<string, unknown>, rows: readonly unknown[]])[] = [
      [{ a: [{ n: 1 }], items: [{ n: 2 }, { n: 3 }] }, [{ n: 2 }, { n: 3 }, { n: 1, list: "a" }]],
      [{ b: ["x"], a: [{ n: 2 }] }, [{ n: 2 }, { value: "x", list: "b" }]],
      [{ a: 1 }, [{ a: 1 }]],
    ];
    for (const [data, rows] of cases) {
      const { stdout } = await runWithResponse(["api", "GET", "x", "--format", "ndjson"], data);
      assertEquals(stdout.trim().split("\n").map((line) => JSON.parse(line)), rows);
    }
  });

  it("of a write is one row, whatever lists are in it", async () => {
    const data = { message_id: "om_1", mentions: [{ key: "a" }, { key: "b" }] };
    const { stdout } = await runWithResponse([...SEND, "--content", "{}", "--format", "ndjson"], data);
    assertEquals(stdout.trim().split("\n").map((line) => JSON.parse(line)), [data]);
  });

  it("shows code, reason and trace of a refusal", () =>
    inScene({ faults: [{ name: "error", code: 230002 }] }, async ({ run }) => {
      const error = errorOf(await run(["chats", "get", "--chat-id", "oc_1"]), 3);
      assertEquals([error["type"], error["subtype"], error["code"]], [
        "authorization",
        "permission_denied",
        230002,
      ]);
      assertEquals(typeof error["log_id"], "string");
    }));

  it("of a write that may have arrived says so, and the write is not repeated", () =>
    inScene({ faults: [{ name: "cut-before-headers" }] }, async ({ run, platform }) => {
      const words = ["pins", "create", "--message-id", "om_xxx"];
      const error = errorOf(await run(words), 4);
      assertStringIncludes(String(error["message"]), "unknown");
      assertEquals(platform.log.length, 1);
    }));

  it("of a read comes after a retry", () =>
    inScene({
      chats: [{ chatId: "oc_1", mode: "group" }],
      faults: [{ name: "status-503-html", when: { times: 1 } }],
    }, async ({ run, platform }) => {
      successDocument(await run(["chats", "get", "--chat-id", "oc_1"]));
      assertEquals(platform.log.length, 2);
    }));
});
