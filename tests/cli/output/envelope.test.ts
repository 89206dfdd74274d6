import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { previewEnvelope, previewText, successEnvelope } from "../../../cli/output/envelope.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";

const READ: ApiRequest = {
  method: "GET",
  path: "/open-apis/im/v1/messages/:message_id",
  pathValues: { message_id: "om/1" },
  params: { type: "image" },
  desc: "only <if> needed",
  repeatable: true,
};
const WRITE: ApiRequest = {
  method: "POST",
  path: "/open-apis/im/v1/chats",
  body: { name: "a&b" },
  repeatable: false,
};

describe("successEnvelope", () => {
  it("is ok, identity, data, in this order, indented by two", () =>
    assertEquals(
      successEnvelope("bot", { saved_path: "/a", size_bytes: 5 }),
      '{\n  "ok": true,\n  "identity": "bot",\n  "data": {\n    "saved_path": "/a",\n    "size_bytes": 5\n  }\n}\n',
    ));

  it("leaves out an identity that there is none of", () =>
    assertEquals(successEnvelope(undefined, {}), '{\n  "ok": true,\n  "data": {}\n}\n'));

  it("does not escape < > &", () =>
    assertStringIncludes(successEnvelope("user", { text: "<a & b>" }), '"<a & b>"'));

  it("keeps the digits of big integers", () =>
    assertStringIncludes(successEnvelope("user", { id: 7234567890123456789n }), '"id": 7234567890123456789'));

  it("keeps the order of keys", () =>
    assertEquals(Object.keys(JSON.parse(successEnvelope("user", { z: 1, a: 2 })).data), ["z", "a"]));
});

describe("previewEnvelope", () => {
  it("lists the calls with their paths filled in, and the context", () => {
    const envelope = previewEnvelope("user", { api: [READ, WRITE], context: { output: "a.png" } });
    assertEquals(JSON.parse(envelope), {
      ok: true,
      identity: "user",
      dry_run: true,
      data: {
        api: [
          {
            desc: "only <if> needed",
            method: "GET",
            url: "/open-apis/im/v1/messages/om%2F1",
            params: { type: "image" },
          },
          { method: "POST", url: "/open-apis/im/v1/chats", body: { name: "a&b" } },
        ],
        context: { output: "a.png" },
      },
    });
    assertEquals(Object.keys(JSON.parse(envelope)), ["ok", "identity", "dry_run", "data"]);
    assertStringIncludes(envelope, "only <if> needed");
  });
});

describe("previewText", () => {
  it("has a line for each call", () =>
    assertEquals(
      previewText({ api: [READ, WRITE], context: {} }),
      "# dry run: nothing was sent\n# only <if> needed\nGET /open-apis/im/v1/messages/om%2F1?type=image\n" +
        'POST /open-apis/im/v1/chats\n{\n  "name": "a&b"\n}\n',
    ));

  it("is clean of control characters", () => {
    const body = { text: "a\u202eb\u009b31mc" };
    assertEquals(/[\u202e\u009b]/.test(previewText({ api: [{ ...WRITE, body }], context: {} })), false);
  });
});
