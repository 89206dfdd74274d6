import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { damageLeaves } from "../../support/archives.ts";
import { dataOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";
import { gunzipSync } from "node:zlib";

/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;
const CHAT = "oc_closing";
const KEPT = "oc_kept";

const text = (messageId: string, words: string, more: Partial<WorldMessage> = {}): WorldMessage => ({
  ...{
    messageId,
    chatId: CHAT,
    type: "text",
    content: { text: words },
    senderId: "ou_ana",
    createTime: START,
  },
  ...more,
});

const SECRET = text("om_secret", "zebrafish quartz", {
  ...{ threadId: "omt_secret", isThreadRoot: true, pinned: { by: "ou_bo", time: START } },
  reactions: Array.from({ length: 15 }, (_, n) => ({ type: "THUMBSUP", by: `ou_${n}` })),
});

const world = (): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Anastasia" }, { openId: "ou_bo", name: "Bo" }],
  chats: [
    { chatId: CHAT, mode: "group", name: "Velvetroom", members: ["ou_ana", "ou_bo"] },
    { chatId: KEPT, mode: "group", name: "Kept", members: ["ou_bo"] },
  ],
  messages: [
    SECRET,
    text("om_other", "daylight", { senderId: "ou_bo" }),
    text("om_kept", "sunshine", { chatId: KEPT, senderId: "ou_bo" }),
    text("om_bundle", "", {
      ...{ type: "merge_forward", content: "Merged and Forwarded Message" },
      children: [text("om_child", "walrus", { chatId: "oc_elsewhere" })],
    }),
    text("om_picture", "", { type: "image", content: { image_key: "img_secret" } }),
    text("om_round", "", {
      ...{ senderId: "ou_bo", type: "merge_forward", content: "Merged and Forwarded Message" },
      children: [
        text("om_inside", "penguin", { chatId: "oc_elsewhere" }),
        text("om_drawing", "", {
          ...{ chatId: "oc_elsewhere", type: "image", content: { image_key: "img_inside" } },
        }),
        text("om_beside", "kestrel", { chatId: "oc_elsewhere", senderId: "ou_bo" }),
        text("om_nested", "", {
          ...{ chatId: "oc_elsewhere", senderId: "ou_bo", type: "merge_forward" },
          content: "Merged and Forwarded Message",
          children: [text("om_deep", "ocelot", { chatId: "oc_elsewhere", senderId: "ou_bo" })],
        }),
      ],
    }),
  ],
  resources: [
    { messageId: "om_picture", fileKey: "img_secret", type: "image", bytes: new Uint8Array(99).fill(7) },
    { messageId: "om_round", fileKey: "img_inside", type: "image", bytes: new Uint8Array(98).fill(6) },
  ],
});

const exportAll = (scene: Scene) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", `${CHAT},${KEPT}`]);

/** Which of some words stand in the files of the archive, in batches that are compressed too. */
async function wordsLeft(scene: Scene, words: readonly string[]): Promise<readonly string[]> {
  const directory = join(scene.directory, "archive");
  const pieces: string[] = [];
  const decoder = new TextDecoder("latin1");
  const add = async (path: string) => {
    for await (const { name, isDirectory } of Deno.readDir(path)) {
      if (isDirectory) await add(join(path, name));
      else pieces.push(name, decoder.decode(await Deno.readFile(join(path, name))));
    }
  };
  await add(directory);
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(join(directory, "archive.db"), { readOnly: true });
  for (const { gz } of database.prepare("SELECT gz FROM batch").all()) {
    if (gz instanceof Uint8Array) pieces.push(decoder.decode(gunzipSync(gz)));
  }
  database.close();
  const all = pieces.join("\n").toLowerCase();
  return words.filter((word) => all.includes(word.toLowerCase()));
}

describe("archive forget", () => {
  const cases = [
    ["a message", ["--message-ids", "om_secret"], ["zebrafish", "quartz", "changedword", "om_secret"], 1],
    ["a bundle", ["--message-ids", "om_bundle"], ["walrus", "om_child", "om_bundle"], 2],
    ["a picture", ["--message-ids", "om_picture"], ["om_picture", "img_secret"], 1],
    ["a message in a bundle", ["--message-ids", "om_inside"], ["penguin", "om_inside"], 1],
    ["a picture in a bundle", ["--message-ids", "om_drawing"], ["om_drawing", "img_inside"], 1],
    ["a bundle in a bundle", ["--message-ids", "om_nested"], ["ocelot", "om_nested", "om_deep"], 2],
    [
      ...["a person", ["--user-id", "ou_ana"]],
      ["Anastasia", "ou_ana", "zebrafish", "walrus", "penguin", "img_secret", "img_inside"],
      6,
    ],
    ["a person by name", ["--user-id", "Anastasia"], ["zebrafish", "ou_ana"], 6],
    ["a chat by name", ["--chat-id", "Velvetroom"], ["zebrafish", CHAT], 11],
    ["a chat", ["--chat-id", CHAT], [
      ...[
        "Velvetroom",
        CHAT,
        "zebrafish",
        "daylight",
        "walrus",
        "om_secret",
        "om_other",
        "omt_secret",
        "img_secret",
        "kestrel",
        "ocelot",
      ],
    ], 11],
  ] as const;
  for (const [what, options, words, count] of cases) {
    it(`leaves no byte of ${what}, its earlier versions, reactions and pins, and does not fetch it again`, () =>
      inScene(world(), async (scene) => {
        await exportAll(scene);
        scene.platform.putMessage({ ...SECRET, content: { text: "changedword" }, updateTime: START + 1 });
        await scene.run([
          ...["+chat-export", "--output", "archive", "--chat-id", `${CHAT},${KEPT}`, "--sweep"],
        ]);
        assertEquals(await wordsLeft(scene, words), words);
        const database = join(scene.directory, "archive", "archive.db");
        // Kept where a newer program changed the archive.
        await Deno.copyFile(database, `${database}.v1`);
        const forgotten = dataOf(
          await scene.run(["archive", "forget", ...options, "--yes", "--archive", "archive"]),
        );
        assertEquals(forgotten["messages"], count);
        assertEquals(await wordsLeft(scene, words), []);
        assertEquals(await wordsLeft(scene, ["sunshine"]), ["sunshine"]);
        const verified = await scene.run(["archive", "verify", "--deep", "--archive", "archive"]);
        assertEquals(dataOf(verified)["problems"], []);
        await scene.run(["+chat-export", "--output", "archive", "--chat-id", KEPT, "--sweep"]);
        if (!what.startsWith("a chat")) await exportAll(scene);
        const hidden = words.filter((word) => !["ou_ana", "Anastasia"].includes(word));
        assertEquals(await wordsLeft(scene, what.startsWith("a person") ? hidden : words), []);
      }));
  }

  const forgetting = (scene: Scene, ...what: readonly string[]) =>
    scene.run(["archive", "forget", ...what, "--yes", "--archive", "archive"]);
  const openDatabase = async (scene: Scene) => {
    const { DatabaseSync } = await import("node:sqlite");
    return new DatabaseSync(join(scene.directory, "archive", "archive.db"));
  };

  it("says so while another process reads, which keeps the bytes, and the same command ends it", () =>
    inScene(world(), async (scene) => {
      await exportAll(scene);
      const writer = await openDatabase(scene);
      writer.exec("PRAGMA journal_mode = WAL");
      const reader = await openDatabase(scene);
      reader.exec("BEGIN");
      reader.prepare("SELECT count(*) FROM message").get();
      writer.close();
      const line = ["--message-ids", "om_secret"];
      const held = await forgetting(scene, ...line);
      assertEquals(held.status, 2, held.stdout + held.stderr);
      assert(held.stderr.includes("another process reads it"), held.stderr);
      reader.close();
      assertEquals(dataOf(await forgetting(scene, ...line))["messages"], 0);
      assertEquals(await wordsLeft(scene, ["zebrafish", "om_secret"]), []);
    }));

  it("takes out nothing where it fails, and all of it once the archive is repaired, the damaged copy included", () =>
    inScene(world(), async (scene) => {
      await exportAll(scene);
      await damageLeaves(join(scene.directory, "archive", "archive.db"), "find_data");
      const count = async () =>
        dataOf(await scene.run(["archive", "stats", "--archive", "archive"]))["messages"];
      const before = await count();
      const failed = await forgetting(scene, "--message-ids", "om_secret");
      assertEquals(failed.status, 5, failed.stdout + failed.stderr);
      assertEquals(await count(), before);
      await scene.run(["archive", "verify", "--repair", "--archive", "archive"]);
      assertEquals(dataOf(await forgetting(scene, "--message-ids", "om_secret"))["messages"], 1);
      assertEquals(await wordsLeft(scene, ["zebrafish", "om_secret"]), []);
    }));

  it("removes what ended runs left of the files, and nothing of others", () =>
    inScene(world(), async (scene) => {
      await exportAll(scene);
      const media = join(scene.directory, "archive", "media");
      const hash = "5".repeat(64);
      await Deno.mkdir(join(media, "55"));
      const leftovers = [`55/${hash}.png`, `55/${hash}.png.damaged`, ".partial/.img_secret.im-part"];
      for (const name of leftovers) await Deno.writeTextFile(join(media, name), "zebrafish");
      await Deno.writeTextFile(join(media, "55", "notes.txt"), "mine");
      await forgetting(scene, "--message-ids", "om_secret,om_picture");
      assertEquals(await wordsLeft(scene, ["zebrafish", hash, "img_secret"]), []);
      assertEquals(await Deno.readTextFile(join(media, "55", "notes.txt")), "mine");
      assertEquals(dataOf(await scene.run(["archive", "stats", "--archive", "archive"]))["media"], {
        ...{ files: 1, bytes: 98, open: 0 },
      });
    }));

  it("of a chat or a person can be repeated", () =>
    inScene(world(), async (scene) => {
      await exportAll(scene);
      for (const what of [["--user-id", "ou_ana"], ["--chat-id", CHAT]]) {
        await forgetting(scene, ...what);
        const again = await forgetting(scene, ...what);
        assertEquals([again.status, dataOf(again)["messages"]], [0, 0], again.stderr);
      }
    }));

  it("names exports that were made before", () =>
    inScene(world(), async (scene) => {
      await exportAll(scene);
      await scene.run(["archive", "export", "--into", "html,jsonl", "--archive", "archive"]);
      const { exports } = dataOf(await forgetting(scene, "--message-ids", "om_secret"));
      const archive = await Deno.realPath(join(scene.directory, "archive"));
      assertEquals(exports, [join(archive, "html"), join(archive, "jsonl")]);
    }));
});
