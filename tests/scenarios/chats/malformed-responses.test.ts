import { BOTH_TOKENS } from "../../support/raw-methods.ts";
import { documentOf, errorOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Lists, and where their records stand. */
const LISTS: readonly (readonly [line: string, key: string])[] = [
  ["+chat-list", "items"],
  ["+chat-search --query x", "items"],
  ["+chat-members-list --chat-id oc_a", "users"],
  ["+chat-members-list --chat-id oc_a", "bots"],
  ["+flag-list", "flag_items"],
  ["+flag-list", "delete_flag_items"],
  ["+feed-shortcut-list", "shortcuts"],
  ["+feed-group-list", "groups"],
  ["+feed-group-list", "deleted_groups"],
  ["+feed-group-list-item --feed-group-id ofg_a", "items"],
  ["+feed-group-query-item --feed-group-id ofg_a --feed-id oc_a", "deleted_items"],
];

const WRITES: readonly string[] = [
  "+chat-create --name x",
  "+chat-update --chat-id oc_a --name x",
  "+flag-create --message-id om_a",
  "+feed-shortcut-create --chat-id oc_a",
  "+feed-shortcut-remove --chat-id oc_a",
];

/** The error of a line whose every answer is this body. */
async function errorWith(line: string, body: unknown, status = 5) {
  let error: Readonly<Record<string, unknown>> = {};
  await inScene({ faults: [{ name: "json-body", body }] }, async ({ run, platform }) => {
    error = errorOf(await run(line.split(" "), { env: BOTH_TOKENS }), status);
    assertEquals(platform.log.length, 1, "asked once");
  });
  return error;
}

describe("a list of an unexpected shape is an error, exit 5, and never an empty list", () => {
  for (const [line, key] of LISTS) {
    for (const list of ["x", {}, 7, [null], [{}, "x"]]) {
      it(`${line}: ${key} ${JSON.stringify(list)}`, async () => {
        const error = await errorWith(line, { code: 0, data: { [key]: list, has_more: false } });
        assertEquals([error["type"], error["subtype"]], ["internal", "invalid_response"]);
        assertStringIncludes(String(error["message"]), `data.${key}`);
      });
    }
    for (const data of ["x", [], 0]) {
      it(`${line}: data ${JSON.stringify(data)}`, async () =>
        assertEquals((await errorWith(line, { code: 0, data }))["subtype"], "invalid_response"));
    }
  }
});

describe("no data, or no list, is an empty list", () => {
  for (const [line] of LISTS) {
    for (const body of [{ code: 0 }, { code: 0, data: null }, { code: 0, data: {} }]) {
      it(`${line}: ${JSON.stringify(body)}`, () =>
        inScene({ faults: [{ name: "json-body", body }] }, async ({ run }) => {
          const result = await run(line.split(" "));
          assertEquals([result.status, documentOf(result.stdout)["ok"]], [0, true]);
        }));
    }
  }
});

describe("an answer without a code is none of the service's: exit 5", () => {
  const bodies = [{}, { hello: 1 }, { error: "proxy login required" }, { code: null }, { code: "x" }];
  for (const [line] of LISTS) {
    it(line, async () => {
      for (const body of bodies) assertEquals((await errorWith(line, body))["subtype"], "invalid_response");
    });
  }
  for (const line of WRITES) {
    it(`${line}: the outcome is unknown`, async () => {
      for (const body of [...bodies, []]) {
        const error = await errorWith(line, body);
        assertEquals([error["type"], error["subtype"]], ["internal", "invalid_response"]);
        assertStringIncludes(String(error["message"]), "the outcome is unknown");
      }
    });
  }
});

describe("a code that is written as text counts", () => {
  for (const line of [...LISTS.map(([one]) => one), ...WRITES]) {
    it(line, async () => {
      const error = await errorWith(line, { code: "230001", msg: "bad" }, 1);
      assertEquals([error["type"], error["code"]], ["api", 230001]);
    });
  }
});

describe("a write whose answer has data of an unexpected shape: the outcome is unknown", () => {
  const lines: readonly (readonly [line: string, data: unknown])[] = [
    ["+chat-create --name x", "x"],
    ["+chat-create --name x", []],
    ["+chat-update --chat-id oc_a --name x", "x"],
    ["+messages-send --chat-id oc_a --text x", "x"],
    ["+messages-send --chat-id oc_a --text x", []],
    ["+messages-reply --message-id om_a --text x", 7],
    ["+messages-edit --message-id om_a --text x", "x"],
    ["pins create --message-id om_a", "x"],
    ["+flag-create --message-id om_a", "x"],
    ["+feed-shortcut-create --chat-id oc_a", { failed_shortcuts: "x" }],
    ["+feed-shortcut-create --chat-id oc_a", { failed_shortcuts: {} }],
    ["+feed-shortcut-remove --chat-id oc_a", { failed_shortcuts: [7] }],
  ];
  for (const [line, data] of lines) {
    it(`${line}: ${JSON.stringify(data)}`, async () => {
      const error = await errorWith(line, { code: 0, data });
      assertEquals([error["type"], error["subtype"]], ["internal", "invalid_response"]);
      assertStringIncludes(String(error["message"]), "the outcome is unknown");
    });
  }
});

describe("more pages, reported in a way that is no promise, are not the end", () => {
  for (const hasMore of ["true", 1, {}]) {
    it(`has_more ${JSON.stringify(hasMore)}`, async () => {
      const data = { items: [], has_more: hasMore, page_token: "p2" };
      const error = await errorWith("+chat-list", { code: 0, data });
      assertStringIncludes(String(error["message"]), "data.has_more");
    });
  }
});

describe("a thread whose page does not say clearly whether there is more", () => {
  it("is marked, not taken for whole", () =>
    inScene({
      messages: [{
        ...{ messageId: "om_a", chatId: "oc_a", type: "text", content: { text: "x" }, createTime: 1 },
        ...{ threadId: "omt_a", isThreadRoot: true },
      }],
      chats: [{ chatId: "oc_a", mode: "group" }],
      faults: [{
        name: "json-body",
        body: { code: 0, data: { items: [], has_more: "true" } },
        when: { path: "container_id_type=thread" },
      }],
    }, async ({ run }) => {
      const result = await run(["+chat-messages-list", "--chat-id", "oc_a"]);
      const [message] = Object(partOf(documentOf(result.stdout), "data")["messages"]);
      assertEquals(message["thread_replies_error"], true);
      assertStringIncludes(result.stderr, "warning: thread_replies_failed");
    }));
});

describe("what belongs to a record, of an unexpected shape: a warning, and the records", () => {
  it("chats of a feed group", () =>
    inScene({
      chats: [{ chatId: "oc_a", mode: "group", name: "A" }],
      feed: {
        groups: [{ groupId: "ofg_a", name: "W", updateTime: 1, items: [{ feedId: "oc_a", updateTime: 1 }] }],
      },
      faults: [{
        name: "json-body",
        body: { code: 0, data: { items: "x" } },
        when: { path: "/open-apis/im/v1/chats/batch_query" },
      }],
    }, async ({ run }) => {
      const result = await run(["+feed-group-list-item", "--feed-group-id", "ofg_a"]);
      const data = partOf(documentOf(result.stdout), "data");
      assertEquals([result.status, Object(data["items"]).length], [0, 1]);
      assertStringIncludes(String(data["_notice"]), "skipped the details of 1 chat");
      assertStringIncludes(result.stderr, "warning: chat_context_failed: skipped the details of 1 chat");
    }));
});
