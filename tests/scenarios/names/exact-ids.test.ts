import { namedWorld } from "../../support/named-world.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("ids and links in place of names", () => {
  const lines: readonly (readonly string[])[] = [
    ["+chat-members-list", "--chat-id", "oc_24"],
    ["+chat-members-list", "--chat-id", "https://applink.feishu.cn/client/chat/open?openChatId=oc_24"],
    ["+messages-send", "--user-id", "ou_lilei", "--text", "x", "--as", "user"],
    ["+messages-send", "--user-id", "lilei@example.com", "--text", "x", "--as", "user"],
    ["+messages-send", "--user-id", "lilei", "--receive-id-type", "user_id", "--text", "x", "--as", "user"],
    ["chats", "get", "--chat-id", "oc_24"],
  ];
  for (const words of lines) {
    it(`cost no call: ${words.join(" ")}`, () =>
      inScene(namedWorld, async (scene) => {
        const result = await scene.run(words);
        assertEquals([result.status, scene.platform.log.length], [0, 1], result.stderr);
      }));
  }

  it("are refused where they are of another kind, without a call", () =>
    inScene(namedWorld, async (scene) => {
      for (const id of ["ou_1", "om_1", "oc_a/b", "https://evil.test/oc_1"]) {
        errorOf(await scene.run(["+chat-members-list", "--chat-id", id]), 2);
      }
      assertEquals(scene.platform.log.length, 0);
    }));
});

describe("wrong use beside a name", () => {
  it("is refused before anything is asked", () =>
    inScene(namedWorld, async (scene) => {
      errorOf(await scene.run(["+messages-search", "--sender", "李雷", "--start", "tomorrow-ish"]), 2);
      const words = ["--sender-type", "user", "--exclude-sender-type", "user", "--sender", "李雷"];
      errorOf(await scene.run(["+messages-search", ...words]), 2);
      errorOf(await scene.run(["+messages-send", "--chat-id", "Release 2.4"]), 2);
      errorOf(await scene.run(["chats", "get", "--chat-id", "Release 2.4", "--user-id-type", "x"]), 2);
      assertEquals(scene.platform.log.length, 0);
    }));
});

describe("standard input beside a name", () => {
  it("is read once", () =>
    inScene(namedWorld, async (scene) => {
      const words = ["+messages-send", "--chat-id", "Release 2.4", "--text", "-"];
      const result = await scene.run(words, { stdin: "from a pipe" });
      assertEquals(result.status, 0, result.stderr);
      const sent = scene.platform.log.at(-1);
      assertEquals(Object(sent?.body)["content"], '{"text":"from a pipe"}');
    }));
});

describe("--exact-ids", () => {
  for (
    const [how, words, env] of [["as an option", ["--exact-ids"], {}], ["as a variable", [], {
      IM_EXACT_IDS: "1",
    }]] as const
  ) {
    it(`refuses names ${how}, and asks nothing`, () =>
      inScene(namedWorld, async (scene) => {
        const line = ["+messages-send", "--chat-id", "Release 2.4", "--text", "x", ...words];
        const error = errorOf(await scene.run(line, { env }), 2);
        assertEquals([error["subtype"], error["param"]], ["invalid_argument", "--chat-id"]);
        assertStringIncludes(String(error["hint"]), "im resolve 'Release 2.4'");
        assertEquals(scene.platform.log.length, 0);
      }));
  }

  it("takes ids as ever", () =>
    inScene(namedWorld, async ({ run }) => {
      dataOf(await run(["+chat-members-list", "--chat-id", "oc_24", "--exact-ids"]));
    }));
});
