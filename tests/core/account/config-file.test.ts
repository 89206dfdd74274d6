import { type Config, EMPTY_CONFIG, type Profile } from "../../../core/account/config.ts";
import { configPath, readConfig, updateConfig } from "../../../core/account/config-file.ts";
import { Failure } from "../../../core/failure.ts";
import { plainText } from "../../../core/text/phrase.ts";
import type { World } from "../../../core/world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { realClock } from "../../support/secrets.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const PROFILE: Profile = { name: "work", appId: "cli_1", brand: "feishu", users: [] };
const CONFIG: Config = { version: 1, profiles: [PROFILE] };

/** A directory with this file in it. */
function withFile<T>(text: string, use: (root: string) => Promise<T>): Promise<T> {
  return inTemporaryDirectory(async (root) => {
    await Deno.writeTextFile(join(root, "config.json"), text);
    return await use(root);
  });
}

const add = (profile: Profile) => (config: Config) => ({
  ...config,
  profiles: [...config.profiles, profile],
});
const modeOf = async (path: string) => ((await Deno.stat(path)).mode ?? 0) & 0o777;

describe("reading the configuration", () => {
  it("finds nothing where there is no file", () =>
    inTemporaryDirectory(async (root) => {
      const read = await readConfig(fakeWorld(), join(root, "missing"));
      assertEquals(read, { config: EMPTY_CONFIG, warnings: [] });
    }));

  it("takes what people leave out as the default", () =>
    withFile('\uFEFF{"profiles":[{"name":"work","appId":"cli_1"}]}', async (root) => {
      assertEquals((await readConfig(fakeWorld(), root)).config, CONFIG);
    }));

  it("warns about unknown keys, with the one that may be meant", () =>
    withFile(
      '{"profils":[],"profiles":[{"name":"work","appId":"cli_1","brnd":"lark","users":[{"openId":"ou_1","x":1}]}]}',
      async (root) => {
        const suggest = (word: string) => ({ profils: "profiles", brnd: "brand" })[word];
        const { warnings } = await readConfig(fakeWorld(), root, suggest);
        const path = configPath(root);
        assertEquals(warnings.map(({ key, detail }) => `${key}: ${plainText(detail)}`), [
          `unknown_config_key: "profils" in "${path}" is unknown; did you mean "profiles"?`,
          `unknown_config_key: "profiles[0].brnd" in "${path}" is unknown; did you mean "brand"?`,
          `unknown_config_key: "profiles[0].users[0].x" in "${path}" is unknown`,
        ]);
      },
    ));

  it("takes lark-cli's file: its profiles without its logins, and only secrets that are there", () => {
    const apps = [
      {
        name: "work",
        appId: "cli_1",
        appSecret: "plain-secret",
        brand: "lark",
        users: [{ userOpenId: "ou_1" }],
      },
      {
        appId: "cli_2",
        appSecret: { source: "keychain", id: "appsecret:cli_2" },
        lang: "zh",
        strictMode: "off",
      },
    ];
    const text = JSON.stringify({ strictMode: "bot", riskControl: true, currentApp: "cli_2", apps });
    return withFile(text, async (root) => {
      const { config, warnings } = await readConfig(fakeWorld(), root);
      assertEquals(config, {
        version: 1,
        currentProfile: "cli_2",
        profiles: [
          {
            ...{ name: "work", appId: "cli_1", brand: "lark", strictMode: "bot", appSecret: "plain-secret" },
            users: [],
          },
          { name: "cli_2", appId: "cli_2", brand: "feishu", users: [] },
        ],
      });
      assertEquals(warnings.map(({ key, detail }) => [key, plainText(detail).includes(configPath(root))]), [
        ["lark_cli_config", true],
      ]);
      await updateConfig(fakeWorld({ clock: realClock() }), root, (one) => one);
      assertEquals((await readConfig(fakeWorld(), root)).warnings, []);
    });
  });

  it("names what is wrong with lark-cli's file", () =>
    withFile('{"apps":[{"name":"work"}]}', async (root) => {
      const detail = await rejectionOf(() => readConfig(fakeWorld(), root));
      assertMatch(plainText(detail.message), /^"profiles\[0\]\.appId" must be text, not null/);
    }));

  const broken: readonly (readonly [text: string, message: string, place: string])[] = [
    ['{\n  "version": 1,\n  "profiles": [}\n', "is not JSON", ", line 3, column 16"],
    ['{"version": 1, }', "is not JSON", ", line 1, column 16"],
    ["", "is not JSON", ", line 1, column 1"],
    ["[]", "the whole must be an object", ", line 1, column 1"],
    ['{"profiles": {}}', '"profiles" must be a list, not an object', ", line 1, column 14"],
    ['{"version": "1"}', '"version" must be 1, not "1"', ", line 1, column 13"],
    ['{"profiles": [{\n  "appId": "a"}]}', '"profiles[0].name" is missing', ", line 1, column 15"],
    [
      '{"profiles": [{"name": "a",\n "appId": "a", "brand": "larkk"}]}',
      '"profiles[0].brand" must be "feishu" or "lark", not "larkk"',
      ", line 2, column 25",
    ],
    [
      '{"profiles": [{"name": "a", "appId": "a", "brand": "(lark)"}]}',
      '"profiles[0].brand" must be "feishu" or "lark", not "(lark)"',
      ", line 1, column 52",
    ],
    [
      '{"profiles": [{"name": "a", "appId": ""}]}',
      '"profiles[0].appId" must not be empty',
      ", line 1, column 38",
    ],
    [
      '{"profiles": [{"name": "a b", "appId": "a"}]}',
      '"profiles[0].name" must not contain " "',
      ", line 1, column 24",
    ],
    [
      '{"profiles": [{"name": "a", "appId": "a"}, {"name": "a", "appId": "b"}]}',
      '"profiles[1].name" names another profile, too',
      ", line 1, column 53",
    ],
    [
      '{"profiles": [{"name": "a", "appId": "a", "users": [1]}]}',
      '"profiles[0].users[0]" must be an object, not 1',
      "",
    ],
  ];
  for (const [text, message, place] of broken) {
    it(`refuses ${JSON.stringify(text)}`, () =>
      withFile(text, async (root) => {
        const detail = await rejectionOf(() => readConfig(fakeWorld(), root));
        assertEquals([detail.type, detail.subtype, detail.path], [
          "config",
          "invalid_config",
          configPath(root),
        ]);
        const said = plainText(detail.message);
        assert(said.includes(message) && said.endsWith(place), said);
        assertMatch(plainText(detail.hint ?? ""), /correct the file.*config\/init/);
      }));
  }

  it("refuses a file of a later version with both numbers", () =>
    withFile('{"version": 3, "profiles": {}}', async (root) => {
      const detail = await rejectionOf(() => readConfig(fakeWorld(), root));
      assertEquals(
        plainText(detail.message),
        `"${configPath(root)}" has version 3, this program reads version 1`,
      );
    }));
});

describe("changing the configuration", () => {
  it("makes a file that only its owner can read, in a directory that only its owner can open", () =>
    inTemporaryDirectory(async (directory) => {
      const root = join(directory, "a/b");
      assertEquals(await updateConfig(fakeWorld(), root, add(PROFILE)), CONFIG);
      assertEquals([await modeOf(root), await modeOf(configPath(root))], [0o700, 0o600]);
      const text = await Deno.readTextFile(configPath(root));
      assertEquals(text, JSON.stringify({ version: 1, profiles: [PROFILE] }, null, 2) + "\n");
    }));

  it("closes a file that others could read, and leaves alone who may open the directory that it is in", () =>
    withFile("{}", async (root) => {
      await Deno.chmod(root, 0o755);
      await Deno.chmod(configPath(root), 0o644);
      await updateConfig(fakeWorld(), root, add(PROFILE));
      assertEquals([await modeOf(root), await modeOf(configPath(root))], [0o755, 0o600]);
    }));

  it("keeps unknown keys at every depth, and all digits of numbers", () =>
    withFile(
      '{"x":12345678901234567890,"profiles":[{"name":"a","appId":"b","y":[1],"users":[{"openId":"o","z":null}]}]}',
      async (root) => {
        await updateConfig(fakeWorld(), root, (config) => ({
          ...config,
          profiles: config.profiles.map((profile) => ({ ...profile, name: "c" })),
        }));
        const text = (await Deno.readTextFile(configPath(root))).replace(/\s/g, "");
        assertMatch(text, /"x":12345678901234567890/);
        assertMatch(text, /"name":"c".*"y":\[1\]/);
        assertMatch(text, /"z":null/);
      },
    ));

  it("loses no change of many that come at once", () =>
    inTemporaryDirectory(async (root) => {
      const world = fakeWorld({ clock: realClock() });
      const names = Array.from({ length: 12 }, (_none, at) => `p${at}`);
      await Promise.all(names.map((name) => updateConfig(world, root, add({ ...PROFILE, name }))));
      const { config } = await readConfig(world, root);
      assertEquals(config.profiles.map(({ name }) => name).sort(), names.sort());
    }));

  it("leaves the file as it is where the change or a check of it fails", () =>
    withFile('{"profiles":[', async (root) => {
      await assertRejects(() => updateConfig(fakeWorld(), root, add(PROFILE)), Failure);
      assertEquals(await Deno.readTextFile(configPath(root)), '{"profiles":[');
    }));

  it("replaces the file that a link leads to, and keeps the link", () =>
    inTemporaryDirectory(async (directory) => {
      const [root, real] = [join(directory, "root"), join(directory, "dotfiles.json")];
      await Deno.mkdir(root);
      await Deno.writeTextFile(real, "{}");
      await Deno.symlink(real, configPath(root));
      await updateConfig(fakeWorld(), root, add(PROFILE));
      assert((await Deno.lstat(configPath(root))).isSymlink);
      assertMatch(await Deno.readTextFile(real), /cli_1/);
    }));

  it("says so where a file is in the place of the directory", () =>
    inTemporaryDirectory(async (directory) => {
      const root = join(directory, "file");
      await Deno.writeTextFile(root, "");
      for (
        const work of [
          () => readConfig(fakeWorld(), root),
          () => updateConfig(fakeWorld(), root, add(PROFILE)),
        ]
      ) {
        const detail = await rejectionOf(work);
        assertEquals([detail.type, detail.subtype], ["internal", "storage"]);
        assertMatch(plainText(detail.hint ?? ""), /is a file|a file is/);
      }
    }));

  const faults: readonly (readonly [code: string, call: "open" | "rename" | "mkdir", hint: RegExp])[] = [
    ["ENOSPC", "open", /free some space/],
    ["EROFS", "mkdir", /read-only: choose .* configDir/],
    ["EACCES", "rename", /your own/],
  ];
  for (const [code, call, hint] of faults) {
    it(`keeps the old file and names it with what to do on ${code}`, () =>
      withFile("{}", async (root) => {
        const world = fakeWorld({ files: failing(call, code) });
        const detail = await rejectionOf(() => updateConfig(world, root, add(PROFILE)));
        assertEquals([detail.type, detail.subtype], ["internal", "storage"]);
        assert(detail.path?.startsWith(root));
        assertMatch(plainText(detail.hint ?? ""), hint);
        assertEquals(await Deno.readTextFile(configPath(root)), "{}");
        assertEquals(
          Array.from(Deno.readDirSync(root), ({ name }) => name).filter((name) => /draft/.test(name)),
          [],
        );
      }));
  }
});

/** Files of which one call fails; drafts only, where it opens files. */
function failing(call: "open" | "rename" | "mkdir", code: string): World["files"] {
  const failure = Object.assign(new Error(`${code}: no`), { code });
  const open: World["files"]["open"] = (path, options) =>
    String(path).endsWith(".draft") ? Promise.reject(failure) : Deno.open(path, options);
  return { ...Deno, [call]: call === "open" ? open : () => Promise.reject(failure) };
}
