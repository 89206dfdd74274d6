import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { runIm } from "../../support/im.ts";
import { errorOf } from "../../support/results.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = demoWorld.chats[0].chatId;
const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);

/** What a person types in the shell: a message is sent, and another command finds it. */
const TYPED = [
  `im +messages-send --chat-id ${CHAT} --text from-the-shell --format json --jq .ok`,
  "im +messages-search --query FROM-THE-SHELL --format json --jq .data.total",
  "exit 3",
  "",
].join("\n");

describe("im demo --shell", () => {
  for (const program of ["/bin/sh", "/bin/bash", "/usr/bin/zsh", "/usr/bin/fish"]) {
    it(`${program}: im is there, and what it writes is kept until the shell ends with its status`, async () => {
      if (!await isThere(program)) return;
      await inTemporaryDirectory(async (directory) => {
        const env = { SHELL: program, HOME: directory };
        const result = await runIm(["demo", "--shell"], { cwd: directory, env, stdin: TYPED });
        assertEquals([result.status, result.stdout], [3, "true\n1\n"], result.stderr);
        assertStringIncludes(result.stderr, "im +chat-list");
      });
    });
  }

  it("a shell that is not there: exit 2 that names the way out", () =>
    inTemporaryDirectory(async (directory) => {
      const env = { SHELL: "/no/such/shell", HOME: directory };
      const { stderr, ...result } = await runIm(["demo", "--shell"], { cwd: directory, env });
      const error = errorOf({ ...result, stderr: stderr.slice(stderr.indexOf("{")) }, 2);
      assertStringIncludes(String(error["message"]), "/no/such/shell");
      assertStringIncludes(String(error["hint"]), "SHELL=/bin/sh im demo --shell");
    }));
});
