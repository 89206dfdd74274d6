import type { AnyFault, PlatformOptions, WorldMessage } from "../../../fixtures/platform/mod.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

/** 2026-05-20T01:00:00Z, Unix milliseconds. */
const START = 1_779_238_800_000;
const NOW = START + 5 * 86_400_000;
const AT_NOW = { clockOffset: NOW - Date.now() };
const CHAT = "oc_chat";
const THREAD = "omt_thread";
const people = Array.from({ length: 105 }, (_, n) => `ou_${n}`);

const message = (n: number, more: Partial<WorldMessage> = {}): WorldMessage => ({
  ...{ messageId: `om_${n}`, chatId: CHAT, type: "text", content: { text: `message ${n}` } },
  ...{ senderId: "ou_1", createTime: START + n * 1000 },
  ...more,
});
const reply = (n: number) => message(n, { threadId: THREAD, rootId: "om_0", parentId: "om_0" });
const range = (from: number, count: number) => Array.from({ length: count }, (_, n) => from + n);

/** Every list has more than one page: 120 messages, the first sixty pinned, 70 replies, 106 members, 25 who reacted. */
const world = (): PlatformOptions => ({
  now: () => NOW,
  users: people.map((openId) => ({ openId, name: openId })),
  chats: [{ chatId: CHAT, mode: "group", name: "Chat", members: people }],
  messages: [
    message(0, { threadId: THREAD, isThreadRoot: true }),
    ...range(1, 118).map((n) => message(n, n <= 60 ? { pinned: { by: "ou_1", time: START + n } } : {})),
    message(119, { reactions: range(0, 25).map((n) => ({ type: "THUMBSUP", by: `ou_${n}` })) }),
    ...range(1000, 70).map(reply),
  ],
});

/** Who reacted, of the message with many: the first page of them again and again. */
const reacted = (token: string, when: object = {}): AnyFault => ({
  name: "changed-data",
  when: { path: "/reactions/batch_query", body: "om_119", ...when },
  set: {
    success_msg_reaction_details: [{
      ...{ message_id: "om_119", has_more: true, page_token: token },
      message_reaction_items: range(0, 10).map((n) => ({
        ...{ reaction_id: `reaction_${n}`, emoji_type: "THUMBSUP", action_time: String(START) },
        operator: { operator_id: `ou_${n}`, operator_type: "user" },
      })),
    }],
  },
});

interface Lane {
  /** What its gap is called. */
  readonly kind: string;
  /** What the address of its calls contains. */
  readonly path: string;
  /** How much of it the archive has. */
  readonly sql: string;
  /** Of a first page, and of all. */
  readonly part: number;
  readonly all: number;
  /** Faults of its own, in place of those of all lists. */
  readonly faults?: Readonly<Record<string, readonly AnyFault[]>>;
}

const countSnapshot = (kind: string) =>
  `SELECT json_array_length(json) AS count FROM chat_snapshot WHERE kind = '${kind}' ORDER BY run DESC LIMIT 1`;

const LANES: readonly Lane[] = [
  {
    ...{ kind: "chat", path: `container_id=${CHAT}`, part: 50, all: 120 },
    sql: "SELECT count(*) AS count FROM message WHERE root IS NULL OR root = message_id",
  },
  {
    ...{ kind: "thread", path: `container_id=${THREAD}`, part: 49, all: 70 },
    sql: "SELECT count(*) AS count FROM message WHERE root <> message_id",
  },
  { kind: "members", path: "/members/list", sql: countSnapshot("members"), part: 100, all: 106 },
  { kind: "pins", path: "/im/v1/pins", sql: countSnapshot("pins"), part: 50, all: 60 },
  {
    ...{ kind: "reactions", path: "/reactions/batch_query", part: 10, all: 25 },
    sql: "SELECT count(*) AS count FROM reaction WHERE removed_run IS NULL",
    faults: {
      "repeated-token": [reacted("again")],
      "more-without-token": [reacted("")],
      "a circle of two tokens": [reacted("a"), reacted("b", { body: '"page_token":"a"' })],
    },
  },
];

/** A long stretch is divided some times, and goes on by time where it was; reactions take seven calls in any case. */
const MAX_CALLS = 40;

/** The faults of lists that lead nowhere. */
const FAULTS: Readonly<Record<string, (path: string) => readonly AnyFault[]>> = {
  "repeated-token": (path) => [{ name: "repeated-token", when: { path } }],
  "more-without-token": (path) => [{ name: "more-without-token", when: { path } }],
  "a circle of two tokens": (path) => [
    { name: "repeated-token", token: "b", when: { path: "page_token=b" } },
    { name: "repeated-token", token: "a", when: { path } },
    { name: "repeated-token", token: "b", when: { path: "page_token=a" } },
  ],
};

async function exportTo(scene: Scene, ...more: readonly string[]) {
  scene.platform.clearLog();
  const line = ["+chat-export", "--output", "archive", "--chat-id", CHAT, "--rescan", "0s", ...more];
  const { status, stdout, stderr } = await scene.run(line, AT_NOW);
  assert(stdout !== "", stderr);
  const data = partOf(documentOf(stdout), "data");
  const { gaps, chats } = data;
  assert(Array.isArray(gaps) && Array.isArray(chats));
  return {
    status,
    gaps: gaps.map(({ kind, final, count }) => ({ kind, final, count })),
    complete: [data["complete"], ...chats.map(({ complete }) => complete)],
  };
}

async function query(scene: Scene, sql: string): Promise<unknown> {
  const { DatabaseSync } = await import("node:sqlite");
  const database = new DatabaseSync(join(scene.directory, "archive", "archive.db"), { readOnly: true });
  try {
    return database.prepare(sql).get()?.["count"];
  } finally {
    database.close();
  }
}

const breakWith = (scene: Scene, faults: readonly AnyFault[]) =>
  faults.forEach((fault) => scene.platform.addFault(fault));

const callsTo = ({ platform }: Scene, path: string) =>
  platform.log.filter((one) => `${one.path}?${new URLSearchParams(one.query)}`.includes(path)).length;

/** What a run is where nothing is missing. */
const WHOLE = { status: 0, gaps: [], complete: [true, true] };
const lacking = (kind: string) => ({
  ...{ status: 1, gaps: [{ kind, final: false, count: 1 }], complete: [false, false] },
});

describe("+chat-export where a list leads nowhere", () => {
  for (const { kind, path, sql, part, all, faults } of LANES) {
    for (const [name, faultsOf] of Object.entries(FAULTS)) {
      it(`keeps what it got, names the gap, and has the rest later: ${kind}, ${name}`, () =>
        inScene(world(), async (scene) => {
          breakWith(scene, faults?.[name] ?? faultsOf(path));
          assertEquals(await exportTo(scene), lacking(kind));
          const kept = Number(await query(scene, sql));
          assert(kept >= part && kept <= all, `${kept} kept`);
          assert(callsTo(scene, path) < MAX_CALLS, `${callsTo(scene, path)} calls`);
          await exportTo(scene);
          assert(callsTo(scene, path) < MAX_CALLS, `${callsTo(scene, path)} calls`);
          assert(Number(await query(scene, sql)) >= kept);
          scene.platform.clearFaults();
          assertEquals(await exportTo(scene), WHOLE);
          assertEquals(await query(scene, sql), all);
        }));
    }

    it(`loses nothing of what it had: ${kind}`, () =>
      inScene(world(), async (scene) => {
        assertEquals(await exportTo(scene), WHOLE);
        breakWith(scene, faults?.["repeated-token"] ?? [{ name: "repeated-token", when: { path } }]);
        assertEquals(await exportTo(scene, "--sweep"), lacking(kind));
        assertEquals(await query(scene, sql), all);
        scene.platform.clearFaults();
        assertEquals(await exportTo(scene, "--sweep"), WHOLE);
        assertEquals(await query(scene, sql), all);
      }));
  }

  for (const { kind, path } of LANES.filter(({ faults }) => faults === undefined)) {
    it(`goes on behind an empty page: ${kind}`, () =>
      inScene(world(), async (scene) => {
        breakWith(scene, [{ name: "changed-data", set: { items: [] }, when: { path, times: 1 } }]);
        assertEquals(await exportTo(scene), WHOLE);
        assert(callsTo(scene, path) >= 2);
      }));
  }

  it("leaves an archive alone where the list of all chats goes in a circle", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      breakWith(scene, FAULTS["a circle of two tokens"]?.("/im/v1/chats?") ?? []);
      scene.platform.clearLog();
      const { status, stderr } = await scene.run(["+chat-export", "--output", "archive", "--all"], AT_NOW);
      assertEquals(status, 5, stderr);
      assertMatch(stderr, /leads back to a page.*--chat-id/s);
      assertEquals(scene.platform.log.length, 3);
      scene.platform.clearFaults();
      assertEquals(await exportTo(scene), WHOLE);
    }));

  it("has all late replies of a known thread, though only the newest came before its list led nowhere", () =>
    inScene(world(), async (scene) => {
      await exportTo(scene);
      range(2000, 120).forEach((n) => scene.platform.putMessage(reply(n)));
      breakWith(scene, [{ name: "repeated-token", when: { path: `container_id=${THREAD}` } }]);
      assertEquals(await exportTo(scene), lacking("thread"));
      scene.platform.clearFaults();
      assertEquals(await exportTo(scene), WHOLE);
      assertEquals(
        await query(scene, "SELECT count(*) AS count FROM message WHERE root <> message_id"),
        190,
      );
    }));

  it("keeps the gap of a stretch where another stretch of the chat was listed to its end", () =>
    inScene(world(), async (scene) => {
      const first = ["--start", "2026-05-20T01:01:00Z", "--end", "2026-05-20T01:01:10Z"];
      assertEquals(await exportTo(scene, ...first), WHOLE);
      breakWith(scene, [{
        ...{ name: "repeated-token" as const },
        when: { path: `container_id=${CHAT}`, requestNumber: 1 },
      }, { name: "repeated-token", when: { path: "page_token=again" } }]);
      assertEquals(await exportTo(scene), lacking("chat"));
      scene.platform.clearFaults();
      assertEquals(await exportTo(scene), WHOLE);
    }));
});
