import { type Archive, openForReading } from "../../../core/archive/directory.ts";
import { createMessageReader } from "../../../core/archive/message-reader.ts";
import { objectAt, stringAt } from "../../../core/json/access.ts";
import { sha256OfResource, type WorldMessage } from "../../../fixtures/platform/mod.ts";
import { type ChangingWorld, changingWorld, FIRST_RUN } from "../../support/changing-world.ts";
import { fakeWorld } from "../../support/fake-world.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SEEDS = Number(Deno.env.get("IM_TEST_SEEDS") ?? 3);
const ROUNDS = 4;
const DAY = 86_400_000;

/** Something that the archive has otherwise than the service. */
interface Difference {
  readonly message: WorldMessage;
  readonly field: string;
  readonly found: unknown;
  readonly expected: unknown;
}

interface Row {
  readonly seq: number;
  readonly state: string;
  readonly thread_id: string | null;
}

async function differences(archive: Archive, world: ChangingWorld): Promise<readonly Difference[]> {
  const found: Difference[] = [];
  for (const message of world.messages.values()) {
    for (const [field, value, expected] of await compare(archive, world, message)) {
      const [one, other] = [value, expected].map((part) => JSON.stringify(part) ?? "nothing");
      if (one !== other) found.push({ message, field, found: one, expected: other });
    }
  }
  return found;
}

async function compare(
  archive: Archive,
  world: ChangingWorld,
  message: WorldMessage,
): Promise<readonly (readonly [string, unknown, unknown])[]> {
  const { database } = archive;
  const { messageId: id, deleted = false } = message;
  const row = database.get<Row>(
    "SELECT seq, m.state, thread_id FROM message m LEFT JOIN thread t ON t.n = m.thread WHERE message_id = ?",
    id,
  );
  if (row === undefined) return [["message", undefined, id]];
  const reader = createMessageReader(archive, { linkHost: "example.com", history: true, threads: false });
  const record = reader.record(row.seq);
  const state: readonly (readonly [string, unknown, unknown])[] = [
    ["state", row.state, deleted ? "recalled" : "live"],
    ["thread", row.thread_id ?? undefined, message.threadId],
  ];
  if (deleted) return state;
  const reactions = reader.message(row.seq).reactions;
  const inside = message.children?.[0];
  return [
    ...state,
    ...typeof message.content === "object"
      ? [["content", stringAt(objectAt(record, "body"), "content"), JSON.stringify(message.content)] as const]
      : [],
    ["people", (reactions?.details ?? []).length, message.reactions?.length ?? 0],
    ["count", Number(reactions?.counts?.[0]?.["count"] ?? 0), message.reactions?.length ?? 0],
    ...inside === undefined ? [] : [["inside", childrenOf(archive, row.seq), [inside.messageId]] as const],
    ...await compareFiles(archive, world, row.seq),
  ];
}

function childrenOf({ database }: Archive, seq: number): readonly string[] {
  return database.all<{ message_id: string }>("SELECT message_id FROM message WHERE upper = ?", seq)
    .map(({ message_id }) => message_id);
}

/** A file is there with its bytes, or listed as a gap. */
async function compareFiles({ database }: Archive, { resources }: ChangingWorld, seq: number) {
  const rows = database.all<{ key: string; hash: string | null; isGap: number }>(
    `SELECT r.key, lower(hex(r.media)) AS hash,
        EXISTS (SELECT 1 FROM gap JOIN message m ON m.seq = r.message WHERE item = m.message_id || '/' || r.key) AS isGap
      FROM resource r WHERE r.message = ?`,
    seq,
  );
  return await Promise.all(rows.map(async ({ key, hash, isGap }) => {
    const resource = resources.get(key);
    const isGone = resource === undefined || key.startsWith("file_confidential");
    return [
      `file ${key}`,
      isGap === 1 ? "gap" : hash,
      isGone ? "gap" : await sha256OfResource(resource),
    ] as const;
  }));
}

async function exportAt(scene: Scene, world: ChangingWorld, now: number, ...more: readonly string[]) {
  const line = ["+chat-export", "--output", "archive", "--chat-id", world.chatIds.join(","), ...more];
  const { stdout, stderr } = await scene.run(line, { clockOffset: now - Date.now() });
  assert(stdout !== "", stderr);
  return partOf(documentOf(stdout), "data");
}

async function withArchive<T>(scene: Scene, use: (archive: Archive) => T | Promise<T>): Promise<T> {
  const archive = await openForReading(fakeWorld({ cwd: scene.directory }), "archive", "archive");
  try {
    return await use(archive);
  } finally {
    archive.close();
  }
}

/** Whether a run said that it did not look at a message. */
function isDeclared(
  { database }: Archive,
  run: unknown,
  { before, quiet }: { readonly before: number; readonly quiet: ReadonlySet<string> },
  { message, field }: Difference,
): boolean {
  if (message.createTime < before) return true;
  if (["people", "count"].includes(field) && quiet.has(message.chatId)) return true;
  if (message.chatId !== "oc_group" || message.rootId === undefined) return false;
  const thread = database.get<{ checked_run: number | null }>(
    "SELECT checked_run FROM thread WHERE thread_id = ?",
    message.threadId ?? "",
  );
  return thread?.checked_run !== run;
}

/** Chats where a run found nothing new: it does not ask for their reactions. */
function quietChats(chats: unknown): ReadonlySet<string> {
  assert(Array.isArray(chats));
  return new Set(
    chats.filter((chat) => chat.new + chat.edited + chat.recalled === 0).map(({ chat_id }) => chat_id),
  );
}

const summary = ({ message, field, found, expected }: Difference) =>
  `${message.chatId} ${message.messageId} ${
    new Date(message.createTime).toISOString()
  }: ${field} is ${found}, not ${expected}`;

describe("+chat-export of chats that change", () => {
  for (let seed = 1; seed <= SEEDS; seed++) {
    it(`differs from the service only where it says so, and not at all after --sweep (seed ${seed})`, () => {
      const world = changingWorld(seed);
      return inScene(world.options, async (scene) => {
        const first = await exportAt(scene, world, FIRST_RUN);
        assertEquals(partOf(first, "unchecked")["threads"], 0);
        await withArchive(
          scene,
          async (archive) => assertEquals((await differences(archive, world)).map(summary), []),
        );
        for (let round = 1; round <= ROUNDS; round++) {
          const now = FIRST_RUN + round * DAY;
          world.change(scene.platform, now);
          const { run, unchecked, chats } = await exportAt(scene, world, now, "--rescan", "3d");
          const quiet = quietChats(chats);
          assert(quiet.size === 0 || "reactions" in partOf({ unchecked }, "unchecked"));
          const before = Date.parse(String(partOf({ unchecked }, "unchecked")["edits_before"]));
          await withArchive(scene, async (archive) => {
            const undeclared = (await differences(archive, world))
              .filter((one) => !isDeclared(archive, run, { before, quiet }, one));
            assertEquals(undeclared.map(summary), []);
            const { left } = archive.database.get<{ left: number }>(
              "SELECT count(*) AS left FROM thread t JOIN chat c ON c.n = t.chat WHERE mode <> 'topic' AND checked_run <> ?",
              Number(run),
            ) ?? { left: -1 };
            assertEquals(partOf({ unchecked }, "unchecked")["threads"], left);
          });
        }
        const swept = await exportAt(scene, world, FIRST_RUN + (ROUNDS + 1) * DAY, "--sweep");
        assertEquals(swept["unchecked"], { threads: 0, never: partOf(swept, "unchecked")["never"] });
        await withArchive(scene, async (archive) => {
          assertEquals((await differences(archive, world)).map(summary), []);
          const senders = new Set([...world.messages.values()].map(({ senderId }) => senderId));
          for (const [id, name] of [...world.names].filter(([id]) => senders.has(id))) {
            const person = archive.database.get<{ name: string }>("SELECT name FROM person WHERE id = ?", id);
            assertEquals(person?.name, name);
          }
        });
        const verified = await scene.run(["archive", "verify", "--deep", "--archive", "archive"]);
        assertEquals(verified.status, 0, verified.stderr);
      });
    });
  }
});
