import type { LoginGrant } from "../../../core/account/device-flow.ts";
import {
  endLogin,
  identifyLogin,
  reportGrant,
  storeLogin,
  UNIDENTIFIED,
} from "../../../core/account/login.ts";
import { Failure } from "../../../core/failure.ts";
import { phrase, setting } from "../../../core/text/phrase.ts";
import { accountCall, keyOf, memoryStore } from "../../support/account.ts";
import { fakeClock, fakeFetch, fakeWorld, json, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { LOGIN } from "./refresh-scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const KEY = keyOf({ kind: "user-token", host: "https://open.feishu.cn", appId: "cli_1", openId: "ou_1" });
const GRANT: LoginGrant = {
  accessToken: "u-1",
  refreshToken: "ur-1",
  expiresAt: 1,
  refreshExpiresAt: 2,
  scopes: ["im:chat"],
};
const who = (fields: Record<string, unknown>) => json({ code: 0, data: fields });

function start(...replies: readonly Reply[]) {
  const clock = fakeClock();
  const { fetch, seen } = fakeFetch(...replies);
  const store = memoryStore(() => new Failure({ type: "internal", subtype: "storage", message: "full" }));
  return { clock, seen, store, call: accountCall(fakeWorld({ clock, fetch })) };
}

describe("storeLogin", () => {
  it("asks whose token it is and keeps it under that person", async () => {
    const { call, store, seen, clock } = start(who({ open_id: "ou_1", name: "Li Lei" }));
    const { user, token, previous } = await storeLogin(call, "cli_1", store, GRANT);
    assertEquals(user, { openId: "ou_1", name: "Li Lei" });
    assertEquals(token, { ...GRANT, openId: "ou_1", appId: "cli_1", grantedAt: clock.now() });
    assertEquals([JSON.parse(store.secrets.get(KEY) ?? ""), previous], [token, undefined]);
    assertEquals(seen[0]?.url, "https://open.feishu.cn/open-apis/authen/v1/user_info");
    assertEquals(seen[0]?.headers["authorization"], "Bearer u-1");
  });

  it("answers with the login that it replaces", async () => {
    const { call, store } = start(who({ open_id: "ou_1" }));
    store.secrets.set(KEY, JSON.stringify(LOGIN));
    const { previous, user } = await storeLogin(call, "cli_1", store, GRANT);
    assertEquals([previous, user.name], [LOGIN, "ou_1"]);
  });

  it("replaces a login that cannot be read", async () => {
    const { call, store } = start(who({ open_id: "ou_1" }));
    store.secrets.set(KEY, "{");
    assertEquals((await storeLogin(call, "cli_1", store, GRANT)).previous, undefined);
  });

  it("asks again where the service is out of order: the grant cannot be had twice", async () => {
    const { call, store, clock, seen } = start(json({}, 503), json({}, 503), who({ open_id: "ou_1" }));
    const storing = storeLogin(call, "cli_1", store, GRANT);
    await clock.runUntil(storing);
    assertEquals([(await storing).user.openId, seen.length], ["ou_1", 3]);
  });

  it("takes no id that is none", async () => {
    const { call, store } = start(who({ open_id: "../../x", name: "y" }));
    const { user, problem } = await storeLogin(call, "cli_1", store, GRANT);
    assertEquals([user, problem?.detail.subtype], [UNIDENTIFIED, "invalid_response"]);
    assertEquals([...store.secrets.keys()].filter((key) => key.includes("..")), []);
  });

  it("keeps the grant where the service does not say whose it is, until it does", async () => {
    const { call, store, clock } = start(
      json({}, 503),
      json({}, 503),
      json({}, 503),
      who({ open_id: "ou_1" }),
    );
    const storing = storeLogin(call, "cli_1", store, GRANT);
    await clock.runUntil(storing);
    const { token, problem } = await storing;
    assertEquals([token.accessToken, problem?.detail.subtype], ["u-1", "server_error"]);
    assertEquals((await identifyLogin(call, "cli_1", store))?.user.openId, "ou_1");
    assertEquals([...store.secrets.keys()], [KEY]);
    assertEquals(JSON.parse(store.secrets.get(KEY) ?? "").refreshToken, "ur-1");
    assertEquals(await identifyLogin(call, "cli_1", store), undefined);
  });

  it("keeps a name on one line", async () => {
    const { call, store } = start(who({ open_id: "ou_1", name: "Li\r\n  Lei" }));
    assertEquals((await storeLogin(call, "cli_1", store, GRANT)).user.name, "Li Lei");
  });

  it("fails where the login cannot be kept", async () => {
    const { call, store } = start(who({ open_id: "ou_1" }));
    store.fail("write");
    assertEquals((await rejectionOf(() => storeLogin(call, "cli_1", store, GRANT))).subtype, "storage");
  });
});

describe("reportGrant", () => {
  it("tells what was granted now, what before, and what is missing", () =>
    assertEquals(
      reportGrant(["a", "b", "c", "a", "offline_access"], ["b", "d", "a", "offline_access"], ["a"]),
      {
        requested: ["a", "b", "c"],
        granted: ["b", "d", "a"],
        missing: ["c"],
        newlyGranted: ["b", "d"],
        alreadyGranted: ["a"],
      },
    ));
});

describe("endLogin", () => {
  const APP = { appId: "cli_1", appSecret: "app-s3cret" };
  const WHO = { appId: "cli_1", openId: "ou_1" };

  it("revokes the refresh token and removes the login", async () => {
    const { call, store, seen } = start(json({ code: 0 }));
    store.secrets.set(KEY, JSON.stringify(LOGIN));
    assertEquals(await endLogin(call, APP, store, WHO), { wasStored: true, isRevoked: true });
    assertEquals([seen[0]?.url, store.secrets.size], ["https://accounts.feishu.cn/oauth/v1/revoke", 0]);
    assertEquals(Object.fromEntries(new URLSearchParams(seen[0]?.body)), {
      client_id: "cli_1",
      client_secret: "app-s3cret",
      token: "ur-old",
      token_type_hint: "refresh_token",
    });
  });

  it("revokes the access token where there is no other", async () => {
    const { refreshToken: _none, ...login } = LOGIN;
    const { call, store, seen } = start(json({}));
    store.secrets.set(KEY, JSON.stringify(login));
    await endLogin(call, APP, store, WHO);
    const { token, token_type_hint: hint } = Object.fromEntries(new URLSearchParams(seen[0]?.body));
    assertEquals([token, hint], ["u-old", "access_token"]);
  });

  const problems:
    readonly (readonly [what: string, reply: Reply, app: typeof APP | undefined, stored: string])[] = [
      ["the service refuses", json({ error: "odd" }, 400), APP, JSON.stringify(LOGIN)],
      ["the network is away", () => Promise.reject(new TypeError("x")), APP, JSON.stringify(LOGIN)],
      ["the app's secret is not there", json({}), undefined, JSON.stringify(LOGIN)],
      ["the login cannot be read", json({}), APP, "{"],
    ];
  it("says what the problem was as text", async () => {
    const { call, store } = start(json({}));
    const message = phrase`set ${setting("appId")}`;
    const read = () => Promise.reject(new Failure({ type: "internal", subtype: "storage", message }));
    assertEquals((await endLogin(call, APP, { ...store, read }, WHO)).problem, "set appId");
  });

  for (const [what, reply, app, stored] of problems) {
    it(`removes it, and says that it was not revoked, where ${what}`, async () => {
      const { call, store } = start(reply);
      store.secrets.set(KEY, stored);
      const { wasStored, isRevoked, problem } = await endLogin(call, app, store, WHO);
      assertEquals([wasStored, isRevoked, typeof problem, store.secrets.size], [true, false, "string", 0]);
    });
  }

  it("does nothing where nobody is logged in", async () => {
    const { call, store, seen } = start();
    assertEquals(await endLogin(call, APP, store, WHO), { wasStored: false, isRevoked: false });
    assertEquals(seen.length, 0);
  });
});
