import { archived, chatIn, GROUP, listCalls, message, NOW, TOPIC } from "../../support/export-world.ts";
import {
  answerBareRoot,
  answerColdThread,
  batchCalls,
  bodies,
  COLD,
  exportOn,
  HOUR,
  hoursOf,
  OLD,
  oldWorld,
  reply,
  searches,
  type ShownMessage,
} from "../../support/late-replies.ts";
import { dataOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("+chat-export as a user looks for replies to old messages by search", () => {
  it("finds a reply in a thread that is not due, by one call for it", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      scene.platform.clearLog();
      const data = dataOf(await exportOn(scene, 1));
      const group = chatIn(data, GROUP);
      assertEquals([group["new"], group["replies"], group["complete"]], [1, 1, true]);
      const calls = [searches(scene.platform), batchCalls(scene.platform), listCalls(scene.platform, COLD)];
      assertEquals(calls, [1, 0, 1]);
      assertEquals(partOf(data, "calls")["search"], 1);
      assertEquals(partOf(data, "unchecked")["threads"], 0);
      const [root] = await archived(scene, "om_1");
      assertEquals(root.thread_replies.map((one: ShownMessage) => one.message_id), ["om_3", "om_10"]);
    }));

  it("finds the first reply to an old message, and asks for its thread from the beginning", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerBareRoot(scene.platform);
      scene.platform.clearLog();
      const data = dataOf(await exportOn(scene, 1));
      assertEquals([chatIn(data, GROUP)["new"], chatIn(data, GROUP)["replies"]], [1, 1]);
      const calls = [searches(scene.platform), batchCalls(scene.platform)];
      assertEquals([...calls, listCalls(scene.platform, "omt_om_2")], [1, 1, 1]);
      // The other thread is not due.
      assertEquals(partOf(data, "unchecked")["threads"], 1);
      const [root] = await archived(scene, "om_2");
      assertEquals(root.thread_replies.map((one: ShownMessage) => one.message_id), ["om_11"]);
    }));

  it("takes nothing from the results but where to look: what they say of threads may be missing", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      const hit = { id: "om_10", display_info: "never archived", meta_data: null };
      scene.platform.addFault({
        name: "changed-data",
        set: { items: [hit, { id: "" }, { id: "om_not_there" }, null] },
        when: { path: "/messages/search" },
      });
      const data = dataOf(await exportOn(scene, 1));
      assertEquals(chatIn(data, GROUP)["replies"], 1);
      const found = await scene.run(["archive", "search", "never archived", "--archive", "archive"]);
      assertEquals(dataOf(found)["messages"], []);
    }));

  it("makes one call where nothing was written, from an hour before the last run on, in the chats of the run", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      scene.platform.clearLog();
      dataOf(await exportOn(scene, 1));
      const lists = [GROUP, TOPIC].map((id) => listCalls(scene.platform, id));
      assertEquals([...lists, searches(scene.platform), scene.platform.log.length], [1, 1, 1, 3]);
      // The topic chat lists replies by itself.
      const asked = bodies(scene.platform).map((body) => [body.query, body.filter.chat_ids, hoursOf(body)]);
      assertEquals(asked, [["", [GROUP], [-1, 24]]]);
    }));

  it("reads further pages, and asks fifty ids at a time", () =>
    inScene(oldWorld(), async (scene) => {
      const roots = Array.from({ length: 60 }, (_, n) => message(100 + n, { createTime: OLD + n * 1000 }));
      for (const root of roots) scene.platform.putMessage(root);
      dataOf(await exportOn(scene, 0));
      for (const [n, root] of roots.entries()) {
        scene.platform.putMessage({ ...root, threadId: `omt_${root.messageId}`, isThreadRoot: true });
        scene.platform.putMessage(reply(200 + n, root, { createTime: NOW + n * 1000 }));
      }
      scene.platform.clearLog();
      const data = dataOf(await exportOn(scene, 1));
      assertEquals([searches(scene.platform), batchCalls(scene.platform)], [2, 2]);
      assertEquals(chatIn(data, GROUP)["replies"], 60);
    }));

  it("names no chats where there are more than fifty, and leaves alone what was said in others", () => {
    const many = Array.from({ length: 51 }, (_, n) => `oc_old${n}`);
    const world = oldWorld();
    const chats = many.map((chatId) => ({ chatId, mode: "group" as const, name: chatId }));
    const messages = many.map((chatId, n) => message(300 + n, { chatId, createTime: OLD + n }));
    const [first] = messages;
    assert(first !== undefined);
    const all = {
      ...world,
      chats: [...world.chats ?? [], ...chats],
      messages: [...world.messages ?? [], ...messages],
    };
    return inScene(all, async (scene) => {
      const choice = ["--chat-id", many.join(",")];
      dataOf(await exportOn(scene, 0, ...choice));
      answerColdThread(scene.platform);
      const root = { ...first, threadId: "omt_om_300", isThreadRoot: true };
      scene.platform.putMessage(root);
      scene.platform.putMessage(reply(400, root, { chatId: root.chatId, createTime: NOW + HOUR }));
      scene.platform.clearLog();
      const data = dataOf(await exportOn(scene, 1, ...choice));
      assertEquals(chatIn(data, root.chatId)["replies"], 1);
      assertEquals([bodies(scene.platform)[0]?.filter.chat_ids, listCalls(scene.platform, COLD)], [
        undefined,
        0,
      ]);
      // Only the reply is unknown.
      const asked = scene.platform.log.filter(({ path }) => path.endsWith("/mget")).map(({ query }) =>
        query["message_ids"]
      );
      assertEquals(asked, ["om_400"]);
    });
  });

  it("is counted by a dry run", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      const estimated = async (...more: readonly string[]) => {
        const data = dataOf(await exportOn(scene, 1, "--dry-run", ...more));
        return partOf(partOf(partOf(data, "context"), "estimate"), "calls")["search"];
      };
      const bot = await estimated("--as", "bot");
      assertEquals([await estimated(), bot, await estimated("--no-threads")], [1, 0, 0]);
      assertEquals(partOf(partOf(dataOf(await exportOn(scene, 1)), "estimate"), "calls")["search"], 1);
    }));
});

describe("+chat-export makes no search", () => {
  it("as a bot, which finds the reply when the thread is due", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0, "--as", "bot"));
      answerColdThread(scene.platform);
      scene.platform.clearLog();
      const data = dataOf(await exportOn(scene, 1, "--as", "bot"));
      assertEquals([chatIn(data, GROUP)["replies"], searches(scene.platform)], [0, 0]);
      assertEquals(partOf(data, "unchecked")["threads"], 1);
    }));

  for (const line of [["--no-threads"], ["--sweep"], ["--chat-id", TOPIC], ["--rescan", "365d"]]) {
    it(`with ${line.join(" ")}`, () =>
      inScene(oldWorld(), async (scene) => {
        dataOf(await exportOn(scene, 0));
        dataOf(await exportOn(scene, 1, ...line));
        assertEquals(searches(scene.platform), 0);
      }));
  }

  it("for a chat that is new to the archive", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0, "--chat-id", TOPIC));
      dataOf(await exportOn(scene, 1));
      assertEquals(searches(scene.platform), 0);
    }));
});

describe("+chat-export goes on searching where an earlier run did not come to it", () => {
  for (const [about, ...line] of [["a bot", "--as", "bot"], ["a run without threads", "--no-threads"]]) {
    it(`after ${about}`, () =>
      inScene(oldWorld(), async (scene) => {
        dataOf(await exportOn(scene, 0));
        answerColdThread(scene.platform);
        dataOf(await exportOn(scene, 1, ...line));
        assertEquals(chatIn(dataOf(await exportOn(scene, 2)), GROUP)["replies"], 1);
      }));
  }

  it("after a run of other chats", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      dataOf(await exportOn(scene, 1, "--chat-id", TOPIC));
      assertEquals(chatIn(dataOf(await exportOn(scene, 2)), GROUP)["replies"], 1);
    }));

  it("after a network that gave up (exit 4)", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      scene.platform.addFault({ name: "reset-before-headers", when: { path: "/messages/search" } });
      const broken = await exportOn(scene, 1);
      assertEquals(broken.status, 4, broken.stderr + broken.stdout);
      scene.platform.clearFaults();
      assertEquals(chatIn(dataOf(await exportOn(scene, 2)), GROUP)["replies"], 1);
    }));

  it("and not once more where it did", () =>
    inScene(oldWorld(), async (scene) => {
      for (const day of [0, 1, 2]) dataOf(await exportOn(scene, day));
      assertEquals(bodies(scene.platform).map(hoursOf), [[-1, 24], [23, 48]]);
    }));
});
