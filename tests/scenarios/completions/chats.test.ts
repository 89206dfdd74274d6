import { runProgram } from "../../../cli/main.ts";
import { knownChatsPath } from "../../../core/account/known-chats.ts";
import { demoChat } from "../../../fixtures/platform/mod.ts";
import { successDocument } from "../../support/results.ts";
import { createTestWorld } from "../../support/test-world.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMPLETE = ["completions", "bash", "--", "+chat-messages-list", "--chat-id"];

describe("completion of chats", () => {
  const lists = [["+chat-list"], ["+chat-search", "--query", "Release"], [
    "+chat-list",
    "--format",
    "ndjson",
  ]];
  for (const words of lists) {
    it(`offers those that im ${words.join(" ")} listed, and asks no service`, () =>
      inScene(demoChat, async ({ run, platform }) => {
        assertEquals((await run([...COMPLETE, ""])).stdout, "");
        const { status, stdout } = await run([...words]);
        assertEquals(status, 0);
        const calls = platform.log.length;
        const offered = (await run([...COMPLETE, "oc_"])).stdout.trimEnd().split("\n");
        const listed = Array.from(stdout.matchAll(/"chat_id": ?"(oc_\w+)"/g), ([, id]) => id);
        assert(listed.length > 0);
        assertEquals(offered.map((line) => line.split("\t")[0]).toSorted(), listed.toSorted());
        assertEquals(platform.log.length, calls);
      }));
  }

  it("is not offered to another account, and is gone after im config remove", () =>
    inScene(demoChat, async ({ run, env }) => {
      successDocument(await run(["+chat-list"]));
      const other = { env: { IM_BASE_URL: "http://127.0.0.1:1" } };
      assertEquals((await run([...COMPLETE, "oc_"], other)).stdout, "");
      assert((await run([...COMPLETE, "oc_"])).stdout !== "");
      successDocument(await run(["config", "remove", "--yes"]));
      assertEquals((await run([...COMPLETE, "oc_"])).stdout, "");
      assertEquals(await Deno.stat(knownChatsPath(env["IM_CONFIG_DIR"] ?? "")).catch(() => "gone"), "gone");
    }));

  it("shows names on one line, without what a terminal would obey", () =>
    inScene(
      { ...demoChat, chats: demoChat.chats.map((chat) => ({ ...chat, name: "a\x1b[31m\tb\nc" })) },
      async ({ run }) => {
        successDocument(await run(["+chat-list"]));
        const { stdout } = await run([...COMPLETE, "oc_"]);
        assertEquals(
          new Set(stdout.trimEnd().split("\n").map((line) => line.split("\t").slice(1).join("|"))),
          new Set(["a b c"]),
        );
      },
    ));
});

describe("chats that were listed", () => {
  it("are not kept where the person would have to be asked for the permission", () =>
    inScene(demoChat, async ({ directory, env }) => {
      const { world, stdout, close } = createTestWorld({ cwd: directory, env });
      const asked: string[] = [];
      const mayWrite = (path: string) => {
        asked.push(path);
        return false;
      };
      const status = await runProgram(["+chat-list"], { ...world, mayWrite });
      close();
      assertEquals([status, asked], [0, [env["IM_CONFIG_DIR"] ?? ""]], stdout());
      assertEquals([...Deno.readDirSync(env["IM_CONFIG_DIR"] ?? "")], []);
    }));
});

describe("im completions", () => {
  it("names the shells where none, or another one, is given", () =>
    inScene({}, async ({ run }) => {
      for (const words of [["completions"], ["completions", "powershell"]]) {
        const { status, stdout, stderr } = await run(words);
        assertEquals([status, stdout], [2, ""]);
        assert(/bash.*zsh.*fish/.test(stderr), stderr);
      }
    }));

  it("prints the script alone, whatever the format and --quiet", () =>
    inScene({}, async ({ run }) => {
      const plain = await run(["completions", "fish"]);
      assert(plain.stdout.startsWith("# fish completion for im\n"));
      for (const words of [["--format", "json"], ["--quiet"], ["--dry-run"]]) {
        assertEquals((await run(["completions", "fish", ...words])).stdout, plain.stdout);
      }
    }));
});
