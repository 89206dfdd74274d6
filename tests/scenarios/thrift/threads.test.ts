import type { PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { withServer } from "../../support/mcp.ts";
import { CHAT, FIRST_TIME, idsIn, messagesIn, paginationIn, THREAD } from "../../support/reading.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MINUTE = 60_000;

/** A chat with a thread of so many replies, and a message before and after its root. */
function threadWorld(replies: number, mode: "group" | "topic" = "group"): PlatformOptions {
  const messageAt = (messageId: string, minute: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
    ...{ messageId, chatId: CHAT, type: "text", content: { text: `${messageId} ${"word ".repeat(30)}` } },
    ...{ senderId: "ou_ana", createTime: FIRST_TIME + minute * MINUTE },
    ...more,
  });
  return {
    users: [{ openId: "ou_ana", name: "Ana" }],
    chats: [{ chatId: CHAT, mode, name: "Reading" }],
    messages: [
      messageAt("om_before", 0),
      messageAt("om_root", 1, { threadId: THREAD, isThreadRoot: true }),
      ...Array.from(
        { length: replies },
        (_, at) =>
          messageAt(`om_r${at}`, 2 + at, { threadId: THREAD, parentId: "om_root", rootId: "om_root" }),
      ),
      messageAt("om_after", 900),
    ],
  };
}

/** Every id of messages and their replies, in order. */
function allIds(document: Readonly<Record<string, unknown>>): readonly unknown[] {
  return messagesIn(document).flatMap(({ message_id, thread_replies = [] }) => [
    message_id,
    ...(thread_replies as readonly { message_id: string }[]).map((reply) => reply.message_id),
  ]);
}

/** The line that a warning about a thread leads to. */
function lineOfRest(text: string): readonly string[] | undefined {
  const line = /thread_replies_cut: .*; the others: im ([^\n]+)/.exec(text)?.[1];
  return line?.replace(/`/g, "").split(" ");
}

/** Runs a line, and on to its end, threads included; the ids of the list, and of the rest of the thread. */
async function readAll({ run }: Scene, line: readonly string[]): Promise<readonly (readonly unknown[])[]> {
  const open: (readonly string[])[] = [line];
  const [ofList, ofThread]: [unknown[], unknown[]] = [[], []];
  for (let calls = 0; open.length > 0; calls++) {
    assert(calls < 150, "it does not end");
    const next = open.shift() ?? [];
    const { stdout, stderr, status } = await run(next);
    assertEquals(status, 0, stderr);
    (next[0] === line[0] ? ofList : ofThread).push(...allIds(documentOf(stdout)));
    const rest = lineOfRest(stderr);
    if (rest !== undefined) open.push(rest);
    const { next_token } = paginationIn(documentOf(stdout));
    const at = next.indexOf("--page-token");
    const own = at < 0 ? next : next.toSpliced(at, 2);
    if (next_token !== undefined) open.push([...own, "--page-token", String(next_token)]);
  }
  return [ofList, ofThread];
}

describe("--max-tokens in a thread", () => {
  const list = ["+chat-messages-list", "--chat-id", CHAT];
  const cases: readonly (readonly [name: string, world: PlatformOptions, line: readonly string[]])[] = [
    ["a list", threadWorld(40), list],
    ["a list, oldest first", threadWorld(40), [...list, "--order", "asc", "--page-all"]],
    ["a thread with more replies than are attached", threadWorld(130), list],
    ["a topic chat, all pages", threadWorld(130, "topic"), [...list, "--page-all", "--order", "asc"]],
    ["a topic chat, newest first", threadWorld(130, "topic"), [...list, "--page-all"]],
  ];
  for (const [name, world, line] of cases) {
    it(`cuts at a reply, and says how to go on: nothing is lost or twice (${name})`, () =>
      inScene(world, async (scene) => {
        const [ofList = [], ofThread = []] = await readAll(scene, [...line, "--max-tokens", "1200"]);
        for (const ids of [ofList, ofThread]) assertEquals(ids.length, new Set(ids).size);
        const all = new Set([...ofList, ...ofThread]);
        assertEquals(
          [...all].toSorted(),
          (world.messages ?? []).map(({ messageId }) => messageId).toSorted(),
        );
        assert(ofThread.length > 0, "no thread was cut");
        // A topic chat lists replies by themselves, too.
        if (!name.startsWith("a topic chat")) assertEquals(all.size, ofList.length + ofThread.length);
      }));
  }

  it("prints no more than the limit, in any format", () =>
    inScene(threadWorld(40), async ({ run }) => {
      for (const format of ["json", "ndjson", "csv", "pretty", "concise"]) {
        const line = [...list, "--order", "asc", "--page-size", "2", "--max-tokens", "1500"];
        const first = await run([...line, "--format", format]);
        const token = /(imp1\.[\w.@-]+)/.exec(first.stderr + first.stdout)?.[1] ?? "";
        const { stdout, stderr } = await run([...line, "--format", format, "--page-token", token]);
        assert(lineOfRest(stderr) !== undefined, `${format}: ${stderr}`);
        assert(stdout.length <= 6000 && stdout.length > 3000, `${format}: ${stdout.length} characters`);
      }
    }));

  it("cuts the only message of a result", () =>
    inScene(threadWorld(40), async ({ run }) => {
      const { stdout, stderr } = await run([
        "+messages-mget",
        "--message-ids",
        "om_root",
        "--max-tokens",
        "1200",
      ]);
      const [root] = messagesIn(documentOf(stdout));
      assert(root?.["thread_has_more"] === true && stdout.length <= 4800);
      const rest = await run(lineOfRest(stderr) ?? []);
      const shown = Number((root["thread_replies"] as unknown[]).length);
      assertEquals(idsIn(documentOf(rest.stdout))[0], `om_r${shown}`);
    }));

  it("shows a root alone that leaves no room, and says both", () =>
    inScene(threadWorld(3), async ({ run }) => {
      const { stdout } = await run(["+messages-mget", "--message-ids", "om_root", "--max-tokens", "50"]);
      const warnings = partOf(documentOf(stdout), "meta")["warnings"] as { key: string }[];
      assertEquals(warnings.map(({ key }) => key), ["thread_replies_cut", "max_tokens_exceeded"]);
      assertEquals(messagesIn(documentOf(stdout))[0]?.["thread_replies"], undefined);
    }));

  it("leaves replies alone that are not printed", () =>
    inScene(threadWorld(40), async ({ run }) => {
      const line = [
        "+messages-mget",
        "--message-ids",
        "om_root",
        "--fields",
        "content",
        "--max-tokens",
        "50",
      ];
      const { stderr } = await run(line);
      assert(!stderr.includes("thread_replies_cut") && stderr.includes("max_tokens_exceeded"), stderr);
    }));

  it("is what im mcp does, with the tool that goes on", () =>
    inScene(threadWorld(40), (scene) =>
      withServer(scene, {}, async ({ call }) => {
        const answer = await call("messages_mget", { message_ids: ["om_root"], max_tokens: 3000 });
        const [, token] = /the others: .*threads_messages_list.*(imp1\.[\w.@-]+)/.exec(answer.text) ?? [];
        const shown = (messagesIn(answer.envelope)[0]?.["thread_replies"] as unknown[]).length;
        const rest = await call("threads_messages_list", { thread: THREAD, page_token: token });
        assertEquals(idsIn(rest.envelope)[0], `om_r${shown}`);
      })));
});
