import { inScene } from "../../support/scene.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const INIT = ["config", "init", "--app-id", "cli_demo", "--app-secret-stdin", "--name", "work"];

describe("the configuration of a program of its own", () => {
  it("is found again by the next run, its variables and permissions with it", () =>
    inScene({}, async ({ spawn }) => {
      const env = { IM_USER_ACCESS_TOKEN: "" };
      assertEquals(dataOf(await spawn(INIT, { env, stdin: "demo-secret\n" }))["verified"], true);
      const shown = dataOf(
        await spawn(["config", "show"], { env: { ...env, IM_PROFILE: "work", IM_STRICT_MODE: "bot" } }),
      );
      assertEquals([shown["profile"], shown["profileSource"], shown["strictMode"]], [
        "work",
        "environment",
        "bot",
      ]);
      const chats = await spawn(["+chat-list"], { env: { ...env, IM_BASE_URL: "" } });
      assertEquals(dataOf(chats)["chats"], []);
      const unknown = await spawn(["+chat-list"], { env: { ...env, LARKSUITE_CLI_PROFILE: "nope" } });
      assertEquals(errorOf(unknown, 3)["field"], "LARKSUITE_CLI_PROFILE");
    }));

  it("asks nobody where there is no terminal", () =>
    inScene({}, async ({ spawn }) => {
      const failed = await spawn(["config", "init"], {
        env: { IM_USER_ACCESS_TOKEN: "" },
        stdin: "cli_demo\n",
      });
      assertStringIncludes(String(errorOf(failed, 2)["hint"]), "--app-secret-stdin");
    }));
});
