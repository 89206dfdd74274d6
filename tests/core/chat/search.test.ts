import { spelled } from "../../../cli/spelling.ts";
import { chatSearchBody, findDirectChat } from "../../../core/chat/search.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { rejectionOf } from "../detail-of.ts";
import { failure, fakeClient, ok } from "../enrich/fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("findDirectChat", () => {
  it("asks for the person and takes the first chat of the response", async () => {
    const client = fakeClient(() =>
      ok({ p2p_chats: [null, {}, { chat_id: "" }, { chat_id: "oc_1" }, { chat_id: "oc_2" }] })
    );
    assertEquals(await findDirectChat(client, "ou_1"), "oc_1");
    assertEquals(client.calls, [{
      method: "POST",
      path: "/open-apis/im/v1/chat_p2p/batch_query",
      params: { chatter_id_type: "open_id" },
      body: { chatter_ids: ["ou_1"] },
      repeatable: true,
    }]);
  });

  const without: readonly JsonObject[] = [
    { code: 0 },
    ok(null),
    ok({ p2p_chats: [] }),
    ok({ p2p_chats: [null, 7] }),
  ];
  for (const body of without) {
    it(`says that there is no direct chat for ${JSON.stringify(body)}`, async () => {
      const detail = await rejectionOf(() => findDirectChat(fakeClient(() => body), "ou_1"));
      assertEquals([detail.type, detail.subtype], ["api", "not_found"]);
      assertStringIncludes(spelled(detail.message), '"ou_1"');
    });
  }

  it("says what the service said where it refused", async () => {
    const refused = failure("authorization", "missing_scope");
    const client = fakeClient(() => Promise.reject(refused));
    assertStrictEquals(await assertRejects(() => findDirectChat(client, "ou_1")), refused);
  });
});

const NOTHING = {
  ...{ query: "", memberIds: [], searchTypes: [], chatModes: [], isManager: false },
  ...{ disableSearchByUser: false, sort: undefined },
};

describe("chatSearchBody", () => {
  const queries: readonly (readonly [given: string, sent: string])[] = [
    ["a-b", '"a-b"'],
    ['"a-b"', '"a-b"'],
    ['a "b" c', 'a "b" c'],
    ['"ab"', '"ab"'],
    ['a-"b"', '"a-\\"b\\""'],
    ["a-\\b", '"a-\\\\b"'],
    ['"a-\\"b"', '"a-\\"b"'],
    ['"a-b" "c"', '"\\"a-b\\" \\"c\\""'],
    ["-", '"-"'],
  ];
  for (const [given, sent] of queries) {
    it(`sends ${given} as ${sent}`, () => {
      assertEquals(chatSearchBody({ ...NOTHING, query: given }), { query: sent });
    });
  }

  it("nothing is asked for: nothing is sent", () => {
    assertEquals(chatSearchBody({ ...NOTHING, query: " " }), {});
  });
});
