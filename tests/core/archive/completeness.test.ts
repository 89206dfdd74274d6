import { lostCounts, possibleGaps } from "../../../core/archive/completeness.ts";
import { forget } from "../../../core/archive/forget.ts";
import { writeManifest } from "../../../core/archive/manifest.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { inArchive, textRecord } from "../../support/archives.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("lostCounts", () => {
  it("finds none lost where forgetting was ended before all was cleaned up", () =>
    inArchive(async ({ archive, write }) => {
      const world = fakeWorld({ cwd: archive.path });
      write([textRecord(1, "one"), textRecord(2, "two")]);
      await writeManifest(world, archive, { messages: true, media: false });
      const readDir = () => {
        throw new Deno.errors.Interrupted("ended");
      };
      const ended = { ...world, files: { ...world.files, readDir } };
      await assertRejects(() => forget(ended, archive, { kind: "messages", ids: ["om_1"] }));
      assertEquals(archive.database.all("SELECT seq FROM message").length, 1);
      assertEquals(await lostCounts(world, archive), []);
      await writeManifest(world, archive, { messages: false, media: false });
      assertEquals((await Deno.lstat(join(archive.path, "manifest.json"))).isFile, true);
    }));

  it("tells of messages that were counted at the end of a run and are not there; more is no loss", () =>
    inArchive(async ({ archive, write }) => {
      const world = fakeWorld({ cwd: archive.path });
      write([textRecord(1, "one"), textRecord(2, "two")]);
      assertEquals(await lostCounts(world, archive), []);
      await writeManifest(world, archive, { messages: true, media: false });
      assertEquals(await lostCounts(world, archive), []);
      write([textRecord(3, "three")]);
      assertEquals(await lostCounts(world, archive), []);
      archive.database.run("DELETE FROM message WHERE message_id <> 'om_3'");
      assertEquals(await lostCounts(world, archive), [{ chat_id: "oc_one", counted: 2, messages: 1 }]);
    }));

  for (const text of ["", "[]", '{"chats": [1, {"chat_id": 2}]}']) {
    it(`says nothing where the manifest is ${JSON.stringify(text)}`, () =>
      inArchive(async ({ archive }) => {
        await Deno.writeTextFile(join(archive.path, "manifest.json"), text);
        assertEquals(await lostCounts(fakeWorld({ cwd: archive.path }), archive), []);
      }));
  }
});

describe("possibleGaps", () => {
  it("lists times between those that are covered, and places of a chat that no message has", () =>
    inArchive(({ archive, write }) => {
      const { database } = archive;
      write([1, 2, 5].map((n) => textRecord(n, "text", { message_position: String(n) })));
      for (const [from, to] of [[0, 100], [101, 200], [500, 600]] as const) {
        database.run("INSERT INTO coverage(chat, from_ms, to_ms, run) VALUES(1, ?, ?, 1)", from, to);
      }
      assertEquals(possibleGaps(archive), [
        { chat_id: "oc_one", from: 200, to: 500 },
        { chat_id: "oc_one", positions: 2 },
      ]);
    }));

  it("lists nothing where places and times are without a break", () =>
    inArchive(({ archive, write }) => {
      write([1, 2, 3].map((n) => textRecord(n, "text", { message_position: String(n) })));
      assertEquals(possibleGaps(archive), []);
    }));
});
