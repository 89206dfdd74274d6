import { APP_ID, APP_SECRET, inConfigScene } from "./scene.ts";
import { warningsOf } from "../../support/results.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const LARK_FILE = JSON.stringify({
  currentApp: "old",
  apps: [{ name: "old", appId: APP_ID, appSecret: APP_SECRET, brand: "feishu", users: [] }],
});

describe("lark-cli's configuration file in the place of ours", () => {
  it("works at once: the next command moves its secret into the store, and says so", () =>
    inConfigScene(async ({ run, root, platform, hasSecret }) => {
      const file = join(root, "config.json");
      await Deno.writeTextFile(file, LARK_FILE);
      const first = await run(["+chat-list", "--as", "bot"]);
      assertEquals(first.status, 0, first.stderr);
      assertEquals(warningsOf(first).map((line) => line.split(": ")[1]), [
        "lark_cli_config",
        "app_secret_moved",
      ]);
      assert(await hasSecret("app-secret", APP_ID));
      const text = await Deno.readTextFile(file);
      assertEquals([text.includes(APP_SECRET), text.includes('"version": 1')], [false, true]);
      const second = await run(["+chat-list", "--as", "bot"]);
      assertEquals([second.status, second.stderr], [0, ""]);
      assertEquals(platform.log.filter(({ path }) => path.includes("tenant_access_token")).length, 1);
    }));

  it("stays as it is in a preview", () =>
    inConfigScene(async ({ run, root }) => {
      const file = join(root, "config.json");
      await Deno.writeTextFile(file, LARK_FILE);
      assertEquals((await run(["+chat-list", "--as", "bot", "--dry-run"])).status, 0);
      assertEquals(await Deno.readTextFile(file), LARK_FILE);
    }));

  it("never shows the secret that stands in it", () =>
    inConfigScene(async ({ run, root }) => {
      await Deno.writeTextFile(join(root, "config.json"), LARK_FILE);
      for (const line of ["config show --origin", "profile list", "doctor --offline", "auth status"]) {
        const { stdout, stderr } = await run(line.split(" "));
        assertEquals(`${stdout}${stderr}`.includes(APP_SECRET), false, line);
      }
    }));
});

describe("a broken configuration file", () => {
  it("is a warning in a preview, which needs none", () =>
    inConfigScene(async ({ run, root }) => {
      await Deno.writeTextFile(join(root, "config.json"), '{"profiles": [');
      const { status, stderr } = await run(["+chat-list", "--dry-run"]);
      assertEquals(status, 0, stderr);
      assertStringIncludes(stderr, "warning: config_not_read: ");
      assertStringIncludes(stderr, "line 1, column ");
      assertEquals((await run(["+chat-list"])).status, 3);
    }));
});
