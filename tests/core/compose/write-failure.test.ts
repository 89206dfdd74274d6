import { spelled } from "../../../cli/spelling.ts";
import {
  explainUneditable,
  explainWriteFailure,
  type WriteContext,
} from "../../../core/compose/write-failure.ts";
import { Failure, type FailureDetail } from "../../../core/failure.ts";
import { serviceFailure } from "../../../core/platform/service-failure.ts";
import { outcomeUnknown } from "../../../core/platform/outcome-unknown.ts";
import { failure, fakeClient, items } from "../enrich/fake-client.ts";
import { assertEquals, assertInstanceOf, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SEND: WriteContext = { endpoint: "send", identity: "bot", target: "oc_1", uuid: "key-1" };
const EDIT: WriteContext = { endpoint: "edit", identity: "bot", target: "om_1" };

/** What is told of a refusal by the service. */
function told(code: number, context: WriteContext, msg = "no"): FailureDetail {
  const body = { code, msg };
  const { identity } = context;
  const answer = { status: 400, headers: new Headers(), body, text: "", identity };
  return detailOf(explainWriteFailure(serviceFailure(answer, 0), context));
}

function detailOf(error: unknown): FailureDetail {
  assertInstanceOf(error, Failure);
  return error.detail;
}

describe("writeFailure: codes that mean different things on different endpoints", () => {
  const cases: readonly (readonly [code: number, send: string, reply: string, edit: string])[] = [
    [230071, "unknown", "replies in threads", "only the bot that sent"],
    [230072, "unknown", "aggregated", "20 times"],
    [230073, "unknown", "unknown", "secret"],
    [230074, "unknown", "unknown", "encrypted"],
    [230075, "encrypted", "encrypted", "too late to edit"],
  ];
  for (const [code, ...readings] of cases) {
    for (const [index, endpoint] of (["send", "reply", "edit"] as const).entries()) {
      it(`reads ${code} of ${endpoint} by the endpoint`, () => {
        const { subtype, hint = "" } = told(code, { ...SEND, endpoint });
        const expected = readings[index] ?? "";
        if (expected === "unknown") assertEquals([subtype, hint], ["unknown", ""]);
        else assertStringIncludes(spelled(hint), expected);
      });
    }
  }
});

describe("writeFailure: codes", () => {
  const cases: readonly (readonly [code: number, type: string, subtype: string, hint: string])[] = [
    [230002, "authorization", "permission_denied", "chat.members create"],
    [230006, "authorization", "app_unavailable", "bot"],
    [230011, "api", "not_found", "recalled"],
    [230013, "authorization", "permission_denied", "availability"],
    [230015, "api", "feature_not_available", "direct chat"],
    [230017, "api", "ownership_mismatch", "same app"],
    [230018, "authorization", "permission_denied", "owner"],
    [230019, "api", "not_found", "thread"],
    [230020, "api", "rate_limit", "5 messages"],
    [230022, "policy", "access_denied", "sensitive"],
    [230025, "api", "invalid_parameters", "30 KB"],
    [230028, "policy", "access_denied", "data protection"],
    [230029, "api", "not_found", "left"],
    [230034, "api", "invalid_parameters", "oc_1"],
    [230035, "authorization", "permission_denied", "oc_1"],
    [230036, "api", "server_error", "administrator"],
    [230038, "api", "cross_tenant", "tenants"],
    [230049, "api", "conflict", "--idempotency-key key-1"],
    [230055, "api", "invalid_parameters", "type"],
    [230111, "api", "feature_not_available", "set to delete itself"],
    [232009, "api", "not_found", "dissolved"],
    [11232, "api", "rate_limit", "overloaded"],
    [11235, "authorization", "permission_denied", "administrators"],
  ];
  for (const [code, type, subtype, hint] of cases) {
    it(`says of ${code} what it is and what helps`, () => {
      const detail = told(code, SEND);
      assertEquals([detail.type, detail.subtype, detail.code], [type, subtype, code]);
      assertStringIncludes(spelled(detail.hint ?? ""), hint);
    });
  }

  it("leaves an unknown code as it is", () => {
    const detail = told(987654, SEND);
    assertEquals([detail.type, detail.subtype, "hint" in detail], ["api", "unknown", false]);
  });

  it("keeps the service's own words behind ext=", () =>
    assertEquals(told(230001, SEND, "x, ext=invalid receive_id").hint, "invalid receive_id"));
});

describe("writeFailure: nobody in the chat (230002)", () => {
  const hintFor = (context: Partial<WriteContext>) =>
    spelled(told(230002, { ...SEND, ...context }).hint ?? "");

  it("names the chat and the command that adds the bot", () => {
    const hint = hintFor({});
    assertStringIncludes(spelled(hint), "im chat.members create");
    assertStringIncludes(spelled(hint), '"chat_id":"oc_1"');
  });

  it("proposes no such command for a direct message or a reply", () => {
    for (const target of ["ou_1", "om_1"]) {
      assertEquals([hintFor({ target }).includes("chat.members"), hintFor({ target }).includes(target)], [
        false,
        true,
      ]);
    }
  });

  it("never proposes --as user for an edit, which is for bots only", () =>
    assertEquals(spelled(told(230002, EDIT).hint ?? "").includes("--as user"), false));

  it("asks a person to join", () => assertStringIncludes(spelled(hintFor({ identity: "user" })), "join"));
});

describe("writeFailure: a refused card (230099)", () => {
  const detailFor = (msg: string) => told(230099, SEND, msg);

  it("has the parts of the reason as fields of their own", () => {
    const detail = detailFor("ext=ErrCode: 200550; ErrMsg: bad chart; ErrPath: a->b; ErrorValue: 7");
    assertEquals(detail.params, [
      { name: "ErrCode", reason: "200550" },
      { name: "ErrPath", reason: "a->b" },
      { name: "ErrMsg", reason: "bad chart" },
      { name: "ErrorValue", reason: "7" },
    ]);
    assertStringIncludes(spelled(detail.hint ?? ""), "chart");
    assertStringIncludes(spelled(detail.hint ?? ""), "200550");
  });

  for (
    const code of [
      100290,
      11310,
      200380,
      200381,
      200621,
      200732,
      200737,
      200570,
      200861,
      200914,
      200915,
      300220,
      300230,
      300240,
    ]
  ) {
    it(`explains ${code}`, () =>
      assertStringIncludes(spelled(detailFor(`ErrCode: ${code}; ErrMsg: x`).hint ?? ""), String(code)));
  }

  const problems: readonly (readonly [said: string, hint: string])[] = [
    ["card table number over limit", "too many tables"],
    ["card element number over limit", "200"],
    ["card contains too many components", "200"],
    ["the card is locked by a user", "try again"],
    ["Card Is LOCKED", "try again"],
    ["Too Many TABLES", "too many tables"],
    ["COMPONENT limit", "200"],
    ["template is not visible to app", "template is not visible to the app (code 11310"],
  ];
  for (const [said, hint] of problems) {
    it(`explains 11310 by its text: ${said}`, () => {
      const explained = spelled(
        detailFor(`ext=ErrCode: 11310; ErrMsg: ${said}; ErrorValue: table;`).hint ?? "",
      );
      assertStringIncludes(explained, hint);
      assertEquals(explained.includes("template"), said.includes("template"));
    });
  }

  for (const msg of ["no", "ErrCode: constructor; ErrMsg: x", "ErrCode: ", "ErrCode: 999999"]) {
    it(`says where to look where the reason is ${JSON.stringify(msg)}`, () =>
      assertEquals(detailFor(msg).hint, "the card was refused: the error message gives the reason"));
  }
});

describe("writeFailure: nobody knows whether it is there", () => {
  const cut = new Failure({ type: "network", subtype: "transport", message: "cut", hint: "again" });
  const interrupted = new Failure({
    type: "interrupted",
    subtype: "interrupt",
    message: "interrupted",
    hint: "run the same command again to continue",
  });

  it("says under which key it can be repeated", () => {
    const { hint = "", message } = detailOf(explainWriteFailure(outcomeUnknown(cut), SEND));
    assertStringIncludes(spelled(message), "outcome is unknown");
    assertStringIncludes(spelled(hint), "--idempotency-key key-1");
    assertStringIncludes(spelled(hint), "oc_1");
  });

  it("never proposes to repeat a write without a key", () => {
    for (const error of [outcomeUnknown(cut), interrupted]) {
      assertEquals(detailOf(explainWriteFailure(error, EDIT)).hint?.includes("again with"), false);
    }
  });

  it("says it after Ctrl-C, too, instead of proposing the same command", () => {
    const { type, hint = "" } = detailOf(explainWriteFailure(interrupted, SEND));
    assertEquals(type, "interrupted");
    assertStringIncludes(spelled(hint), "--idempotency-key key-1");
    assertEquals(hint.includes("same command"), false);
  });

  it("says it where a limit ends the attempts: an earlier one may have arrived", () =>
    assertStringIncludes(spelled(told(99991400, SEND).hint ?? ""), "--idempotency-key key-1"));

  it("leaves a failure alone that came before anything was sent", () =>
    assertEquals(explainWriteFailure(cut, SEND), cut));

  it("leaves what is no failure alone", () => {
    const error = new TypeError("x");
    assertEquals(explainWriteFailure(error, SEND), error);
  });
});

describe("explainUneditable", () => {
  const refusal = failure("api", "unknown", "no", { code: 230054 });
  for (
    const [type, hint] of [["interactive", "the message is a card"], ["image", 'of type "image"']] as const
  ) {
    it(`says what to do with a message of type ${type}`, async () => {
      const client = fakeClient(() => items([{ message_id: "om_1", msg_type: type }]));
      const explained = await explainUneditable(refusal, client, "om_1");
      assertStringIncludes(spelled(detailOf(explained).hint ?? ""), hint);
    });
  }

  const others: readonly (readonly [name: string, error: unknown, calls: number])[] = [
    ["another refusal", failure("api", "unknown", "no", { code: 1 }), 0],
    ["what is no failure", new TypeError("x"), 0],
    ["the refusal of a message that cannot be read", refusal, 1],
  ];
  for (const [name, error, calls] of others) {
    it(`leaves ${name} as it is`, async () => {
      const client = fakeClient(() => Promise.reject(failure("api", "not_found")));
      assertStrictEquals(await explainUneditable(error, client, "om_1"), error);
      assertEquals(client.calls.length, calls);
    });
  }
});
