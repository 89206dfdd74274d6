import { APP_ID, configure, inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf, partialDocument, partOf, warningsOf } from "../../support/results.ts";
import type { Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const CODE_ENDPOINT = "POST /oauth/v1/device_authorization";
const TOKEN_ENDPOINT = "POST /open-apis/authen/v2/oauth/token";
const READ = ["auth", "login", "--scope", "im:message:readonly"];

/** The scopes that the last device code was asked with. */
function askedScopes({ platform }: Scene): readonly string[] {
  return platform.accounts.codes().at(-1)?.scopes ?? [];
}

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

describe("im auth login asks for scopes", () => {
  const lines: readonly (readonly [name: string, words: readonly string[], scopes: readonly string[]])[] = [
    ["with blanks", ["--scope", "a:x b:y"], ["a:x", "b:y"]],
    ["with commas, each once", ["--scope", "a:x,b:y , a:x"], ["a:x", "b:y"]],
    ["given twice", ["--scope", "a:x", "--scope", "b:y"], ["a:x", "b:y"]],
    ["of a command line", ["--for", "+messages-send --chat-id oc_1 --text hi"], [
      "im:message.send_as_user",
      "im:message",
    ]],
    ["of several", ["--for", "+chat-list", "--for", "+messages-search --query x --no-reactions"], [
      "im:chat:read",
      "search:message",
      "im:message:readonly",
      "im:message.group_msg:get_as_user",
      "im:message.p2p_msg:get_as_user",
      "contact:user.basic_profile:readonly",
    ]],
    ["which add up", ["--scope", "a:x", "--for", "+chat-list"], ["a:x", "im:chat:read"]],
    ["without the excluded ones", ["--scope", "a:x b:y", "--exclude", "a:x"], ["b:y"]],
  ];
  for (const [name, words, scopes] of lines) {
    it(name, () =>
      inLoginScene({ accounts: APPROVED }, async (scene) => {
        dataOf(await scene.run(["auth", "login", ...words]));
        assertEquals(askedScopes(scene), [...scopes, "offline_access"]);
      }));
  }

  it("offline_access is asked for once, also when it is named", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await scene.run(["auth", "login", "--scope", "offline_access a:x"]);
      assertEquals(askedScopes(scene), ["a:x", "offline_access"]);
    }));

  it("of all commands that only read, and of none that sends", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      dataOf(await scene.run(["auth", "login", "--recommend"]));
      const scopes = askedScopes(scene);
      for (const scope of ["im:message:readonly", "search:message", "im:chat:read", "im:feed.flag:read"]) {
        assert(scopes.includes(scope), `${scope} is not among ${scopes.join(" ")}`);
      }
      assertEquals(scopes.filter((scope) => /send|write|create|update/.test(scope)), []);
    }));

  type Refusal = readonly [words: readonly string[], param: string, message: string];
  const refused: readonly Refusal[] = [
    [[], "--scope", "--scope is missing"],
    [["--exclude", "a:x"], "--exclude", "alone leaves nothing"],
    [["--scope", "a:x", "--exclude", "b:y"], "--exclude", '"b:y"'],
    [["--scope", "a:x", "--exclude", "a:x"], "--exclude", "leaves no scope"],
    [["--for", "+messages-edit --message-id om_1"], "--for", "runs as a bot"],
    [["--for", "demo"], "--for", "calls no service"],
    [["--for", "+nope"], "+nope", "unknown command"],
    [["--device-code", "x", "--scope", "a:x"], "--device-code", "exclude each other"],
    [["--device-code", "x", "--no-wait"], "--device-code", "exclude each other"],
  ];
  for (const [words, param, message] of refused) {
    it(`but refuses "${words.join(" ")}" without a terminal, exit 2`, () =>
      inLoginScene({}, async ({ run, platform }) => {
        const error = errorOf(await run(["auth", "login", ...words]), 2);
        assertEquals([error["type"], error["subtype"]], ["validation", "invalid_argument"]);
        const [first] = (error["params"] ?? [{ name: error["param"] }]) as readonly { name: string }[];
        assertEquals(first?.name, param);
        assertStringIncludes(String(error["message"]), message);
        assertEquals(platform.countRequests(CODE_ENDPOINT), 0);
      }));
  }
});

describe("im auth login at a terminal asks what it is for", () => {
  const answers: readonly (readonly [typed: string, has: string, hasNot: string])[] = [
    ["", "im:message:readonly", "im:message.send_as_user"],
    ["2", "im:message.send_as_user", "im:chat:create_by_user"],
    ["3", "im:chat:create_by_user", "nothing"],
    ["+chat-list", "im:chat:read", "im:message:readonly"],
  ];
  for (const [typed, has, hasNot] of answers) {
    it(`and takes ${JSON.stringify(typed)}`, () =>
      inLoginScene({ accounts: APPROVED }, async (scene) => {
        const result = await scene.run(["auth", "login"], { answers: [typed] });
        dataOf(result);
        assertStringIncludes(result.stderr, "what shall im be able to do as you?");
        assert(askedScopes(scene).includes(has));
        assert(!askedScopes(scene).includes(hasNot));
      }));
  }

  it("asks again where the answer is none, and ends with exit 2 where there is no further one", () =>
    inLoginScene({}, async (scene) => {
      const result = await scene.run(["auth", "login"], { answers: ["+chat-lst"] });
      assertEquals(result.status, 2);
      assertStringIncludes(result.stderr, 'unknown command "+chat-lst"');
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
