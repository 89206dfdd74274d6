import { compileJq } from "../../../cli/output/jq.ts";
import type { Format } from "../../../cli/options/global.ts";
import { previewDocument, previewText, type Printer, printPreview } from "../../../cli/output/print.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { fakeSink } from "../../support/fake-world.ts";
import { FILE_SCREEN } from "../../support/screens.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

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

describe("printPreview", () => {
  const preview = { api: [READ, WRITE], context: { chat_id: "oc_1" } };

  async function print(format: Format, more: Partial<Printer> = {}): Promise<string> {
    const stdout = fakeSink();
    await printPreview({
      ...{ stdout, stderr: stdout, screens: { stdout: FILE_SCREEN, stderr: FILE_SCREEN } },
      ...{ format, jq: undefined, identity: "bot", names: {}, columns: undefined },
      globals: { compact: true, quiet: 0 as const, columns: ["chat_id"], csvSafe: false },
      ...more,
    }, preview);
    return stdout.text();
  }

  it("prints the document as JSON, through jq, too", async () => {
    const document = JSON.parse(await print("json"));
    assertEquals([document.ok, document.identity, document.dry_run], [true, "bot", true]);
    assertEquals(document.data.context, { chat_id: "oc_1" });
    assertEquals(await print("json", { jq: await compileJq(".data.context.chat_id") }), "oc_1\n");
  });

  it("prints a line a call as ndjson", async () =>
    assertEquals((await print("ndjson")).trimEnd().split("\n").map((line) => JSON.parse(line).url), [
      "/open-apis/im/v1/messages/om%2F1",
      "/open-apis/im/v1/chats",
    ]));

  it("prints a row a call as csv", async () =>
    assertEquals(
      await print("csv"),
      [
        "desc,method,url,params,body,form",
        'only <if> needed,GET,/open-apis/im/v1/messages/om%2F1,"{""type"":""image""}",,',
        ',POST,/open-apis/im/v1/chats,,"{""name"":""a&b""}",',
        "",
      ].join("\n"),
    ));
});
