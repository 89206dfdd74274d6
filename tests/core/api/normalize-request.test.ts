import { METHODS } from "../../../core/api/catalogue/mod.ts";
import { normalizeRequest } from "../../../core/api/normalize-request.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function accept(id: string, body: JsonObject, params: JsonObject = {}) {
  const method = METHODS.find((one) => one.id === id);
  if (method === undefined) throw new Error(id);
  return normalizeRequest(method, { params, body });
}

const POST = '{"zh_cn":{"title":"t","content":[]}}';

describe("spellings of examples that circulate", () => {
  const cases: readonly (readonly [name: string, id: string, body: JsonObject, want: unknown])[] = [
    [
      "receive_id_type in the body goes into the query",
      "messages.create",
      { receive_id: "ou_1", receive_id_type: "open_id" },
      { params: { receive_id_type: "open_id" }, body: { receive_id: "ou_1" } },
    ],
    [
      "so does member_id_type",
      "chat.members.create",
      { id_list: ["ou_1"], member_id_type: "open_id" },
      { params: { member_id_type: "open_id" }, body: { id_list: ["ou_1"] } },
    ],
    [
      "a post loses its wrapper",
      "messages.create",
      { msg_type: "post", content: `{"post":${POST}}` },
      { params: {}, body: { msg_type: "post", content: POST } },
    ],
    [
      "a post without wrapper stays to the character",
      "messages.create",
      { msg_type: "post", content: '{ "zh_cn" : {} }' },
      { params: {}, body: { msg_type: "post", content: '{ "zh_cn" : {} }' } },
    ],
    [
      "a wrapper around something else stays",
      "messages.create",
      { msg_type: "post", content: '{"post":"x"}' },
      { params: {}, body: { msg_type: "post", content: '{"post":"x"}' } },
    ],
    [
      "a text that has a field post stays",
      "messages.create",
      { msg_type: "text", content: '{"post":{}}' },
      { params: {}, body: { msg_type: "text", content: '{"post":{}}' } },
    ],
    [
      "content as an object becomes text",
      "messages.create",
      { msg_type: "text", content: { text: "hi" } },
      { params: {}, body: { msg_type: "text", content: '{"text":"hi"}' } },
    ],
    [
      "an edit of a text gets its type",
      "messages.update",
      { content: '{"text":"new"}' },
      { params: {}, body: { msg_type: "text", content: '{"text":"new"}' } },
    ],
    [
      "an edit of a post gets its type",
      "messages.update",
      { content: POST },
      { params: {}, body: { msg_type: "post", content: POST } },
    ],
    [
      "a new message does not",
      "messages.create",
      { content: '{"text":"new"}' },
      { params: {}, body: { content: '{"text":"new"}' } },
    ],
    [
      "a card update has none",
      "messages.patch",
      { content: { elements: [] } },
      { params: {}, body: { content: '{"elements":[]}' } },
    ],
    [
      "an edit whose content is no message's gets no type",
      "messages.update",
      { content: '{"elements":[]}' },
      { params: {}, body: { content: '{"elements":[]}' } },
    ],
    ...[5, true, null, [{ text: "hi" }]].map((content) =>
      [
        `content that is ${JSON.stringify(content)} stays, for the check to refuse`,
        "messages.create",
        { msg_type: "text", content },
        { params: {}, body: { msg_type: "text", content } },
      ] as const
    ),
    [
      "content that is not JSON stays, for the check to refuse",
      "messages.create",
      { msg_type: "post", content: "hi" },
      { params: {}, body: { msg_type: "post", content: "hi" } },
    ],
  ];
  for (const [name, id, body, want] of cases) {
    it(name, () => {
      const { params, body: sent } = accept(id, body);
      assertEquals({ params, body: sent }, want as { params: JsonObject; body: JsonObject });
    });
  }

  it("what stands in the query wins over the body", () => {
    const { params } = accept("messages.create", { receive_id_type: "open_id" }, {
      receive_id_type: "chat_id",
    });
    assertEquals(params, { receive_id_type: "chat_id" });
  });
});

describe("values are brought to the form of the schema", () => {
  it("other spellings of a value are replaced", () => {
    const { params } = accept("messages.list", {}, { container_id_type: "chat_id", container_id: "oc_1" });
    assertEquals(params, { container_id_type: "chat", container_id: "oc_1" });
  });

  it("parameters get their type, and empty ones count as not given", () => {
    const { params } = accept("chat.members.get", {}, {
      page_size: "20",
      page_token: "",
      member_id_type: null,
    });
    assertEquals(params, { page_size: 20 });
  });

  const masks: readonly (readonly [name: string, updater: JsonObject, mask: readonly number[]])[] = [
    ["of one field", { rules: {} }, [2]],
    ["of all, in its own order", { rules: {}, name: "y" }, [1, 2]],
    ["in place of an empty one", { name: "x", update_fields: [] }, [1]],
    ["but not in place of one that is given", { name: "x", rules: {}, update_fields: [2] }, [2]],
  ];
  for (const [name, updater, mask] of masks) {
    it(`the list of changed fields is filled in ${name}`, () => {
      const { body } = accept("feed.groups.update", { feed_group_updater: updater });
      assertEquals(body, { feed_group_updater: { ...updater, update_fields: mask } });
    });
  }
});
