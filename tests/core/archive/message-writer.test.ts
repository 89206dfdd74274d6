import { createMessageReader } from "../../../core/archive/message-reader.ts";
import { inArchive, type TestArchive, textRecord } from "../../support/archives.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const outcomes = (written: ReturnType<TestArchive["write"]>) => written.map(({ outcome }) => outcome);

function read({ archive }: TestArchive, seq: number) {
  const options = { linkHost: "example.com", history: true, threads: false };
  return createMessageReader(archive, options).message(seq);
}

describe("createMessageWriter()", () => {
  it("writes a message once, however often it is listed", () =>
    inArchive((test) => {
      assertEquals(outcomes(test.write([textRecord(1, "a"), textRecord(1, "a")])), ["new", "same"]);
      assertEquals(outcomes(test.write([textRecord(1, "a", { message_app_link: "https://example.com" })])), [
        "same",
      ]);
      const { count } =
        test.archive.database.get<{ count: number }>("SELECT count(*) AS count FROM message") ?? {};
      assertEquals(count, 1);
    }));

  it("keeps every earlier state of an edited message", () =>
    inArchive((test) => {
      test.write([textRecord(1, "one")]);
      for (const [n, text] of ["two", "three"].entries()) {
        assertEquals(
          outcomes(test.write([textRecord(1, text, { updated: true, update_time: String(n) })], 2)),
          ["edited"],
        );
      }
      const { content, versions = [] } = read(test, 1);
      assertEquals([content, ...versions.map(({ content }) => content)], ["three", "one", "two"]);
    }));

  it("keeps the last text of a recalled message, and finds it", () =>
    inArchive((test) => {
      test.write([textRecord(1, "secret plan")]);
      const gone = { deleted: true, body: { content: "This message was recalled" } };
      assertEquals(outcomes(test.write([textRecord(1, "", gone)], 2)), ["recalled"]);
      const message = read(test, 1);
      assertEquals([message.deleted, message.content, message.recalled_content], [
        true,
        "[recalled]",
        "secret plan",
      ]);
      assertEquals(message.versions?.map(({ content, state }) => [content, state]), [[
        "secret plan",
        "live",
      ]]);
    }));

  it("keeps records as they were received, large numbers included", () =>
    inArchive((test) => {
      const record = textRecord(1, "a", { big: 90071992547409931n, "z": 1, "a": [null, { b: "ü" }] });
      test.write([record]);
      const reader = createMessageReader(test.archive, { linkHost: "", history: false, threads: false });
      assertEquals(reader.record(1), record);
    }));

  it("writes nothing of a page that fails", () =>
    inArchive(({ archive, write }) => {
      const { database } = archive;
      database.exec(
        "CREATE TRIGGER stop BEFORE INSERT ON message WHEN NEW.message_id = 'om_2' BEGIN SELECT raise(ABORT, 'no'); END",
      );
      let failed = false;
      try {
        write([textRecord(1, "a"), textRecord(2, "b")]);
      } catch {
        failed = true;
      }
      const count = (table: string) =>
        database.get<{ count: number }>(`SELECT count(*) AS count FROM ${table}`)?.count;
      assertEquals([failed, count("message"), count("batch"), count("find")], [true, 0, 0, 0]);
    }));

  it("keeps the names that somebody had", () =>
    inArchive((test) => {
      test.write([textRecord(1, "a")]);
      test.write(
        [textRecord(2, "b", { sender: { id: "ou_ana", sender_type: "user", sender_name: "Anna" } })],
        2,
      );
      const names = test.archive.database.all<{ name: string }>(
        "SELECT name FROM person_name ORDER BY first_run",
      );
      assertEquals(names.map(({ name }) => name), ["Ana", "Anna"]);
    }));

  it("notes a thread that began under a message while it was edited", () =>
    inArchive((test) => {
      test.write([textRecord(1, "a")]);
      const edit = { thread_id: "omt_1", updated: true, update_time: "1779238999000" };
      test.write([textRecord(1, "b", edit)], 2);
      const row = test.archive.database.get<{ thread_id: string }>(
        "SELECT thread_id FROM message m JOIN thread t ON t.n = m.thread",
      );
      assertEquals(row?.thread_id, "omt_1");
    }));

  it("takes a message that comes back for one that was never missing", () =>
    inArchive((test) => {
      const { database } = test.archive;
      test.write([textRecord(1, "a")]);
      database.run("UPDATE message SET state = 'missing', missing_since = 5");
      test.write([textRecord(1, "a")], 2);
      assertEquals(
        { ...database.get<object>("SELECT state, missing_since FROM message") },
        { state: "live", missing_since: null },
      );
    }));
});
