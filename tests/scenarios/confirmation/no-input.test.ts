import { APP_ID, inConfigScene } from "../config/scene.ts";
import { partOf } from "../../support/results.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A line, what it would ask, and the option that its error names. */
const LINES: readonly (readonly [line: readonly string[], status: number, option: string])[] = [
  [["config", "init"], 2, "--app-id"],
  [["config", "init", "--app-id", APP_ID], 2, "--app-secret-stdin"],
  [["config", "init", "--app-id", APP_ID, "--app-secret-stdin"], 2, "--no-input"],
  [["profile", "add", "--name", "work", "--app-id", APP_ID, "--app-secret-stdin"], 2, "--no-input"],
  [["auth", "login"], 2, "--recommend"],
  [["messages", "delete", "--message-id", "om_1"], 10, "--yes"],
  [["chats", "delete", "--chat-id", "oc_1"], 10, "--yes"],
  [["+messages-send", "--chat-id", "oc_1", "--text", "-"], 2, "--no-input"],
];

describe("--no-input at a terminal asks nothing, and names the option that answers", () => {
  for (const [line, expected, option] of LINES) {
    it(line.join(" "), () =>
      inConfigScene(async ({ run, platform }) => {
        const more = {
          answers: ["y", "y", "y"],
          env: { IM_TENANT_ACCESS_TOKEN: "t-demo" },
        };
        const seen = platform.log.length;
        const { status, stderr } = await run([...line, "--no-input", "--format", "json"], more);
        assertEquals(status, expected, stderr);
        const { message, hint } = partOf(JSON.parse(stderr), "error");
        assertStringIncludes(`${message} ${hint}`, option);
        assertEquals(platform.log.length, seen);
      }));
  }

  for (const [line, expected] of LINES) {
    it(`so does a run that prints nothing: ${line.join(" ")} -qq`, () =>
      inConfigScene(async ({ run, platform }) => {
        const more = { answers: ["y", "y", "y"], env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } };
        const seen = platform.log.length;
        const { status, stdout, stderr } = await run([...line, "-qq"], more);
        assertEquals([status, stdout, stderr], [expected, "", ""]);
        assertEquals(platform.log.length, seen);
      }));
  }

  it("by its variable, too, and before the command", () =>
    inConfigScene(async ({ run }) => {
      const byVariable = await run(["auth", "login"], { answers: ["1"], env: { IM_NO_INPUT: "1" } });
      const before = await run(["--no-input", "auth", "login"], { answers: ["1"] });
      for (const { status, stderr } of [byVariable, before]) {
        assertEquals(status, 2);
        assertEquals(stderr.includes("number [1]"), false);
      }
    }));

  it("changes nothing where nobody would be asked", () =>
    inConfigScene(async ({ run }) => {
      const line = ["config", "init", "--app-id", APP_ID, "--app-secret-stdin", "--no-input"];
      assertEquals((await run(line, { stdin: "demo-secret" })).status, 0);
    }));
});

describe("a question needs two terminals: what is typed, and where it is seen", () => {
  for (
    const line of [["config", "init"], ["auth", "login"], ["messages", "delete", "--message-id", "om_1"]]
  ) {
    it(line.join(" "), () =>
      inConfigScene(async ({ run }) => {
        const more = { answers: ["y"], env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } };
        const { status, stderr } = await run(line, { ...more, isStderrPiped: true });
        assertEquals(status, line[0] === "messages" ? 10 : 2, stderr);
        assertEquals(/\[y\/N\]|number \[1\]|App id/.test(stderr), false, stderr);
      }));
  }

  it("config init --app-secret-stdin, which says how else to give it", () =>
    inConfigScene(async ({ run }) => {
      const line = ["config", "init", "--app-id", APP_ID, "--app-secret-stdin"];
      const { status, stderr } = await run(line, { answers: ["demo-secret"], isStderrPiped: true });
      assertEquals(status, 2);
      assertStringIncludes(stderr, "--app-secret-file");
    }));
});
