import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { dataOf, errorOf, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;
const DAY = 86_400_000;

const world = (): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
  chats: ["One", "Two"].map((name) => ({ chatId: `oc_${name}`, mode: "group", name })),
  messages: [
    ["om_0", "oc_One", "ou_ana", 0],
    ["om_1", "oc_Two", "ou_bo", 1],
    ["om_2", "oc_Two", "ou_ana", 2],
  ].map(([messageId, chatId, senderId, day]) => ({
    ...{ messageId: String(messageId), chatId: String(chatId), senderId: String(senderId), type: "text" },
    ...{
      content: { text: `word ${day === 2 ? "https://example.com" : ""}` },
      createTime: START + Number(day) * DAY,
    },
  })),
});

const search = (scene: Scene, ...words: readonly string[]) =>
  scene.run(["archive", "search", "--archive", "archive", "--order", "oldest", ...words]);

async function found(scene: Scene, ...words: readonly string[]): Promise<readonly string[]> {
  const messages = dataOf(await search(scene, ...words))["messages"] as { message_id: string }[];
  return messages.map(({ message_id }) => message_id);
}

describe("im archive search with options", () => {
  it("narrows as the filters of the query do, with or without words", () =>
    inScene(world(), async (scene) => {
      dataOf(await scene.run(["+chat-export", "--all", "--output", "archive"]));
      const rows: readonly (readonly [words: readonly string[], ids: readonly string[]])[] = [
        [["word"], ["om_0", "om_1", "om_2"]],
        [["--chat-id", "Two"], ["om_1", "om_2"]],
        [["--chat-id", "oc_One,oc_Two", "word"], ["om_0", "om_1", "om_2"]],
        [["--from", "Ana"], ["om_0", "om_2"]],
        [["--sender", "ou_bo", "word"], ["om_1"]],
        [["--start", "2026-05-21"], ["om_1", "om_2"]],
        [["--end", "2026-05-20"], ["om_0"]],
        [["--start", "2026-05-21", "--end", "2026-05-21"], ["om_1"]],
        [["--has", "link"], ["om_2"]],
        [["--chat-id", "Two", "from:Ana"], ["om_2"]],
      ];
      for (const [words, ids] of rows) assertEquals(await found(scene, ...words), ids, words.join(" "));
    }));

  it("--order relevance puts the message first that is most about the words, page by page", () =>
    inScene(world(), async (scene) => {
      dataOf(await scene.run(["+chat-export", "--all", "--output", "archive"]));
      const ids: string[] = [];
      let more: readonly string[] = [];
      for (let page = 0; page < 3; page++) {
        const data = dataOf(
          await scene.run([
            ...["archive", "search", "word", "--order", "relevance", "--limit", "1", ...more],
            ...["--archive", "archive"],
          ]),
        );
        ids.push(...(data["messages"] as { message_id: string }[]).map(({ message_id }) => message_id));
        more = ["--page-token", String(data["page_token"])];
      }
      // The newest has a link as well.
      assertEquals([ids, more], [["om_1", "om_0", "om_2"], ["--page-token", ""]]);
    }));

  it("--order relevance: a page token from before the archive changed is refused with the reason", () =>
    inScene(world(), async (scene) => {
      const line = [
        "archive",
        "search",
        "word",
        "--order",
        "relevance",
        "--limit",
        "1",
        "--archive",
        "archive",
      ];
      dataOf(await scene.run(["+chat-export", "--chat-id", "oc_Two", "--output", "archive"]));
      const { page_token: token } = dataOf(await scene.run(line));
      dataOf(await scene.run(["+chat-export", "--chat-id", "oc_One", "--output", "archive"]));
      const { message, hint } = errorOf(await scene.run([...line, "--page-token", String(token)]), 2);
      assert(String(message).includes("the archive has changed"), String(message));
      assert(String(hint).includes("from the first page"), String(hint));
    }));

  it("--order relevance says where nothing can be ranked", () =>
    inScene(world(), async (scene) => {
      dataOf(await scene.run(["+chat-export", "--all", "--output", "archive"]));
      const line = ["archive", "search", "--order", "relevance", "--archive", "archive"];
      const warned = async (...words: readonly string[]) =>
        warningsOf(await scene.run([...line, ...words])).some((one) => one.includes("not_ranked: "));
      assertEquals([await warned("from:Ana"), await warned("word")], [true, false]);
    }));

  it("says on the first page how many hits there are in all, whatever the order", () =>
    inScene(world(), async (scene) => {
      dataOf(await scene.run(["+chat-export", "--all", "--output", "archive"]));
      for (const order of ["newest", "oldest", "relevance"]) {
        const line = ["archive", "search", "word", "--limit", "2", "--order", order, "--archive", "archive"];
        const first = dataOf(await scene.run(line));
        assertEquals([first["hits"], first["total"]], [{ at_least: 3, at_most: 3 }, 2], order);
        const second = dataOf(await scene.run([...line, "--page-token", String(first["page_token"])]));
        assertEquals(second["hits"], undefined);
      }
      const { stdout } = await scene.run([
        ...["archive", "search", "word", "--limit", "2", "--archive", "archive", "--format", "pretty"],
      ]);
      assert(stdout.includes("2 of 3 hits\n"), stdout);
    }));

  it("without words leads to a line that can be run", () =>
    inScene(world(), async (scene) => {
      const { hint } = errorOf(await scene.run(["archive", "search", "--archive", "archive"]), 2);
      assertEquals(hint, "for example: im archive search invoice");
    }));

  it("names the option whose name nobody bears, and needs something to search for", () =>
    inScene(world(), async (scene) => {
      dataOf(await scene.run(["+chat-export", "--all", "--output", "archive"]));
      for (const option of ["--chat-id", "--from"]) {
        const error = errorOf(await search(scene, option, "Nobody"), 2);
        assert(JSON.stringify(error).includes(option), JSON.stringify(error));
      }
      errorOf(await search(scene), 2);
      errorOf(await search(scene, "--start", "2026-05-22", "--end", "2026-05-21"), 2);
    }));
});
