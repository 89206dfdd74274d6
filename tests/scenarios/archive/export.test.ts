import {
  archived,
  callsTo,
  chatIn,
  exportTo,
  GROUP,
  listCalls,
  message,
  NOW,
  THREAD,
  TOPIC,
  world,
} from "../../support/export-world.ts";
import { dataOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("+chat-export", () => {
  it("archives messages, replies, people who reacted beyond the first ten, and each file once", () =>
    inScene(world(), async (scene) => {
      const data = dataOf(await exportTo(scene));
      assertEquals(data["complete"], true);
      assertEquals([chatIn(data, GROUP)["new"], chatIn(data, GROUP)["replies"]], [125, 2]);
      assertEquals([chatIn(data, TOPIC)["new"], chatIn(data, TOPIC)["replies"]], [2, 1]);
      const [root] = await archived(scene, "om_3");
      assertEquals(root.thread_replies.map((one: { message_id: string }) => one.message_id), [
        "om_500",
        "om_501",
      ]);
      const [liked] = await archived(scene, "om_700");
      assertEquals(liked.reactions.counts, [{ reaction_type: "THUMBSUP", count: "25" }]);
      assertEquals(liked.reactions.details.length, 25);
      const [image] = await archived(scene, "om_702");
      assertEquals(image.resources[0].size_bytes, 3000);
      assertEquals(partOf(data, "media"), { saved: 1, reused: 1, skipped: 0, bytes: 3000, failed: 0 });
    }));

  it("prints the same message as +messages-mget", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const read =
        dataOf(await scene.run(["+messages-mget", "--message-ids", "om_5", "--no-reactions"]))["messages"];
      assert(Array.isArray(read));
      const [{ chat_name: _, ...stored }] = await archived(scene, "om_5");
      assertEquals(stored, read[0]);
    }));

  it("takes --update, and does the same", () =>
    inScene(world(), async (scene) => {
      assertEquals(dataOf(await exportTo(scene, "--update"))["complete"], true);
      assertEquals(chatIn(dataOf(await exportTo(scene, "--update")), GROUP)["new"], 0);
    }));

  it("costs one call a chat where nothing is new, and one for each thread that was active lately", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      scene.platform.clearLog();
      const data = dataOf(await exportTo(scene));
      assertEquals([chatIn(data, GROUP)["new"], chatIn(data, GROUP)["edited"]], [0, 0]);
      // The rescan of 125 messages takes three pages.
      const calls = [GROUP, TOPIC, THREAD, "omt_topic"].map((id) => listCalls(scene.platform, id));
      assertEquals(calls, [3, 1, 1, 0]);
      assertEquals(scene.platform.log.length, 5);
      scene.platform.clearLog();
      await exportTo(scene, "--rescan", "0s");
      assertEquals(scene.platform.log.length, 3);
      assertEquals(partOf(data, "unchecked")["reactions"], 127);
    }));

  it("keeps members and pins later that a run left out, once", () =>
    inScene(world(), async (scene) => {
      const calls = async (...more: readonly string[]) => {
        scene.platform.clearLog();
        dataOf(await exportTo(scene, ...more));
        return callsTo(scene.platform, "/members/list");
      };
      const all = await calls("--no-members") + await calls();
      assertEquals([all, await calls()], [2, 0]);
    }));

  it("asks for the reactions of the rescan again in chats where something is new, and says how many it left", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      scene.platform.putMessage(message(700, { reactions: [{ type: "HEART", by: "ou_bo" }] }));
      scene.platform.putMessage(message(900));
      scene.platform.clearLog();
      const data = dataOf(await exportTo(scene));
      // 126 messages of the group, 20 a call.
      assertEquals(callsTo(scene.platform, "/reactions/batch_query"), 7);
      assertEquals(partOf(data, "unchecked")["reactions"], 2);
      const [liked] = await archived(scene, "om_700");
      assertEquals(liked.reactions.counts, [{ reaction_type: "HEART", count: "1" }]);
    }));

  it("looks at some of the older messages by id, where something is new", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      scene.platform.putMessage(message(5, { content: { text: "changed long ago" }, updateTime: NOW }));
      scene.platform.clearLog();
      dataOf(await exportTo(scene, "--rescan", "0s"));
      assertEquals(callsTo(scene.platform, "/messages/mget"), 0);
      scene.platform.putMessage(message(901, { createTime: NOW + 1000 }));
      const later = { clockOffset: NOW + 2 * 86_400_000 - Date.now() };
      const line = [
        "+chat-export",
        "--output",
        "archive",
        "--chat-id",
        `${GROUP},${TOPIC}`,
        "--rescan",
        "0s",
      ];
      const data = dataOf(await scene.run(line, later));
      assertEquals(callsTo(scene.platform, "/messages/mget"), 1);
      assertEquals([chatIn(data, GROUP)["new"], chatIn(data, GROUP)["edited"]], [1, 1]);
      const [edited] = await archived(scene, "om_5");
      assertEquals(edited.content, "changed long ago");
    }));

  it("keeps edits and recalls as versions, and finds new messages and late replies", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      scene.platform.putMessage(message(7, { content: { text: "changed" }, updateTime: NOW }));
      const { content: _, ...recalledOne } = message(8, { deleted: true });
      scene.platform.putMessage(recalledOne);
      scene.platform.putMessage(message(900));
      scene.platform.putMessage(message(901, { threadId: THREAD, rootId: "om_3", parentId: "om_3" }));
      const data = dataOf(await exportTo(scene));
      const group = chatIn(data, GROUP);
      assertEquals(["new", "edited", "recalled", "replies"].map((key) => group[key]), [2, 1, 1, 1]);
      const [edited] = await archived(scene, "om_7", "--history");
      assertEquals([edited.content, edited.versions[0].content], ["changed", "message 7"]);
      const [recalled] = await archived(scene, "om_8", "--history");
      assertEquals([recalled.deleted, recalled.recalled_content], [true, "message 8"]);
      const [root] = await archived(scene, "om_3");
      assertEquals(root.thread_replies.length, 3);
    }));

  it("takes a message for missing only after two runs, and keeps its text", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      // It goes to another chat: no list of this one has it any more.
      scene.platform.putMessage(message(9, { chatId: "oc_elsewhere" }));
      assertEquals(chatIn(dataOf(await exportTo(scene)), GROUP)["missing"], 0);
      assertEquals(chatIn(dataOf(await exportTo(scene)), GROUP)["missing"], 1);
      const [missing] = await archived(scene, "om_9");
      assertEquals([missing.content, typeof missing.missing_since], ["message 9", "number"]);
    }));

  it("ends with 4 when the network gives up, and the next run continues", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "reset-before-headers", when: { path: "/im/v1/messages?", skip: 2 } });
      const broken = await exportTo(scene);
      assertEquals(broken.status, 4, broken.stderr + broken.stdout);
      scene.platform.clearFaults();
      const data = dataOf(await exportTo(scene));
      assertEquals(data["complete"], true);
      const stats = dataOf(await scene.run(["archive", "stats", "--archive", "archive"]));
      assertEquals(stats["messages"], 127);
    }));

  it("refuses a directory with other files, a database of another program and one of a newer one, and leaves them", () =>
    inScene(world(), async (scene) => {
      const archive = join(scene.directory, "archive");
      await Deno.writeTextFile(archive, "mine");
      for (const line of [["+chat-export", "--all", "--output"], ["archive", "stats", "--archive"]]) {
        const { status, stderr } = await scene.run([...line, "archive"]);
        assertEquals(status, 2, stderr);
      }
      assertEquals(await Deno.readTextFile(archive), "mine");
      await Deno.remove(archive);
      await Deno.mkdir(archive);
      await Deno.writeTextFile(join(archive, "notes.txt"), "mine");
      assertEquals((await exportTo(scene)).status, 2);
      assertEquals([...Deno.readDirSync(archive)].map(({ name }) => name), ["notes.txt"]);
      await Deno.remove(join(archive, "notes.txt"));
      await exportTo(scene);
      const { DatabaseSync } = await import("node:sqlite");
      const change = (sql: string) => {
        const database = new DatabaseSync(join(archive, "archive.db"));
        database.exec(sql);
        database.close();
      };
      change("PRAGMA user_version = 99");
      const newer = await exportTo(scene);
      assertEquals(newer.status, 2);
      assert(/schema 99.*up to \d/.test(newer.stderr), newer.stderr);
      change("PRAGMA user_version = 2; PRAGMA application_id = 5");
      assertEquals((await exportTo(scene)).status, 2);
      await Deno.writeTextFile(join(archive, "archive.db"), "no database ".repeat(1000));
      assertEquals((await exportTo(scene)).status, 2);
    }));

  it("leaves out files larger than --media-limit, and fetches them when the limit is higher", () =>
    inScene(world(), async (scene) => {
      const small = dataOf(await exportTo(scene, "--media-limit", "2kb"));
      assertEquals([small["complete"], partOf(small, "media")["saved"]], [true, 0]);
      scene.platform.clearLog();
      assertEquals(partOf(dataOf(await exportTo(scene, "--media-limit", "2kb")), "media")["saved"], 0);
      assertEquals(scene.platform.log.filter(({ path }) => path.includes("/resources/")).length, 0);
      assertEquals(partOf(dataOf(await exportTo(scene)), "media")["saved"], 1);
    }));

  it("needs to know which chats", () =>
    inScene(world(), async (scene) => {
      assertEquals((await scene.run(["+chat-export", "--output", "archive"])).status, 2);
      assertEquals((await exportTo(scene, "--all")).status, 2);
    }));

  it("shows its calls in a dry run and makes nothing", () =>
    inScene(world(), async (scene) => {
      assertEquals((await exportTo(scene, "--dry-run")).status, 0);
      assertEquals([scene.platform.log.length, [...Deno.readDirSync(scene.directory)].length], [0, 0]);
    }));
});
