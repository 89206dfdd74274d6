import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { dataOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const COUNT = 3;
/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;

const world = (): PlatformOptions => ({
  chats: [{ chatId: "oc_group", mode: "group", name: "Group" }],
  messages: Array.from({ length: COUNT }, (_, n) => ({
    ...{ messageId: `om_${n}`, chatId: "oc_group", type: "text", content: { text: `message ${n}` } },
    ...{ senderId: "ou_ana", createTime: START + n * 1000 },
  })),
});

const exportTo = (scene: Scene) =>
  scene.run(["+chat-export", "--output", "archive", "--chat-id", "oc_group"]);
const fileOf = (scene: Scene) => join(scene.directory, "archive", "archive.db");

describe("an archive beside those who read it", () => {
  it("has no log beside it where nobody uses it, so that it can be read where nothing can be written", () =>
    inScene(world(), async (scene) => {
      for (const run of [() => exportTo(scene), () => exportTo(scene)]) {
        await run();
        const names = [...Deno.readDirSync(join(scene.directory, "archive"))].map(({ name }) => name);
        assertEquals(names.filter((name) => /-(wal|shm|journal)$/.test(name)), []);
        // https://sqlite.org/fileformat.html: the versions for writing and reading, 1 without a log
        assertEquals([...(await Deno.readFile(fileOf(scene))).subarray(18, 20)], [1, 1]);
      }
    }));

  it("is written to while somebody reads it, and read while somebody writes", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const { DatabaseSync } = await import("node:sqlite");
      const reader = new DatabaseSync(fileOf(scene), { readOnly: true });
      try {
        assertEquals(dataOf(await exportTo(scene))["complete"], true);
        assertEquals(reader.prepare("SELECT count(*) AS count FROM message").get()?.["count"], COUNT);
        reader.exec("BEGIN");
        reader.prepare("SELECT count(*) FROM run").get();
        assertEquals(
          dataOf(await scene.run(["archive", "stats", "--archive", "archive"]))["messages"],
          COUNT,
        );
        reader.exec("COMMIT");
        assertEquals(dataOf(await exportTo(scene))["complete"], true);
      } finally {
        reader.close();
      }
    }));

  it("is read after its writer was killed in the middle of a change", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      const { DatabaseSync } = await import("node:sqlite");
      const writer = new DatabaseSync(fileOf(scene));
      writer.exec("CREATE TABLE more(text TEXT); PRAGMA cache_size = 1; BEGIN");
      writer.exec("UPDATE message SET text = 'half'");
      const insert = writer.prepare("INSERT INTO more VALUES(?)");
      for (let n = 0; n < 2000; n++) insert.run("x".repeat(200));
      for (const name of ["archive.db", "archive.db-journal"]) {
        await Deno.mkdir(join(scene.directory, "killed"), { recursive: true });
        await Deno.copyFile(join(scene.directory, "archive", name), join(scene.directory, "killed", name));
      }
      writer.close();
      const found = dataOf(await scene.run(["archive", "search", "message", "--archive", "killed"]));
      assertEquals(Object(found["messages"]).length, COUNT);
    }));
});
