import type { Platform, PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;
const NOW = START + 3_600_000;
const GROUP = "oc_group";
const TOPIC = "oc_topic";
const THREAD = "omt_group";

const message = (n: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
  messageId: `om_${n}`,
  chatId: GROUP,
  type: "text",
  content: { text: `message ${n}` },
  senderId: n % 2 === 0 ? "ou_ana" : "ou_bo",
  createTime: START + n * 1000,
  ...more,
});

/** A group of 120 messages, the third with a thread of two replies; a topic chat with one topic. */
const world = (): PlatformOptions => ({
  now: () => NOW,
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
  chats: [
    { chatId: GROUP, mode: "group", name: "Group", members: ["ou_ana", "ou_bo"] },
    { chatId: TOPIC, mode: "topic", name: "Topic" },
  ],
  messages: [
    ...Array.from(
      { length: 120 },
      (_, n) => message(n, n === 3 ? { threadId: THREAD, isThreadRoot: true } : {}),
    ),
    ...[500, 501].map((n) => message(n, { threadId: THREAD, rootId: "om_3", parentId: "om_3" })),
    message(600, { chatId: TOPIC, threadId: "omt_topic", isThreadRoot: true }),
    message(601, { chatId: TOPIC, threadId: "omt_topic", rootId: "om_600", parentId: "om_600" }),
    message(700, {
      reactions: Array.from({ length: 25 }, (_, n) => ({ type: "THUMBSUP", by: `ou_${n}` })),
    }),
    message(701, { type: "image", content: { image_key: "img_one" } }),
    message(702, { type: "image", content: { image_key: "img_one" } }),
  ],
  resources: [701, 702].map((n) => ({
    ...{
      messageId: `om_${n}`,
      fileKey: "img_one",
      type: "image" as const,
      bytes: new Uint8Array(3000).fill(7),
    },
    contentType: "image/png",
  })),
});

const exportTo = (scene: Scene, ...more: readonly string[]) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", `${GROUP},${TOPIC}`, ...more], AT_NOW);
/** The archive is written an hour after the first message. */
const AT_NOW = { clockOffset: NOW - Date.now() };

function chatIn(data: Readonly<Record<string, unknown>>, chatId: string): Readonly<Record<string, unknown>> {
  const chats = data["chats"];
  assert(Array.isArray(chats));
  return partOf({ chat: chats.find((chat) => chat.chat_id === chatId) }, "chat");
}

async function archived(scene: Scene, id: string, ...more: readonly string[]) {
  const data = dataOf(await scene.run(["archive", "show", id, "--archive", "archive", ...more]));
  const messages = data["messages"];
  assert(Array.isArray(messages));
  return messages;
}

const listCalls = (platform: Platform, container: string) =>
  platform.log.filter(({ path, query }) =>
    path === "/open-apis/im/v1/messages" && query["container_id"] === container
  ).length;

const callsTo = (platform: Platform, end: string) =>
  platform.log.filter(({ path }) => path.endsWith(end)).length;

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

  it("lists a refused thread as a gap with its reason: exit 1 when it is new, 0 when it is known for final", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${THREAD}` } });
      const first = await exportTo(scene);
      assertEquals(first.status, 1, first.stderr);
      const gaps = partOf(documentOf(first.stdout), "data")["gaps"];
      assert(Array.isArray(gaps));
      assertEquals(gaps.map(({ kind, final, count }) => [kind, final, count]), [["thread", true, 1]]);
      const second = await exportTo(scene);
      assertEquals(second.status, 0, second.stderr);
    }));

  for (const name of ["repeated-token", "more-without-token"] as const) {
    it(`takes a list that leads nowhere for a gap, of a chat or a thread, and goes on with it later: ${name}`, () =>
      inScene(world(), async (scene) => {
        for (const id of [GROUP, THREAD]) {
          scene.platform.clearFaults();
          scene.platform.addFault({ name, when: { path: `container_id=${id}` } });
          const { status, stdout, stderr } = await exportTo(scene, "--sweep");
          assertEquals(status, 1, stderr);
          const gaps = partOf(documentOf(stdout), "data")["gaps"];
          assert(Array.isArray(gaps));
          assertEquals(gaps.map(({ kind, final }) => [kind, final]), [[
            id === GROUP ? "chat" : "thread",
            false,
          ]]);
          assert(listCalls(scene.platform, id) < 20);
        }
        scene.platform.clearFaults();
        assertEquals(dataOf(await exportTo(scene, "--sweep"))["gaps"], []);
      }));

    it(`refuses to take a part of the chats for all of them: ${name}`, () =>
      inScene(world(), async (scene) => {
        scene.platform.addFault({ name, when: { path: "/im/v1/chats?" } });
        const { status, stderr } = await scene.run(["+chat-export", "--all", "--output", "archive"]);
        assert(status !== 0, stderr);
        assertEquals([...Deno.readDirSync(scene.directory)].length, 0);
      }));
  }

  it("keeps the reactions that it got where the people of one message lead nowhere, and notes that one", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({
        name: "changed-data",
        when: { path: "/reactions/batch_query" },
        set: {
          success_msg_reaction_details: [
            { message_id: "om_700", has_more: true, page_token: "", message_reaction_items: [] },
            { message_id: "om_elsewhere", has_more: true, page_token: "x", message_reaction_items: [] },
          ],
        },
      });
      const { stdout } = await exportTo(scene);
      const gaps = partOf(documentOf(stdout), "data")["gaps"];
      assert(Array.isArray(gaps));
      assertEquals(gaps.map(({ kind, count }) => [kind, count]), [["reactions", 1]]);
      // 126 messages, 20 a call, and none again.
      assertEquals(callsTo(scene.platform, "/reactions/batch_query"), 7);
    }));

  it("lists a chat that cannot be read as a gap, and archives the others", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${TOPIC}` } });
      const { status, stdout } = await exportTo(scene);
      assertEquals(status, 1);
      const data = partOf(documentOf(stdout), "data");
      assertEquals([chatIn(data, GROUP)["complete"], chatIn(data, TOPIC)["complete"]], [true, false]);
    }));

  it("--fail-fast stops at the first gap and says what was not tried; the next run continues", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 230002, when: { path: `container_id=${TOPIC}` } });
      const { status, stdout } = await exportTo(scene, "--fail-fast");
      assertEquals(status, 1);
      const document = documentOf(stdout);
      const [data, error] = [partOf(document, "data"), partOf(document, "error")];
      assertEquals([error["type"], error["subtype"]], ["api", "partial_failure"]);
      assertMatch(String(error["message"]), /^stopped at the first failure: \w+ oc_topic: ./);
      assertEquals(data["complete"], false);
      assertEquals(Object.keys(partOf(data, "not_tried")), ["threads", "bundles", "reactions", "media"]);
      scene.platform.clearFaults();
      const whole = dataOf(await exportTo(scene, "--fail-fast"));
      assertEquals([whole["complete"], "not_tried" in whole], [true, false]);
      const stats = dataOf(await scene.run(["archive", "stats", "--archive", "archive"]));
      assertEquals(stats["messages"], 127);
    }));

  it("--fail-fast counts what waits behind a file that cannot be saved", () =>
    inScene(world(), async (scene) => {
      scene.platform.addFault({ name: "error", code: 234002, when: { path: "/resources/" } });
      const { status, stdout } = await exportTo(scene, "--fail-fast");
      const { message } = partOf(documentOf(stdout), "error");
      assertEquals([status, /: media om_70[12]\/img_one: /.test(String(message))], [1, true]);
      const left = partOf(partOf(documentOf(stdout), "data"), "not_tried");
      assertEquals(left["media"], 1);
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
      assert(/99.*1/.test(newer.stderr), newer.stderr);
      change("PRAGMA user_version = 1; PRAGMA application_id = 5");
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
