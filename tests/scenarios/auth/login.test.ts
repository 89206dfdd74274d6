import { until } from "../../support/bdd.ts";
import { APP_ID, configure, inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf, partialDocument, partOf, warningsOf } from "../../support/results.ts";
import { interruption } from "../../support/test-world.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const TOKEN_ENDPOINT = "POST /open-apis/authen/v2/oauth/token";
const READ = ["auth", "login", "--scope", "im:message:readonly"];

describe("im auth login, blocking", () => {
  it("shows the address on stderr, and prints one envelope when the person has agreed", () =>
    inLoginScene({ accounts: APPROVED }, async ({ run, platform }) => {
      const result = await run(READ);
      const data = dataOf(result);
      assertEquals([data["user_open_id"], data["user_name"]], ["ou_demo", "name of ou_demo"]);
      assertEquals([data["requested"], data["missing"], data["newly_granted"]], [
        ["im:message:readonly"],
        [],
        ["im:message:readonly"],
      ]);
      assertStringIncludes(result.stderr, `  ${platform.origin}/oauth/v1/device/verify?user_code=`);
      assertStringIncludes(result.stderr, "waiting until you have agreed (4 min at most)");
      assert(!result.stderr.includes("█"), "no QR code where nobody sees it");
    }));

  it("makes the person act from then on, across runs", () =>
    inLoginScene({ accounts: APPROVED }, async ({ run }) => {
      await run(["auth", "login", "--for", "+chat-list"]);
      const { identity, data } = documentOf((await run(["+chat-list"])).stdout);
      assertEquals([identity, data !== undefined], ["user", true]);
    }));

  it("draws a QR code on a terminal that is wide enough", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      assertStringIncludes((await scene.run(READ, { answers: [] })).stderr, "\u001b[97;40m█");
      const plain = await scene.run(READ, { answers: [], env: { NO_COLOR: "1" } });
      assertMatch(plain.stderr, /^█/m);
      const chosen = await scene.run([...READ, "--color", "never"], { answers: [] });
      assertMatch(chosen.stderr, /^█/m);
      assert(!(await scene.run(READ, { answers: [], columns: 20 })).stderr.includes("█"));
    }));

  it("shows the address although it is to be quiet", () =>
    inLoginScene({ accounts: APPROVED }, async ({ run }) => {
      assertStringIncludes((await run([...READ, "--quiet"])).stderr, "/oauth/v1/device/verify?user_code=");
    }));

  it("adds to what was granted before", () =>
    inLoginScene({ accounts: APPROVED }, async ({ run }) => {
      await run(READ);
      const data = dataOf(await run(["auth", "login", "--scope", "im:message:readonly im:chat:read"]));
      assertEquals(data["newly_granted"], ["im:chat:read"]);
      assertEquals(data["already_granted"], ["im:message:readonly"]);
    }));

  it("keeps several people in a profile; the last one acts, and --user chooses", () =>
    inLoginScene({ accounts: APPROVED, users: [{ openId: "ou_ana", name: "Ana" }] }, async (scene) => {
      const { run, platform } = scene;
      await run(READ);
      platform.accounts.change({ answer: { decision: "approve", person: "ou_ana" } });
      assertEquals(dataOf(await run(READ))["user_name"], "Ana");
      const whoami = async (...more: readonly string[]) =>
        partOf(dataOf(await run(["whoami", ...more])), "onBehalfOf")["openId"];
      assertEquals(await whoami(), "ou_ana");
      assertEquals(await whoami("--user", "ou_demo"), "ou_demo");
      assertEquals(await whoami("--user", "Ana"), "ou_ana");
    }));
});

describe("im auth login --no-wait", () => {
  const BEGIN = ["auth", "login", "--scope", "a:x b:y", "--no-wait"];

  it("prints one envelope and stores nothing but what was asked for", () =>
    inLoginScene({}, async ({ run, platform }) => {
      const result = await run(BEGIN);
      const data = dataOf(result);
      assertEquals(result.stderr, "");
      const [code] = platform.accounts.codes();
      assertEquals([data["device_code"], data["expires_in"], data["interval"]], [code?.deviceCode, 240, 5]);
      assertEquals(
        data["verification_url"],
        `${platform.origin}/oauth/v1/device/verify?user_code=${code?.userCode}`,
      );
      assertStringIncludes(String(data["hint"]), `im auth login --device-code ${code?.deviceCode}`);
      assertEquals(platform.countRequests(TOKEN_ENDPOINT), 0);
      assertEquals(dataOf(await run(["auth", "list"])), { users: [], reason: "not_logged_in" });
    }));

  it("is finished by --device-code, which asks at once and knows what was asked for", () =>
    inLoginScene({}, async ({ run, platform }) => {
      const { device_code } = dataOf(await run(BEGIN));
      platform.accounts.approve();
      const result = await run(["auth", "login", "--device-code", String(device_code)]);
      assertEquals(dataOf(result)["requested"], ["a:x", "b:y"]);
      assertEquals(result.waited, []);
      assertEquals(platform.countRequests(TOKEN_ENDPOINT), 1);
    }));

  it("forgets the code when the login is finished, denied or expired", () =>
    inLoginScene({}, async ({ run, platform, env }) => {
      const pending = async () => {
        const names: string[] = [];
        for await (const { name } of Deno.readDir(env["IM_CONFIG_DIR"] ?? "")) names.push(name);
        const directory = names.find((name) => /pending|login/.test(name));
        if (directory === undefined) return 0;
        return (await Array.fromAsync(Deno.readDir(`${env["IM_CONFIG_DIR"]}/${directory}`))).length;
      };
      const before = await pending();
      const { device_code } = dataOf(await run(BEGIN));
      assertEquals(await pending(), before + 1);
      platform.accounts.deny();
      errorOf(await run(["auth", "login", "--device-code", String(device_code)]), 3);
      assertEquals(await pending(), before);
    }));

  it("names the profile in the next command where it was chosen by hand", () =>
    inLoginScene({}, async (scene) => {
      await configure(scene, "--name", "work");
      const { hint } = dataOf(await scene.run([...BEGIN, "--profile", "work"]));
      assertStringIncludes(String(hint), "--profile work");
    }));

  it("is refused for another profile's code, exit 2", () =>
    inLoginScene({
      apps: [{ id: APP_ID, secret: "demo-secret" }, { id: "cli_other", secret: "other-secret" }],
    }, async ({ run }) => {
      const { device_code } = dataOf(await run(BEGIN));
      await run(["config", "init", "--name", "other", "--app-id", "cli_other", "--app-secret-stdin"], {
        stdin: "other-secret",
      });
      const error = errorOf(
        await run(["auth", "login", "--device-code", String(device_code), "--profile", "other"]),
        2,
      );
      assertEquals(error["param"], "--device-code");
    }));

  it("goes on for a code that this machine does not know", () =>
    inLoginScene({}, async ({ run, platform }) => {
      await run(BEGIN);
      platform.accounts.approve();
      const [code] = platform.accounts.codes();
      const elsewhere = await Deno.makeTempDir();
      const env = { IM_CONFIG_DIR: elsewhere };
      await run(["config", "init", "--app-id", APP_ID, "--app-secret-stdin"], { stdin: "demo-secret", env });
      const data = dataOf(await run(["auth", "login", "--device-code", code?.deviceCode ?? ""], { env }));
      assertEquals([data["requested"], data["user_open_id"]], [[], "ou_demo"]);
      await Deno.remove(elsewhere, { recursive: true });
    }));
});

describe("im auth login while the person takes time", () => {
  it("waits an interval before the first poll and between polls", () =>
    inLoginScene(
      { accounts: { answer: { decision: "approve", afterPolls: 2 } } },
      async ({ run, platform }) => {
        const result = await run(READ);
        dataOf(result);
        assertEquals(result.waited.filter((ms) => ms === 5000).length, 3);
        assertEquals(platform.countRequests(TOKEN_ENDPOINT), 3);
      },
    ));

  it("ends with exit 3 where the person denies", () =>
    inLoginScene({ accounts: { answer: { decision: "deny" } } }, async ({ run }) => {
      const result = await run(READ);
      assertEquals(result.stdout, "");
      const error = errorOf({ ...result, stderr: result.stderr.slice(result.stderr.indexOf("{")) }, 3);
      assertEquals([error["type"], error["subtype"]], ["authentication", "access_denied"]);
    }));

  const POLLS = { endpoint: "/open-apis/authen/v2/oauth/token", times: 2 };

  it("waits five seconds longer each time that the service says slow_down", () =>
    inLoginScene({
      accounts: { ...APPROVED, pollSeconds: 4 },
      faults: [{ name: "oauth-error", error: "slow_down", when: POLLS }],
    }, async ({ run }) => {
      const result = await run(READ);
      dataOf(result);
      assertEquals(result.waited.filter((ms) => ms >= 4000), [4000, 9000, 14_000]);
    }));

  it("survives answers that make no sense, and says so", () =>
    inLoginScene({ accounts: APPROVED, faults: [{ name: "html-200", when: POLLS }] }, async ({ run }) => {
      const result = await run(READ);
      dataOf(result);
      assertEquals(result.waited.filter((ms) => ms >= 5000), [5000, 6000, 7000]);
      assertEquals(warningsOf(result).length > 0, true, result.stderr);
    }));

  it("ends with exit 3 where the code has expired, and stores nothing", () =>
    inLoginScene(
      { faults: [{ name: "oauth-error", error: "expired_token", when: POLLS }] },
      async ({ run }) => {
        const result = await run(READ);
        const error = errorOf({ ...result, stderr: result.stderr.slice(result.stderr.indexOf("{")) }, 3);
        assertEquals([error["type"], error["subtype"]], ["authentication", "expired_token"]);
        assertMatch(String(error["hint"]), /: im auth login --scope im:message:readonly$/);
        assertEquals(dataOf(await run(["auth", "list"]))["users"], []);
      },
    ));

  it("ends at once with Ctrl-C, status 130, and stores nothing", () =>
    inLoginScene({}, async ({ run, platform }) => {
      const stop = new AbortController();
      const running = run(READ, { interrupt: stop.signal });
      await until(() => platform.countRequests(TOKEN_ENDPOINT) > 0, running);
      stop.abort(interruption());
      const { status, stdout } = await running;
      assertEquals([status, stdout], [130, ""]);
      assertEquals(dataOf(await run(["auth", "list"]))["users"], []);
    }));
});

describe("im auth login where less is granted than was asked for", () => {
  it("stores the login, exit 3, and lists what is missing", () =>
    inLoginScene({ accounts: { answer: { decision: "approve", scopes: ["a:x"] } } }, async ({ run }) => {
      const result = await run(["auth", "login", "--scope", "a:x b:y"]);
      const { data, error } = partialDocument(result, 3);
      const { missing, granted, user_open_id } = data as Record<string, unknown>;
      assertEquals([missing, granted, user_open_id], [["b:y"], ["a:x"], "ou_demo"]);
      const { type, subtype, missing_scopes, hint } = error as Record<string, unknown>;
      assertEquals([type, subtype, missing_scopes], ["authorization", "missing_scope", ["b:y"]]);
      assertStringIncludes(String(hint), "im auth login --scope b:y");
      assertEquals(partOf(dataOf(await run(["whoami"])), "onBehalfOf")["openId"], "ou_demo");
    }));
});

describe("im auth login beside credentials in variables", () => {
  it("works, and says that the variables win", () =>
    inLoginScene({ accounts: APPROVED }, async ({ run }) => {
      const env = { IM_USER_ACCESS_TOKEN: "u-demo" };
      const result = await run(READ, { env });
      dataOf(result);
      assertStringIncludes(warningsOf(result).join("\n"), "warning: credentials_from_environment: ");
      assertStringIncludes(warningsOf(result).join("\n"), "IM_USER_ACCESS_TOKEN");
    }));

  it("says how to configure an app that only variables name, exit 3", () =>
    inLoginScene({ isEmpty: true }, async ({ run }) => {
      const env = { IM_APP_ID: APP_ID, IM_APP_SECRET: "demo-secret" };
      const error = errorOf(await run(READ, { env }), 3);
      assertEquals([error["type"], error["subtype"]], ["config", "not_configured"]);
      assertStringIncludes(String(error["hint"]), `im config init --app-id ${APP_ID}`);
    }));

  it("is refused, exit 2, where strict mode allows only the bot", () =>
    inLoginScene({}, async ({ run }) => {
      const error = errorOf(await run(READ, { env: { IM_STRICT_MODE: "bot" } }), 2);
      assertStringIncludes(String(error["hint"]), "im config show --origin");
    }));

  it("works although IM_USER names somebody who is not logged in yet", () =>
    inLoginScene({ accounts: APPROVED }, async ({ run }) => {
      dataOf(await run(READ, { env: { IM_USER: "ou_demo" } }));
    }));

  it("looks at the line before it looks for an app", () =>
    inLoginScene({ isEmpty: true }, async ({ run }) => {
      errorOf(await run(["auth", "login", "--for", "+chat-list --bogus"]), 2);
    }));

  it("leads to config init where nothing is configured, exit 3", () =>
    inLoginScene({ isEmpty: true }, async ({ run }) => {
      assertStringIncludes(String(errorOf(await run(READ), 3)["hint"]), "im config init");
    }));
});

describe("im auth login --dry-run", () => {
  it("shows the calls and sends none, without any configuration", () =>
    inLoginScene({ isEmpty: true }, async ({ run, platform }) => {
      const result = await run(["auth", "login", "--for", "+chat-list", "--dry-run"]);
      const { dry_run, data } = documentOf(result.stdout);
      const [first, ...others] = (data as { api: { url: string; body?: { scope?: string } }[] }).api;
      assertEquals([dry_run, first?.url, first?.body?.scope], [
        true,
        "/oauth/v1/device_authorization",
        "im:chat:read offline_access",
      ]);
      assertEquals(others.map(({ url }) => url), [
        "/open-apis/authen/v2/oauth/token",
        "/open-apis/authen/v1/user_info",
      ]);
      assertEquals(platform.log.length, 0);
    }));
});
