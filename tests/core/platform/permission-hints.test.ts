import { spelled } from "../../../cli/spelling.ts";
import { Failure, type FailureDetail } from "../../../core/failure.ts";
import { type PermissionContext, withPermissionHint } from "../../../core/platform/service-failure.ts";
import { assertEquals, assertMatch, assertStrictEquals } from "@std/assert";
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

describe("withPermissionHint", () => {
  it("tells a person which scopes to grant", () =>
    assertMatch(
      spelled(explained({ missing_scopes: ["im:chat", "im:x"] }).hint ?? ""),
      /im:chat im:x, then set IM_USER_ACCESS_TOKEN/,
    ));

  it("names the command's own scope where the service named none", () => {
    const { hint, missing_scopes } = explained({});
    assertMatch(spelled(hint ?? ""), /im:message:readonly, then set IM_USER_ACCESS_TOKEN/);
    assertEquals(missing_scopes, ["im:message:readonly"]);
  });

  it("sends the bot's developer to the console", () =>
    assertMatch(
      spelled(explained({}, { identity: "bot" }).hint ?? ""),
      /bot.*im:message:readonly.*developer console/,
    ));

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

  it("gives a page only where the app lacks the scope", () =>
    assertEquals(explained({}).console_url, undefined));

  const others: readonly Partial<FailureDetail>[] = [
    { subtype: "permission_denied" },
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
