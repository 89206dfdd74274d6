import { APP_ID, configure, inLoginScene } from "../../support/logins.ts";
import { dataOf, documentOf, errorOf, partialDocument } from "../../support/results.ts";
import type { Scene, SceneRunOptions } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APPROVED = { answer: { decision: "approve" } } as const;
const CHAT = { chatId: "oc_1", name: "Release", mode: "group" } as const;
const MINUTES = 60_000;

interface CheckLine {
  readonly name: string;
  readonly status: string;
  readonly message: string;
  readonly hint?: string;
}

/** The report by name, whatever the status. */
async function report(
  { run }: Scene,
  words: readonly string[] = [],
  more: SceneRunOptions = {},
): Promise<Readonly<Record<string, CheckLine>>> {
  const { data } = documentOf((await run(["doctor", ...words], more)).stdout);
  const { checks } = data as { readonly checks: readonly CheckLine[] };
  return Object.fromEntries(checks.map((check) => [check.name, check]));
}

function statusesOf(checks: Readonly<Record<string, CheckLine>>): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.values(checks).map(({ name, status }) => [name, status]));
}

describe("im doctor", () => {
  it("passes where everything is set up", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await configure(scene, "--store", "file");
      await scene.run(["auth", "login", "--scope", "im:chat:read"]);
      const result = await scene.run(["doctor"]);
      assertEquals(result.status, 0, result.stdout);
      assertEquals(statusesOf(await report(scene)), {
        cli_version: "pass",
        config_file: "pass",
        app_resolved: "pass",
        secret_store: "pass",
        endpoint_open: "pass",
        endpoint_accounts: "skip",
        clock: "pass",
        bot_identity: "pass",
        user_identity: "pass",
        identity_ready: "pass",
      });
    }));

  it("says of a key in a file that file permissions are the only protection", () =>
    inLoginScene({}, async (scene) => {
      const honest = "file permissions are the only protection";
      const { secret_store: found } = await report(scene, [], { env: { IM_STORE: "" } });
      assertEquals(found?.status, "warn");
      assertStringIncludes(found?.message ?? "", honest);
      assertStringIncludes(found?.hint ?? "", "--store file");
      const { secret_store: chosen } = await report(scene, [], { env: { IM_STORE: "file" } });
      assertEquals(chosen?.status, "pass");
      assertStringIncludes(chosen?.message ?? "", honest);
    }));

  it("warns about a directory that others may look into, and names the command that closes it", () =>
    inLoginScene({}, async (scene) => {
      const root = scene.env["IM_CONFIG_DIR"] ?? "";
      assertEquals((await report(scene, ["--offline"]))["config_directory"], undefined);
      await Deno.chmod(root, 0o755);
      const { config_directory: found } = await report(scene, ["--offline"]);
      assertEquals([found?.status, found?.hint], ["warn", `close it: chmod 700 ${root}`]);
    }));

  it("warns where the app has no scopes at all, with the page where they are added", () =>
    inLoginScene(
      { apps: [{ id: APP_ID, secret: "demo-secret", scopes: { user: [], bot: [] } }] },
      async (scene) => {
        const { app_scopes: found } = await report(scene);
        assertEquals(found?.status, "warn");
        assertStringIncludes(found?.hint ?? "", `/page/scope-apply?clientID=${APP_ID}&scopes=`);
      },
    ));

  it("says who acts where no option does", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      assertEquals((await report(scene))["identity_ready"]?.message, "without --as, commands run as bot");
    }));

  it("fails where nothing is configured, exit 1, and each line says what to do", () =>
    inLoginScene({ isEmpty: true }, async (scene) => {
      partialDocument(await scene.run(["doctor"]));
      const checks = await report(scene);
      for (const name of ["config_file", "app_resolved", "identity_ready"]) {
        assertEquals([name, checks[name]?.status], [name, "fail"]);
        assertStringIncludes(checks[name]?.hint ?? "", "im config init");
      }
    }));

  it("has a remedy on every line that does not pass", () =>
    inLoginScene({ isEmpty: true }, async (scene) => {
      const checks = await report(scene, ["--for", "+chat-list", "--chat", "oc_1"]);
      for (const { name, status, hint } of Object.values(checks)) {
        assert(status === "pass" || status === "skip" || hint !== undefined, `${name} has no hint`);
      }
    }));

  it("knows tokens of the environment", () =>
    inLoginScene({ isEmpty: true }, async (scene) => {
      const env = { IM_USER_ACCESS_TOKEN: "u-demo", IM_TENANT_ACCESS_TOKEN: "t-demo" };
      const checks = await report(scene, [], { env });
      assertEquals(
        [checks["user_identity"]?.status, checks["bot_identity"]?.status, checks["config_file"]?.status],
        ["pass", "pass", "pass"],
      );
      assertStringIncludes(checks["user_identity"]?.message ?? "", "IM_USER_ACCESS_TOKEN");
      assertEquals((await scene.run(["doctor"], { env })).status, 0);
      const wrong = await report(scene, [], { env: { IM_USER_ACCESS_TOKEN: "u-nobody" } });
      assertEquals(wrong["user_identity"]?.status, "fail");
    }));

  it("reports a broken configuration file with its place, and goes on", () =>
    inLoginScene({}, async (scene) => {
      await Deno.writeTextFile(`${scene.env["IM_CONFIG_DIR"]}/config.json`, "{\n  broken");
      const { config_file, app_resolved } = await report(scene);
      assertEquals([config_file?.status, app_resolved?.status], ["fail", "fail"]);
      assertStringIncludes(config_file?.message ?? "", "line 2");
    }));

  it("fails where a host cannot be reached, and asks nothing more", () =>
    inLoginScene({}, async (scene) => {
      const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
      const { port } = listener.addr;
      listener.close();
      const env = { IM_BASE_URL: `http://127.0.0.1:${port}`, IM_USER_ACCESS_TOKEN: "u-demo" };
      const checks = await report(scene, ["--chat", "oc_1"], { env });
      assertEquals([checks["endpoint_open"]?.status, checks["clock"]?.status], ["fail", "skip"]);
      assertStringIncludes(checks["endpoint_open"]?.hint ?? "", "check the host and port");
      assertEquals(scene.platform.log.filter(({ path }) => path.includes("oc_1")).length, 0);
    }));

  it("calls nobody with --offline", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await scene.run(["auth", "login", "--scope", "im:chat:read"]);
      scene.platform.clearLog();
      const checks = await report(scene, ["--offline", "--for", "+chat-list", "--chat", "oc_1"]);
      assertEquals(scene.platform.log.length, 0);
      assertEquals([checks["endpoint_open"]?.status, checks["scopes_user"]?.status, checks["chat"]?.status], [
        "skip",
        "pass",
        "skip",
      ]);
    }));

  const clocks: readonly (readonly [offset: number, status: string, message: string])[] = [
    [30_000, "pass", "agree"],
    [2 * MINUTES, "warn", "ahead of"],
    [-2 * MINUTES, "warn", "behind"],
    [10 * MINUTES, "fail", "ahead of"],
  ];
  for (const [clockOffset, status, message] of clocks) {
    it(`calls a clock that is ${clockOffset / 1000} s off a ${status}`, () =>
      inLoginScene({}, async (scene) => {
        const { clock } = await report(scene, [], { clockOffset });
        assertEquals(clock?.status, status);
        assertStringIncludes(clock?.message ?? "", message);
      }));
  }

  it("prints lines for people that tell the state in words", () =>
    inLoginScene({}, async ({ run }) => {
      const { stdout } = await run(["doctor", "--format", "pretty"]);
      assertStringIncludes(stdout, "ok    endpoint_open: ");
      assertStringIncludes(stdout, "warn  user_identity: nobody is logged in\n      log in: im auth login\n");
    }));

  it("shows with --dry-run the call about the chat, and sends none", () =>
    inLoginScene({}, async ({ run, platform }) => {
      platform.clearLog();
      const { data } = documentOf((await run(["doctor", "--chat", "oc_1", "--dry-run"])).stdout);
      const [call] = (data as { api: readonly { url: string }[] }).api;
      assertEquals([call?.url, platform.log.length], ["/open-apis/im/v1/chats/oc_1/members/is_in_chat", 0]);
    }));
});

describe("im doctor --for", () => {
  const LINE = "+messages-send --chat-id oc_1 --text hi";

  it("passes where the login has all that the line needs", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await scene.run(["auth", "login", "--for", LINE]);
      const { scopes_user, scopes_bot } = await report(scene, ["--for", LINE]);
      assertEquals([scopes_user?.status, scopes_bot?.status], ["pass", "pass"]);
    }));

  it("fails for what is not granted, with the login that grants it", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await scene.run(["auth", "login", "--scope", "im:message"]);
      const { scopes_user } = await report(scene, ["--for", LINE]);
      assertEquals(scopes_user?.status, "fail");
      assertStringIncludes(scopes_user?.message ?? "", "im:message.send_as_user");
      assertStringIncludes(scopes_user?.hint ?? "", `im auth login --for '${LINE}'`);
      partialDocument(await scene.run(["doctor", "--for", LINE]));
    }));

  it("warns of scopes without which a part is left out", () =>
    inLoginScene({ accounts: APPROVED }, async (scene) => {
      await scene.run(["auth", "login", "--scope", "im:message:readonly"]);
      const { scopes_user } = await report(scene, ["--for", "+chat-messages-list --chat-id oc_1"]);
      assertEquals(scopes_user?.status, "warn");
      assertStringIncludes(scopes_user?.message ?? "", "im:message.reactions:read");
    }));

  it("fails for what the app lacks, with the page where it is applied for", () =>
    inLoginScene({
      accounts: APPROVED,
      apps: [{ id: APP_ID, secret: "demo-secret", scopes: { user: [], bot: ["im:chat:read"] } }],
    }, async (scene) => {
      const { scopes_user, scopes_bot } = await report(scene, ["--for", "+chat-list"]);
      assertEquals([scopes_user?.status, scopes_bot?.status], ["fail", "pass"]);
      assertStringIncludes(
        scopes_user?.hint ?? "",
        `${scene.platform.origin}/page/scope-apply?clientID=${APP_ID}&scopes=im%3Achat%3Aread`,
      );
    }));

  it("refuses a line that names no command, exit 2", () =>
    inLoginScene({}, async ({ run }) => {
      errorOf(await run(["doctor", "--for", "+chat-lst"]), 2);
    }));
});

describe("im doctor --chat", () => {
  it("tells whether the bot and the person are in the chat", () =>
    inLoginScene({ accounts: APPROVED, chats: [CHAT] }, async (scene) => {
      await scene.run(["auth", "login", "--scope", "im:chat.members:read"]);
      const checks = await report(scene, ["--chat", "oc_1"]);
      assertEquals([checks["chat_bot"]?.status, checks["chat_user"]?.status], ["pass", "pass"]);
    }));

  it("fails where the bot is not in it, and says how to add it", () =>
    inLoginScene({ chats: [{ ...CHAT, bot: false }] }, async (scene) => {
      const { chat_bot } = await report(scene, ["--chat", "oc_1"]);
      assertEquals(chat_bot?.status, "fail");
      assertStringIncludes(chat_bot?.hint ?? "", `im chat.members create --chat-id oc_1 --id-list ${APP_ID}`);
      assertEquals(dataOf(await scene.run(["auth", "status"]))["identity"], "bot");
    }));

  it("fails for a chat that does not exist", () =>
    inLoginScene({}, async (scene) => {
      const { chat_bot } = await report(scene, ["--chat", "oc_none"]);
      assertEquals(chat_bot?.status, "fail");
    }));
});
