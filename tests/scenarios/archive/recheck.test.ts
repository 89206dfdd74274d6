import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { archived, AT_NOW, GROUP, message } from "../../support/export-world.ts";
import { dataOf, documentOf, errorOf, partOf, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const bytes = (text: string) => new TextEncoder().encode(text.padEnd(2000, "."));
const image = (n: number, key: string) => message(n, { type: "image", content: { image_key: key } });
const resource = (n: number, fileKey: string, text: string) => ({
  ...{ messageId: `om_${n}`, fileKey, type: "image" as const, bytes: bytes(text), contentType: "image/png" },
});

/** Two pictures of one key, one of another, and a file. */
const world = (): PlatformOptions => ({
  users: [{ openId: "ou_ana", name: "Ana" }, { openId: "ou_bo", name: "Bo" }],
  chats: [{ chatId: GROUP, mode: "group", name: "Group" }],
  messages: [
    ...[image(1, "img_one"), image(2, "img_one"), image(3, "img_two")],
    message(4, { type: "file", content: { file_key: "file_one", file_name: "notes.txt" } }),
  ],
  resources: [
    ...[resource(1, "img_one", "one"), resource(2, "img_one", "one"), resource(3, "img_two", "two")],
    { messageId: "om_4", fileKey: "file_one", type: "file", bytes: bytes("file") },
  ],
});

const exportTo = (scene: Scene, ...more: readonly string[]) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", GROUP, ...more], AT_NOW);
const recheck = (scene: Scene, ...more: readonly string[]) => exportTo(scene, "--recheck-media", ...more);

/** The files that were asked for, as MESSAGE/KEY. */
const asked = ({ platform }: Scene) =>
  [
    ...new Set(platform.log.flatMap(({ path }) => {
      const [, message, key] = /\/messages\/(\w+)\/resources\/(\w+)/.exec(path) ?? [];
      return message === undefined ? [] : [`${message}/${key}`];
    })),
  ].sort();

async function gapsOf(scene: Scene) {
  const { gaps } = dataOf(await scene.run(["archive", "gaps", "--archive", "archive"]));
  return (gaps as Record<string, unknown>[]).map(({ kind, item, final }) => [kind, item, final]);
}

/** What the archive has of a file of a message: its key, and how its contents begin. */
async function contentsOf(
  scene: Scene,
  id: string,
): Promise<readonly (readonly [key: string, start: string])[]> {
  const [shown] = await archived(scene, id);
  return await Promise.all(
    (shown.resources as { key: string; local_path: string }[]).map(async ({ key, local_path }) =>
      [key, (await Deno.readTextFile(local_path)).replace(/\.+$/, "")] as const
    ),
  );
}

/** An archive whose picture of om_3 the service sends otherwise since. */
async function afterChange(scene: Scene) {
  dataOf(await exportTo(scene));
  scene.platform.addResource(resource(3, "img_two", "two, changed"));
  return await recheck(scene);
}

describe("+chat-export --recheck-media", () => {
  it("fetches every saved file again, those of one key too, and says that all are the same", () =>
    inScene(world(), async (scene) => {
      dataOf(await exportTo(scene));
      scene.platform.clearLog();
      const plain = dataOf(await exportTo(scene));
      assertEquals([asked(scene), plain["rechecked"]], [[], undefined]);
      const data = dataOf(await recheck(scene));
      assertEquals(asked(scene), ["om_1/img_one", "om_2/img_one", "om_3/img_two", "om_4/file_one"]);
      assertEquals(data["rechecked"], { files: 4, different: 0, failed: 0 });
      assertEquals([data["complete"], await gapsOf(scene)], [true, []]);
    }));

  it("keeps both contents where they differ, and says so: answer, warning, gap, exit 1 when it is new", () =>
    inScene(world(), async (scene) => {
      const result = await afterChange(scene);
      assertEquals(result.status, 1, result.stderr);
      const data = partOf(documentOf(result.stdout), "data");
      assertEquals(data["rechecked"], { files: 4, different: 1, failed: 0 });
      assert(warningsOf(result).some((line) => /media_differs: om_3\/img_two: /.test(line)), result.stderr);
      assertEquals(await gapsOf(scene), [["media", "om_3/img_two", true]]);
      assertEquals(await contentsOf(scene, "om_3"), [["img_two", "two"], ["img_two", "two, changed"]]);
      const sound = await scene.run(["archive", "verify", "--deep", "--archive", "archive"]);
      assertEquals(sound.status, 0, sound.stderr);
    }));

  it("keeps a content that differs once, however often it is fetched, and ends with 0 when that is known", () =>
    inScene(world(), async (scene) => {
      await afterChange(scene);
      const again = await recheck(scene);
      assertEquals([again.status, partOf(dataOf(again), "rechecked")["different"]], [0, 1]);
      assertEquals((await contentsOf(scene, "om_3")).length, 2);
    }));

  it("forgets both contents with their message", () =>
    inScene(world(), async (scene) => {
      await afterChange(scene);
      const line = ["archive", "forget", "--message-ids", "om_3", "--yes", "--archive", "archive"];
      assertEquals(dataOf(await scene.run(line))["files"], 2);
      assertEquals((await scene.run(["archive", "verify", "--archive", "archive"])).status, 0);
    }));

  it("fetches a file of a new message, though its key is known, and keeps what differs", () =>
    inScene(world(), async (scene) => {
      dataOf(await exportTo(scene));
      scene.platform.putMessage(image(5, "img_one"));
      scene.platform.addResource(resource(5, "img_one", "another one"));
      const result = await recheck(scene);
      assertEquals(result.status, 1, result.stderr);
      assertEquals(partOf(partOf(documentOf(result.stdout), "data"), "rechecked")["different"], 1);
      assertEquals(await contentsOf(scene, "om_5"), [["img_one", "another one"]]);
      assertEquals(await contentsOf(scene, "om_1"), [["img_one", "one"]]);
      assertEquals(await gapsOf(scene), [["media", "om_5/img_one", true]]);
    }));

  it("keeps a file that can no longer be fetched: a warning with the reason, and no gap", () =>
    inScene(world(), async (scene) => {
      dataOf(await exportTo(scene));
      scene.platform.addFault({ name: "error", code: 234002, when: { path: "om_3/resources/" } });
      const result = await recheck(scene);
      assertEquals(result.status, 0, result.stderr);
      assertEquals(dataOf(result)["rechecked"], { files: 3, different: 0, failed: 1 });
      assertMatch(result.stderr, /media_not_rechecked: om_3\/img_two: .*234002/);
      assertEquals([await contentsOf(scene, "om_3"), await gapsOf(scene)], [[["img_two", "two"]], []]);
    }));
});

describe("what +chat-export --recheck-media looks at", () => {
  it("is continued by the next run with it where the network gave up, and no task of a run without it", () =>
    inScene(world(), async (scene) => {
      dataOf(await exportTo(scene));
      scene.platform.addFault({ name: "reset-before-headers", when: { path: "/resources/", skip: 2 } });
      assertEquals((await recheck(scene, "--workers", "1")).status, 4);
      scene.platform.clearFaults();
      scene.platform.clearLog();
      assertEquals([dataOf(await exportTo(scene))["complete"], asked(scene)], [true, []]);
      const left = partOf(dataOf(await recheck(scene)), "rechecked")["files"];
      assert(Number(left) > 0 && Number(left) < 4, `${left} files`);
      assertEquals(partOf(dataOf(await recheck(scene)), "rechecked")["files"], 4);
    }));

  const narrowed: readonly (readonly [options: readonly string[], files: readonly string[]])[] = [
    [["--media-types", "file"], ["om_4/file_one"]],
    [["--start", "2026-05-20T01:00:03Z"], ["om_3/img_two", "om_4/file_one"]],
    [["--end", "2026-05-20T01:00:01Z"], ["om_1/img_one"]],
    [["--media-limit", "1KB"], []],
  ];
  for (const [options, files] of narrowed) {
    it(`is narrowed by ${options.join(" ")}`, () =>
      inScene(world(), async (scene) => {
        dataOf(await exportTo(scene));
        scene.platform.clearLog();
        dataOf(await recheck(scene, ...options));
        assertEquals(asked(scene), [...files]);
      }));
  }

  it("is counted by a dry run, and asks for nothing there", () =>
    inScene(world(), async (scene) => {
      dataOf(await exportTo(scene));
      scene.platform.clearLog();
      const { estimate } = partOf(dataOf(await recheck(scene, "--dry-run")), "context");
      assertEquals([partOf(partOf({ estimate }, "estimate"), "calls")["media"], scene.platform.log.length], [
        4,
        0,
      ]);
    }));

  it("cannot be left out at the same time: --no-media is exit 2", () =>
    inScene(world(), async (scene) => {
      const { hint } = errorOf(await recheck(scene, "--no-media"), 2);
      assertMatch(String(hint), /--no-media/);
    }));

  it("is no content that --repair would have fetched again under its key", () =>
    inScene(world(), async (scene) => {
      await afterChange(scene);
      const [, other] = (await archived(scene, "om_3"))[0].resources as { local_path: string }[];
      await Deno.remove(join(other?.local_path ?? ""));
      dataOf(await scene.run(["archive", "verify", "--repair", "--archive", "archive"]));
      scene.platform.clearLog();
      dataOf(await exportTo(scene));
      assertEquals(asked(scene), []);
    }));
});
