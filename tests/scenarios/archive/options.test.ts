import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;
const SECRET = "the bank is called Wolkenkuckucksheim";

const message = (n: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
  ...{ messageId: `om_${n}`, chatId: "oc_group", type: "text", content: { text: `message ${n}` } },
  ...{ senderId: "ou_ana", createTime: START + n * 1000 },
  ...more,
});

/** One file of each kind, and a text that will be recalled. */
const world = (): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Ana" }],
  chats: [{ chatId: "oc_group", mode: "group", name: "Group" }],
  messages: [
    message(1, { content: { text: SECRET } }),
    message(2, { type: "image", content: { image_key: "img_one" } }),
    message(3, { type: "file", content: { file_key: "file_one", file_name: "notes.txt" } }),
    message(4, { type: "audio", content: { file_key: "file_audio", duration: 1000 } }),
    message(5, {
      type: "media",
      content: { file_key: "file_video", image_key: "img_cover", file_name: "film.mp4", duration: 1000 },
    }),
  ],
  resources: [
    ...[["om_2", "img_one"], ["om_5", "img_cover"]].map(([messageId = "", fileKey = ""]) => ({
      ...{ messageId, fileKey, type: "image" as const, bytes: new TextEncoder().encode(fileKey) },
    })),
    ...[["om_3", "file_one"], ["om_4", "file_audio"], ["om_5", "file_video"]].map((
      [messageId = "", fileKey = ""],
    ) => ({
      ...{ messageId, fileKey, type: "file" as const, bytes: new TextEncoder().encode(fileKey) },
    })),
  ],
});

const exportTo = (scene: Scene, ...more: readonly string[]) =>
  // An hour after the first message.
  scene.run(["+chat-export", "--output", "archive", "--chat-id", "oc_group", ...more], {
    clockOffset: START + 3_600_000 - Date.now(),
  });
const archive = (scene: Scene, ...words: readonly string[]) =>
  scene.run(["archive", ...words, "--archive", "archive"]);
const resourceCalls = ({ platform }: Scene) =>
  [...new Set(platform.log.flatMap(({ path }) => /\/resources\/(\w+)/.exec(path)?.[1] ?? []))].sort();

async function bytesOf(scene: Scene): Promise<string> {
  const names = ["archive.db", "archive.db-wal"];
  const parts = await Promise.all(
    names.map((name) => Deno.readFile(join(scene.directory, "archive", name)).catch(() => new Uint8Array())),
  );
  return parts.map((part) => new TextDecoder("latin1").decode(part)).join("");
}

async function afterRecall(scene: Scene, how: string) {
  dataOf(await exportTo(scene));
  const { content: _, ...recalled } = message(1, { deleted: true });
  scene.platform.putMessage(recalled);
  assertEquals(
    (dataOf(await exportTo(scene, "--recalled", how))["chats"] as { recalled: number }[])[0]?.recalled,
    1,
  );
  const [shown] = dataOf(await archive(scene, "show", "om_1", "--history"))["messages"] as Record<
    string,
    unknown
  >[];
  const found = dataOf(await archive(scene, "search", "Wolkenkuckucksheim"))["messages"] as unknown[];
  return { shown: shown ?? {}, found: found.length };
}

describe("+chat-export --media-types", () => {
  for (
    const [types, keys] of [
      ["image", ["img_cover", "img_one"]],
      ["file", ["file_one"]],
      ["audio,video", ["file_audio", "file_video"]],
    ] as const
  ) {
    it(`saves ${types} only, and the others once they are wanted`, () =>
      inScene(world(), async (scene) => {
        dataOf(await exportTo(scene, "--media-types", types));
        assertEquals(resourceCalls(scene), [...keys]);
        assertEquals(partOf(dataOf(await exportTo(scene)), "media")["saved"], 5 - keys.length);
      }));
  }

  it("refuses a kind that there is not", () =>
    inScene(world(), async (scene) => {
      assertEquals((await exportTo(scene, "--media-types", "sticker")).status, 2);
    }));
});

describe("+chat-export --recalled", () => {
  it("keep: the last text is shown and found", () =>
    inScene(world(), async (scene) => {
      const { shown, found } = await afterRecall(scene, "keep");
      assertEquals([shown["recalled_content"], found], [SECRET, 1]);
    }));

  it("mark: the text is in the history only", () =>
    inScene(world(), async (scene) => {
      const { shown, found } = await afterRecall(scene, "mark");
      assertEquals([shown["deleted"], shown["recalled_content"], found], [true, undefined, 0]);
      assert(JSON.stringify(shown["versions"]).includes(SECRET));
    }));

  it("drop: no byte of the text stays, and the message is known as recalled", () =>
    inScene(world(), async (scene) => {
      const { shown, found } = await afterRecall(scene, "drop");
      assertEquals([shown["deleted"], shown["recalled_content"], shown["versions"], found], [
        true,
        undefined,
        undefined,
        0,
      ]);
      assert(!(await bytesOf(scene)).includes("Wolkenkuckucksheim"));
      assertEquals((await archive(scene, "verify", "--deep")).status, 0);
      // It is not taken for new or edited again.
      const data = dataOf(await exportTo(scene, "--recalled", "drop"));
      const [chat] = data["chats"] as Record<string, unknown>[];
      assertEquals([chat?.["new"], chat?.["edited"], chat?.["recalled"]], [0, 0, 0]);
    }));

  it("drop takes the texts of earlier recalls too", () =>
    inScene(world(), async (scene) => {
      await afterRecall(scene, "keep");
      dataOf(await exportTo(scene, "--recalled", "drop"));
      const [shown] = dataOf(await archive(scene, "show", "om_1", "--history"))["messages"] as Record<
        string,
        unknown
      >[];
      assertEquals([shown?.["recalled_content"], shown?.["versions"]], [undefined, undefined]);
    }));
});

describe("+chat-export --verify", () => {
  it("checks the archive at the end, and ends with 1 where it is damaged", () =>
    inScene(world(), async (scene) => {
      assertEquals(dataOf(await exportTo(scene, "--verify"))["verified"], { sound: true, problems: 0 });
      const media = join(scene.directory, "archive", "media");
      const [folder] = [...Deno.readDirSync(media)].filter(({ name }) => name.length === 2);
      const [file] = [...Deno.readDirSync(join(media, folder?.name ?? ""))];
      await Deno.remove(join(media, folder?.name ?? "", file?.name ?? ""));
      const { status, stdout, stderr } = await exportTo(scene, "--verify");
      assertEquals(status, 1, stderr);
      assertEquals(partOf(partOf(documentOf(stdout), "data"), "verified"), { sound: false, problems: 1 });
      assert(stdout.includes("im archive verify --archive archive"), stdout);
    }));
});

describe("+chat-export --rate and --workers", () => {
  it("take a part of the limits, and a number of calls", () =>
    inScene(world(), async (scene) => {
      for (
        const [option, value] of [["rate", "0"], ["rate", "1.5"], ["rate", "many"], ["workers", "0"], [
          "workers",
          "17",
        ]]
      ) {
        assertEquals((await exportTo(scene, `--${option}`, value ?? "")).status, 2, `${option} ${value}`);
      }
      assertEquals(dataOf(await exportTo(scene, "--rate", "0.5", "--workers", "1"))["complete"], true);
    }));
});

describe("+chat-export --dry-run of an archive that there is", () => {
  it("says what a run takes where nothing is new, by what the archive holds, without a call", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene, "--no-media", "--no-reactions");
      scene.platform.clearLog();
      const data = dataOf(await exportTo(scene, "--dry-run"));
      const estimate = partOf(partOf(data, "context"), "estimate");
      assertEquals(estimate, {
        chats: 1,
        calls: { chats: 0, list: 1, search: 0, threads: 0, bundles: 0, reactions: 0, media: 5, members: 0 },
        minutes: 1,
      });
      assertStringIncludes(
        String(data["description"]),
        "a run over 1 chat that finds nothing new takes about 6 calls",
      );
      const images = dataOf(await exportTo(scene, "--dry-run", "--media-types", "image"));
      assertEquals(partOf(partOf(partOf(images, "context"), "estimate"), "calls")["media"], 2);
      const swept = dataOf(await exportTo(scene, "--dry-run", "--sweep", "--no-media"));
      const calls = partOf(partOf(partOf(swept, "context"), "estimate"), "calls");
      assertEquals([calls["reactions"], calls["members"]], [1, 2]);
      assertEquals(scene.platform.log.length, 0);
    }));

  it("fails where the run would: the file is no archive", () =>
    inScene(world(), async (scene) => {
      await Deno.mkdir(join(scene.directory, "archive"));
      await Deno.writeTextFile(join(scene.directory, "archive", "archive.db"), "no database ".repeat(1000));
      assertEquals((await exportTo(scene, "--dry-run")).status, 2);
    }));
});
