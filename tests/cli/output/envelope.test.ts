import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { previewDocument, previewText, resultDocument } from "../../../cli/output/envelope.ts";
import { Failure } from "../../../core/failure.ts";
import { stringifyJson } from "../../../core/json.ts";
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

const UPLOAD: ApiRequest = {
  method: "POST",
  path: "/open-apis/im/v1/images",
  form: { fields: [["image_type", "message"]], file: { field: "image", name: "a\u202e.png" } },
  repeatable: false,
};

describe("resultDocument", () => {
  it("is ok, identity, data, in this order", () =>
    assertEquals(
      stringifyJson(resultDocument("bot", { data: { saved_path: "/a", size_bytes: 5 } })),
      '{"ok":true,"identity":"bot","data":{"saved_path":"/a","size_bytes":5}}',
    ));

  it("leaves out an identity that there is none of", () =>
    assertEquals(stringifyJson(resultDocument(undefined, { data: {} })), '{"ok":true,"data":{}}'));

  it("keeps the order of keys", () =>
    assertEquals(Object.keys(resultDocument("user", { data: { z: 1, a: 2 } })["data"] ?? {}), ["z", "a"]));

  it("tells how far a list was read, and the warnings", () =>
    assertEquals(
      resultDocument("user", {
        data: {},
        pagination: { complete: false, pages: 2, items: 9, next_token: "tok" },
        warnings: [{ key: "page_limit_reached", detail: "there is more" }],
      })["meta"],
      {
        pagination: { complete: false, pages: 2, items: 9, next_token: "tok" },
        warnings: [{ key: "page_limit_reached", detail: "there is more" }],
      },
    ));

  it("is not ok when only part could be done, and tells why behind the data", () => {
    const failure = new Failure({ type: "network", subtype: "timeout", message: "no answer" });
    const document = resultDocument("user", { data: { messages: [] }, failure });
    assertEquals(
      stringifyJson(document["error"]),
      '{"type":"network","subtype":"timeout","message":"no answer"}',
    );
    assertEquals(Object.keys(document), ["ok", "identity", "data", "error"]);
    assertEquals(document["ok"], false);
  });
});

describe("previewDocument", () => {
  it("lists the calls with their paths filled in, and the context", () => {
    const document = previewDocument("user", { api: [READ, WRITE], context: { output: "a.png" } });
    assertEquals(document, {
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
    assertEquals(Object.keys(document), ["ok", "identity", "dry_run", "data"]);
  });
});

describe("previews of uploads", () => {
  it("show the form, a name in place of the bytes", () => {
    const { data } = previewDocument("bot", { api: [UPLOAD], context: {} });
    assertEquals(data, {
      api: [{
        method: "POST",
        url: "/open-apis/im/v1/images",
        form: { image_type: "message", image: "@a\u202e.png" },
      }],
      context: {},
    });
  });

  it("show it to people, too, clean of control characters", () => {
    const text = previewText({ api: [UPLOAD], context: {} });
    assertEquals([text.includes('"image_type": "message"'), text.includes("\u202e")], [true, false]);
  });
});

describe("the remark of a preview", () => {
  const preview = { description: "a link was dropped", api: [WRITE], context: {} };

  it("stands before the calls in the document", () =>
    assertEquals(Object.keys(previewDocument("bot", preview)["data"] ?? {}), [
      "description",
      "api",
      "context",
    ]));

  it("stands before the calls in the text", () =>
    assertEquals(previewText(preview).split("\n").slice(0, 3), [
      "# dry run: nothing was sent",
      "# a link was dropped",
      "POST /open-apis/im/v1/chats",
    ]));
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
