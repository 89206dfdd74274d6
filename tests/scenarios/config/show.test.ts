import { APP_ID, APP_SECRET, inConfigScene, initLine } from "./scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const LI = { openId: "ou_li", name: "Li Lei" };
const WITH_SECRET = { stdin: APP_SECRET };

describe("im config show", () => {
  it("shows the profile in use, and no secret", () =>
    inConfigScene(async ({ run, data, logIn, root, platform }) => {
      await run(initLine(), WITH_SECRET);
      await logIn("default", LI, 7200);
      assertEquals(await data("config show", { env: { IM_BASE_URL: "", IM_STORE: "" } }), {
        directory: root,
        file: join(root, "config.json"),
        source: "profile",
        profile: "default",
        profileSource: "config",
        appId: APP_ID,
        appSecret: "****",
        brand: "feishu",
        baseUrl: platform.origin,
        accountsUrl: platform.origin,
        defaultAs: "auto",
        strictMode: "off",
        store: "auto",
        users: [{ ...LI, current: true }],
      });
    }));

  it("tells with --origin for each value where it comes from, the directory included", () =>
    inConfigScene(async ({ run, data, platform }) => {
      await run(initLine("--name", "work"), WITH_SECRET);
      await run(["config", "default-as", "bot"]);
      const { origins } = await data("config show --origin --profile work", {
        env: { LARKSUITE_CLI_BRAND: "lark" },
      });
      assertEquals(origins, {
        directory: { origin: "variable", name: "IM_CONFIG_DIR" },
        profile: { origin: "option", name: "--profile" },
        appId: { origin: "profile", name: "work" },
        brand: { origin: "variable", name: "LARKSUITE_CLI_BRAND" },
        baseUrl: { origin: "variable", name: "IM_BASE_URL" },
        accountsUrl: { origin: "default" },
        defaultAs: { origin: "profile", name: "work" },
        strictMode: { origin: "default" },
        store: { origin: "variable", name: "IM_STORE" },
        appSecret: { origin: "profile", name: "work" },
      });
      assertEquals(platform.log.length, 1, "only config init asks the service");
    }));

  it("tells with --origin which global options are set, and by what", () =>
    inConfigScene(async ({ run, data }) => {
      await run(initLine("--name", "work"), WITH_SECRET);
      const env = { IM_TIMEOUT: "17", IM_DEFAULT_AS: "bot" };
      const shown = await data("config show --origin --as user", { env });
      assertEquals(shown["options"], { as: "user", timeout: 17 });
      const origins = shown["origins"] as Record<string, unknown>;
      assertEquals([origins["as"], origins["timeout"], origins["defaultAs"]], [
        { origin: "option", name: "--as" },
        { origin: "variable", name: "IM_TIMEOUT" },
        { origin: "variable", name: "IM_DEFAULT_AS" },
      ]);
      const pretty = await run(["config", "show", "--origin", "--format", "pretty"], { env });
      assertStringIncludes(pretty.stdout, "timeout: 17  (variable IM_TIMEOUT)");
    }));

  it("works while credentials come from the environment, and says so", () =>
    inConfigScene(async ({ data }) => {
      const env = { IM_APP_ID: "cli_env", IM_APP_SECRET: "env-secret", IM_TENANT_ACCESS_TOKEN: "t-demo" };
      const shown = await data("config show --origin", { env });
      assertEquals(
        [shown["source"], shown["appId"], shown["appSecret"], shown["botToken"]],
        ["environment", "cli_env", "****", "****"],
      );
      const origins = shown["origins"] as Record<string, unknown>;
      assertEquals(origins["appSecret"], { origin: "variable", name: "IM_APP_SECRET" });
    }));

  it("is config/not_configured, exit 3, where nothing is configured, and says how to begin", () =>
    inConfigScene(async ({ run }) => {
      const { status, stderr, stdout } = await run(["config", "show"]);
      const { type, subtype, hint } = JSON.parse(stderr).error;
      assertEquals([status, stdout, type, subtype], [3, "", "config", "not_configured"]);
      assertStringIncludes(hint, "im config init");
    }));

  it("names line and column of a broken file, exit 3", () =>
    inConfigScene(async ({ run, root }) => {
      await Deno.writeTextFile(join(root, "config.json"), '{"profiles": [\n  {"name": }\n]}');
      const { status, stderr } = await run(["config", "show"]);
      const { subtype, message } = JSON.parse(stderr).error;
      assertEquals([status, subtype], [3, "invalid_config"]);
      assertStringIncludes(message, "line 2");
    }));

  it("warns about an unknown key with the one that may be meant", () =>
    inConfigScene(async ({ run, root }) => {
      await run(initLine(), WITH_SECRET);
      const file = join(root, "config.json");
      await Deno.writeTextFile(file, (await Deno.readTextFile(file)).replace('"brand"', '"brnd"'));
      const { status, stderr } = await run(["config", "show"]);
      assertEquals(status, 0);
      assertStringIncludes(stderr, "warning: unknown_config_key: ");
      assertStringIncludes(stderr, 'did you mean "brand"?');
      assertStringIncludes(
        (await run(["+chat-list", "--as", "bot"])).stderr,
        "warning: unknown_config_key: ",
      );
    }));

  it("is readable with --format pretty", () =>
    inConfigScene(async ({ run }) => {
      await run(initLine(), WITH_SECRET);
      const { stdout } = await run(["config", "show", "--origin", "--format", "pretty"]);
      assertStringIncludes(stdout, `appId: ${APP_ID}  (profile default)\n`);
    }));
});

describe("config 3: the app secret", () => {
  it("is in no output, error, log or dry run of the commands that know it", () =>
    inConfigScene(async ({ run, root }) => {
      const lines = [
        [...initLine(), "--verbose"],
        [...initLine(), "--dry-run"],
        ["config", "show", "--origin"],
        ["profile", "list"],
        ["+chat-list", "--as", "bot", "--verbose"],
        ["+chat-list", "--as", "bot", "--dry-run"],
        ["config", "init", "--app-id", "cli_demo", "--app-secret", APP_SECRET],
        ["config", "init", "--app-id", "cli_demo", `--app-secret=${APP_SECRET}`],
      ];
      for (const line of lines) {
        const { stdout, stderr } = await run(line, WITH_SECRET);
        assertEquals(`${stdout}${stderr}`.includes(APP_SECRET), false, line.join(" "));
      }
      for (const { name, isFile } of Deno.readDirSync(root)) {
        if (isFile) {
          assertEquals((await Deno.readTextFile(join(root, name))).includes(APP_SECRET), false, name);
        }
      }
    }));
});

describe("config 4: the configuration", () => {
  it("is readable by its owner only: file 0600, directory 0700", () =>
    inConfigScene(async ({ run, directory }) => {
      const root = join(directory, "made", "by-im");
      await run(initLine(), { ...WITH_SECRET, env: { IM_CONFIG_DIR: root } });
      const modeOf = async (path: string) => ((await Deno.stat(path)).mode ?? 0) & 0o777;
      assertEquals([await modeOf(root), await modeOf(join(root, "config.json"))], [0o700, 0o600]);
    }));
});
