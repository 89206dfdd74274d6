/**
 * Searches, shows and checks an archive of generated messages, and prints what that took as JSON:
 * `archive-reads.ts DIRECTORY MESSAGES QUERIES`. Started by `archive.ts`.
 *
 * @module
 */

import { type Archive, openForReading } from "../../core/archive/directory.ts";
import { countHits } from "../../core/archive/count.ts";
import { openOutputFolder } from "../../core/archive/output-folder.ts";
import { parseQuery } from "../../core/archive/query.ts";
import { search } from "../../core/archive/search.ts";
import { normalizeText } from "../../core/archive/search-text.ts";
import { startSession } from "../../core/archive/site/session.ts";
import { createSite } from "../../core/archive/site/site.ts";
import { writeStaticSite } from "../../core/archive/site/static-site.ts";
import { verifyArchive } from "../../core/archive/verify.ts";
import { fakeWorld } from "../../tests/support/fake-world.ts";
import { measureCommand, measureFiles, measureNewDay } from "./archive-changes.ts";
import { CHAT, idOf, textOf } from "./archive-records.ts";
import { atLeast, atMost, type Row } from "./archive-rows.ts";

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

const newest = (archive: Archive, text: string) =>
  search(archive.database, parseQuery(`"${text}"`, 0), { order: "newest", limit: 50 }).hits;

function measureSearch(archive: Archive, messages: number, count: number): readonly Row[] {
  const kinds: readonly (readonly [string, readonly string[], number])[] = [
    ["one character", pieces(count, messages, () => 1), 10],
    ["two characters", pieces(count, messages, () => 2), 10],
    ["3 to 6 characters", pieces(count, messages, (n) => 3 + n % 4), 70],
    ["a word", ["release", "invoice", "缓存", "请先", "テスト", "build 问题"], 10],
  ];
  return kinds.map(([name, queries, goal]) => {
    const times = queries.map((query) => {
      const begin = performance.now();
      newest(archive, query);
      return performance.now() - begin;
    });
    return {
      ...{ what: `the newest 50 with ${name}, 95 of 100 within`, measured: percentile(times, 0.95) },
      ...{ unit: "ms", digits: 1, goal: atMost(goal) },
    };
  });
}

/** What a page of hits says beside them: how many there are in all. */
function measureCounts(archive: Archive, messages: number, count: number): readonly Row[] {
  const kinds: readonly (readonly [string, readonly string[]])[] = [
    ["one or two characters", pieces(count, messages, (n) => 1 + n % 2)],
    ["3 to 6 characters", pieces(count, messages, (n) => 3 + n % 4)],
  ];
  return kinds.map(([name, queries]) => {
    const times = queries.map((query) => {
      const begin = performance.now();
      countHits(archive.database, parseQuery(`"${query}"`, 0));
      return performance.now() - begin;
    });
    return {
      ...{ what: `the count of all hits with ${name}, 95 of 100 within`, measured: percentile(times, 0.95) },
      ...{ unit: "ms", digits: 1, goal: atMost(100) },
    };
  });
}

/** Compares searches with a look at every text, in one walk for all queries; the newest first. */
function measureRecall(archive: Archive, messages: number, count: number): Row {
  const queries = pieces(count, messages, (n) => 1 + n % 6);
  const expected = queries.map((): string[] => []);
  for (let n = messages - 1; n >= 0; n--) {
    const text = normalizeText(textOf(n));
    for (const [at, query] of queries.entries()) {
      const hits = expected[at];
      if (hits !== undefined && hits.length < 50 && text.includes(query)) hits.push(textOf(n));
    }
  }
  const same = queries.filter((query, at) =>
    JSON.stringify(newest(archive, query).map(({ text }) => text)) === JSON.stringify(expected[at])
  );
  return {
    ...{ what: `of ${count} searches for substrings, those that answer as a scan does` },
    ...{ measured: same.length, unit: "", goal: atLeast(count) },
  };
}

function measureViews(archive: Archive, messages: number): readonly Row[] {
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
  const views: readonly (readonly [string, string])[] = [
    ["the list of chats", "/"],
    ["the end of the chat", `/chat/${CHAT}`],
    ["a message in the middle", `/chat/${CHAT}?at=${idOf(Math.floor(messages / 2))}`],
    ["the days of the chat", `/days/${CHAT}`],
    ["the people of the chat", `/people/${CHAT}`],
    ["a search", "/search?q=缓存"],
  ];
  return views.map(([name, target]) => ({
    ...{ what: `the server's work on ${name}`, unit: "ms", digits: 1, goal: atMost(300) },
    measured: percentile(Array.from({ length: 7 }, () => open(target)), 0.5),
  }));
}

async function measureVerify(directory: string, archive: Archive, messages: number): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const [name, deep, goal] of [["quick", false, 10], ["deep", true, 60]] as const) {
    const begin = performance.now();
    const { problems } = await verifyArchive(fakeWorld({ cwd: directory }), archive, deep);
    if (problems.length > 0) throw new Error(`the archive has problems: ${JSON.stringify(problems[0])}`);
    const seconds = (performance.now() - begin) / 1000;
    const what = `${name} verify of ${messages.toLocaleString("en")} messages`;
    rows.push({ what, measured: seconds, unit: "s", digits: 1, goal: atMost(goal) });
  }
  return rows;
}

async function measureStaticSite(
  directory: string,
  archive: Archive,
  messages: number,
): Promise<readonly Row[]> {
  const folder = await openOutputFolder(fakeWorld({ cwd: directory }), "intoDir", "html");
  const options = { chatIds: [], linkHost: "example.com", mediaBase: "../archive/", isSelfContained: false };
  const write = () => {
    const begin = performance.now();
    const { written } = writeStaticSite(archive, folder, options);
    return { written, seconds: (performance.now() - begin) / 1000 };
  };
  const [first, again] = [write(), write()];
  const what = `the site of files of ${messages.toLocaleString("en")} messages`;
  return [
    { what, measured: first.seconds, unit: "s", goal: atMost(180) },
    { what: `${what}, again`, measured: again.seconds, unit: "s" },
    { what: "files that this changes", measured: again.written, unit: "", goal: atMost(0) },
    ...await measureNewDay(directory, messages, folder, options),
  ];
}

if (import.meta.main) {
  const [directory = "", messages = 0, queries = 0] = Deno.args.map((one, at) =>
    at === 0 ? one : Number(one)
  ) as [
    string,
    number,
    number,
  ];
  const archive = await openForReading(fakeWorld({ cwd: directory }), "archive", "archive");
  const rows: Row[] = [
    ...measureSearch(archive, messages, queries),
    ...measureCounts(archive, messages, queries),
    measureRecall(archive, messages, queries),
    ...measureViews(archive, messages),
    await measureCommand(directory),
    ...await measureVerify(directory, archive, messages),
    await measureFiles(directory),
    ...await measureStaticSite(directory, archive, messages),
  ];
  archive.close();
  console.log(JSON.stringify(rows));
}
