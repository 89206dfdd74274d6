import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { damageLeaves } from "../../support/archives.ts";
import { describeOnUnix } from "../../support/bdd.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { it } from "@std/testing/bdd";

const COUNT = 400;
/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;

const plain = (n: number): WorldMessage => ({
  ...{ messageId: `om_${n}`, chatId: "oc_group", senderId: n % 2 === 0 ? "ou_ana" : "ou_bo" },
  ...{
    type: "text",
    content: { text: `message ${n} word${n * 7919 % 1000} 你好` },
    createTime: START + n * 1000,
  },
});

/** Pictures, threads, reactions and bundles among plain texts. */
function messageAt(n: number): WorldMessage {
  if (n % 50 === 7) return { ...plain(n), type: "image", content: { image_key: `img_${n}` } };
  if (n % 50 === 9) return { ...plain(n), threadId: `omt_${n}`, isThreadRoot: true };
  if (n % 50 === 10) return { ...plain(n), threadId: `omt_${n - 1}`, rootId: `om_${n - 1}` };
  if (n % 50 === 11) {
    return {
      ...plain(n),
      reactions: Array.from({ length: 12 }, (_, by) => ({ type: "OK", by: `ou_${by}` })),
    };
  }
  if (n % 50 !== 13) return plain(n);
  const child = { ...plain(n), messageId: `om_in-${n}`, chatId: "oc_elsewhere" };
  return { ...plain(n), type: "merge_forward", content: "Merged and Forwarded Message", children: [child] };
}

const world = (): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
  chats: [{ chatId: "oc_group", mode: "group", name: "Group", members: ["ou_ana", "ou_bo"] }],
  messages: Array.from({ length: COUNT }, (_, n) => messageAt(n)),
  resources: Array.from({ length: COUNT / 50 }, (_, n) => n * 50 + 7).map((n) => ({
    ...{ messageId: `om_${n}`, fileKey: `img_${n}`, type: "image" as const, bytes: { size: 3000, seed: n } },
  })),
});

const exportTo = (scene: Scene) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", "oc_group", "--rescan", "10000d"]);
const verify = (scene: Scene, ...more: readonly string[]) =>
  scene.run(["archive", "verify", ...more, "--archive", "archive"]);
const fileOf = (scene: Scene) => join(scene.directory, "archive", "archive.db");

/** What people see of an archive: every message with its text, people, reactions and files. */
async function contentOf(scene: Scene): Promise<string> {
  await scene.run(["archive", "export", "--into", "jsonl", "--into-dir", "out", "--archive", "archive"]);
  const lines: string[] = [];
  for await (const { name } of Deno.readDir(join(scene.directory, "out", "jsonl"))) {
    lines.push(...(await Deno.readTextFile(join(scene.directory, "out", "jsonl", name))).split("\n"));
  }
  return lines.sort().join("\n");
}

/** An archive with an edited and a recalled message, pages of which are damaged. */
async function inDamagedArchive(
  name: string,
  pages: number,
  use: (scene: Scene, content: string) => Promise<void>,
): Promise<void> {
  await inScene(world(), async (scene) => {
    await exportTo(scene);
    scene.platform.putMessage({
      ...plain(20),
      content: { text: "message 20 edited" },
      updateTime: START + 9e6,
    });
    scene.platform.putMessage({ ...plain(21), deleted: true });
    await exportTo(scene);
    const content = await contentOf(scene);
    await damageLeaves(fileOf(scene), name, pages);
    await use(scene, content);
  });
}

const INDEXES = ["find_config", "find_data", "message_chat", "sqlite_autoindex_message_1"];
const TABLES = ["batch", "chat", "coverage", "media", "message", "person", "reaction", "resource", "thread"];

describeOnUnix("an archive with damaged pages", () => {
  const cases = [...[...INDEXES, ...TABLES].map((name) => [name, 1] as const), ["message", 3], [
    "batch",
    3,
  ]] as const;
  for (const [name, pages] of cases) {
    it(`of ${name} (${pages}) says so, is written again from what can be read, and completed by the next export`, () =>
      inDamagedArchive(name, pages, async (scene, content) => {
        const found = await verify(scene, "--deep");
        assertEquals(found.status, 1, found.stdout + found.stderr);
        assert(!/unexpected|\.ts:\d|ERR_SQLITE/.test(found.stdout + found.stderr), found.stderr);
        const { repaired } = partOf(documentOf((await verify(scene, "--repair")).stdout), "data");
        const isIndex = INDEXES.includes(name);
        const kept = join(await Deno.realPath(scene.directory), "archive", "archive.db.damaged-1");
        assertEquals(Object(repaired)["rewritten"], { kept, lost: isIndex ? [] : [name] });
        assert((await Deno.stat(kept)).isFile);
        if (isIndex) assertEquals(await contentOf(scene), content);
        assertEquals(dataOf(await exportTo(scene))["complete"], true);
        const after = await verify(scene, "--deep");
        assertEquals([after.status, dataOf(after)["problems"]], [0, []], after.stdout);
        assertEquals(await contentOf(scene), content);
      }));
  }
});

describeOnUnix("archive verify --repair", () => {
  const mediaOf = async (scene: Scene) => {
    const folder = join(scene.directory, "archive", "media");
    const paths: string[] = [];
    for await (const { name } of Deno.readDir(folder)) {
      if (name === ".partial") continue;
      for await (const file of Deno.readDir(join(folder, name))) paths.push(join(folder, name, file.name));
    }
    return paths.sort();
  };

  it("adopts files that a run saved and had no time to note: they are not saved again", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const { DatabaseSync } = await import("node:sqlite");
      const database = new DatabaseSync(fileOf(scene));
      database.exec("DELETE FROM media; UPDATE resource SET media = NULL, state = 'wanted'");
      database.close();
      const files = await mediaOf(scene);
      const stray = join(files[0] ?? "", "..", `${"0".repeat(64)}.bin`);
      await Deno.writeTextFile(stray, "not what its name says");
      const repaired = await verify(scene, "--repair");
      const data = partOf(documentOf(repaired.stdout), "data");
      assertEquals(Object(data["repaired"])["adopted"], files.length);
      assertEquals(Object(data["problems"]).length, 1, "the file with a wrong name");
      await Deno.remove(stray);
      assertEquals(dataOf(await verify(scene, "--deep"))["problems"], []);
      assertEquals(partOf(dataOf(await exportTo(scene)), "media")["saved"], 0);
    }));

  it("sets a damaged file aside, which is no problem any more", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const [file = ""] = await mediaOf(scene);
      await Deno.writeTextFile(file, "damaged");
      assertEquals((await verify(scene)).status, 1);
      assertEquals(dataOf(await verify(scene, "--repair"))["problems"], []);
      assertEquals(await Deno.readTextFile(`${file}.damaged`), "damaged");
      await exportTo(scene);
      assertEquals(dataOf(await verify(scene, "--deep"))["problems"], []);
    }));
});
