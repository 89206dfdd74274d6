import { startPlatform } from "../../../fixtures/platform/mod.ts";
import { pathOf } from "../../../scripts/registry.ts";
import { inTemporaryDirectory } from "../../support/files.ts";
import { programUnderTest, runIm, type RunResult } from "../../support/im.ts";
import { startReleases } from "../../support/releases.ts";
import { dataOf, documentOf } from "../../support/results.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A newcomer types no more until their own message is there. */
const MOST_COMMANDS = 6;

describe("a newcomer with nothing but an app's id and secret", () => {
  it(`installs im and sends their own message with at most ${MOST_COMMANDS} commands, and all is kept below their home`, () =>
    inTemporaryDirectory(async (home) => {
      await using platform = await startPlatform({
        accounts: { answer: { decision: "approve" }, pollSeconds: 1, enforceScopes: true },
        chats: [{ chatId: "oc_team", name: "Team", mode: "group" }],
      });
      await using releases = await startReleases({
        version: "1.2.3",
        targets: [Deno.build.target],
        program: await programToInstall(),
      });
      let commands = 1;
      await install(home, releases.url);
      const program = `${home}/.local/bin/im`;
      const type = (line: readonly string[], stdin = ""): Promise<RunResult> => {
        commands++;
        return runIm(line, {
          program,
          cwd: home,
          // The cache of Deno is no part of the home: a binary needs none.
          env: { HOME: home, IM_CONFIG_DIR: "", DENO_DIR: denoCache() },
          stdin,
        });
      };
      const init = [
        "config",
        "init",
        "--app-id",
        "cli_demo",
        "--app-secret-stdin",
        "--base-url",
        platform.origin,
      ];
      dataOf(await type(init, "demo-secret\n"));
      const login = await type(["auth", "login", "--for", "+chat-list", "--for", "+messages-send"]);
      assertStringIncludes(login.stderr, `${platform.origin}/oauth/v1/device/verify?user_code=`);
      assertEquals(dataOf(login)["missing"], []);
      const { data } = documentOf((await type(["+chat-list"])).stdout);
      const [chat] = (data as { chats: readonly { chat_id: string; name: string }[] }).chats;
      assertEquals(chat?.name, "Team");
      const sent = await type([
        "+messages-send",
        "--chat-id",
        chat?.chat_id ?? "",
        "--text",
        "hello from me",
      ]);
      assertEquals(documentOf(sent.stdout)["identity"], "user");
      const [message] = platform.sentMessages;
      assertEquals([message?.as, platform.message(message?.messageId ?? "")?.content], [
        "user",
        { text: "hello from me" },
      ]);
      assert(commands <= MOST_COMMANDS, `${commands} commands`);
      await assertPrivate(home);
    }));
});

/** The binary under test, or in a checkout a program that starts it. */
async function programToInstall(): Promise<string | Uint8Array> {
  const binary = Deno.env.get("IM_BINARY");
  return binary === undefined
    ? `#!/bin/sh\nexec "${programUnderTest()}" "$@"\n`
    : await Deno.readFile(binary);
}

async function install(home: string, page: string): Promise<void> {
  const { success, stderr } = await new Deno.Command("sh", {
    args: [pathOf("install.sh")],
    cwd: home,
    clearEnv: true,
    env: { PATH: Deno.env.get("PATH") ?? "", HOME: home, IM_RELEASES_URL: page },
  }).output();
  assert(success, new TextDecoder().decode(stderr));
}

function denoCache(): string {
  return Deno.env.get("DENO_DIR") ?? `${Deno.env.get("HOME")}/.cache/deno`;
}

async function modeOf(path: string): Promise<number> {
  return ((await Deno.stat(path)).mode ?? 0) & 0o777;
}

/** Everything below the home is for its owner alone, and holds no secret that can be read. */
async function assertPrivate(home: string): Promise<void> {
  const root = Deno.build.os === "darwin" ? `${home}/Library/Application Support/im` : `${home}/.config/im`;
  const files: string[] = [];
  const walk = async (path: string) => {
    assertEquals(await modeOf(path), 0o700, path);
    for await (const { name, isDirectory } of Deno.readDir(path)) {
      if (isDirectory) await walk(`${path}/${name}`);
      else files.push(`${path}/${name}`);
    }
  };
  await walk(root);
  assert(files.length > 0);
  for (const file of files) {
    assertEquals(await modeOf(file), 0o600, file);
    const text = new TextDecoder().decode(await Deno.readFile(file));
    assert(!/demo-secret|\bu-[\w-]{6}|\bt-[\w-]{6}/.test(text), `a secret is in ${file}`);
  }
}
