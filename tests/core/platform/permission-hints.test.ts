import { spelled } from "../../../cli/spelling.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { TokenOrigin } from "../../../core/platform/tokens.ts";
import { Failure, type FailureDetail } from "../../../core/failure.ts";
import { type PermissionContext, withPermissionHint } from "../../../core/platform/permission-hints.ts";
import { assert, assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CONTEXT: PermissionContext = {
  identity: "user",
  appId: "cli_1",
  host: "https://open.larksuite.com",
  scopes: ["im:message:readonly", "im:message"],
};

function explained(detail: Partial<FailureDetail>, context: Partial<PermissionContext> = {}): FailureDetail {
  const failure = new Failure({ type: "authorization", subtype: "missing_scope", message: "m", ...detail });
  return withPermissionHint(failure, { ...CONTEXT, ...context }).detail;
}

const hintOf = (detail: Partial<FailureDetail>, context?: Partial<PermissionContext>) =>
  spelled(explained(detail, context).hint ?? "");

describe("withPermissionHint", () => {
  it("shows a person the login in two steps that grants the scopes", () =>
    assertEquals(
      hintOf({ missing_scopes: ["im:chat", "im:x"] }),
      "run im auth login --scope 'im:chat im:x' --no-wait and open the address that it prints (an agent shows it to " +
        "the user and ends its turn), then run im auth login --device-code <device_code>",
    ));

  it("names the profile in both steps, where one was chosen", () =>
    assertMatch(
      hintOf({ missing_scopes: ["im:chat"] }, { profile: "my work" }),
      /--scope im:chat --no-wait --profile 'my work' and .* --device-code <device_code> --profile 'my work'$/,
    ));

  it("proposes the usual scopes where none is known", () =>
    assertMatch(hintOf({}, { scopes: [] }), /run im auth login --recommend --no-wait/));

  it("asks for a new token where tokens come from the environment", () =>
    assertMatch(
      hintOf({ missing_scopes: ["im:chat", "im:x"] }, { origin: "environment" }),
      /im:chat im:x, then set IM_USER_ACCESS_TOKEN to a new token$/,
    ));

  it("names the command's own scope where the service named none", () => {
    const { hint, missing_scopes, message } = explained({});
    assertMatch(spelled(hint ?? ""), /--scope im:message:readonly --no-wait/);
    assertEquals(missing_scopes, ["im:message:readonly"]);
    assertEquals(message, "m");
  });

  it("says who lacks which scopes, where the service named them", () => {
    const missing_scopes = ["im:a", "im:b"];
    const messages = [
      explained({ missing_scopes }).message,
      explained({ missing_scopes }, { identity: "bot" }).message,
      explained({ missing_scopes, subtype: "app_scope_not_applied" }).message,
    ];
    assertEquals(messages, [
      "the user has not granted the app the scopes im:a, im:b",
      "the bot lacks the scopes im:a, im:b",
      "the app cli_1 has not applied for the scopes im:a, im:b",
    ]);
  });

  it("says what was needed and what is granted, where that is known", () => {
    const { requested_scopes, granted_scopes } = explained({}, { grantedScopes: ["im:chat"] });
    assertEquals([requested_scopes, granted_scopes], [CONTEXT.scopes, ["im:chat"]]);
  });

  it("sends the bot's developer to the console, on the page for the scopes", () => {
    const { hint } = explained({}, { identity: "bot" });
    assertMatch(
      spelled(hint ?? ""),
      /^grant the bot the scope im:message:readonly in the developer console \(https:\/\/open\.larksuite\.com\/page/,
    );
  });

  it("checks what is granted before a login for a token that is said to lack scopes", () =>
    assertMatch(
      hintOf({ subtype: "token_scope_insufficient", missing_scopes: ["im:x"] }, { origin: "login" }),
      /^see what is granted: im auth check --scope im:x; run im auth login --scope im:x --no-wait/,
    ));

  it("proposes a login for a call that is not allowed, and names the policies that may forbid it", () =>
    assertMatch(
      hintOf({ subtype: "user_unauthorized" }),
      /^run im auth login --recommend --no-wait.*; if that does not help, external chats or the tenant's policy/,
    ));

  const subtypes = [
    "missing_scope",
    "app_scope_not_applied",
    "token_scope_insufficient",
    "user_unauthorized",
    "permission_denied",
    "app_unavailable",
  ];
  for (const subtype of subtypes) {
    it(`never proposes a user's login to a bot (${subtype})`, () => {
      const hint = hintOf({ subtype }, { identity: "bot", origin: "app" });
      assert(hint !== "" && !/auth login|IM_USER_ACCESS_TOKEN/.test(hint), hint);
    });
  }

  const tokens: readonly (readonly [origin: TokenOrigin, identity: Identity, hint: RegExp])[] = [
    ["login", "user", /^log in again: im auth login --profile work$/],
    ["app", "bot", /^a new bot token is refused, too/],
    ["environment", "user", /^as the table says$/],
  ];
  for (const code of [99991663, 99991668, 99991671, 99991677]) {
    it(`takes code ${code} for a bad token`, () =>
      assertMatch(
        hintOf({ type: "authentication", subtype: "token_invalid", code, hint: "x" }, { origin: "login" }),
        /^log in again/,
      ));
  }

  for (const [origin, identity, hint] of tokens) {
    it(`says how to replace a bad token of the ${identity}, which is from the ${origin}`, () =>
      assertMatch(
        hintOf(
          { type: "authentication", subtype: "token_invalid", code: 99991668, hint: "as the table says" },
          { origin, identity, profile: "work" },
        ),
        hint,
      ));
  }

  const consoles:
    readonly (readonly [name: string, missing: readonly string[], scopes: readonly string[], url: string])[] =
      [
        [
          "with scopes",
          ["a:b", "c"],
          [],
          "https://open.larksuite.com/page/scope-apply?clientID=cli_1&scopes=a%3Ab%2Cc",
        ],
        ["without", [], [], "https://open.larksuite.com/page/scope-apply?clientID=cli_1"],
      ];
  for (const [name, missing_scopes, scopes, url] of consoles) {
    it(`gives the page of the console, on the brand's host, ${name}`, () =>
      assertEquals(
        explained({ subtype: "app_scope_not_applied", missing_scopes }, { scopes }).console_url,
        url,
      ));
  }

  it("gives no page without an app", () =>
    assertEquals(
      explained({ subtype: "app_scope_not_applied" }, { appId: undefined }).console_url,
      undefined,
    ));

  it("keeps a hint of the table that is about rights", () =>
    assertEquals(hintOf({ subtype: "permission_denied", hint: "join the chat" }), "join the chat"));

  it("gives a page only where the app lacks the scope", () =>
    assertEquals(explained({}).console_url, undefined));

  const DOCUMENTS = "document/server-docs/api-call-guide/generic-error-code";
  const unknown:
    readonly (readonly [what: string, detail: Partial<FailureDetail>, host: string, hint: string])[] = [
      ["alone", {}, CONTEXT.host, `look up the code 1234567: https://open.larksuite.com/${DOCUMENTS}`],
      [
        "with the service's own link and a log id",
        { troubleshooter: "see: https://open.feishu.cn/search?log_id=L1 (help)", log_id: "L1" },
        "https://im.example",
        `look up the code 1234567: https://open.feishu.cn/search?log_id=L1 or https://open.feishu.cn/${DOCUMENTS}; ` +
        "the service's support asks for the log id L1",
      ],
    ];
  for (const [what, detail, host, hint] of unknown) {
    it(`says where to look up a code that is not known here, ${what}`, () =>
      assertEquals(hintOf({ type: "api", subtype: "unknown", code: 1234567, ...detail }, { host }), hint));
  }

  const others: readonly Partial<FailureDetail>[] = [
    { type: "authentication", subtype: "token_missing" },
    { type: "api", subtype: "missing_scope" },
  ];
  for (const detail of others) {
    it(`leaves ${JSON.stringify(detail)} as it is`, () => {
      const failure = new Failure({
        type: "authorization",
        subtype: "missing_scope",
        message: "m",
        ...detail,
      });
      assertStrictEquals(withPermissionHint(failure, CONTEXT), failure);
    });
  }
});
