import { APP_ID, APP_SECRET, inConfigScene, initLine, OTHER_ID, OTHER_SECRET } from "./scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const WITH_SECRET = { stdin: `${APP_SECRET}\n` };
const LI = { openId: "ou_li", name: "Li Lei" };

const errorOf = ({ stderr }: { readonly stderr: string }) => JSON.parse(stderr).error;

describe("im config init", () => {
  it("stores app, host and secret in a first profile, after one request that proves them", () =>
    inConfigScene(async ({ run, config, platform, root, hasSecret }) => {
      const { status, stdout, stderr } = await run(initLine(), WITH_SECRET);
      assertEquals([status, stderr], [0, ""]);
      assertEquals(JSON.parse(stdout), {
        ok: true,
        data: {
          profile: "default",
          appId: APP_ID,
          appSecret: "****",
          brand: "feishu",
          baseUrl: platform.origin,
          created: true,
          active: true,
          verified: true,
        },
      });
      const [profile] = (await config()).profiles;
      assertEquals([profile?.appId, profile?.baseUrl, profile?.users], [APP_ID, platform.origin, []]);
      assert(await hasSecret("app-secret", APP_ID));
      assertEquals(platform.log.length, 1);
      assertEquals((await Deno.readTextFile(join(root, "config.json"))).includes(APP_SECRET), false);
    }));

  it("lets the next command act as the bot, without any variable", () =>
    inConfigScene(async ({ run, data }) => {
      await run(initLine(), WITH_SECRET);
      assertEquals((await data("+chat-list --as bot", { env: { IM_BASE_URL: "" } }))["chats"], []);
    }));

  it("config 5: a second one keeps the first profile", () =>
    inConfigScene(async ({ run, config, hasSecret }) => {
      await run(initLine(), WITH_SECRET);
      const second = await run(["config", "init", "--app-id", OTHER_ID, "--app-secret-stdin"], {
        stdin: OTHER_SECRET,
      });
      assertEquals(second.status, 0);
      const { profiles, currentProfile, previousProfile } = await config();
      assertEquals(profiles.map(({ name, appId }) => [name, appId]), [["default", APP_ID], [
        OTHER_ID,
        OTHER_ID,
      ]]);
      assertEquals([currentProfile, previousProfile], [OTHER_ID, "default"]);
      assert(await hasSecret("app-secret", APP_ID) && await hasSecret("app-secret", OTHER_ID));
    }));

  it("of the same app again renews its secret and keeps its logins", () =>
    inConfigScene(async ({ run, config, logIn, platform }) => {
      await run(initLine(), WITH_SECRET);
      await logIn("default", LI, 7200);
      platform.accounts.putApp({ id: APP_ID, secret: "rotated-secret" });
      assertEquals((await run(initLine(), { stdin: "rotated-secret" })).status, 0);
      const { profiles } = await config();
      assertEquals(profiles.map(({ name, users }) => [name, users]), [["default", [LI]]]);
    }));

  it("replaces the app of a named profile only with --yes, exit 10 without", () =>
    inConfigScene(async ({ run, config, logIn, hasSecret }) => {
      await run(initLine("--name", "work"), WITH_SECRET);
      await logIn("work", LI, 7200);
      const line = ["config", "init", "--app-id", OTHER_ID, "--app-secret-stdin", "--name", "work"];
      const refused = await run(line, { stdin: OTHER_SECRET });
      assertEquals([refused.status, errorOf(refused).type], [10, "confirmation"]);
      assertEquals((await config()).profiles[0]?.appId, APP_ID);
      assertEquals((await run([...line, "--yes"], { stdin: OTHER_SECRET })).status, 0);
      assertEquals((await config()).profiles.map(({ appId, users }) => [appId, users]), [[OTHER_ID, []]]);
      assertEquals(await hasSecret("app-secret", APP_ID), false);
      assertEquals(await hasSecret("user-token", APP_ID, LI.openId), false);
    }));

  const sources: readonly (readonly [name: string, options: readonly string[], more: object])[] = [
    ["standard input, whose first line counts", ["--app-secret-stdin"], {
      stdin: `${APP_SECRET}\r\nnotes\n`,
    }],
    ["a file, whose first line counts", ["--app-secret-file", "secret.txt"], {}],
    ["the variable", [], { env: { IM_APP_SECRET: APP_SECRET } }],
  ];
  for (const [name, options, more] of sources) {
    it(`takes the secret from ${name}`, () =>
      inConfigScene(async ({ run, directory }) => {
        await Deno.writeTextFile(join(directory, "secret.txt"), `\uFEFF${APP_SECRET}\nnotes\n`);
        assertEquals((await run(["config", "init", "--app-id", APP_ID, ...options], more)).status, 0);
      }));
  }

  it("takes app and secret from the variables alone, and says that these win", () =>
    inConfigScene(async ({ run, config }) => {
      const env = { IM_APP_ID: APP_ID, IM_APP_SECRET: APP_SECRET };
      const { status, stderr } = await run(["config", "init"], { env });
      assertEquals([status, (await config()).profiles[0]?.appId], [0, APP_ID]);
      assertStringIncludes(stderr, "warning: credentials_from_environment: ");
    }));

  for (
    const more of [{ options: ["--profile", "lab"], env: {} }, { options: [], env: { IM_PROFILE: "lab" } }]
  ) {
    const chosen = more.options.length > 0 ? "--profile" : "IM_PROFILE";
    it(`sets up the profile of ${chosen}`, () =>
      inConfigScene(async ({ run, config }) => {
        assertEquals((await run(initLine(...more.options), { ...WITH_SECRET, env: more.env })).status, 0);
        assertEquals((await config()).profiles.map(({ name }) => name), ["lab"]);
      }));
  }

  it("fails for a wrong secret with config/invalid_client, exit 3, and stores nothing", () =>
    inConfigScene(async ({ run, config, root }) => {
      const failed = await run(initLine(), { stdin: "wrong-secret" });
      assertEquals([failed.status, errorOf(failed).type, errorOf(failed).subtype], [
        3,
        "config",
        "invalid_client",
      ]);
      assertEquals((await config()).profiles, []);
      assertEquals(Array.from(Deno.readDirSync(root), ({ name }) => name), []);
    }));

  it("stores what the network left in doubt, with a warning", () =>
    inConfigScene(async ({ run, config }) => {
      const { status, stderr, stdout } = await run([...initLine(), "--retry-budget", "0"], {
        ...WITH_SECRET,
        env: { IM_BASE_URL: "http://127.0.0.1:1" },
      });
      assertEquals(status, 0);
      assertStringIncludes(stderr, "warning: app_not_proved: ");
      assertEquals(JSON.parse(stdout).data.verified, false);
      assertEquals((await config()).profiles[0]?.appId, APP_ID);
    }));

  const refused: readonly (readonly [name: string, line: readonly string[], stdin: string, param: string])[] =
    [
      ["no app id", ["--app-secret-stdin"], APP_SECRET, "--app-id"],
      ["no secret", ["--app-id", APP_ID], "", "--app-secret-stdin"],
      ["nothing at all", [], "", "--app-id"],
      ["an empty secret", ["--app-id", APP_ID, "--app-secret-stdin"], "\n", "--app-secret-stdin"],
      ["a secret with blanks", ["--app-id", APP_ID, "--app-secret-stdin"], "two words", "--app-secret-stdin"],
      [
        "two sources of the secret",
        [...initLine().slice(2), "--app-secret-file", "x"],
        APP_SECRET,
        "--app-secret-file",
      ],
      [
        "a file that is not there",
        ["--app-id", APP_ID, "--app-secret-file", "nope"],
        "",
        "--app-secret-file",
      ],
      ["config 8: an unknown brand", [...initLine().slice(2), "--brand", "larc"], APP_SECRET, "--brand"],
      [
        "a host without https",
        [...initLine().slice(2), "--base-url", "http://a.example"],
        APP_SECRET,
        "--base-url",
      ],
      ["a name with a blank", [...initLine().slice(2), "--name", "my app"], APP_SECRET, "--name"],
      ["--new beside an app id", ["--new", "--app-id", APP_ID], "", "--app-id"],
      ["an unknown place for secrets", [...initLine().slice(2), "--store", "cloud"], APP_SECRET, "--store"],
    ];
  for (const [name, line, stdin, param] of refused) {
    it(`refuses ${name}, exit 2, and stores nothing`, () =>
      inConfigScene(async ({ run, config, platform }) => {
        const failed = await run(["config", "init", ...line], { stdin });
        assertEquals([failed.status, errorOf(failed).param], [2, param], failed.stderr);
        assertEquals([(await config()).profiles, platform.log.length], [[], 0]);
      }));
  }

  it("keeps the place for secrets of --store, which beats IM_STORE", () =>
    inConfigScene(async ({ run, config }) => {
      const { status } = await run(initLine("--store", "file"), {
        ...WITH_SECRET,
        env: { IM_STORE: "system" },
      });
      assertEquals([status, (await config()).profiles[0]?.store], [0, "file"]);
    }));

  it("shows with --dry-run what it would ask, and stores nothing", () =>
    inConfigScene(async ({ run, config, platform }) => {
      const { status, stdout } = await run([...initLine(), "--dry-run"], WITH_SECRET);
      assertEquals(status, 0);
      assertEquals(JSON.parse(stdout).data.api[0].url, "/open-apis/auth/v3/tenant_access_token/internal");
      assertEquals([(await config()).profiles, platform.log.length], [[], 0]);
    }));

  it("makes a new app with --new: address on stderr, then id and secret are stored", () =>
    inConfigScene(async ({ run, config, hasSecret }) => {
      const { status, stdout, stderr } = await run(["config", "init", "--new"]);
      assertEquals(status, 0, stderr);
      const { appId } = JSON.parse(stdout).data;
      assertEquals((await config()).profiles.map((profile) => profile.appId), [appId]);
      assert(await hasSecret("app-secret", appId));
      assertStringIncludes(stderr, "/page/cli?user_code=");
    }, { accounts: { answer: { decision: "approve" }, pace: 100 } }));

  it("draws the QR code of the address of --new on a terminal, and stops with the command to begin again", () =>
    inConfigScene(async ({ run }) => {
      const { stderr, status } = await run(["config", "init", "--new"], {
        answers: [],
        env: { NO_COLOR: "1" },
      });
      assertEquals(status, 3);
      assertMatch(stderr, /^█/m);
      assertStringIncludes(stderr, "im config init --new");
    }, { accounts: { answer: { decision: "deny" }, pace: 100 } }));

  it("says that the key is in a file where the system's key store does not work", () =>
    inConfigScene(async ({ run }) => {
      const { status, stderr } = await run(initLine(), { ...WITH_SECRET, env: { IM_STORE: "" } });
      assertEquals(status, 0);
      assertMatch(stderr, /^warning: key_in_file: .*secret-tool is not installed$/m);
      assertEquals((await run(initLine("--store", "file"), WITH_SECRET)).stderr, "");
    }));
});
