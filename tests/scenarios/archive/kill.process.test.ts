import type { WorldMessage } from "../../../fixtures/platform/mod.ts";
import { describeOnUnix } from "../../support/bdd.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { startIm } from "../../support/im.ts";
import { dataOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { it } from "@std/testing/bdd";

const KILLS = Number(Deno.env.get("IM_TEST_KILLS") ?? 12);
const CHAT = "oc_long";
const COUNT = 1_500;
const FIRST_TIME = 1_779_238_800_000;

const root = (n: number): Partial<WorldMessage> =>
  n % 50 === 0 ? { threadId: `omt_${n}`, isThreadRoot: true } : {};
const message = (n: number): WorldMessage => ({
  messageId: `om_${n}`,
  chatId: CHAT,
  type: "text",
  content: { text: `message ${n}` },
  senderId: "ou_ana",
  createTime: FIRST_TIME + n * 1000,
  ...root(n),
});
const reply = (n: number): WorldMessage => ({
  ...message(COUNT + n),
  messageId: `om_reply-${n}`,
  threadId: `omt_${n}`,
  rootId: `om_${n}`,
  isThreadRoot: false,
});

describeOnUnix("+chat-export that is killed again and again", () => {
  it("loses nothing that it counted, writes nothing twice, and ends complete", () =>
    inScene({
      users: [{ openId: "ou_ana", name: "Ana" }],
      chats: [{ chatId: CHAT, mode: "group", name: "Long" }],
      messages: [
        ...Array.from({ length: COUNT }, (_, n) => message(n)),
        ...Array.from({ length: COUNT / 50 }, (_, n) => reply(n * 50)),
      ],
      delayMs: 15,
    }, async ({ spawn, directory, env, platform }) => {
      const random = seededRandom(9);
      const line = ["+chat-export", "--chat-id", CHAT, "--output", "archive"];
      let counted = 0;
      for (let kill = 0; kill < KILLS; kill++) {
        const child = startIm(line, { cwd: directory, env });
        const asked = platform.log.length + 1 + Math.floor(random() * 40);
        let ended = false;
        child.status.then(() => void (ended = true));
        while (!ended && platform.log.length < asked) await new Promise((resolve) => setTimeout(resolve, 1));
        try {
          child.kill("SIGKILL");
        } catch { /* it was complete */ }
        await child.output();
        const messages = await count(directory);
        assert(messages >= counted, `${messages} of ${counted} messages are left`);
        counted = messages;
      }
      const data = dataOf(await spawn(line));
      assertEquals(data["complete"], true);
      assertEquals(await count(directory), COUNT + COUNT / 50);
      const verified = dataOf(await spawn(["archive", "verify", "--deep", "--archive", "archive"]));
      assertEquals(verified["problems"], []);
    }));
});

/** Messages in the archive, each of them once. */
async function count(directory: string): Promise<number> {
  const file = join(directory, "archive", "archive.db");
  if (!await Deno.stat(file).then(() => true, () => false)) return 0;
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(file);
  try {
    const tables = database.prepare("SELECT count(*) AS count FROM sqlite_schema WHERE name = 'message'")
      .get();
    if (tables?.["count"] !== 1) return 0;
    const row = database.prepare("SELECT count(*) AS n, count(DISTINCT message_id) AS ids FROM message")
      .get();
    assertEquals(row?.["n"], row?.["ids"]);
    return Number(row?.["n"]);
  } finally {
    database.close();
  }
}
