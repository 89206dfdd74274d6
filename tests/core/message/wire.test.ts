import type { JsonObject } from "../../../core/json/json.ts";
import { parseContent, readMessage, readMessages } from "../../../core/message/wire.ts";
import { assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("readMessage", () => {
  it("takes a message as it is, unknown fields, nulls and big integers included", () => {
    const json: JsonObject = {
      message_id: "om_1",
      thread_id: null,
      create_time: 9007199254740993n,
      sender: { id: "ou_1", tenant_key: "t" },
      mentions: [{ key: "@_user_1", id: { open_id: "ou_2", union_id: "on_2" } }],
      brand_new: { a: [1] },
    };
    assertStrictEquals(readMessage(json), json);
  });

  const cases: readonly (readonly [name: string, json: JsonObject, message: JsonObject])[] = [
    ["a field", { message_id: 7, msg_type: "text" }, { msg_type: "text" }],
    ["a field of the sender", { sender: { id: 7, name: "Mei", more: 1 } }, {
      sender: { name: "Mei", more: 1 },
    }],
    ["a sender that is a list", { sender: [{ id: "ou_1" }] }, {}],
    ["a body that is text", { body: "x" }, {}],
    ["mentions that are no list", { mentions: { key: 1 } }, {}],
    ["entries and fields of mentions", {
      mentions: [7, { key: "a", name: 1 }, null, { key: "b", id: 7 }, { key: "c", id: { open_id: 7 } }],
    }, { mentions: [{ key: "a" }, { key: "b" }, { key: "c" }] }],
    ["several fields at once", { message_id: 1, deleted: "yes", create_time: {}, chat_id: "oc_1" }, {
      chat_id: "oc_1",
    }],
  ];
  for (const [name, json, message] of cases) {
    it(`leaves out ${name} of another type`, () => assertEquals(readMessage(json) as JsonObject, message));
  }

  it("leaves the answer as it was", () => {
    const json = { mentions: [{ key: 7 }] };
    readMessage(json);
    assertEquals(json, { mentions: [{ key: 7 }] });
  });
});

describe("readMessages", () => {
  it("leaves out entries that are no objects", () =>
    assertEquals(readMessages([null, 1, { message_id: "om_1" }, []]), [{ message_id: "om_1" }]));
});

describe("parseContent", () => {
  it("reads an object", () => assertEquals(parseContent('{"a":1}'), { a: 1 }));
  it("keeps all digits of an integer", () => {
    assertEquals(parseContent('{"a":9007199254740993}'), { a: 9007199254740993n });
  });
  for (const content of ["", "{oops", "null", "[]", '"text"', "7", "[".repeat(200_000)]) {
    it(`finds no object in ${content.slice(0, 8)}`, () => assertEquals(parseContent(content), undefined));
  }
});
