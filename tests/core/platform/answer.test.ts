import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import {
  isRefusal,
  readJsonAnswer,
  readObjectAnswer,
  refusal,
  tryJson,
} from "../../../core/platform/answer.ts";
import { rejectionOf } from "../detail-of.ts";

const CONTEXT = { identity: "user", now: 0 } as const;
const ADDRESS = "https://open.feishu.cn/open-apis/x";

describe("readJsonAnswer", () => {
  it("gives the whole body, with all digits", async () => {
    const response = new Response('{"code":0,"data":{"id":9007199254740993}}');
    assertEquals(await readJsonAnswer(response, ADDRESS, CONTEXT), {
      code: 0,
      data: { id: 9007199254740993n },
    });
  });

  for (const code of ["230002", "-1"]) {
    it(`takes the code "${code}", written as text, for a refusal`, async () => {
      const response = new Response(`{"code":"${code}","msg":"no"}`);
      const detail = await rejectionOf(() => readJsonAnswer(response, ADDRESS, CONTEXT));
      assertEquals(detail.code, Number(code));
    });
  }

  const noCodes = ["{}", '{"hello":1}', '{"code":null}', '{"code":"x"}', '{"code":true}', '{"code":[0]}'];
  for (const body of [...noCodes, "", "<html>hello</html>", '{"code":0', "[1]", "null", '"text"']) {
    it(`calls ${JSON.stringify(body)} in HTTP 200 an invalid response`, async () => {
      const response = new Response(body, { headers: { "x-tt-logid": "L" } });
      const detail = await rejectionOf(() => readJsonAnswer(response, ADDRESS, CONTEXT));
      assertEquals([detail.type, detail.subtype, detail.log_id], ["internal", "invalid_response", "L"]);
    });
  }

  it("finds a refusal in HTTP 200", async () => {
    const response = new Response('{"code":234002,"msg":"Unauthorized."}');
    const detail = await rejectionOf(() => readJsonAnswer(response, ADDRESS, CONTEXT));
    assertEquals([detail.type, detail.code, detail.identity], ["authorization", 234002, "user"]);
  });

  it("reads the refusal of an HTTP error", async () => {
    const response = new Response('{"code":99991400,"msg":"x"}', {
      status: 400,
      headers: { "retry-after": "3" },
    });
    const detail = await rejectionOf(() => readJsonAnswer(response, ADDRESS, CONTEXT));
    assertEquals([detail.subtype, detail.retry_after_seconds], ["rate_limit", 3]);
  });

  it("calls a body that breaks off a network failure", async () => {
    const body = new ReadableStream({
      pull: (controller) => controller.error(new TypeError("error reading a body")),
    });
    const detail = await rejectionOf(() => readJsonAnswer(new Response(body), ADDRESS, CONTEXT));
    assertEquals([detail.type, detail.subtype, detail.retryable], ["network", "transport", true]);
  });
});

describe("refusal", () => {
  it("goes by the status where the body breaks off", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new TypeError("broken")) });
    const { detail } = await refusal(new Response(body, { status: 503 }), CONTEXT);
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
    const { detail } = await refusal(new Response(body, { status: 502 }), CONTEXT);
    assertStringIncludes(detail.message, "HTTP 502: xxx");
    assertEquals(sent < 200_000, true);
  });

  it("manages without a body", async () =>
    assertEquals((await refusal(new Response(null, { status: 500 }), CONTEXT)).detail.code, 500));
});

describe("readObjectAnswer", () => {
  it("takes a body without a code", async () =>
    assertEquals(await readObjectAnswer(new Response('{"access_token":"t"}'), ADDRESS, CONTEXT), {
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
  for (const [text, is] of rows) it(`is ${is} for ${text}`, () => assertEquals(isRefusal(tryJson(text)), is));
});
