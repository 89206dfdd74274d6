import { fetchAppScopes, fetchBot, fetchUser, proveApp } from "../../../core/account/identity-info.ts";
import { spelled } from "../../../cli/spelling.ts";
import { accountCall } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, neverReplies, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function start(...replies: readonly Reply[]) {
  const clock = fakeClock();
  const { fetch, seen } = fakeFetch(...replies);
  return { clock, seen, call: accountCall(fakeWorld({ clock, fetch })) };
}

describe("who a token belongs to", () => {
  it("is a person with a name, or else with the English one", async () => {
    const { call } = start(json({ code: 0, data: { open_id: "ou_1", name: "", en_name: "Lily" } }));
    assertEquals(await fetchUser(call, "u-1"), { openId: "ou_1", name: "Lily" });
  });

  it("is a bot, which stands beside the data", async () => {
    const { call, seen } = start(json({ code: 0, bot: { open_id: "ou_b", app_name: "Helper" } }));
    assertEquals(await fetchBot(call, "t-1"), { openId: "ou_b", appName: "Helper" });
    assertEquals([seen[0]?.url, seen[0]?.headers["authorization"]], [
      "https://open.feishu.cn/open-apis/bot/v3/info",
      "Bearer t-1",
    ]);
  });

  it("is not known where the service refuses the token, which the error does not repeat", async () => {
    const { call } = start(json({ code: 99991668, msg: "bad token u-secret" }, 401));
    const detail = await rejectionOf(() => fetchUser(call, "u-secret"));
    assertEquals([detail.type, detail.subtype], ["authentication", "token_invalid"]);
    assertStringIncludes(spelled(detail.message), "bad token [redacted]");
  });
});

describe("what an app may ask for", () => {
  it("is listed by identity", async () => {
    const scopes = [
      { scope: "im:chat", token_types: ["tenant", "user"] },
      { scope: "im:message.send_as_user", token_types: ["user"] },
      { scope: "im:message:send_as_bot", token_types: ["tenant"] },
      { scope: 5 },
    ];
    const { call, seen } = start(json({ code: 0, data: { app: { scopes } } }));
    assertEquals(await fetchAppScopes(call, "cli_1", "t-1"), {
      user: ["im:chat", "im:message.send_as_user"],
      bot: ["im:chat", "im:message:send_as_bot"],
    });
    assertEquals(
      seen[0]?.url,
      "https://open.feishu.cn/open-apis/application/v6/applications/cli_1?lang=zh_cn",
    );
  });

  for (const body of [{ code: 0 }, { code: 0, data: {} }, { code: 0, data: { app: {} } }]) {
    it(`is nothing where the answer is ${JSON.stringify(body)}`, async () =>
      assertEquals(await fetchAppScopes(start(json(body)).call, "cli_1", "t-1"), { user: [], bot: [] }));
  }

  it("cannot be listed without a permission, for which the developer is sent to the console", async () => {
    const { call } = start(json({
      code: 99991672,
      msg: "no",
      error: { permission_violations: [{ subject: "application:application:self_manage" }] },
    }, 400));
    const { console_url, subtype } = await rejectionOf(() => fetchAppScopes(call, "cli_1", "t-1"));
    assertEquals([subtype, console_url], [
      "app_scope_not_applied",
      "https://open.feishu.cn/page/scope-apply?clientID=cli_1&scopes=application%3Aapplication%3Aself_manage",
    ]);
  });
});

describe("proveApp", () => {
  it("is content with a token", async () =>
    await proveApp(start(json({ code: 0, tenant_access_token: "t-1", expire: 1 })).call, {
      appId: "cli_1",
      appSecret: "s3cret",
    }));

  it("gives up soon, after one request to each endpoint: somebody waits for it", async () => {
    const { call, clock, seen } = start(neverReplies);
    const failing = rejectionOf(() => proveApp(call, { appId: "cli_1", appSecret: "s3cret" }));
    assertEquals([await clock.runUntil(failing), seen.length], [6000, 2]);
    assertEquals((await failing).subtype, "timeout");
  });

  it("says that app id and secret do not belong together", async () => {
    const { call } = start(json({ code: 10014, msg: "wrong" }));
    const { type, subtype } = await rejectionOf(() =>
      proveApp(call, { appId: "cli_1", appSecret: "s3cret" })
    );
    assertEquals([type, subtype], ["config", "invalid_client"]);
  });
});
