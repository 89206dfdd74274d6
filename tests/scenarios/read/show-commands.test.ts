import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = "oc_7b1e0c94f2d85a63b8e1407d6c39fa52";
const MESSAGE = "om_c47a19e0d3b85f62847e0b9d5a2c1f36";
const LINES = [
  `+chat-messages-list --chat-id ${CHAT}`,
  `+messages-mget --message-ids ${MESSAGE}`,
  "+messages-search --query installer",
];
const commandsIn = (text: string) =>
  text.split("\n").map((line) => line.trim()).filter((line) => line.startsWith("im "));

describe("--show-commands", () => {
  for (const line of LINES) {
    it(`im ${line}: the commands below the messages run as they are`, () =>
      inScene(demoWorld, async ({ run }) => {
        const { status, stdout } = await run([...line.split(" "), "--show-commands", "--as", "user"]);
        assertEquals(status, 0);
        const commands = commandsIn(stdout);
        assert(commands.length > 0, stdout);
        for (const command of commands) {
          assertMatch(command, / --as user$/);
          const [, ...words] = command.split(" ");
          const result = await run([...words, "--format", "json", "--quiet"]);
          assertEquals([command, result.status, result.stderr], [command, 0, ""]);
        }
      }));
  }
  it("names each file and thread once, without what is at hand", () =>
    inScene(demoWorld, async ({ run }) => {
      const list = await run(["+chat-messages-list", "--chat-id", CHAT, "--show-commands"]);
      const commands = commandsIn(list.stdout);
      assertEquals(new Set(commands).size, commands.length);
      assertEquals(commands.filter((one) => one.startsWith("im +threads")).length, 1);
      const thread = await run([
        "+threads-messages-list",
        "--thread",
        "omt_6a0fd1c83b7e9254",
        "--show-commands",
      ]);
      assertEquals(commandsIn(thread.stdout), []);
    }));
  it("a narrow terminal shows them so that a shell reads them as one line", () =>
    inScene(demoWorld, async ({ run }) => {
      const words = ["+messages-mget", "--message-ids", MESSAGE, "--show-commands"];
      const { stdout } = await run(words, { terminals: { stdout: 60 } });
      const text = stdout.replace(/\u001b\[\d*m/g, "").replace(/ \\\n +/g, " ");
      const [command = ""] = commandsIn(text);
      assertEquals(command, commandsIn((await run(words)).stdout)[0]);
    }));
  it("is for pretty, which it chooses", () =>
    inScene(demoWorld, async ({ run }) => {
      const { status, stderr } = await run([
        "+messages-mget",
        "--message-ids",
        MESSAGE,
        "--show-commands",
        "--json",
      ]);
      assertEquals(status, 2);
      assertStringIncludes(stderr, "--show-commands is for pretty");
    }));
});
