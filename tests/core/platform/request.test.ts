import { spelled } from "../../../cli/spelling.ts";
import {
  type ApiRequest,
  checkPathId,
  checkPathSegment,
  endpointName,
  isReadOnly,
  requestPath,
  requestQuery,
} from "../../../core/platform/request.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const REQUEST: ApiRequest = {
  method: "GET",
  path: "/open-apis/im/v1/messages/:message_id/resources/:file_key",
  pathValues: { message_id: "om_1", file_key: "img_v3_2" },
  repeatable: true,
};

describe("requestPath", () => {
  it("fills in the placeholders", () =>
    assertEquals(requestPath(REQUEST), "/open-apis/im/v1/messages/om_1/resources/img_v3_2"));

  const encoded: readonly (readonly [value: string, segment: string])[] = [
    ["a b", "a%20b"],
    ["a/b", "a%2Fb"],
    ["a?b#c", "a%3Fb%23c"],
    ["a%2Fb", "a%252Fb"],
    ["图", "%E5%9B%BE"],
    [":file_key", "%3Afile_key"],
    ["$&", "%24%26"],
  ];
  for (const [value, segment] of encoded) {
    it(`makes one segment of ${JSON.stringify(value)}`, () => {
      const pathValues = { message_id: value, file_key: "k" };
      assertEquals(
        requestPath({ ...REQUEST, pathValues }),
        `/open-apis/im/v1/messages/${segment}/resources/k`,
      );
    });
  }

  it("leaves a placeholder without a value to be seen", () =>
    assertEquals(
      requestPath({ ...REQUEST, pathValues: { message_id: "om_1" } }),
      "/open-apis/im/v1/messages/om_1/resources/:file_key",
    ));
});

describe("requestQuery", () => {
  const cases: readonly (readonly [name: string, params: ApiRequest["params"] & object, query: string])[] = [
    ["is empty without parameters", {}, ""],
    ["repeats the key of an array", { types: ["p2p", "group"], a: "1" }, "?types=p2p&types=group&a=1"],
    ["has nothing for an empty array", { types: [] }, ""],
    ["keeps an empty value", { page_token: "" }, "?page_token="],
    ["encodes keys and values", { "a&b": "1=2&3+4 5" }, "?a%26b=1%3D2%263%2B4+5"],
    ["keeps the digits of big numbers", { start: "1600000000000000001" }, "?start=1600000000000000001"],
  ];
  for (const [name, params, query] of cases) {
    it(name, () => assertEquals(requestQuery({ ...REQUEST, params }), query));
  }
});

describe("endpointName", () => {
  it("is method and path template, whatever the values", () => {
    const other = { ...REQUEST, pathValues: { message_id: "om_2", file_key: "x" }, params: { type: "file" } };
    assertEquals(endpointName(other), "GET /open-apis/im/v1/messages/:message_id/resources/:file_key");
    assertEquals(endpointName(other), endpointName(REQUEST));
  });
});

describe("isReadOnly", () => {
  const requests: readonly (readonly [name: string, request: Partial<ApiRequest>, reads: boolean])[] = [
    ["a GET", {}, true],
    ["a POST that may be repeated", { method: "POST", body: { ids: ["1"] } }, true],
    ["a POST that may not", { method: "POST", repeatable: false }, false],
    ["a POST under a key in its body", { method: "POST", body: { uuid: "1" } }, false],
    ["a POST under a key in its query", { method: "POST", params: { uuid: "1" } }, false],
    ["a PUT", { method: "PUT" }, false],
    ["a PATCH", { method: "PATCH" }, false],
    ["a DELETE", { method: "DELETE" }, false],
  ];
  for (const [name, request, reads] of requests) {
    it(`is ${reads ? "" : "not "}so of ${name}`, () =>
      assertEquals(isReadOnly({ ...REQUEST, ...request }), reads));
  }
});

describe("checkSegment", () => {
  for (const value of ["oc_1", "a/b", "a:b@c", "ü"]) {
    it(`takes ${value}`, () => assertEquals(checkPathSegment("--chat-id", value), value));
  }
  for (
    const value of ["", ".", "..", "a/../b", "a/", "/a", "a//b", "./a", "a?b", "a%2fb", "a\\b", "\ud800"]
  ) {
    it(`refuses ${JSON.stringify(value)}`, () =>
      assertEquals(detailOf(() => checkPathSegment("--chat-id", value)).param, "--chat-id"));
  }
});

describe("checkPathValue", () => {
  for (const value of ["om_dc13264520392913993dd051dba21dcf", "file_456a92d6-c6ea", "a.b", "..."]) {
    it(`takes ${value}`, () => assertEquals(checkPathId("--message-id", value), value));
  }

  const bad = [
    ".",
    "..",
    "a/b",
    "a\\b",
    "../x",
    "a?b",
    "a#b",
    "%2e%2e",
    "a\nb",
    "a\0",
    "a\u200bb",
    "\u202ea",
    "\u009f",
  ];
  for (const value of bad) {
    it(`refuses ${JSON.stringify(value)}`, () => {
      const detail = detailOf(() => checkPathId("--file-key", value));
      assertEquals([detail.type, detail.subtype, detail.param], [
        "validation",
        "invalid_argument",
        "--file-key",
      ]);
      assertStringIncludes(spelled(detail.message), JSON.stringify(value));
    });
  }
});
