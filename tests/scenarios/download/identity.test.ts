import type { Fault, PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { until } from "../../support/bdd.ts";
import { assertSaved, commandFor, fileOf, LARGE, namesIn } from "../../support/downloads.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(5000, { type: "image" });
const large = fileOf(LARGE);
const resources = [image, large];

const NONE = { IM_USER_ACCESS_TOKEN: "" };
const BOT = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const APP = { IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };
const MINT = "/open-apis/auth/v3/tenant_access_token/internal";
const UNIFIED = "/oauth/v3/token";

/** How many requests went to a path. */
function requestCount(scene: Scene, path: string): number {
  return scene.platform.log.filter((request) => request.path === path).length;
}

/** A run with words added, in an environment of its own. */
function withEnv(
  env: Readonly<Record<string, string>>,
  words: readonly string[],
  more: PlatformOptions = {},
) {
  return inScene({ resources, ...more }, async (scene) => {
    const result = await scene.run(commandFor(image, ...words), { env });
    return { result, tokens: scene.platform.log.map(({ token }) => token) };
  });
}

describe("which identity a run has", () => {
  const cases: [name: string, env: Record<string, string>, words: string[], identity: "user" | "bot"][] = [
    ["a user token: user", {}, [], "user"],
    ["a bot token: bot", { ...NONE, ...BOT }, [], "bot"],
    ["app id and secret: bot", { ...NONE, ...APP }, [], "bot"],
    ["both: user", BOT, [], "user"],
    ["both, --as bot", BOT, ["--as", "bot"], "bot"],
    ["both, --as auto", BOT, ["--as", "auto"], "user"],
    ["both, IM_DEFAULT_AS=bot", { ...BOT, IM_DEFAULT_AS: "bot" }, [], "bot"],
    ["both, IM_AS=bot", { ...BOT, IM_AS: "bot" }, [], "bot"],
    ["--as user beats IM_DEFAULT_AS=bot", { ...BOT, IM_DEFAULT_AS: "bot" }, ["--as", "user"], "user"],
    ["--as auto beats IM_DEFAULT_AS=bot", { ...BOT, IM_DEFAULT_AS: "bot" }, ["--as", "auto"], "user"],
    ["LARKSUITE_CLI_USER_ACCESS_TOKEN", { ...NONE, LARKSUITE_CLI_USER_ACCESS_TOKEN: "u-demo" }, [], "user"],
    [
      "LARKSUITE_CLI_TENANT_ACCESS_TOKEN",
      { ...NONE, LARKSUITE_CLI_TENANT_ACCESS_TOKEN: "t-demo" },
      [],
      "bot",
    ],
    [
      "LARKSUITE_CLI_APP_ID and _APP_SECRET",
      {
        ...NONE,
        LARKSUITE_CLI_APP_ID: "cli_demo",
        LARKSUITE_CLI_APP_SECRET: "demo-secret",
      },
      [],
      "bot",
    ],
    ["LARKSUITE_CLI_DEFAULT_AS=bot", { ...BOT, LARKSUITE_CLI_DEFAULT_AS: "bot" }, [], "bot"],
    [
      "IM_DEFAULT_AS beats LARKSUITE_CLI_DEFAULT_AS",
      {
        ...BOT,
        IM_DEFAULT_AS: "user",
        LARKSUITE_CLI_DEFAULT_AS: "bot",
      },
      [],
      "user",
    ],
    ["IM_USER_ACCESS_TOKEN beats its twin", { LARKSUITE_CLI_USER_ACCESS_TOKEN: "u-wrong" }, [], "user"],
  ];
  for (const [name, env, words, identity] of cases) {
    it(name, async () => {
      const { result, tokens } = await withEnv(env, words);
      dataOf(result);
      assertEquals(documentOf(result.stdout)["identity"], identity);
      assertEquals(tokens.at(-1), identity);
    });
  }
});

describe("an identity that is not available", () => {
  const cases: [
    name: string,
    env: Record<string, string>,
    words: string[],
    status: number,
    type: string,
    subtype: string,
    hint: string,
  ][] = [
    ["no credentials at all", NONE, [], 3, "config", "not_configured", "im config init"],
    [
      "--as user, but only a bot token",
      { ...NONE, ...BOT },
      ["--as", "user"],
      3,
      "authentication",
      "token_missing",
      "--as bot",
    ],
    ["--as bot, but only a user token", {}, ["--as", "bot"], 3, "config", "not_configured", "--as user"],
    [
      "app id without secret",
      { ...NONE, IM_APP_ID: "cli_demo" },
      [],
      3,
      "config",
      "not_configured",
      "IM_APP_SECRET",
    ],
    [
      "secret without app id",
      { ...NONE, IM_APP_SECRET: "x" },
      [],
      3,
      "config",
      "not_configured",
      "IM_APP_ID",
    ],
    [
      "IM_DEFAULT_AS=user without token",
      { ...NONE, ...BOT, IM_DEFAULT_AS: "user" },
      [],
      3,
      "authentication",
      "token_missing",
      "im auth login",
    ],
    [
      "a wrong user token",
      { IM_USER_ACCESS_TOKEN: "u-wrong" },
      [],
      3,
      "authentication",
      "token_invalid",
      "IM_USER_ACCESS_TOKEN",
    ],
  ];
  for (const [name, env, words, status, type, subtype, hint] of cases) {
    it(`${name}: exit ${status}, ${type}/${subtype}, hint with ${hint}`, async () => {
      const { result } = await withEnv(env, words);
      const error = errorOf(result, status);
      assertEquals([error["type"], error["subtype"]], [type, subtype]);
      assertStringIncludes(String(error["hint"]), hint);
    });
  }

  for (
    const [env, words, param] of [[{}, ["--as", "admin"], "--as"], [
      { IM_DEFAULT_AS: "admin" },
      [],
      "IM_DEFAULT_AS",
    ], [
      {},
      ["--as", ""],
      "--as",
    ]] as const
  ) {
    it(`a wrong word in ${param} ${words}: exit 2, nothing sent`, async () => {
      const { result, tokens } = await withEnv(env, words);
      assertEquals([errorOf(result, 2)["param"], tokens.length], [param, 0]);
    });
  }
});

describe("bot tokens", () => {
  for (const workers of ["1", "4"]) {
    it(`are requested once per run (--workers ${workers})`, () =>
      inScene({ resources }, async (scene) => {
        const words = commandFor(large, "--output", "out.dat", "--workers", workers);
        dataOf(await scene.run(words, { env: { ...NONE, ...APP } }));
        assertEquals([requestCount(scene, MINT), requestCount(scene, UNIFIED)], [1, 0]);
        await assertSaved(scene.directory, "out.dat", large);
      }));
  }

  it("are not requested where a ready-made one is there", () =>
    inScene({ resources }, async (scene) => {
      dataOf(await scene.run(commandFor(image), { env: { ...NONE, ...APP, ...BOT } }));
      assertEquals(requestCount(scene, MINT), 0);
    }));

  for (const documented of [200, 400] as const) {
    for (const wrong of [{ IM_APP_SECRET: "wrong-secret" }, { IM_APP_ID: "cli_wrong" }]) {
      it(`${Object.keys(wrong)} is wrong (HTTP ${documented}): config/invalid_client, exit 3, asked once`, () =>
        inScene({ resources, mintRefusalStatus: { documented } }, async (scene) => {
          const result = await scene.run(commandFor(image), { env: { ...NONE, ...APP, ...wrong } });
          const error = errorOf(result, 3);
          assertEquals([error["type"], error["subtype"]], ["config", "invalid_client"]);
          assertEquals(requestCount(scene, MINT), 1);
          assert(!result.stderr.includes("wrong-secret"));
          assertEquals(namesIn(scene.directory), []);
        }));
    }
  }

  it("are requested again once when the service refuses one (99991663), and the download goes on", () =>
    inScene({ resources }, async (scene) => {
      scene.platform.addFault({
        name: "error",
        code: 99991663,
        when: { path: "/resources/", skip: 2, times: 1 },
      });
      dataOf(await scene.run(commandFor(large, "--output", "out.dat"), { env: { ...NONE, ...APP } }));
      assertEquals(requestCount(scene, MINT), 2);
      await assertSaved(scene.directory, "out.dat", large);
    }));

  it("that are refused again and again end the run: exit 3", () =>
    inScene(
      { resources, faults: [{ name: "error", code: 99991663, when: { path: "/resources/" } }] },
      async (scene) => {
        const error = errorOf(await scene.run(commandFor(image), { env: { ...NONE, ...APP } }), 3);
        assertEquals([error["subtype"], error["code"]], ["token_invalid", 99991663]);
        assertEquals(requestCount(scene, MINT), 2);
      },
    ));

  it("that end in the middle of a download are replaced", () =>
    inScene({ resources, bytesPerSecond: 40_000_000 }, async (scene) => {
      const running = scene.run(commandFor(large, "--output", "out.dat"), { env: { ...NONE, ...APP } });
      await until(() => scene.platform.log.length >= 3, running);
      scene.platform.revokeTokens("bot");
      dataOf(await running);
      assertEquals(requestCount(scene, MINT), 2);
      await assertSaved(scene.directory, "out.dat", large);
    }));

  it("a ready-made one that is refused ends the run: exit 3, nothing requested", () =>
    inScene({ resources }, async (scene) => {
      const env = { ...NONE, ...APP, IM_TENANT_ACCESS_TOKEN: "t-old" };
      assertEquals(errorOf(await scene.run(commandFor(image), { env }), 3)["code"], 99991663);
      assertEquals(requestCount(scene, MINT), 0);
    }));

  const broken: Fault[] = [
    { name: "status-503-html" },
    { name: "status-500-json", code: 2200 },
    { name: "html-200" },
    { name: "status-504-html" },
  ];
  for (const fault of broken) {
    it(`come from the unified endpoint when the first one is out of order (${fault.name})`, () =>
      inScene({ resources, faults: [{ ...fault, when: { path: MINT } }] }, async (scene) => {
        dataOf(await scene.run(commandFor(image, "--output", "out.dat"), { env: { ...NONE, ...APP } }));
        assertEquals(requestCount(scene, UNIFIED), 1);
        await assertSaved(scene.directory, "out.dat", image);
      }));
  }

  for (const unified of [400, 401] as const) {
    it(`a wrong secret reported by the unified endpoint (HTTP ${unified}): config/invalid_client, exit 3`, () => {
      const faults: Fault[] = [{ name: "status-503-html", when: { path: MINT } }];
      return inScene({ resources, faults, mintRefusalStatus: { unified } }, async (scene) => {
        const env = { ...NONE, ...APP, IM_APP_SECRET: "wrong" };
        const error = errorOf(await scene.run(commandFor(image), { env }), 3);
        assertEquals([error["type"], error["subtype"]], ["config", "invalid_client"]);
      });
    });
  }

  it("both endpoints out of order: exit 4 after the retries", () => {
    const faults: Fault[] = [MINT, UNIFIED].map((path) => ({ name: "status-503-html", when: { path } }));
    return inScene({ resources, faults }, async (scene) => {
      errorOf(await scene.run(commandFor(image), { env: { ...NONE, ...APP } }), 4);
      assertEquals(requestCount(scene, MINT), 3);
      assertEquals(namesIn(scene.directory), []);
    });
  });
});
