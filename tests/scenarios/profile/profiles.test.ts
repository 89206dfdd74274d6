import {
  APP_ID,
  APP_SECRET,
  type ConfigScene,
  inConfigScene,
  initLine,
  OTHER_ID,
  OTHER_SECRET,
} from "../config/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const LI = { openId: "ou_li", name: "Li Lei" };
const HAN = { openId: "ou_han", name: "Han Mei" };
const HOUR = 3600;
const ADD = ["profile", "add", "--name", "lab", "--app-id", OTHER_ID, "--app-secret-stdin"];
const ADDED = { stdin: OTHER_SECRET };

const errorOf = ({ stderr }: { readonly stderr: string }) => JSON.parse(stderr).error;

/** A scene with the profiles `work`, the current one, and `lab`. */
function inTwoProfiles<T>(use: (scene: ConfigScene) => Promise<T>): Promise<T> {
  return inConfigScene(async (scene) => {
    await scene.run(initLine("--name", "work"), { stdin: APP_SECRET });
    assertEquals((await scene.run(ADD, ADDED)).status, 0);
    return await use(scene);
  });
}

describe("im profile add", () => {
  it("adds a profile and leaves the current one", () =>
    inTwoProfiles(async ({ config, hasSecret }) => {
      const { profiles, currentProfile } = await config();
      assertEquals([profiles.map(({ name }) => name), currentProfile], [["work", "lab"], "work"]);
      assert(await hasSecret("app-secret", OTHER_ID));
    }));

  it("makes it the current one with --use", () =>
    inConfigScene(async ({ run, config }) => {
      await run(initLine("--name", "work"), { stdin: APP_SECRET });
      await run([...ADD, "--use"], ADDED);
      const { currentProfile, previousProfile } = await config();
      assertEquals([currentProfile, previousProfile], ["lab", "work"]);
    }));

  const refused: readonly (readonly [name: string, line: readonly string[], hint: string])[] = [
    ["a name that is taken", ["--name", "work", "--app-id", "cli_new"], "im profile list"],
    ["an app that is there", ["--name", "third", "--app-id", OTHER_ID], "im profile use lab"],
    ["a missing secret", ["--name", "third", "--app-id", "cli_new"], "--app-secret-file"],
  ];
  for (const [name, line, hint] of refused) {
    it(`refuses ${name}, exit 2`, () =>
      inTwoProfiles(async ({ run, config }) => {
        const secret = name === "a missing secret" ? [] : ["--app-secret-stdin"];
        const failed = await run(["profile", "add", ...line, ...secret], ADDED);
        assertEquals([failed.status, (await config()).profiles.length], [2, 2]);
        assertStringIncludes(errorOf(failed).hint, hint);
      }));
  }

  it("stores nothing where the service refuses the secret, exit 3", () =>
    inConfigScene(async ({ run, config }) => {
      const failed = await run(ADD, { stdin: "wrong-secret" });
      assertEquals([failed.status, errorOf(failed).subtype], [3, "invalid_client"]);
      assertEquals((await config()).profiles, []);
    }));
});

describe("im profile list", () => {
  it("lists nothing where there is nothing", () =>
    inConfigScene(async ({ data }) => assertEquals(await data("profile list"), { profiles: [] })));

  it("lists profiles with who acts, and which one a line would use", () =>
    inTwoProfiles(async ({ data, logIn, platform }) => {
      await logIn("lab", LI, HOUR);
      const { profiles } = await data("profile list --profile lab");
      const baseUrl = platform.origin;
      assertEquals(profiles, [
        { name: "work", appId: APP_ID, brand: "feishu", baseUrl, active: true, effective: false },
        {
          name: "lab",
          appId: OTHER_ID,
          brand: "feishu",
          baseUrl,
          active: false,
          effective: true,
          effectiveSource: "--profile",
          user: LI.name,
          userOpenId: LI.openId,
          tokenStatus: "valid",
          users: [LI],
        },
      ]);
    }));

  const statuses = [[HOUR, "valid"], [60, "needs_refresh"], [-1, "expired"]] as const;
  for (const [seconds, status] of statuses) {
    it(`tells that a login is ${status}`, () =>
      inTwoProfiles(async ({ data, logIn }) => {
        await logIn("work", LI, seconds);
        const { profiles } = await data("profile list");
        assertEquals((profiles as { tokenStatus?: string }[])[0]?.tokenStatus, status);
      }));
  }

  it("lists what is there although the current profile is gone", () =>
    inTwoProfiles(async ({ data, root }) => {
      const file = join(root, "config.json");
      await Deno.writeTextFile(
        file,
        (await Deno.readTextFile(file)).replace(/"currentProfile": "work"/, '"currentProfile": "gone"'),
      );
      const { profiles } = await data("profile list");
      assertEquals(
        (profiles as { active: boolean; effective: boolean }[]).map((
          { active, effective },
        ) => [active, effective]),
        [
          [false, false],
          [false, false],
        ],
      );
    }));

  it("warns once about an unknown key", () =>
    inTwoProfiles(async ({ run, root }) => {
      const file = join(root, "config.json");
      await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace("{", '{"nonsense": 1,'));
      const { stderr } = await run(["profile", "list"]);
      assertEquals(stderr.split("unknown_config_key").length, 2);
    }));

  it("prints a line a profile with --format pretty", () =>
    inTwoProfiles(async ({ run }) => {
      const { stdout } = await run(["profile", "list", "--format", "pretty"]);
      assertEquals(stdout.split("\n"), [
        `* work  ${APP_ID}  feishu  nobody logged in`,
        `  lab  ${OTHER_ID}  feishu  nobody logged in`,
        "",
      ]);
    }));
});

describe("im profile use", () => {
  it("switches, and back with -", () =>
    inTwoProfiles(async ({ data }) => {
      assertEquals(await data("profile use lab"), { profile: "lab", previous: "work" });
      assertEquals(await data("profile use -"), { profile: "work", previous: "lab" });
    }));

  it("takes an app id", () =>
    inTwoProfiles(async ({ data }) => {
      assertEquals((await data(`profile use ${OTHER_ID}`))["profile"], "lab");
    }));

  it("chooses with --user who acts from now on", () =>
    inTwoProfiles(async ({ data, logIn, config }) => {
      await logIn("lab", LI, HOUR);
      await logIn("lab", HAN, HOUR);
      const { user } = await data("profile use lab --user ou_han");
      assertEquals([user, (await config()).profiles[1]?.currentUser], [HAN.name, HAN.openId]);
    }));

  it("warns where a variable wins", () =>
    inTwoProfiles(async ({ run }) => {
      const { status, stderr } = await run(["profile", "use", "lab"], { env: { IM_PROFILE: "work" } });
      assertEquals([status, stderr], [0, "warning: variable_wins: IM_PROFILE is set and wins\n"]);
    }));

  const refused: readonly (readonly [name: string, words: readonly string[], status: number])[] = [
    ["no name", [], 2],
    ["two names", ["work", "lab"], 2],
    ["a profile that is not there", ["nope"], 3],
    ["- without a former profile", ["-"], 2],
  ];
  for (const [name, words, status] of refused) {
    it(`refuses ${name}, exit ${status}`, () =>
      inTwoProfiles(async ({ run, config }) => {
        assertEquals((await run(["profile", "use", ...words])).status, status);
        assertEquals((await config()).currentProfile, "work");
      }));
  }
});

describe("im profile rename", () => {
  it("keeps app, secret, logins and place", () =>
    inTwoProfiles(async ({ data, run, config, logIn }) => {
      await logIn("work", LI, HOUR);
      assertEquals(await data("profile rename work office"), { profile: "office", previousName: "work" });
      const { profiles, currentProfile } = await config();
      assertEquals([profiles.map(({ name }) => name), currentProfile], [["office", "lab"], "office"]);
      assertEquals((await run(["+chat-list"])).status, 0);
    }));

  const refused: readonly (readonly [name: string, words: readonly string[], status: number])[] = [
    ["one name", ["work"], 2],
    ["three names", ["work", "a", "b"], 2],
    ["a name that is taken", ["work", "lab"], 2],
    ["a name that cannot be", ["work", "a/b"], 2],
    ["a profile that is not there", ["nope", "a"], 3],
  ];
  for (const [name, words, status] of refused) {
    it(`refuses ${name}, exit ${status}`, () =>
      inTwoProfiles(async ({ run }) => {
        assertEquals((await run(["profile", "rename", ...words])).status, status);
      }));
  }
});

describe("im profile remove", () => {
  it("removes the profile with its secret and logins, and nothing of the others", () =>
    inTwoProfiles(async ({ data, config, hasSecret, logIn }) => {
      await logIn("lab", LI, HOUR);
      await logIn("work", LI, HOUR);
      assertEquals(await data("profile remove lab"), { removed: "lab", logins: 1, active: "work" });
      assertEquals((await config()).profiles.map(({ name }) => name), ["work"]);
      assertEquals(await hasSecret("app-secret", OTHER_ID), false);
      assertEquals(await hasSecret("user-token", OTHER_ID, LI.openId), false);
      assert(await hasSecret("app-secret", APP_ID) && await hasSecret("user-token", APP_ID, LI.openId));
    }));

  it("makes the profile before it the current one", () =>
    inTwoProfiles(async ({ data }) => {
      await data("profile use lab");
      assertEquals((await data("profile remove lab"))["active"], "work");
    }));

  it("refuses to remove the only profile, exit 2", () =>
    inConfigScene(async ({ run, config }) => {
      await run(initLine("--name", "work"), { stdin: APP_SECRET });
      const failed = await run(["profile", "remove", "work"]);
      assertEquals([failed.status, errorOf(failed).subtype], [2, "failed_precondition"]);
      assertStringIncludes(errorOf(failed).hint, "im config remove --yes");
      assertEquals((await config()).profiles.length, 1);
    }));
});

describe("im config remove", () => {
  it("asks for --yes, exit 10, and then removes everything", () =>
    inTwoProfiles(async ({ run, data, config, hasSecret, logIn }) => {
      await logIn("work", LI, HOUR);
      const refused = await run(["config", "remove"]);
      assertEquals([refused.status, errorOf(refused).risk], [10, "high-risk-write"]);
      assertEquals((await config()).profiles.length, 2);
      assertEquals(await data("config remove --yes"), { removed: ["work", "lab"], logins: 1 });
      assertEquals((await config()).profiles, []);
      for (const appId of [APP_ID, OTHER_ID]) assertEquals(await hasSecret("app-secret", appId), false);
    }));

  it("removes with --profile only that one", () =>
    inTwoProfiles(async ({ data, config }) => {
      assertEquals((await data("config remove --profile lab --yes"))["removed"], ["lab"]);
      assertEquals((await config()).profiles.map(({ name }) => name), ["work"]);
    }));

  it("removes nothing where there is nothing", () =>
    inConfigScene(async ({ data }) => {
      assertEquals(await data("config remove"), { removed: [], logins: 0 });
    }));

  it("shows with --dry-run and changes nothing", () =>
    inTwoProfiles(async ({ run, config }) => {
      assertEquals((await run(["config", "remove", "--dry-run"])).status, 0);
      assertEquals((await config()).profiles.length, 2);
    }));
});

describe("a profile of another app of the same person", () => {
  it("is chosen by --profile, its secret and its host with it", () =>
    inTwoProfiles(async ({ run, platform }) => {
      platform.clearLog();
      const { status } = await run(["+chat-list", "--profile", "lab", "--as", "bot"], {
        env: { IM_BASE_URL: "" },
      });
      const [request] = platform.log;
      assertEquals(status, 0);
      assertEquals(request?.path, "/open-apis/auth/v3/tenant_access_token/internal");
    }));
});
