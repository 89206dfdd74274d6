import { tryParseJson } from "../../../core/json/json.ts";
import { spelled } from "../../../cli/spelling.ts";
import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import {
  failureFromResponse,
  isErrorBody,
  readJsonResponse,
  readObjectResponse,
  responseData,
  responseRecords,
} from "../../../core/platform/response.ts";
import { detailOf, rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CONTEXT = { identity: "user", now: 0 } as const;
const ADDRESS = "https://open.feishu.cn/open-apis/x";

describe("readJsonAnswer", () => {
  it("gives the whole body, with all digits", async () => {
    const response = new Response('{"code":0,"data":{"id":9007199254740993}}');
    assertEquals(await readJsonResponse(response, ADDRESS, CONTEXT), {
      code: 0,
      data: { id: 9007199254740993n },
    });
  });

  for (const code of ["230002", "-1"]) {
    it(`takes the code "${code}", written as text, for a refusal`, async () => {
      const response = new Response(`{"code":"${code}","msg":"no"}`);
      const detail = await rejectionOf(() => readJsonResponse(response, ADDRESS, CONTEXT));
      assertEquals(detail.code, Number(code));
    });
  }

  const noCodes = ["{}", '{"hello":1}', '{"code":null}', '{"code":"x"}', '{"code":true}', '{"code":[0]}'];
  for (const body of [...noCodes, "", "<html>hello</html>", '{"code":0', "[1]", "null", '"text"']) {
    it(`calls ${JSON.stringify(body)} in HTTP 200 an invalid response`, async () => {
      const response = new Response(body, { headers: { "x-tt-logid": "L" } });
      const detail = await rejectionOf(() => readJsonResponse(response, ADDRESS, CONTEXT));
      assertEquals([detail.type, detail.subtype, detail.log_id], ["internal", "invalid_response", "L"]);
    });
  }

  it("finds a refusal in HTTP 200", async () => {
    const response = new Response('{"code":234002,"msg":"Unauthorized."}');
    const detail = await rejectionOf(() => readJsonResponse(response, ADDRESS, CONTEXT));
    assertEquals([detail.type, detail.code, detail.identity], ["authorization", 234002, "user"]);
  });

  it("reads the refusal of an HTTP error", async () => {
    const response = new Response('{"code":99991400,"msg":"x"}', {
      status: 400,
      headers: { "retry-after": "3" },
    });
    const detail = await rejectionOf(() => readJsonResponse(response, ADDRESS, CONTEXT));
    assertEquals([detail.subtype, detail.retry_after_seconds], ["rate_limit", 3]);
  });

  it("calls a body that breaks off a network failure", async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.error(new TypeError("error reading a body")),
    });
    const detail = await rejectionOf(() => readJsonResponse(new Response(body), ADDRESS, CONTEXT));
    assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "transport", true]);
  });
});

describe("an answer without a bottom", () => {
  const nested = (depth: number) =>
    new Response(`{"code":0,"data":{"items":${"[".repeat(depth)}${"]".repeat(depth)}}}`);

  it("is refused", async () => {
    const detail = await rejectionOf(() => readJsonResponse(nested(100_000), ADDRESS, CONTEXT));
    assertEquals([detail.type, detail.subtype], ["internal", "invalid_response"]);
    assertStringIncludes(spelled(detail.message), "JSON that is nested more than 500 deep");
  });

  it("is not one with 400 levels", async () =>
    assertEquals((await readJsonResponse(nested(400), ADDRESS, CONTEXT))["code"], 0));
});

describe("an answer without end", () => {
  /** So many MiB of blanks; `taken` counts them. */
  function blanks(mebibytes: number) {
    const piece = new Uint8Array(1024 * 1024).fill(32);
    const state = { taken: 0 };
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (state.taken++ === mebibytes) return controller.close();
        controller.enqueue(piece);
      },
    }, { highWaterMark: 0 });
    return { state, body };
  }

  it("is read up to 64 MiB and then refused", async () => {
    const { state, body } = blanks(Infinity);
    const detail = await rejectionOf(() => readJsonResponse(new Response(body), ADDRESS, CONTEXT));
    assertEquals([detail.type, detail.subtype, state.taken], ["internal", "invalid_response", 65]);
    assertStringIncludes(spelled(detail.message), "more than 64.0 MiB");
  });

  it("is no more than that where it is a refusal", async () => {
    const { state, body } = blanks(Infinity);
    await failureFromResponse(new Response(body, { status: 500 }), CONTEXT);
    assertEquals(state.taken <= 2, true);
  });
});

describe("refusal", () => {
  it("goes by the status where the body breaks off", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError("broken")) });
    const { detail } = await failureFromResponse(new Response(body, { status: 503 }), CONTEXT);
    assertEquals([detail.subtype, detail.code], ["server_error", 503]);
  });

  it("reads no more than it needs of an endless body", async () => {
    let sent = 0;
    const body = new ReadableStream({
      pull(controller) {
        sent += 10_000;
        controller.enqueue(new TextEncoder().encode("x".repeat(10_000)));
      },
    });
    const { detail } = await failureFromResponse(new Response(body, { status: 502 }), CONTEXT);
    assertStringIncludes(spelled(detail.message), "HTTP 502: xxx");
    assertEquals(sent < 200_000, true);
  });

  it("manages without a body", async () =>
    assertEquals((await failureFromResponse(new Response(null, { status: 500 }), CONTEXT)).detail.code, 500));
});

describe("readObjectAnswer", () => {
  it("takes a body without a code", async () =>
    assertEquals(await readObjectResponse(new Response('{"access_token":"t"}'), ADDRESS, CONTEXT), {
      access_token: "t",
    }));
});

describe("isRefusal", () => {
  const rows: readonly (readonly [text: string, is: boolean])[] = [
    ['{"code":1}', true],
    ['{"code":0}', false],
    ['{"code":"1"}', true],
    ['{"code":"0"}', false],
    ['{"code":"x"}', false],
    ["{}", false],
    ["[]", false],
    ["oops", false],
  ];
  for (const [text, is] of rows) {
    it(`is ${is} for ${text}`, () => assertEquals(isErrorBody(tryParseJson(text)), is));
  }
});

describe("answeredData", () => {
  const fine: readonly (readonly [body: JsonObject, data: JsonObject])[] = [
    [{ code: 0 }, {}],
    [{ data: null }, {}],
    [{ data: {} }, {}],
    [{ data: { items: null } }, { items: null }],
    [{ data: { items: [1, null] } }, { items: [1, null] }],
    [{ data: { other: "x" } }, { other: "x" }],
  ];
  for (const [body, data] of fine) {
    it(`takes ${JSON.stringify(body)}`, () => assertEquals(responseData(body, ["items"]), data));
  }

  const odd: readonly (readonly [body: JsonObject, says: string])[] = [
    [{ data: "x" }, "data is of type string, not an object"],
    [{ data: [] }, "data is a list, not an object"],
    [{ data: 0 }, "data is of type number, not an object"],
    [{ data: false }, "data is of type boolean, not an object"],
    [{ data: { items: "x" } }, "data.items is of type string, not a list"],
    [{ data: { items: {} } }, "data.items is of type object, not a list"],
  ];
  for (const [body, says] of odd) {
    it(`refuses ${JSON.stringify(body)}`, () => {
      const detail = detailOf(() => responseData(body, ["items"]));
      assertEquals([detail.type, detail.subtype], ["internal", "invalid_response"]);
      assertStringIncludes(spelled(detail.message), says);
    });
  }
});

describe("answeredRecords", () => {
  it("takes lists of objects, and lists that are not there", () => {
    const data = { items: [{ id: 1 }] };
    assertEquals(responseRecords({ data }, ["items", "deleted"]), data);
  });

  const entries: readonly (readonly [one: JsonValue, kind: string])[] = [
    [null, "null"],
    [7, "of type number"],
    ["x", "of type string"],
    [[], "a list"],
    [true, "of type boolean"],
  ];
  for (const [index, [one, kind]] of entries.entries()) {
    it(`refuses a list with ${JSON.stringify(one)} in it, and says where`, () => {
      const items = [...Array.from({ length: index }, () => ({})), one];
      const { message } = detailOf(() => responseRecords({ data: { items } }, ["items"]));
      assertStringIncludes(spelled(message), `data.items[${index}] is ${kind}, not an object`);
    });
  }
});
