import { APP_ID, inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf, partialDocument, partOf } from "../../support/results.ts";
import type { Scene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const HOURS = 3_600_000;
const DAYS = 24 * HOURS;
const USER_INFO = "GET /open-apis/authen/v1/user_info";
const BOT_INFO = "GET /open-apis/bot/v3/info";

async function logIn({ run }: Scene): Promise<void> {
  dataOf(await run(["auth", "login", "--scope", "a:x"]));
}

/** An identity of `auth status`. */
async function identityOf(
  { run }: Scene,
  identity: "bot" | "user",
  more: readonly string[] = [],
  clockOffset = 0,
) {
  const { data } = documentOf((await run(["auth", "status", ...more], { clockOffset })).stdout);
  return partOf(partOf({ data }, "data")["identities"] as Record<string, unknown>, identity);
}

describe("im auth status", () => {
  it("shows the profile and both identities, and sends nothing", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      scene.platform.clearLog();
      const data = dataOf(await scene.run(["auth", "status"]));
      assertEquals([data["profile"], data["source"], data["appId"], data["brand"]], [
        "default",
        "profile",
        APP_ID,
        "feishu",
      ]);
      assertEquals([data["identity"], data["defaultAs"], data["verified"]], ["user", "auto", undefined]);
      const user = await identityOf(scene, "user");
      assertEquals([user["status"], user["available"], user["openId"], user["scope"]], [
        "ready",
        true,
        "ou_demo",
        "a:x offline_access",
      ]);
      assertEquals((await identityOf(scene, "bot"))["status"], "ready");
      assertEquals(scene.platform.log.length, 0);
    }));

  it("says what to do where nobody is logged in", () =>
    inLoginScene({}, async (scene) => {
      const user = await identityOf(scene, "user");
      assertEquals([user["status"], user["available"]], ["missing", false]);
      assertStringIncludes(String(user["hint"]), "im auth login");
      assertEquals(dataOf(await scene.run(["auth", "status"]))["identity"], "bot");
    }));

  it("tells a login that has to be renewed from one that has expired", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      const later = await identityOf(scene, "user", [], 3 * HOURS);
      assertEquals([later["status"], later["available"]], ["needs_refresh", true]);
      const late = await identityOf(scene, "user", [], 8 * DAYS);
      assertEquals([late["status"], late["available"]], ["expired", false]);
      assertStringIncludes(String(late["hint"]), "im auth login");
    }));

  it("is an error where nothing is configured, exit 3", () =>
    inLoginScene({ isEmpty: true }, async ({ run }) => {
      const error = errorOf(await run(["auth", "status"]), 3);
      assertEquals([error["type"], error["subtype"]], ["config", "not_configured"]);
      assertStringIncludes(String(error["hint"]), "im config init");
    }));

  type Source = readonly [
    name: string,
    env: Record<string, string>,
    user: readonly [status: string, source: string | undefined],
    bot: readonly [status: string, source: string | undefined],
  ];
  const environment: readonly Source[] = [
    ["a user token", { IM_USER_ACCESS_TOKEN: "u-demo" }, ["ready", "environment"], [
      "not_configured",
      undefined,
    ]],
    ["a bot token", { IM_TENANT_ACCESS_TOKEN: "t-demo" }, ["missing", undefined], ["ready", "environment"]],
    [
      "an app",
      { IM_APP_ID: APP_ID, IM_APP_SECRET: "demo-secret" },
      ["missing", undefined],
      ["ready", "environment"],
    ],
  ];
  for (const [name, env, user, bot] of environment) {
    it(`knows ${name} of the environment, and names the source`, () =>
      inLoginScene({ isEmpty: true }, async ({ run }) => {
        const data = dataOf(await run(["auth", "status"], { env }));
        const identities = data["identities"] as Record<string, Record<string, unknown>>;
        assertEquals(data["source"], "environment");
        assertEquals([identities["user"]?.["status"], identities["user"]?.["source"]], [...user]);
        assertEquals([identities["bot"]?.["status"], identities["bot"]?.["source"]], [...bot]);
      }));
  }
});

describe("im auth status --verify", () => {
  it("asks the service who both are", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      scene.platform.clearLog();
      const data = dataOf(await scene.run(["auth", "status", "--verify"]));
      assertEquals(data["verified"], true);
      assertEquals([scene.platform.countRequests(USER_INFO), scene.platform.countRequests(BOT_INFO)], [1, 1]);
      const bot = await identityOf(scene, "bot", ["--verify"]);
      assertEquals([bot["verified"], bot["appName"]], [true, "Demo"]);
    }));

  it("renews a login that the service calls expired, and is content", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      scene.platform.accounts.expireTokens("user");
      assertEquals(dataOf(await scene.run(["auth", "status", "--verify"]))["verified"], true);
    }));

  it("fails where an identity does not work, with the status of what is wrong", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      scene.platform.accounts.withdraw();
      const { data, error } = partialDocument(await scene.run(["auth", "status", "--verify"]), 3);
      assertEquals((data as Record<string, unknown>)["verified"], false);
      assertEquals((error as Record<string, unknown>)["type"], "authentication");
      const user = await identityOf(scene, "user", ["--verify"]);
      assertEquals([user["status"], user["available"], user["verified"]], ["verify_failed", false, false]);
    }));

  it("checks tokens of the environment, too", () =>
    inLoginScene({ isEmpty: true }, async ({ run }) => {
      const env = { IM_USER_ACCESS_TOKEN: "u-nobody" };
      partialDocument(await run(["auth", "status", "--verify"], { env }), 3);
      const good = dataOf(
        await run(["auth", "status", "--verify"], { env: { IM_USER_ACCESS_TOKEN: "u-demo" } }),
      );
      assertEquals(good["verified"], true);
    }));
});

describe("im whoami", () => {
  type Case = readonly [
    name: string,
    words: readonly string[],
    env: Record<string, string>,
    identity: string,
    source: string,
  ];
  const cases: readonly Case[] = [
    ["the one who is logged in", [], {}, "user", "auto_detect"],
    ["the option", ["--as", "bot"], {}, "bot", "flag"],
    ["the variable", [], { IM_DEFAULT_AS: "bot" }, "bot", "default_as"],
    ["the strict mode", [], { IM_STRICT_MODE: "bot" }, "bot", "strict_mode"],
    ["--as auto beats the variable", ["--as", "auto"], { IM_DEFAULT_AS: "bot" }, "user", "auto_detect"],
  ];
  for (const [name, words, env, identity, source] of cases) {
    it(`tells ${name}`, () =>
      inLoginScene({ accounts: APPROVED }, async (scene) => {
        await logIn(scene);
        const data = dataOf(await scene.run(["whoami", ...words], { env }));
        assertEquals([data["identity"], data["identitySource"], data["available"], data["tokenStatus"]], [
          identity,
          source,
          true,
          "valid",
        ]);
      }));
  }

  it("says what to do where the identity has no token", () =>
    inLoginScene({}, async ({ run }) => {
      const data = dataOf(await run(["whoami", "--as", "user"]));
      assertEquals([data["identity"], data["available"], data["tokenStatus"]], ["user", false, "no_token"]);
      assertStringIncludes(String(data["hint"]), "im auth login");
    }));

  it("rejects the other identity of the strict mode, exit 2", () =>
    inLoginScene({}, async ({ run }) => {
      errorOf(await run(["whoami", "--as", "user"], { env: { IM_STRICT_MODE: "bot" } }), 2);
    }));
});
