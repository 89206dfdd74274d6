import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { runIm } from "../../support/im.ts";
import { errorOf } from "../../support/results.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHAT = demoWorld.chats[0].chatId;
const LEO = demoWorld.users.find(({ name }) => name === "Leo")?.openId;
const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);

/** What a person types in the shell: a message is sent, and another command finds it. */
const TYPED = [
  `im +messages-send --chat-id ${CHAT} --text from-the-shell --format json --jq .ok`,
  "im +messages-search --query FROM-THE-SHELL --format json --jq .data.total",
  "exit 3",
  "",
].join("\n");

describe("im demo --shell", () => {
  it("somebody is logged in, and others can log in with the page of the service", () =>
    inTemporaryDirectory(async (directory) => {
      if (!await isThere("/usr/bin/curl")) return;
      const typed = [
        "im whoami --format json --jq .data.onBehalfOf.userName",
        "im auth login --recommend --no-wait >login.json",
        // What a browser does with the page.
        String.raw`url=$(sed -n 's/.*"verification_url": "\(.*\)".*/\1/p' login.json)`,
        String.raw`code=$(sed -n 's/.*"device_code": "\(.*\)".*/\1/p' login.json)`,
        `curl -s "$url" | grep -c '<option value="${LEO}">Leo</option>'`,
        `curl -s -o /dev/null --data "decision=approve&person=${LEO}&scope=contact:user.base:readonly" ` +
        '--data "user_code=${url#*user_code=}" "${url%%\\?*}"',
        'im auth login --device-code "$code" --format json --jq .data.user_name',
        "im auth status --format json --jq .data.source",
        "",
      ].join("\n");
      const env = { SHELL: "/bin/sh", HOME: directory, IM_APP_ID: "cli_own", IM_APP_SECRET: "own" };
      const result = await runIm(["demo", "--shell"], { cwd: directory, env, stdin: typed });
      assertEquals(result.stdout, "Mia\n1\nLeo\nprofile\n", result.stderr);
    }));

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
