import type { Resource, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { describeOnUnix } from "../../support/bdd.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { startIm } from "../../support/im.ts";
import { dataOf, partOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { join } from "@std/path";
import { it } from "@std/testing/bdd";

const KILLS = Number(Deno.env.get("IM_TEST_KILLS") ?? 12);
const CHAT = "oc_long";
const COUNT = 1_500;
/** What is written between two kills. */
const MORE = 40;
const FIRST_TIME = 1_779_238_800_000;

/** Every fiftieth message has a thread, others reactions, a picture, a bundle. */
function special(n: number): Partial<WorldMessage> {
  if (n % 50 === 0) return { threadId: `omt_${n}`, isThreadRoot: true };
  if (n % 50 === 1) {
    return { reactions: Array.from({ length: 25 }, (_, by) => ({ type: "OK", by: `ou_${by}` })) };
  }
  if (n % 50 === 2) return { type: "image", content: { image_key: `img_${n}` } };
  if (n % 50 !== 3) return {};
  const child = { ...plain(n), messageId: `om_in-${n}`, chatId: "oc_elsewhere" };
  return { type: "merge_forward", content: "Merged and Forwarded Message", children: [child] };
}

/** What is written between two kills is sent then. */
const times = new Map<number, number>();
function sentAt(n: number): number {
  const time = times.get(n) ?? Date.now();
  times.set(n, time);
  return time;
}

const plain = (n: number): WorldMessage => ({
  messageId: `om_${n}`,
  chatId: CHAT,
  type: "text",
  content: { text: `message ${n}` },
  senderId: "ou_ana",
  createTime: n < COUNT ? FIRST_TIME + n * 1000 : sentAt(n),
});
const message = (n: number): WorldMessage => ({ ...plain(n), ...special(n) });
const reply = (n: number): WorldMessage => ({
  ...plain(n),
  messageId: `om_reply-${n}`,
  threadId: `omt_${n}`,
  rootId: `om_${n}`,
});
const picture = (n: number): Resource => {
  const place = { messageId: `om_${n}`, fileKey: `img_${n}`, type: "image" as const };
  return { ...place, bytes: { size: 50_000, seed: n } };
};
const range = (from: number, to: number, rest: number) =>
  Array.from({ length: to - from }, (_, n) => from + n).filter((n) => n % 50 === rest);

describeOnUnix("+chat-export that is killed again and again", () => {
  it("loses nothing that it counted, writes nothing twice, and ends complete", () =>
    inScene({
      users: [{ openId: "ou_ana", name: "Ana" }],
      chats: [{ chatId: CHAT, mode: "group", name: "Long" }],
      messages: [
        ...Array.from({ length: COUNT }, (_, n) => message(n)),
        ...range(0, COUNT, 0).map(reply),
      ],
      resources: range(0, COUNT, 2).map(picture),
      delayMs: 15,
    }, async ({ spawn, directory, env, platform }) => {
      const random = seededRandom(9);
      const line = ["+chat-export", "--chat-id", CHAT, "--output", "archive"];
      let [counted, written, killed] = [0, COUNT, 0];
      for (let kill = 0; kill < KILLS; kill++) {
        const child = startIm(line, { cwd: directory, env });
        const asked = platform.log.length + 1 + Math.floor(random() * (kill < 15 ? 40 : 12));
        let ended = false;
        child.status.then(() => void (ended = true));
        while (!ended && platform.log.length < asked) await new Promise((resolve) => setTimeout(resolve, 1));
        try {
          child.kill("SIGKILL");
          killed++;
        } catch { /* it was complete */ }
        await child.output();
        const messages = await count(directory);
        assert(messages >= counted, `${messages} of ${counted} messages are left`);
        counted = messages;
        for (let n = written; n < written + MORE; n++) platform.putMessage(message(n));
        range(written, written + MORE, 0).forEach((n) => platform.putMessage(reply(n)));
        range(written, written + MORE, 2).forEach((n) => platform.addResource(picture(n)));
        written += MORE;
      }
      assert(killed > KILLS / 2, `only ${killed} of ${KILLS} runs were killed`);
      const data = dataOf(await spawn(line));
      assertEquals([data["complete"], data["gaps"]], [true, []]);
      const bundles = range(0, written, 3).length;
      assertEquals(await count(directory), written + range(0, written, 0).length + bundles);
      const stats = dataOf(await spawn(["archive", "stats", "--archive", "archive"]));
      assertEquals(partOf(stats, "media"), {
        files: range(0, written, 2).length,
        bytes: 50_000 * range(0, written, 2).length,
        open: 0,
      });
      assertEquals(await countPeople(directory), 25 * range(0, written, 1).length);
      const verified = dataOf(await spawn(["archive", "verify", "--deep", "--archive", "archive"]));
      assertEquals(verified["problems"], []);
    }));
});

async function countPeople(directory: string): Promise<unknown> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(join(directory, "archive", "archive.db"));
  try {
    return database.prepare("SELECT count(*) AS n FROM reaction WHERE removed_run IS NULL").get()?.["n"];
  } finally {
    database.close();
  }
}

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
