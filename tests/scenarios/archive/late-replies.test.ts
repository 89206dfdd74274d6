import type { Platform } from "../../../fixtures/platform/mod.ts";
import { archived, chatIn, GROUP, listCalls, message, NOW, TOPIC } from "../../support/export-world.ts";
import {
  answerBareRoot,
  answerColdThread,
  BARE_ROOT,
  batchCalls,
  bodies,
  COLD,
  COLD_ROOT,
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
import { assertEquals } from "@std/assert";
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

  it("finds a reply in a thread that is not due, even where every message is listed again", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      assertEquals(chatIn(dataOf(await exportOn(scene, 1, "--rescan", "365d")), GROUP)["replies"], 1);
    }));

  it("makes one call where nothing was written, from an hour before the last run on, in the chats of the run", () =>
    inScene(oldWorld(), async (scene) => {
      // The archive has it, and its thread, which is not due: nobody is known to have replied.
      const known = { threadId: "omt_known", isThreadRoot: true, createTime: NOW - HOUR / 2 };
      scene.platform.putMessage(message(6, known));
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
    const messages = many.map((chatId, n) =>
      message(300 + n, { chatId, createTime: OLD + n, threadId: `omt_om_${300 + n}`, isThreadRoot: true })
    );
    const bare = message(299, { chatId: "oc_old0", createTime: OLD });
    const all = {
      ...world,
      chats: [...world.chats ?? [], ...chats],
      messages: [...world.messages ?? [], ...messages, bare],
    };
    return inScene(all, async (scene) => {
      const choice = ["--chat-id", many.join(",")];
      dataOf(await exportOn(scene, 0, ...choice));
      answerColdThread(scene.platform);
      const root = { ...bare, threadId: "omt_om_299", isThreadRoot: true };
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
      assertEquals(idsAsked(scene.platform), ["om_400"]);
    });
  });

  it("divides its time where the service says that there is more than the pages reach", () =>
    inScene(oldWorld(), async (scene) => {
      for (let n = 0; n < 60; n++) {
        scene.platform.putMessage(message(100 + n, { createTime: NOW + n * 1000 }));
      }
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      const when = { path: "/messages/search", times: 1 };
      scene.platform.addFault({ name: "changed-data", set: { total: 2001, items: [] }, when });
      scene.platform.clearLog();
      const data = dataOf(await exportOn(scene, 1));
      assertEquals(chatIn(data, GROUP)["replies"], 1);
      const asked = bodies(scene.platform).map(hoursOf);
      // The half with what was sent lately has two pages.
      assertEquals(sortedTexts(asked), sortedTexts([[-1, 24], [12, 24], [-1, 12], [-1, 12]]));
    }));

  it("makes no call of its own for a reply whose thread is due", () =>
    inScene(oldWorld(), async (scene) => {
      const cold = { createTime: OLD + 3000, threadId: "omt_other", isThreadRoot: true };
      scene.platform.putMessage(message(7, cold));
      dataOf(await exportOn(scene, 0));
      answerColdThread(scene.platform);
      dataOf(await exportOn(scene, 1));
      scene.platform.putMessage(reply(12, COLD_ROOT, { createTime: NOW + 30 * HOUR }));
      scene.platform.clearLog();
      assertEquals(chatIn(dataOf(await exportOn(scene, 2)), GROUP)["replies"], 1);
      assertEquals([searches(scene.platform), listCalls(scene.platform, COLD)], [1, 1]);
      assertEquals(idsAsked(scene.platform).includes("om_12"), false);
    }));

  it("leaves alone what was forgotten, and replies to it", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0));
      const line = ["archive", "forget", "--message-ids", "om_2,om_5", "--yes", "--archive", "archive"];
      dataOf(await scene.run(line));
      scene.platform.clearLog();
      dataOf(await exportOn(scene, 1));
      assertEquals([searches(scene.platform), batchCalls(scene.platform)], [1, 0]);
      answerBareRoot(scene.platform, 26);
      const data = dataOf(await exportOn(scene, 2));
      const calls = [batchCalls(scene.platform), listCalls(scene.platform, "omt_om_2")];
      assertEquals([chatIn(data, GROUP)["replies"], ...calls], [0, 1, 0]);
    }));

  it("is counted by a dry run, and begins where it would have where there was no time for it", () =>
    inScene(oldWorld(), async (scene) => {
      for (let n = 0; n < 60; n++) {
        scene.platform.putMessage(message(100 + n, { createTime: NOW - n * 1000 }));
      }
      dataOf(await exportOn(scene, 0));
      const estimated = async (...more: readonly string[]) => {
        const data = dataOf(await exportOn(scene, 1, "--dry-run", ...more));
        return partOf(partOf(partOf(data, "context"), "estimate"), "calls")["search"];
      };
      const [user, bot] = [await estimated(), await estimated("--as", "bot")];
      assertEquals([user, bot, await estimated("--no-threads")], [2, 0, 0]);
      const late = dataOf(await exportOn(scene, 1, "--max-time", "0s"));
      assertEquals([late["complete"], partOf(late, "calls")["search"]], [false, undefined]);
      const data = dataOf(await exportOn(scene, 2));
      assertEquals(partOf(partOf(data, "estimate"), "calls")["search"], 2);
      assertEquals(partOf(data, "calls")["search"], 2);
    }));
});

const idsAsked = ({ log }: Platform) =>
  log.filter(({ path }) => path.endsWith("/messages/mget")).flatMap(({ query }) =>
    query["message_ids"] ?? []
  );
const sortedTexts = (values: readonly unknown[]) => values.map((value) => JSON.stringify(value)).sort();

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

  for (const line of [["--no-threads"], ["--sweep"], ["--chat-id", TOPIC]]) {
    it(`with ${line.join(" ")}`, () =>
      inScene(oldWorld(), async (scene) => {
        dataOf(await exportOn(scene, 0));
        dataOf(await exportOn(scene, 1, ...line));
        assertEquals(searches(scene.platform), 0);
      }));
  }

  it("for a chat without threads", () =>
    inScene({ ...oldWorld(), messages: [BARE_ROOT] }, async (scene) => {
      for (const day of [0, 1]) dataOf(await exportOn(scene, day));
      assertEquals(searches(scene.platform), 0);
    }));

  it("for a chat whose threads are all asked in every run", () =>
    inScene(oldWorld(), async (scene) => {
      scene.platform.putMessage(reply(10, COLD_ROOT, { createTime: NOW - HOUR }));
      for (const day of [0, 1]) dataOf(await exportOn(scene, day));
      assertEquals(searches(scene.platform), 0);
    }));

  it("for a chat that is new to the archive", () =>
    inScene(oldWorld(), async (scene) => {
      dataOf(await exportOn(scene, 0, "--chat-id", TOPIC));
      dataOf(await exportOn(scene, 1));
      assertEquals(searches(scene.platform), 0);
    }));
});
