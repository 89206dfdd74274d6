import { demoChat } from "../../../fixtures/platform/mod.ts";
import { sendLine } from "../../support/sending.ts";
import { APP_ID, APP_SECRET, type ConfigScene, inConfigScene, initLine } from "./scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LI = { openId: "ou_demo", name: "Li Lei" };
const HOUR = 3600;
const LIST = ["+chat-list"];

/** A scene with an app, and with somebody logged in whose tokens last for `seconds`. */
function inAccount<T>(seconds: number | undefined, use: (scene: ConfigScene) => Promise<T>): Promise<T> {
  return inConfigScene(async (scene) => {
    await scene.run(initLine(), { stdin: APP_SECRET });
    if (seconds !== undefined) await scene.logIn("default", LI, seconds);
    return await use(scene);
  });
}

const errorOf = ({ stderr }: { readonly stderr: string }) => JSON.parse(stderr).error;

describe("config: which profile", () => {
  it("config 1: an unknown --profile is config/not_configured, exit 3, field --profile", () =>
    inAccount(undefined, async ({ run }) => {
      const failed = await run([...LIST, "--profile", "nope"]);
      const { type, subtype, field } = errorOf(failed);
      assertEquals([failed.status, type, subtype, field], [3, "config", "not_configured", "--profile"]);
    }));

  for (const variable of ["IM_PROFILE", "LARKSUITE_CLI_PROFILE"]) {
    it(`config 2: the same through ${variable}, and field names it`, () =>
      inAccount(undefined, async ({ run }) => {
        const failed = await run(LIST, { env: { [variable]: "nope" } });
        assertEquals([failed.status, errorOf(failed).field], [3, variable]);
      }));
  }

  it("--profile without a value is exit 2 in the same envelope", () =>
    inAccount(undefined, async ({ run }) => {
      const failed = await run([...LIST, "--profile"]);
      assertEquals([failed.status, errorOf(failed).param], [2, "--profile"]);
    }));

  it("stands before the command, too", () =>
    inAccount(undefined, async ({ run }) => {
      assertEquals((await run(["--profile", "default", ...LIST, "--as", "bot"])).status, 0);
    }));
});

describe("config: credentials of the environment", () => {
  it("config 6: a secret without app id is an error that names IM_APP_ID", () =>
    inConfigScene(async ({ run }) => {
      const failed = await run([...LIST, "--as", "bot"], { env: { IM_APP_SECRET: APP_SECRET } });
      const { type, field } = errorOf(failed);
      assertEquals([failed.status, type, field], [3, "config", "IM_APP_ID"]);
    }));

  it("config 6: a ready-made token is enough without app id", () =>
    inConfigScene(async ({ run }) => {
      const { status } = await run(LIST, { env: { IM_USER_ACCESS_TOKEN: "u-demo" } });
      assertEquals(status, 0);
    }));

  it("config 7: app id and secret can send as bot", () =>
    inConfigScene(async ({ run }) => {
      const env = { IM_APP_ID: APP_ID, IM_APP_SECRET: APP_SECRET };
      const { status, stdout } = await run(sendLine("--text", "hello"), { env });
      assertEquals([status, JSON.parse(stdout).identity], [0, "bot"]);
    }, demoChat));

  it("config 8: an unknown brand is rejected with the two that there are, exit 2", () =>
    inConfigScene(async ({ run }) => {
      const failed = await run(LIST, { env: { IM_BRAND: "larc", IM_USER_ACCESS_TOKEN: "u-demo" } });
      const { param, hint } = errorOf(failed);
      assertEquals([failed.status, param], [2, "IM_BRAND"]);
      assertStringIncludes(hint, "feishu or lark");
    }));

  it("win over the profile", () =>
    inAccount(HOUR, async ({ run, platform }) => {
      platform.clearLog();
      const { status, stdout } = await run(LIST, { env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } });
      assertEquals([status, JSON.parse(stdout).identity, platform.log.length], [0, "bot", 1]);
    }));

  it("need no directory for a configuration", () =>
    inConfigScene(async ({ run }) => {
      const env = { IM_USER_ACCESS_TOKEN: "u-demo", IM_CONFIG_DIR: "" };
      assertEquals((await run(LIST, { env })).status, 0);
    }));
});

describe("identity 31: who acts", () => {
  type Row = readonly [
    name: string,
    seconds: number | undefined,
    words: readonly string[],
    setting: Readonly<Record<string, string>>,
    identity: string,
  ];
  const rows: readonly Row[] = [
    ["step 1: --as bot beats a login", HOUR, ["--as", "bot"], {}, "bot"],
    ["step 1: --as user beats IM_DEFAULT_AS", HOUR, ["--as", "user"], { IM_DEFAULT_AS: "bot" }, "user"],
    ["step 2: strict mode beats a login", HOUR, [], { IM_STRICT_MODE: "bot" }, "bot"],
    ["step 2: lark-cli's variable of it counts", HOUR, [], { LARKSUITE_CLI_STRICT_MODE: "bot" }, "bot"],
    ["step 3: IM_DEFAULT_AS beats a login", HOUR, [], { IM_DEFAULT_AS: "bot" }, "bot"],
    ["step 3: auto says nothing", HOUR, [], { IM_DEFAULT_AS: "auto" }, "user"],
    ["step 4: a login is user", HOUR, [], {}, "user"],
    ["step 4: a login that needs a refresh counts", 60, ["--dry-run"], {}, "user"],
    ["step 4: an expired login is bot", -1, [], {}, "bot"],
    ["step 4: nobody logged in is bot", undefined, [], {}, "bot"],
    ["--as auto jumps over step 3", HOUR, ["--as", "auto"], { IM_DEFAULT_AS: "bot" }, "user"],
  ];
  for (const [name, seconds, words, env, identity] of rows) {
    it(name, () =>
      inAccount(seconds, async ({ run }) => {
        const { status, stdout, stderr } = await run([...LIST, ...words], { env });
        assertEquals([status, stderr], [0, ""]);
        assertEquals(JSON.parse(stdout).identity, identity);
      }));
  }

  it("step 3: the profile's default-as beats a login, and IM_DEFAULT_AS beats that", () =>
    inAccount(HOUR, async ({ run, data }) => {
      assertEquals(await data("config default-as bot"), { profile: "default", defaultAs: "bot" });
      assertEquals(await data("config default-as"), { profile: "default", defaultAs: "bot" });
      assertEquals(JSON.parse((await run(LIST)).stdout).identity, "bot");
      const { stdout } = await run(LIST, { env: { IM_DEFAULT_AS: "user" } });
      assertEquals(JSON.parse(stdout).identity, "user");
    }));

  it("an unknown word is rejected wherever it stands", () =>
    inAccount(undefined, async ({ run }) => {
      const lines: readonly (readonly [words: readonly string[], env: Record<string, string>])[] = [
        [[...LIST, "--as", "root"], {}],
        [LIST, { IM_DEFAULT_AS: "root" }],
        [LIST, { IM_STRICT_MODE: "root" }],
        [["config", "default-as", "root"], {}],
        [["config", "strict-mode", "auto"], {}],
        [["api", "GET", "im/v1/chats", "--as", "root"], {}],
      ];
      for (const [words, env] of lines) {
        assertEquals((await run(words, { env })).status, 2, words.join(" "));
      }
    }));
});

describe("identity 32: strict mode", () => {
  it("rejects the other identity where it is given, exit 2", () =>
    inAccount(HOUR, async ({ run, data }) => {
      await data("config strict-mode bot");
      const failed = await run([...LIST, "--as", "user"]);
      const { type, subtype, param } = errorOf(failed);
      assertEquals([failed.status, type, subtype, param], [2, "validation", "invalid_argument", "--as"]);
      assertEquals(JSON.parse((await run(LIST)).stdout).identity, "bot");
    }));

  it("rejects a command that has only the other identity, exit 2", () =>
    inAccount(HOUR, async ({ run }) => {
      const failed = await run(["+flag-list"], { env: { IM_STRICT_MODE: "bot" } });
      assertEquals([failed.status, errorOf(failed).type], [2, "validation"]);
    }));

  it("is switched off again", () =>
    inAccount(HOUR, async ({ run, data }) => {
      await data("config strict-mode bot");
      assertEquals(await data("config strict-mode off"), { profile: "default", strictMode: "off" });
      assertEquals((await run([...LIST, "--as", "user"])).status, 0);
    }));
});

describe("identity 33: a command with one identity", () => {
  it("runs as bot without --as, whoever is logged in", () =>
    inAccount(HOUR, async ({ run }) => {
      const { status, stdout } = await run(["chats", "create", "--name", "team", "--dry-run"]);
      assertEquals([status, JSON.parse(stdout).identity], [0, "bot"]);
    }));

  it("names the right identity where the wrong one is given", () =>
    inAccount(HOUR, async ({ run }) => {
      const failed = await run(["chats", "create", "--name", "team", "--as", "user"]);
      assertEquals(failed.status, 2);
      assertStringIncludes(errorOf(failed).hint, "--as bot");
    }));

  it("names the identity that would work where nobody is logged in", () =>
    inAccount(undefined, async ({ run }) => {
      const failed = await run([...LIST, "--as", "user"]);
      assertEquals(failed.status, 3);
      assertStringIncludes(errorOf(failed).hint, "--as bot");
    }));
});

describe("identity 34: every envelope", () => {
  const lines: readonly (readonly [name: string, words: readonly string[], identity: string])[] = [
    ["of a result", LIST, "user"],
    ["of a dry run", [...LIST, "--dry-run"], "user"],
    ["of a raw method", ["chats", "list", "--as", "bot"], "bot"],
    ["of a refusal", ["chats", "get", "--chat-id", "oc_nope", "--as", "bot"], "bot"],
  ];
  for (const [name, words, identity] of lines) {
    it(`${name} has the identity`, () =>
      inAccount(HOUR, async ({ run }) => {
        const { stdout, stderr } = await run(words);
        assertEquals(JSON.parse(stdout || stderr).identity, identity);
      }));
  }
});

describe("--user", () => {
  it("chooses who acts", () =>
    inAccount(HOUR, async ({ run, logIn, platform }) => {
      await logIn("default", { openId: "ou_han", name: "Han Mei" }, HOUR);
      platform.clearLog();
      assertEquals((await run([...LIST, "--user", "Han Mei"])).status, 0);
      const failed = await run([...LIST, "--user", "Nobody"]);
      assertEquals([failed.status, errorOf(failed).field], [3, "--user"]);
    }));
});
