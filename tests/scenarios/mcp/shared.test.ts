import { toolWorld } from "../../support/mcp-world.ts";
import { withServer } from "../../support/mcp.ts";
import { partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const APP = { IM_USER_ACCESS_TOKEN: "", IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };

const TOKEN_PATH = "/open-apis/auth/v3/tenant_access_token/internal";

describe("all calls of a server", () => {
  it("have one token, however many run at once, also where none is kept on disk", () =>
    inScene(
      toolWorld(),
      (scene) =>
        withServer(scene, { env: { ...APP, IM_CONFIG_DIR: "" } }, async ({ call }) => {
          const answers = await Promise.all(
            [1, 2, 3, 4].flatMap(() => [call("chat_list"), call("chat_members_list", { chat_id: "oc_0" })]),
          );
          await call("messages_mget", { message_ids: ["om_0"] });
          assertEquals(answers.filter(({ isError }) => isError), []);
          assertEquals(scene.platform.log.filter(({ path }) => path === TOKEN_PATH).length, 1);
        }),
    ));

  it("stay below the service's limit together", () =>
    inScene(
      { ...toolWorld(), rateLimit: { perSecond: 50, perMinute: 1000 } },
      (scene) =>
        withServer(scene, {}, async ({ call }) => {
          const calls = Array.from({ length: 60 }, () => call("feed_shortcut_list", { no_detail: true }));
          assertEquals((await Promise.all(calls)).filter(({ isError }) => isError), []);
          assertEquals(scene.platform.log.filter(({ status }) => status !== 200), []);
        }),
    ));

  it("see what the person sets up while the server runs", () =>
    inScene(
      toolWorld(),
      (scene) =>
        withServer(scene, { env: { IM_USER_ACCESS_TOKEN: "" } }, async ({ call }) => {
          assertEquals(partOf((await call("chat_list")).envelope, "error")["subtype"], "not_configured");
          const line = ["config", "init", "--app-id", "cli_demo", "--app-secret-stdin", "--brand", "feishu"];
          const { status, stderr } = await scene.run(line, {
            env: { IM_USER_ACCESS_TOKEN: "" },
            stdin: "demo-secret",
          });
          assertEquals(status, 0, stderr);
          assertEquals((await call("chat_list")).envelope["identity"], "bot");
        }),
    ));

  it("act as the options of the server say, and one call as its argument says", () =>
    inScene(
      toolWorld(),
      (scene) =>
        withServer(
          scene,
          { args: ["--as", "bot"], env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } },
          async ({ call }) => {
            assertEquals((await call("chat_list")).envelope["identity"], "bot");
            assertEquals((await call("chat_list", { as: "user" })).envelope["identity"], "user");
          },
        ),
    ));
});
