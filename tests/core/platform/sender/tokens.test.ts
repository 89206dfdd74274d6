import { spelled } from "../../../../cli/spelling.ts";
import { type UserToken, userTokenName } from "../../../../core/account/user-token.ts";
import { createSecrets } from "../../../../core/text/redact.ts";
import { HOSTS, keyOf, memoryStore } from "../../../support/account.ts";
import { json, type Reply } from "../../../support/fake-world.ts";
import { rejectionOf } from "../../detail-of.ts";
import {
  AS_BOT,
  broken,
  issued,
  KEYED_WRITE,
  ok,
  READ,
  type SceneSettings,
  start,
  WRITE,
} from "../client-scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const no = (code: number): Reply => json({ code, msg: "no" }, 400);
const tokensSent = (seen: readonly { readonly headers: Readonly<Record<string, string>> }[]) =>
  seen.map(({ headers }) => headers["authorization"]);

describe("a bot token that the service refuses", () => {
  for (const code of [99991661, 99991663, 99991671]) {
    it(`(${code}) is replaced, and the call repeated once, a write too`, async () => {
      const { client, seen } = start([issued("t-1"), no(code), issued("t-2"), ok], AS_BOT);
      assertEquals((await client.call(WRITE)).code, 0);
      assertEquals(tokensSent(seen), [undefined, "Bearer t-1", undefined, "Bearer t-2"]);
    });
  }

  it("twice is an error that says so", async () => {
    const { client, seen } = start([issued("t-1"), no(99991663), issued("t-2"), no(99991663)], AS_BOT);
    const { subtype, hint } = await rejectionOf(() => client.call(READ));
    assertEquals([subtype, seen.length], ["token_invalid", 4]);
    assertMatch(spelled(hint ?? ""), /^a new bot token is refused, too: /);
  });

  it("and that cannot be replaced is an error of the request for a token, not of the call", async () => {
    const { client, seen } = start([issued("t-1"), no(99991663), no(10014)], AS_BOT);
    const { subtype, message } = await rejectionOf(() => client.call(WRITE));
    assertEquals([subtype, seen.length], ["invalid_client", 3]);
    assertStringIncludes(spelled(message), "could not get a bot token: ");
  });

  it("is not replaced where it is the environment's", async () => {
    const { client, seen } = start([no(99991663), ok], { identity: "bot", credentials: { botToken: "t-1" } });
    assertEquals((await rejectionOf(() => client.call(READ))).code, 99991663);
    assertEquals(seen.length, 1);
  });
});

const LOGIN: UserToken = {
  openId: "ou_1",
  appId: "cli_1",
  accessToken: "u-old-token",
  refreshToken: "ur-old-token",
  expiresAt: 1e15,
  refreshExpiresAt: 1e15,
  scopes: ["im:message:readonly", "im:chat"],
  grantedAt: 0,
};

/** Settings of somebody who is logged in. */
function loggedIn(login: Partial<UserToken> = {}): SceneSettings {
  const store = memoryStore();
  const name = userTokenName(HOSTS.open, "cli_1", "ou_1");
  store.secrets.set(keyOf(name), JSON.stringify({ ...LOGIN, ...login }));
  return {
    credentials: { appId: "cli_1", appSecret: "app-s3cret" },
    parts: { openId: "ou_1", store: () => Promise.resolve(store) },
  };
}

const refreshed = json({
  code: 0,
  access_token: "u-new-token",
  refresh_token: "ur-new-token",
  expires_in: 7200,
});

describe("a login that the service calls expired", () => {
  for (const code of [99991677, 99991668, 99991663]) {
    for (
      const [what, request] of [["read", READ], ["write", WRITE], ["write under a key", KEYED_WRITE]] as const
    ) {
      it(`(${code}) is refreshed, and the ${what} repeated once`, async () => {
        const { client, seen } = start([no(code), refreshed, ok], loggedIn());
        assertEquals((await client.call(request)).code, 0);
        assertEquals(tokensSent(seen), ["Bearer u-old-token", undefined, "Bearer u-new-token"]);
      });
    }
  }

  it("is refreshed for a download, too", async () => {
    const { open, seen } = start([no(99991677), refreshed, () => new Response("x")], loggedIn());
    assertEquals((await open()).status, 200);
    assertEquals(tokensSent(seen).at(-1), "Bearer u-new-token");
  });

  it("twice is an error that leads to the login", async () => {
    const { client, seen } = start([no(99991677), refreshed, no(99991677)], {
      ...loggedIn(),
      profile: "work",
    });
    const { subtype, hint } = await rejectionOf(() => client.call(READ));
    assertEquals([subtype, seen.length], ["token_expired", 3]);
    assertEquals(spelled(hint ?? ""), "log in again: im auth login --profile work");
  });

  it("and that cannot be refreshed is an error of the refresh: the write was refused, its outcome is known", async () => {
    const { client, clock, seen } = start([no(99991677), broken], loggedIn());
    const failing = rejectionOf(() => client.call(WRITE));
    await clock.runUntil(failing);
    const message = spelled((await failing).message);
    assertStringIncludes(message, "could not refresh the login: ");
    assert(!message.includes("outcome"), message);
    assertEquals(seen.length, 3);
  });

  it("is not refreshed for another refusal", async () => {
    const { client, seen } = start([no(99991679)], loggedIn());
    await rejectionOf(() => client.call(READ));
    assertEquals(seen.length, 1);
  });
});

describe("a login without any of the scopes of the command", () => {
  const needs = (...requiredScopes: readonly string[]) => ({
    requiredScopes: () => Promise.resolve(requiredScopes.length === 0 ? [] : [requiredScopes]),
    scopes: [...requiredScopes, "more:scope"],
  });

  it("is refused before any request is sent, with what is missing, needed and granted", async () => {
    const { client, seen } = start([ok], { ...loggedIn(), ...needs("im:a", "im:b") });
    const detail = await rejectionOf(() => client.call(WRITE));
    assertEquals([detail.type, detail.subtype, seen.length], ["authorization", "missing_scope", 0]);
    assertEquals([detail.missing_scopes, detail.requested_scopes, detail.granted_scopes, detail.identity], [
      ["im:a"],
      ["im:a", "im:b"],
      LOGIN.scopes,
      "user",
    ]);
    assertMatch(spelled(detail.hint ?? ""), /^run im auth login --scope im:a --no-wait /);
  });

  it("is refused, too, where it has one scope of two that are needed together", async () => {
    const requiredScopes = () => Promise.resolve([["im:a", "im:x"], ["im:chat"], ["im:b"]]);
    const { client, seen } = start([ok], { ...loggedIn(), scopes: [], requiredScopes });
    const detail = await rejectionOf(() => client.call(WRITE));
    assertEquals([detail.missing_scopes, detail.requested_scopes, seen.length], [
      ["im:a", "im:b"],
      ["im:a", "im:b"],
      0,
    ]);
  });

  const allowed: readonly (readonly [what: string, settings: SceneSettings])[] = [
    ["any one of them is granted", { ...loggedIn(), ...needs("im:a", "im:chat") }],
    ["it needs none", { ...loggedIn(), ...needs() }],
    ["nobody knows what is granted", { ...loggedIn({ scopes: [] }), ...needs("im:a") }],
    ["the token is the environment's", needs("im:a")],
  ];
  for (const [what, settings] of allowed) {
    it(`is asked for nothing where ${what}`, async () => {
      const { client, seen } = start([ok], settings);
      await client.call(READ);
      assertEquals(seen.length, 1);
    });
  }

  it("keeps no bot from calling: what a bot may do is not known here", async () => {
    const { client } = start([issued("t-1"), ok], { ...AS_BOT, ...needs("im:a") });
    assertEquals((await client.call(READ)).code, 0);
  });
});

describe("a refusal for a missing scope", () => {
  it("says what the login has", async () => {
    const violation = { permission_violations: [{ subject: "im:x" }] };
    const { client } = start([json({ code: 99991679, msg: "no", error: violation }, 400)], loggedIn());
    const { missing_scopes, granted_scopes } = await rejectionOf(() => client.call(READ));
    assertEquals([missing_scopes, granted_scopes], [["im:x"], LOGIN.scopes]);
  });
});

describe("a secret that the service repeats", () => {
  const places: readonly (readonly [where: string, body: Record<string, unknown>])[] = [
    ["its message", { msg: "u-old-token is bad" }],
    ["its link", { msg: "x", error: { troubleshooter: "https://x.example/?token=u-old-token" } }],
    ["the fields that it refuses", {
      msg: "x",
      error: { field_violations: [{ field: "a", description: "u-old-token" }] },
    }],
    ["its trace id", { msg: "x", log_id: "u-old-token" }],
    ["a scope", { msg: "x", code: 99991679, error: { permission_violations: [{ subject: "u-old-token" }] } }],
  ];
  for (const [where, body] of places) {
    it(`in ${where} is taken out of the error`, async () => {
      const { client } = start([json({ code: 230001, ...body }, 400)], {
        ...loggedIn(),
        secrets: createSecrets(),
      });
      const text = JSON.stringify(await rejectionOf(() => client.call(READ)));
      assert(!text.includes("u-old-token") && text.includes("[redacted]"), text);
    });
  }
});
