import { APP_ID, inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf, partialDocument, partOf } from "../../support/results.ts";
import type { Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
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

describe("im auth list", () => {
  it("lists everyone, and marks who acts", () =>
    inLoginScene({ accounts: APPROVED, users: [{ openId: "ou_ana", name: "Ana" }] }, async (scene) => {
      await logIn(scene);
      scene.platform.accounts.change({ answer: { decision: "approve", person: "ou_ana" } });
      await logIn(scene);
      const users = dataOf(await scene.run(["auth", "list"]))["users"];
      assertEquals(users, [
        {
          ...{ userName: "name of ou_demo", userOpenId: "ou_demo", appId: APP_ID, profile: "default" },
          ...{ current: false, tokenStatus: "valid" },
        },
        {
          ...{ userName: "Ana", userOpenId: "ou_ana", appId: APP_ID, profile: "default" },
          ...{ current: true, tokenStatus: "valid" },
        },
      ]);
      assertStringIncludes((await scene.run(["auth", "list", "--format", "pretty"])).stdout, "Ana");
    }));

  it("is empty with a reason, exit 0", async () => {
    await inLoginScene({}, async ({ run }) => {
      assertEquals(dataOf(await run(["auth", "list"])), { users: [], reason: "not_logged_in" });
    });
    await inLoginScene({ isEmpty: true }, async ({ run }) => {
      assertEquals(dataOf(await run(["auth", "list"])), { users: [], reason: "not_configured" });
    });
  });
});

describe("im auth check", () => {
  it("answers yes with exit 0", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      assertEquals(dataOf(await scene.run(["auth", "check", "--scope", "a:x"])), {
        granted: ["a:x"],
        missing: [],
      });
    }));

  it("answers no with exit 1, what is missing, and how to ask for it", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      const { data } = partialDocument(await scene.run(["auth", "check", "--scope", "a:x,b:y"]));
      assertEquals(data, { granted: ["a:x"], missing: ["b:y"], suggestion: "im auth login --scope b:y" });
    }));

  it("answers no for an expired login", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      const line = ["auth", "check", "--scope", "a:x"];
      assertEquals((await scene.run(line, { clockOffset: 3 * HOURS })).status, 0);
      const { data } = partialDocument(await scene.run(line, { clockOffset: 8 * DAYS }));
      assertEquals(data, { granted: null, missing: ["a:x"], error: "expired" });
    }));

  it("answers no where nobody is logged in or configured, and where a token does not say", async () => {
    await inLoginScene({}, async ({ run }) => {
      const { data } = partialDocument(await run(["auth", "check", "--scope", "a:x"]));
      assertEquals(data, { granted: null, missing: ["a:x"], error: "not_logged_in" });
    });
    await inLoginScene({ isEmpty: true }, async ({ run }) => {
      const { data } = partialDocument(await run(["auth", "check", "--scope", "a:x"]));
      assertEquals((data as Record<string, unknown>)["error"], "not_configured");
      const env = { IM_USER_ACCESS_TOKEN: "u-demo" };
      const { data: unknown } = partialDocument(await run(["auth", "check", "--scope", "a:x"], { env }));
      assertEquals((unknown as Record<string, unknown>)["error"], "unknown");
    });
  });

  it("needs a scope, exit 2", () =>
    inLoginScene({}, async ({ run }) => {
      assertEquals(errorOf(await run(["auth", "check"]), 2)["param"], "--scope");
    }));
});

describe("im auth scopes", () => {
  it("lists what the app has, for people and for the bot", () =>
    inLoginScene({
      apps: [{ id: APP_ID, secret: "demo-secret", scopes: { user: ["a:x", "b:y"], bot: ["b:y"] } }],
    }, async ({ run }) => {
      const data = dataOf(await run(["auth", "scopes"]));
      assertEquals(data, {
        ...{ appId: APP_ID, brand: "feishu", tokenType: "user" },
        ...{ userScopes: ["a:x", "b:y"], botScopes: ["b:y"], count: 2 },
      });
    }));
});

describe("im auth logout", () => {
  it("has the service take the login back, and removes it", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      const { run, platform } = scene;
      await logIn(scene);
      const data = dataOf(await run(["auth", "logout"]));
      assertEquals([data["loggedOut"], data["revoked"], data["userOpenId"]], [true, true, "ou_demo"]);
      assertEquals(platform.countRequests("POST /oauth/v1/revoke"), 1);
      assertEquals(dataOf(await run(["auth", "list"]))["users"], []);
      assertEquals(dataOf(await run(["whoami"]))["identity"], "bot");
    }));

  it("removes it although the service refuses, and says so", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      const { run, platform } = scene;
      await logIn(scene);
      platform.addFault({ name: "status-500-html", when: { path: "/oauth/v1/revoke" } });
      const result = await run(["auth", "logout"]);
      const data = dataOf(result);
      assertEquals([data["loggedOut"], data["revoked"]], [true, false]);
      assertStringIncludes(result.stderr, "warning: login_not_revoked: ");
      assertEquals(dataOf(await run(["auth", "list"]))["users"], []);
    }));

  it("ends the login of one of several; another one acts then", () =>
    inLoginScene({ accounts: APPROVED, users: [{ openId: "ou_ana", name: "Ana" }] }, async (scene) => {
      await logIn(scene);
      scene.platform.accounts.change({ answer: { decision: "approve", person: "ou_ana" } });
      await logIn(scene);
      assertEquals(dataOf(await scene.run(["auth", "logout", "--user", "Ana"]))["userName"], "Ana");
      const { onBehalfOf } = dataOf(await scene.run(["whoami"]));
      assertEquals((onBehalfOf as Record<string, unknown>)["openId"], "ou_demo");
    }));

  it("is content where nobody is logged in", async () => {
    await inLoginScene({}, async ({ run }) => {
      assertEquals(dataOf(await run(["auth", "logout"])), { loggedOut: false, reason: "not_logged_in" });
    });
    await inLoginScene({ isEmpty: true }, async ({ run }) => {
      assertEquals(dataOf(await run(["auth", "logout"])), { loggedOut: false, reason: "not_configured" });
    });
  });

  it("shows with --dry-run what it would send, and ends nothing", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      const { dry_run } = documentOf((await scene.run(["auth", "logout", "--dry-run"])).stdout);
      assertEquals(dry_run, true);
      const users = dataOf(await scene.run(["auth", "list"]))["users"];
      assert(Array.isArray(users) && users.length === 1);
    }));
});
