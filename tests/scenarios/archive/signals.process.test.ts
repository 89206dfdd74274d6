import { openForWriting } from "../../../core/archive/directory.ts";
import { createMessageWriter } from "../../../core/archive/message-writer.ts";
import { describeOnUnix } from "../../support/bdd.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { resultOf, startIm } from "../../support/im.ts";
import { dataOf, documentOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { it } from "@std/testing/bdd";

const COUNT = 2_000;
const LINE = ["+chat-export", "--chat-id", "oc_group", "--output", "archive", "--no-reactions"];

describeOnUnix("+chat-export that a signal ends", () => {
  for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
    it(`${signal}: exit ${status}, what was done stands in the result, and the same command continues`, () =>
      inScene({
        chats: [{ chatId: "oc_group", mode: "group", name: "Group" }],
        generatedMessages: [{
          chatId: "oc_group",
          count: COUNT,
          messageAt: (n) => ({
            type: "text",
            content: { text: `${n}` },
            createTime: 1_779_238_800_000 + n * 1000,
          }),
        }],
        delayMs: 40,
      }, async ({ spawn, directory, env, platform }) => {
        const child = startIm(LINE, { cwd: directory, env });
        while (platform.log.length < 12) await new Promise((resolve) => setTimeout(resolve, 1));
        child.kill(signal);
        const ended = resultOf(await child.output());
        assertEquals(ended.status, status, ended.stderr + ended.stdout);
        const data = partOf(documentOf(ended.stdout), "data");
        assertEquals(data["complete"], false);
        assert(/run the same command again to continue/.test(ended.stderr + ended.stdout), ended.stderr);
        assertEquals(dataOf(await spawn(LINE))["complete"], true);
        assertEquals(dataOf(await spawn(["archive", "stats", "--archive", "archive"]))["messages"], COUNT);
      }));
  }
});

/** Enough that an index takes a while. */
const MANY = 15_000;
/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;

describeOnUnix("im archive that a signal ends in the middle of its work", () => {
  const commands = [["verify", "--repair"], ["forget", "--message-ids", "om_7", "--yes"]] as const;
  for (const words of commands) {
    for (const [signal, status] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
      it(`${words[0]}, ${signal}: exit ${status} at once, and the archive is whole`, () =>
        inScene({}, async ({ spawn, directory, env }) => {
          await makeArchive(directory);
          const line = ["archive", ...words, "--archive", "archive"];
          const child = startIm(line, { cwd: directory, env });
          const lock = join(directory, "archive", "lock");
          while (!await Deno.readTextFile(lock).then((text) => text !== "")) {
            await new Promise((resolve) => setTimeout(resolve, 1));
          }
          child.kill(signal);
          const ended = resultOf(await child.output());
          assertEquals(ended.status, status, ended.stderr + ended.stdout);
          const after = dataOf(await spawn(["archive", "verify", "--deep", "--archive", "archive"]));
          assertEquals(partOf(after, "checked")["messages"], MANY);
          dataOf(await spawn(line));
        }));
    }
  }
});

async function makeArchive(cwd: string): Promise<void> {
  const archive = await openForWriting(fakeWorld({ cwd }), { inputKey: "output", path: "archive" });
  const { database, packer } = archive;
  database.run("INSERT INTO run(started, state, identity) VALUES(1, 'done', 'user')");
  database.run("INSERT INTO chat(chat_id, mode, first_run, last_run) VALUES('oc_one', 'group', 1, 1)");
  const writer = createMessageWriter(database, packer);
  const records = Array.from({ length: MANY }, (_, n) => ({
    ...{ message_id: `om_${n}`, msg_type: "text", create_time: String(START + n * 1000) },
    body: { content: JSON.stringify({ text: `message ${n} ${"word ".repeat(n % 20)}` }) },
  }));
  database.transaction(() => {
    for (let at = 0; at < MANY; at += 50) {
      writer.write(records.slice(at, at + 50), { run: 1, chat: 1, kind: "list" });
    }
  });
  archive.close();
  await Deno.writeTextFile(join(archive.path, "lock"), "");
}
