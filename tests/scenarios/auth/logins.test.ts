import { APP_ID, configure, inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf, partialDocument } from "../../support/results.ts";
import type { Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const HOURS = 3_600_000;
const DAYS = 24 * HOURS;

async function logIn({ run }: Scene): Promise<void> {
  dataOf(await run(["auth", "login", "--scope", "a:x"]));
}

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

  it("lists the logins of one profile with --profile, which must be there", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await logIn(scene);
      await configure(scene, "--name", "empty");
      assertEquals(dataOf(await scene.run(["auth", "list", "--profile", "empty"]))["users"], []);
      const inDefault = dataOf(await scene.run(["auth", "list", "--profile", "default"]))["users"];
      assertEquals((inDefault as readonly unknown[]).length, 1);
      const error = errorOf(await scene.run(["auth", "list", "--profile", "nope"]), 3);
      assertEquals([error["type"], error["subtype"], error["field"]], [
        ...["config", "not_configured", "--profile"],
      ]);
      const fromVariable = await scene.run(["auth", "list"], { env: { IM_PROFILE: "nope" } });
      assertEquals(errorOf(fromVariable, 3)["field"], "IM_PROFILE");
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
