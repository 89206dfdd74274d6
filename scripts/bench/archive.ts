/**
 * Measures archives and prints Markdown: `deno task bench:archive [--messages N,N] [--queries N]`.
 *
 * Records are written as an export writes them, a page of 50 a transaction, without the service, which would be the
 * limit; then the archive is searched, checked and shown.
 *
 * @module
 */

import { openForWriting, type WritableArchive } from "../../core/archive/directory.ts";
import { createMessageWriter } from "../../core/archive/message-writer.ts";
import { parseQuery } from "../../core/archive/query.ts";
import { search } from "../../core/archive/search.ts";
import { normalizeText } from "../../core/archive/search-text.ts";
import { startSession } from "../../core/archive/site/session.ts";
import { createSite } from "../../core/archive/site/site.ts";
import { verifyArchive } from "../../core/archive/verify.ts";
import { addCoverage } from "../../core/archive/coverage.ts";
import type { World } from "../../core/world.ts";
import { recordOf, textOf } from "./archive-records.ts";
import { parseArgs } from "node:util";
import { join } from "@std/path";

const PAGE = 50;

/** One line of the report. */
interface Measured {
  readonly what: string;
  readonly value: string;
  readonly goal: string;
}

function worldAt(cwd: string): World {
  const clock = { now: Date.now, monotonic: () => performance.now(), after: () => () => {} };
  const parts = { cwd, os: Deno.build.os, files: Deno, clock, interrupt: new AbortController().signal };
  return parts as unknown as World;
}

function fill(archive: WritableArchive, count: number): number {
  const { database, packer } = archive;
  database.run("INSERT INTO run(started, state, identity) VALUES(1, 'done', 'bot')");
  database.run("INSERT INTO chat(chat_id, mode, first_run, last_run) VALUES(?, 'group', 1, 1)", CHAT);
  const writer = createMessageWriter(database, packer);
  const begin = performance.now();
  for (let first = 0; first < count; first += PAGE) {
    const records = Array.from({ length: Math.min(PAGE, count - first) }, (_, n) => recordOf(first + n));
    database.transaction(() => {
      writer.write(records, { run: 1, chat: 1, kind: "list" });
      addCoverage(database, 1, { from: 0, to: first }, 1);
    });
  }
  return performance.now() - begin;
}

const CHAT = "oc_0123456789abcdef0123456789abcdef";

function percentile(times: readonly number[], part: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

/** Pieces of texts by a seed. */
function pieces(count: number, messages: number, lengthOf: (n: number) => number): readonly string[] {
  const found: string[] = [];
  for (let n = 0; found.length < count; n++) {
    const characters = [...normalizeText(textOf((n * 7_919) % messages))];
    const start = (n * 31) % characters.length;
    const piece = characters.slice(start, start + lengthOf(n)).join("");
    if (piece.trim() !== "" && !piece.includes('"')) found.push(piece);
  }
  return found;
}

function measureSearch(archive: WritableArchive, messages: number, count: number): readonly Measured[] {
  const kinds: readonly (readonly [string, readonly string[], string])[] = [
    ["1 or 2 characters", pieces(count, messages, (n) => 1 + n % 2), "≤ 10 ms"],
    ["3 to 6 characters", pieces(count, messages, (n) => 3 + n % 4), "≤ 70 ms"],
    ["a word", ["release", "invoice", "缓存", "请先", "テスト", "build 问题"], "≤ 10 ms"],
  ];
  return kinds.map(([name, queries, goal]) => {
    const times = queries.map((query) => {
      const begin = performance.now();
      search(archive.database, parseQuery(`"${query}"`, 0), { order: "newest", limit: 50 });
      return performance.now() - begin;
    });
    const value = `${percentile(times, 0.5).toFixed(1)} / ${percentile(times, 0.95).toFixed(1)} ms`;
    return { what: `newest 50 with ${name}, median / p95`, value, goal };
  });
}

/** Compares searches with a look at every text. */
function measureRecall(archive: WritableArchive, messages: number, count: number): Measured {
  const queries = pieces(count, messages, (n) => 1 + n % 6);
  const expected = queries.map((): number[] => []);
  // One walk over the texts for all queries; the newest first.
  for (let n = messages - 1; n >= 0; n--) {
    const text = normalizeText(textOf(n));
    for (const [at, query] of queries.entries()) {
      const hits = expected[at];
      if (hits !== undefined && hits.length < 50 && text.includes(query)) hits.push(n + 1);
    }
  }
  const same = queries.filter((query, at) => {
    const { hits } = search(archive.database, parseQuery(`"${query}"`, 0), { order: "newest", limit: 50 });
    return JSON.stringify(hits.map(({ seq }) => seq)) === JSON.stringify(expected[at]);
  });
  return {
    what: "searches that answer as a scan does",
    value: `${same.length} of ${queries.length}`,
    goal: "all",
  };
}

async function measureViews(
  world: World,
  archive: WritableArchive,
  messages: number,
): Promise<readonly Measured[]> {
  const session = startSession((length) => new Uint8Array(length), () => 1);
  const site = createSite(archive, "example.com", session, Date.now);
  const cookie = site({ method: "GET", target: session.firstPath, host: "localhost:1", cookie: "" })
    .headers["set-cookie"]?.split(";")[0] ?? "";
  const open = (target: string) => {
    const begin = performance.now();
    const { status } = site({ method: "GET", target, host: "localhost:1", cookie });
    if (status !== 200) throw new Error(`${target} answered ${status}`);
    return performance.now() - begin;
  };
  const middle = `om_${Math.floor(messages / 2).toString(16).padStart(32, "0")}`;
  const timed = (target: string) =>
    percentile(Array.from({ length: 7 }, () => open(target)), 0.5).toFixed(1) + " ms";
  const begin = performance.now();
  const { problems } = await verifyArchive(world, archive, false);
  const quick = performance.now() - begin;
  if (problems.length > 0) throw new Error(`the archive has problems: ${JSON.stringify(problems[0])}`);
  return [
    { what: "the list of chats", value: timed("/"), goal: "≤ 300 ms" },
    { what: "the end of the chat", value: timed(`/chat/${CHAT}`), goal: "≤ 300 ms" },
    { what: "a message in the middle", value: timed(`/chat/${CHAT}?at=${middle}`), goal: "≤ 300 ms" },
    { what: "the days of the chat", value: timed(`/days/${CHAT}`), goal: "" },
    { what: "quick verify", value: `${(quick / 1000).toFixed(1)} s`, goal: "≤ 10 s" },
  ];
}

/** Measures one size; in a process of its own, so that its memory is that of one archive. */
async function measure(messages: number, queries: number): Promise<void> {
  const directory = await Deno.makeTempDir({ prefix: "im-bench-" });
  try {
    const world = worldAt(directory);
    const archive = await openForWriting(world, { inputKey: "output", path: "archive" });
    const time = fill(archive, messages);
    const memory = Deno.memoryUsage().rss / 2 ** 20;
    archive.database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    const size = (await Deno.stat(join(directory, "archive", "archive.db"))).size;
    const lines: Measured[] = [
      { what: "written", value: `${Math.round(messages / time * 1000)} messages/s`, goal: "≥ 4000" },
      { what: "memory at the end", value: `${memory.toFixed(0)} MiB`, goal: "< 220" },
      { what: "size", value: `${Math.round(size / messages)} bytes a message`, goal: "≤ 563" },
      ...measureSearch(archive, messages, queries),
      measureRecall(archive, messages, Math.min(queries, 500)),
      ...await measureViews(world, archive, messages),
    ];
    archive.close();
    console.log(
      `\n## ${messages} messages, Deno ${Deno.version.deno}\n\n| what | measured | goal |\n|---|---|---|`,
    );
    for (const { what, value, goal } of lines) console.log(`| ${what} | ${value} | ${goal} |`);
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    args: Deno.args,
    options: {
      messages: { type: "string", default: "100000,1000000" },
      queries: { type: "string", default: "500" },
    },
  });
  const sizes = values.messages.split(",").map(Number);
  if (sizes.length === 1) await measure(sizes[0] ?? 0, Number(values.queries));
  else {
    for (const size of sizes) {
      const args = [
        "run",
        "-A",
        ...moduleFlags(),
        import.meta.filename ?? "",
        "--messages",
        String(size),
        "--queries",
        values.queries,
      ];
      await new Deno.Command(Deno.execPath(), { args, stdout: "inherit", stderr: "inherit" }).output();
    }
  }
}

/** The libraries come from the same place as in this process. */
function moduleFlags(): readonly string[] {
  return Deno.env.get("IM_REGISTRY") === "npm"
    ? ["--import-map", new URL("../npm/import_map.json", import.meta.url).pathname, "--no-lock"]
    : [];
}
