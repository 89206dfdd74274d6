import { APP_ID, APP_SECRET, inConfigScene, OTHER_ID, OTHER_SECRET } from "./scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im config init on a terminal", () => {
  it("leads from nothing to the first commands, and never shows the secret", () =>
    inConfigScene(async ({ run, config, platform }) => {
      const { status, stdout, stderr } = await run(["config", "init"], {
        answers: ["cli demo!", APP_ID, APP_SECRET, "2"],
      });
      assertEquals(status, 0, stderr);
      assertEquals((await config()).profiles.map(({ appId }) => appId), [APP_ID]);
      const parts = [
        `${platform.origin}/app`,
        "not an app id",
        "App secret",
        "im:message:send_as_bot",
        `${platform.origin}/page/scope-apply?clientID=${APP_ID}&scopes=`,
        "Add bot",
        "The bot answers: Demo",
        "im +chat-list --as bot",
        "im auth login",
        "im +messages-send",
      ];
      let rest = stderr;
      for (const part of parts) {
        assertStringIncludes(rest, part);
        rest = rest.slice(rest.indexOf(part) + part.length);
      }
      assertEquals(`${stdout}${stderr}`.includes(APP_SECRET), false);
    }));

  it("asks for the brand where no host is set, until the answer is one", () =>
    inConfigScene(async ({ run }) => {
      const { status, stderr } = await run(["config", "init"], {
        answers: ["larc", "Lark"],
        env: { IM_BASE_URL: "" },
      });
      assertEquals(status, 2, "the input ends before the app id");
      assertStringIncludes(stderr, 'type feishu or lark: "larc"');
      assertStringIncludes(stderr, "https://open.larksuite.com/app");
    }));

  it("asks only for what the line does not say", () =>
    inConfigScene(async ({ run, config }) => {
      const line = ["config", "init", "--app-id", OTHER_ID, "--name", "work"];
      assertEquals((await run(line, { answers: [OTHER_SECRET, ""] })).status, 0);
      assertEquals((await config()).profiles.map(({ name, appId }) => [name, appId]), [["work", OTHER_ID]]);
    }));

  it("goes on where the answers end after the app is stored", () =>
    inConfigScene(async ({ run, config }) => {
      const { status, stderr } = await run(["config", "init"], { answers: [APP_ID, APP_SECRET] });
      assertEquals([status, (await config()).profiles.length], [0, 1], stderr);
      assertEquals(stderr.includes("nothing was stored"), false);
    }));

  it("lists the scopes of people and of the bot", () =>
    inConfigScene(async ({ run }) => {
      const { stderr } = await run(["config", "init"], { answers: [APP_ID, APP_SECRET, "2"] });
      for (const scope of ["im:message.send_as_user", "im:message:send_as_bot", "im:resource"]) {
        assertStringIncludes(stderr, `     ${scope}\n`);
      }
    }));

  it("asks nothing where the line says all, but hides a secret that is typed", () =>
    inConfigScene(async ({ run }) => {
      const { status, stderr } = await run(["config", "init", "--app-id", APP_ID, "--app-secret-stdin"], {
        answers: [APP_SECRET],
      });
      assertEquals([status, stderr], [0, "App secret (not shown): \n"]);
    }));

  it("goes on where the bot does not answer, and says why", () =>
    inConfigScene(async ({ run, config }) => {
      const { status, stderr } = await run(["config", "init"], { answers: [APP_ID, APP_SECRET, "1"] });
      assertEquals([status, (await config()).profiles.length], [0, 1]);
      assertStringIncludes(stderr, "The bot does not answer yet: ");
    }, { faults: [{ name: "status-500-json", code: 1, when: { path: "/open-apis/bot/v3/info" } }] }));

  it("ends with exit 2 where the input ends, and stores nothing", () =>
    inConfigScene(async ({ run, config }) => {
      const { status, stderr } = await run(["config", "init"], { answers: [APP_ID] });
      assertEquals([status, (await config()).profiles], [2, []]);
      assertStringIncludes(stderr, "nothing was stored");
    }));

  it("gives up after three answers that cannot be used", () =>
    inConfigScene(async ({ run }) => {
      assertEquals((await run(["config", "init"], { answers: ["a b", "c d", "e f", APP_ID] })).status, 2);
    }));
});
