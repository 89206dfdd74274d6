import { buildRequest, type RequestInput } from "../../../core/api/build-request.ts";
import { METHODS } from "../../../core/api/catalogue/mod.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Inputs that fields have of their own; all others come in `params` and `data`. */
const INPUTS: Readonly<Record<string, string>> = {
  chat_id: "chatId",
  id_list: "idList",
  succeed_type: "succeedType",
  file_key: "fileKey",
};

function build(id: string, params: JsonObject, body?: JsonObject, more: Partial<RequestInput> = {}) {
  const method = METHODS.find((one) => one.id === id);
  if (method === undefined) throw new Error(id);
  return buildRequest(method, {
    params,
    body,
    inputOf: (_part, field) => INPUTS[field],
    suggest: (word, names) => names.find((name) => name.startsWith(word.slice(0, 3))),
    ...more,
  });
}

describe("buildRequest", () => {
  it("puts the values into path, query and body", () => {
    const params = { chat_id: " oc_1 ", succeed_type: "1", member_id_type: null };
    assertEquals(build("chat.members.create", params, { id_list: ["ou_1"] }).request, {
      method: "POST",
      path: "/open-apis/im/v1/chats/:chat_id/members",
      pathValues: { chat_id: "oc_1" },
      pathSlashes: "encoded",
      params: { succeed_type: "1" },
      body: { id_list: ["ou_1"] },
      repeatable: false,
      isWrite: true,
    });
  });

  it("gives a write the key under which it may be repeated, but keeps one that is given", () => {
    const params = { receive_id_type: "chat_id" };
    const body = { receive_id: "oc_1", msg_type: "text", content: "{}" };
    const own = build("messages.create", params, body, { uuid: "u-1" }).request;
    const given = build("messages.create", params, { ...body, uuid: "mine" }, { uuid: "u-1" }).request;
    assertEquals([own.body, own.repeatable], [{ ...body, uuid: "u-1" }, true]);
    assertEquals(given.body, { ...body, uuid: "mine" });
  });

  it("keeps a key that is given in the query, as calls that forward take it", () => {
    const params = { message_id: "om_1", receive_id_type: "chat_id" };
    const keyOf = (more: JsonObject) =>
      build("messages.forward", { ...params, ...more }, { receive_id: "oc_1" }, { uuid: "u-1" }).request
        .params?.[
          "uuid"
        ];
    assertEquals([keyOf({}), keyOf({ uuid: "mine" })], ["u-1", "mine"]);
  });

  it("puts the fields of a form into the order of the catalogue", () => {
    const file = {
      field: "file",
      name: "a.opus",
      content: { size: 1, stream: () => ReadableStream.from([new Uint8Array(1)]) },
    };
    const body = { duration: 5, file_name: "a.opus", file_type: "opus" };
    const { request } = build("files.create", {}, body, { file });
    assertEquals(request.form?.fields, [["file_type", "opus"], ["file_name", "a.opus"], ["duration", "5"]]);
    assertEquals([request.form?.file, request.body], [file, undefined]);
  });

  it("keeps all digits of integers", () => {
    const { request } = build("chat.members.create", { chat_id: "oc_1", n: 9007199254740993n }, {
      id_list: ["ou_1"],
      n: 12345678901234567890n,
    });
    assertEquals(request.params, { n: "9007199254740993" });
    assertEquals(request.body, { id_list: ["ou_1"], n: 12345678901234567890n });
  });

  it("sends what nobody knows, with a warning", () => {
    const { warnings, request } = build("chat.members.create", { chat_id: "oc_1", succeed_typo: 1 }, {
      id_list: ["ou_1"],
      zip: 1,
    });
    assertEquals(request.params, { succeed_typo: "1" });
    assertEquals(warnings.map(({ key, detail }) => [key, plainText(detail)]), [
      ["unknown_parameter", "params succeed_typo is unknown, sent as it is: did you mean succeed_type?"],
      ["unknown_parameter", "data zip is unknown, sent as it is"],
    ]);
  });
});

type Case = readonly [
  name: string,
  id: string,
  params: JsonObject,
  body: JsonObject | undefined,
  problems: readonly (readonly [input: string, reason: string])[],
];

const CHAT = { chat_id: "oc_1" };

describe("buildRequest reports", () => {
  const cases: readonly Case[] = [
    ["everything that is missing", "chat.members.create", { chat_id: "" }, undefined, [
      ["chatId", 'chatId is missing (or params {"chat_id":…})'],
      ["idList", 'idList is missing (or data {"id_list":…})'],
    ]],
    ["a value that is no choice", "chat.members.create", { ...CHAT, succeed_type: "7" }, { id_list: ["a"] }, [
      ["succeedType", "succeedType must be 0, 1 or 2: 7"],
    ]],
    ["a wrong entry of a list with an input of its own", "chat.members.create", CHAT, { id_list: ["a", 1] }, [
      ["idList", "idList[1] must be a string: 1"],
    ]],
    ["a wrong value deep in a document", "feed.groups.update", { feed_group_id: "ofg_1" }, {
      feed_group_updater: { name: 5, rules: { rules: [1] } },
    }, [
      ["data", "data feed_group_updater.name must be a string: 5"],
      ["data", "data feed_group_updater.rules.rules[0] must be an object: 1"],
    ]],
    ["a change of nothing", "chats.update", CHAT, undefined, [
      ["data", "data changes nothing: give at least one field"],
    ]],
    ["a way up in an id", "chats.get", { chat_id: "a/../b" }, undefined, [
      ["chatId", 'chatId is not a valid id: "a/../b"'],
    ]],
    [
      "a slash in the key of a file, which becomes its name",
      "message.resources.get",
      {
        message_id: "om_1",
        file_key: "a/b",
        type: "file",
      },
      undefined,
      [["fileKey", 'fileKey is not a valid id: "a/b"']],
    ],
    ["a body where there is none", "chats.get", CHAT, { name: "x" }, [
      ["data", "chats.get takes no body, but has data name"],
    ]],
    ["a file that is given as text", "images.create", {}, { image_type: "message", image: "x" }, [
      ["data", "data image is the file: give it with file"],
    ]],
    ["content that is not JSON", "messages.create", { receive_id_type: "chat_id" }, {
      receive_id: "oc_1",
      msg_type: "text",
      content: "hello",
    }, [["data", 'data content must be a JSON document as text: "hello"']]],
  ];
  for (const [name, id, params, body, problems] of cases) {
    it(name, () => {
      const detail = detailOf(() => build(id, params, body));
      const reported = detail.params ?? [{ input: detail.input, reason: detail.message }];
      assertEquals(reported.map(({ input = "", reason }) => [input, plainText(reason)] as const), [
        ...problems,
      ]);
      assertEquals(detail.type, "validation");
      assertEquals(
        plainText(detail.hint ?? "").endsWith(`see ${id} help, or schema path=${id} for all fields`),
        true,
      );
    });
  }
});
