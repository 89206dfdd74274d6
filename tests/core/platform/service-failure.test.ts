import { spelled } from "../../../cli/spelling.ts";
import type { FailureDetail } from "../../../core/failure.ts";
import type { JsonValue } from "../../../core/json/json.ts";
import { serviceCode } from "../../../core/platform/service-code.ts";
import { type ErrorResponse, serviceFailure } from "../../../core/platform/service-failure.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOW = Date.UTC(2025, 5, 15, 15, 6, 40);

function detail(answer: Partial<ErrorResponse>): FailureDetail {
  const whole: ErrorResponse = {
    ...{ status: 400, headers: new Headers(), body: undefined, text: "", identity: undefined },
    ...answer,
  };
  return serviceFailure(whole, NOW).detail;
}

const coded = (code: number, more: Record<string, JsonValue> = {}) => ({ code, msg: "said", ...more });

describe("serviceFailure: what exactly is wrong", () => {
  it("says what stands behind ext= in the message", () =>
    assertEquals(
      detail({
        body: { code: 230001, msg: "Your request contains an invalid parameter, ext=invalid page_size" },
      }).hint,
      "invalid page_size",
    ));

  it("shows the fields that the service refused", () =>
    assertEquals(
      detail({
        body: {
          code: 99992402,
          msg: "field validation failed",
          error: { field_violations: [{ field: "page_size", value: "99", description: "max 50" }, "odd"] },
        },
      }).params,
      [{ name: "page_size", reason: "max 50" }],
    ));
});

describe("serviceFailure: codes", () => {
  type Row = readonly [code: number, status: number, type: string, subtype: string, retryable?: true];
  const rows: readonly Row[] = [
    // Resources of messages (docs/contract.md, 7).
    [230110, 400, "api", "not_found"],
    [234001, 400, "api", "invalid_parameters"],
    [234002, 401, "authorization", "permission_denied"],
    [14005, 400, "authorization", "permission_denied"],
    [234003, 400, "api", "invalid_parameters"],
    [234004, 400, "authorization", "permission_denied"],
    [234009, 400, "authorization", "permission_denied"],
    [234019, 400, "authorization", "app_unavailable", true],
    [234037, 400, "api", "quota_exceeded"],
    [234038, 400, "authorization", "permission_denied"],
    [234040, 400, "authorization", "permission_denied"],
    [234041, 400, "api", "server_error"],
    [234042, 400, "api", "server_error"],
    [234043, 400, "api", "feature_not_available"],
    // Messages and chats.
    [230001, 400, "api", "invalid_parameters"],
    [230006, 400, "authorization", "app_unavailable"],
    [230011, 400, "api", "not_found"],
    [230012, 400, "api", "ownership_mismatch"],
    [230013, 400, "authorization", "permission_denied"],
    [230017, 400, "api", "ownership_mismatch"],
    [230018, 400, "authorization", "permission_denied"],
    [230022, 400, "policy", "access_denied"],
    [230025, 400, "api", "invalid_parameters"],
    [230030, 400, "api", "not_found"],
    [230033, 400, "api", "feature_not_available"],
    [230035, 400, "authorization", "permission_denied"],
    [230050, 400, "authorization", "permission_denied"],
    [230053, 400, "authorization", "permission_denied"],
    [230054, 400, "api", "feature_not_available"],
    [230055, 400, "api", "invalid_parameters"],
    [230099, 400, "api", "invalid_parameters"],
    [232006, 400, "api", "not_found"],
    [232010, 400, "api", "cross_tenant"],
    [232011, 400, "authorization", "permission_denied"],
    [232043, 400, "authorization", "permission_denied"],
    [9499, 400, "api", "invalid_parameters"],
    [99992402, 400, "api", "invalid_parameters"],
    // Writing (docs/contract.md, 10).
    [230002, 400, "authorization", "permission_denied"],
    [232016, 400, "authorization", "permission_denied"],
    // Every endpoint.
    [99991661, 400, "authentication", "token_missing"],
    [99991671, 400, "authentication", "token_invalid"],
    [99991663, 400, "authentication", "token_invalid"],
    [99991668, 401, "authentication", "token_invalid"],
    [99991677, 401, "authentication", "token_expired"],
    [99991672, 400, "authorization", "app_scope_not_applied"],
    [99991676, 400, "authorization", "token_scope_insufficient"],
    [99991679, 400, "authorization", "missing_scope"],
    [230027, 400, "authorization", "user_unauthorized"],
    [99991673, 400, "authorization", "app_unavailable"],
    [99991662, 400, "authorization", "app_disabled"],
    [99991400, 400, "api", "rate_limit", true],
    [99991400, 429, "api", "rate_limit", true],
    [231205, 400, "api", "ownership_mismatch"],
    [99991543, 400, "config", "invalid_client"],
    [10003, 200, "config", "invalid_client"],
    [20002, 400, "config", "invalid_client"],
    [20009, 400, "authorization", "app_unavailable"],
    [20010, 400, "authorization", "permission_denied"],
    [20026, 400, "authentication", "refresh_token_invalid"],
    [20037, 400, "authentication", "refresh_token_expired"],
    [20048, 400, "config", "invalid_client"],
    [20050, 400, "authentication", "refresh_server_error", true],
    [20064, 400, "authentication", "refresh_token_revoked"],
    [20066, 400, "authorization", "permission_denied"],
    [20069, 400, "authorization", "app_disabled"],
    [20073, 400, "authentication", "refresh_token_reused"],
    [10014, 200, "config", "invalid_client"],
    [21000, 400, "policy", "challenge_required"],
    [21001, 400, "policy", "access_denied"],
    [99992354, 400, "api", "invalid_parameters"],
    [1234567, 400, "api", "unknown"],
    [1234567, 404, "api", "not_found"],
    [1234567, 500, "api", "server_error", true],
    [230110, 503, "api", "not_found", true],
    [230110, 500, "api", "not_found", true],
    [230110, 499, "api", "not_found"],
    [1234567, 429, "api", "rate_limit", true],
  ];
  for (const [code, status, type, subtype, retryable] of rows) {
    it(`${code} in HTTP ${status} is ${type}/${subtype}${retryable ? ", retryable" : ""}`, () => {
      const told = detail({ status, body: coded(code) });
      assertEquals([told.type, told.subtype, told.code, told.retryable], [type, subtype, code, retryable]);
      assertStringIncludes(spelled(told.message), "said");
    });
  }

  for (const code of [234002, 14005]) {
    it(`${code} says that it is no missing scope and not to retry`, () =>
      assertMatch(spelled(detail({ body: coded(code) }).hint ?? ""), /not a missing scope.*do not retry/));
  }
});

describe("serviceFailure: HTTP status alone", () => {
  const rows: readonly (readonly [status: number, type: string, subtype: string, retryable?: true])[] = [
    [400, "api", "unknown"],
    [401, "api", "unknown"],
    [403, "api", "unknown"],
    [404, "api", "not_found"],
    [408, "network", "timeout", true],
    [429, "api", "rate_limit", true],
    [500, "network", "server_error", true],
    [502, "network", "server_error", true],
    [503, "network", "server_error", true],
    [504, "network", "server_error", true],
  ];
  for (const [status, type, subtype, retryable] of rows) {
    for (const body of [undefined, { code: 0, msg: "ok" }, [1], "text"]) {
      it(`${status} with ${JSON.stringify(body)} is ${type}/${subtype}`, () => {
        const told = detail({ status, body });
        assertEquals([told.type, told.subtype, told.code, told.retryable], [
          type,
          subtype,
          status,
          retryable,
        ]);
      });
    }
  }

  it("shows the words of an HTML page without its tags", () => {
    const text = "<html>\n<head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
    assertEquals(
      detail({ status: 502, text }).message,
      "the service answered HTTP 502: 502 Bad Gateway nginx",
    );
  });

  it("cuts a long page short", () => {
    const { message } = detail({ status: 502, text: "x".repeat(60_000) });
    assertMatch(spelled(message), /^the service answered HTTP 502: x{100,500}$/);
  });

  const limits: readonly (readonly [headers: Record<string, string>, hint: string | undefined])[] = [
    [{}, undefined],
    [{ "x-ogw-ratelimit-limit": "50" }, "the service allows 50 calls per window"],
    [{ "retry-after": "7" }, "try again in 7 s"],
    [
      { "x-ogw-ratelimit-limit": "50", "x-ogw-ratelimit-reset": "7" },
      "the service allows 50 calls per window: try again in 7 s",
    ],
    [{ "x-ogw-ratelimit-limit": "many" }, undefined],
  ];
  for (const [headers, hint] of limits) {
    it(`a limit with ${JSON.stringify(headers)} says: ${hint}`, () =>
      assertEquals(detail({ status: 429, headers: new Headers(headers) }).hint, hint));
  }

  it("another OAuth error says nothing of the credentials", () => {
    const body = { error: "invalid_request", error_description: "no code" };
    assertEquals(detail({ status: 400, body }).type, "api");
  });

  for (const word of ["invalid_client", "unauthorized_client"]) {
    it(`OAuth's ${word} is config/invalid_client`, () => {
      const body = { error: word, error_description: "no such app" };
      const { type, subtype, message } = detail({ status: 400, body });
      assertEquals([type, subtype], ["config", "invalid_client"]);
      assertStringIncludes(spelled(message), "no such app");
    });
  }
});

describe("serviceFailure: pages that only look like markup", () => {
  // Read once each: a pattern that begins anew at every "<" would take minutes.
  for (
    const page of ["<".repeat(1_000_000), "<a ".repeat(300_000), "< ".repeat(500_000), " ".repeat(1_000_000)]
  ) {
    it(`${page.slice(0, 6)}…`, () => {
      const message = spelled(detail({ text: page, status: 502 }).message);
      assertEquals(message.startsWith("the service answered HTTP 502"), true);
      assertEquals(message.length < 300, true);
    });
  }
});

describe("serviceFailure: details", () => {
  const header = new Headers({ "x-tt-logid": "from-header" });
  const sources:
    readonly (readonly [where: string, body: JsonValue | undefined, headers: Headers, id?: string])[] = [
      ["body", coded(1, { log_id: "a", error: { log_id: "b" } }), header, "a"],
      ["error in the body", coded(1, { error: { log_id: "b" } }), header, "b"],
      ["header", coded(1), header, "from-header"],
      ["header of an HTML page", undefined, header, "from-header"],
      ["nowhere", coded(1), new Headers()],
    ];
  for (const [where, body, headers, id] of sources) {
    it(`the log id comes from: ${where}`, () => assertEquals(detail({ body, headers }).log_id, id));
  }

  it("missing scopes are reported once each", () => {
    const subjects = ["im:message", "im:chat", "im:message"];
    const permission_violations = [...subjects.map((subject) => ({ type: "t", subject })), { type: "t" }, 7];
    const told = detail({ body: coded(99991679, { error: { permission_violations } }), identity: "user" });
    assertEquals(told.missing_scopes, ["im:message", "im:chat"]);
    assertEquals(told.identity, "user");
  });

  it("the server's details are the hint where there is no better one", () => {
    const error = {
      details: [{ value: "one" }, { key: "x" }, { value: "two" }],
      troubleshooter: "see https://x",
    };
    const told = detail({ body: coded(1234567, { error }) });
    assertEquals([told.hint, told.troubleshooter], ["one; two", "see https://x"]);
    assertMatch(spelled(detail({ body: coded(234037, { error }) }).hint ?? ""), /100 MB/);
  });

  it("the message stands in for a missing reason", () =>
    assertEquals(
      detail({ body: { code: 1234567, msg: "" } }).message,
      "the service refused with code 1234567: without a reason",
    ));

  it("the delay is reported where asking again may help, and only there", () => {
    const headers = new Headers({ "retry-after": "7" });
    assertEquals(detail({ status: 429, headers }).retry_after_seconds, 7);
    assertEquals(detail({ status: 503, headers }).retry_after_seconds, 7);
    assertEquals(detail({ status: 400, headers }).retry_after_seconds, undefined);
  });

  it("odd bodies do no harm", () => {
    const error = { permission_violations: "x", details: 7, log_id: 5, troubleshooter: {} };
    assertEquals(Object.keys(detail({ body: { code: 1234567, msg: 5, error } })), [
      "type",
      "subtype",
      "code",
      "message",
    ]);
  });
});

describe("serviceCode", () => {
  const cases: readonly (readonly [code: JsonValue, number: number | undefined])[] = [
    [0, 0],
    [230001, 230001],
    ["230001", 230001],
    ["-1", -1],
    ["1x", undefined],
    ["x1", undefined],
    ["", undefined],
    ["1234567890123456", undefined],
    [null, undefined],
    [true, undefined],
  ];
  for (const [code, number] of cases) {
    it(`of ${JSON.stringify(code)} is ${number}`, () => assertEquals(serviceCode({ code }), number));
  }
});
