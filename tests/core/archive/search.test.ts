import { openForReading } from "../../../core/archive/directory.ts";
import { countHits } from "../../../core/archive/count.ts";
import { parseQuery } from "../../../core/archive/query.ts";
import { search, type SearchOptions } from "../../../core/archive/search.ts";
import { normalizeText } from "../../../core/archive/search-text.ts";
import { Failure } from "../../../core/failure.ts";
import { FIRST_TIME, inArchive, type TestArchive, textRecord } from "../../support/archives.ts";
import { fakeWorld, seededRandom } from "../../support/fake-world.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { dirname } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const WORDS =
  "deploy Deployment server 请先清空 缓存 installer テスト 文件上传 video 构建 问题 已解决 thanks 한국어 build-7 👍 🚀go naïve x1y2 https://example.com/a?b=c"
    .split(" ");

/** Texts of words in all scripts, the same in every run. */
function texts(count: number): readonly string[] {
  const random = seededRandom(16);
  const one = () => WORDS[Math.floor(random() * WORDS.length)] ?? "";
  return Array.from({ length: count }, () => {
    const glue = random() < 0.5 ? " " : "";
    return Array.from({ length: 1 + Math.floor(random() * 8) }, one).join(glue);
  });
}

function find({ archive }: TestArchive, query: string, options: Partial<SearchOptions> = {}) {
  return search(archive.database, parseQuery(query, FIRST_TIME), {
    order: "newest",
    limit: 1000,
    ...options,
  });
}

/** Texts that are all looked at. */
const LIMITS = { texts: 20_000, messages: 20_000 };

describe("search()", () => {
  it("finds what a look at every text finds, newest first, for 500 substrings of 1 to 6 characters", () =>
    inArchive((test) => {
      const all = texts(300);
      test.write(all.map((text, n) => textRecord(n, text)));
      const random = seededRandom(7);
      const units = all.map((text) => [...normalizeText(text)]);
      for (let round = 0; round < 500; round++) {
        const from = units[Math.floor(random() * units.length)] ?? [];
        const start = Math.floor(random() * from.length);
        const part = from.slice(start, start + 1 + Math.floor(random() * 6)).join("");
        if (part.trim() === "") continue;
        const expected = all.flatMap((text, n) => normalizeText(text).includes(part) ? [n + 1] : []);
        assertEquals(find(test, `"${part}"`).hits.map(({ seq }) => seq), expected.toReversed(), part);
      }
    }));

  it("finds what stands behind a NUL, in an edited message too", () =>
    inArchive((test) => {
      test.write([textRecord(1, "log\u0000 first words"), textRecord(2, "plain")]);
      test.write([textRecord(2, "log\u0000 second words", { updated: true, update_time: "1" })], 2);
      assertEquals(find(test, "words").hits.map(({ seq }) => seq), [2, 1]);
      assertEquals(find(test, "s").hits.map(({ seq }) => seq), [2, 1]);
    }));

  it("finds a single character among more messages than it looks at first, in both orders, page by page", () =>
    inArchive((test) => {
      // Rare at the end, so the index is asked for the rest.
      const has = (n: number) => n < 1200 ? n % 5 === 0 : n % 400 === 0;
      test.write(Array.from({ length: 2500 }, (_, n) => textRecord(n, has(n) ? "x中y" : "other")));
      const expected = Array.from({ length: 2500 }, (_, n) => n).filter(has);
      for (const order of ["newest", "oldest"] as const) {
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const page = find(test, "中", { order, limit: 40, cursor });
          seen.push(...page.hits.map(({ created_ms }) => (created_ms - FIRST_TIME) / 1000));
          cursor = page.cursor;
        } while (cursor !== undefined);
        assertEquals(seen, order === "newest" ? expected.toReversed() : expected, order);
      }
    }));

  it("sees what was written after a search that stopped early", () =>
    inArchive(async (test) => {
      test.write(Array.from({ length: 300 }, (_, n) => textRecord(n, "same")));
      const reader = await openForReading(
        fakeWorld({ cwd: dirname(test.archive.path) }),
        "archive",
        "archive",
      );
      try {
        const first = () => find({ ...test, archive: { ...test.archive, ...reader } }, "same", { limit: 1 });
        assertEquals(first().hits[0]?.created_ms, FIRST_TIME + 299_000);
        test.write([textRecord(300, "same")]);
        assertEquals(first().hits[0]?.created_ms, FIRST_TIME + 300_000);
      } finally {
        reader.close();
      }
    }));

  it("hands out pages without loss or repetition, in both orders, also in a second of many messages", () =>
    inArchive((test) => {
      // All in three seconds, not in the order of time.
      const times = Array.from({ length: 120 }, (_, n) => FIRST_TIME + (n * 37 % 120) * 25);
      test.write(times.map((time, n) => textRecord(n, "same", { create_time: String(time) })));
      for (const order of ["newest", "oldest"] as const) {
        const seen: number[] = [];
        let cursor: string | undefined;
        do {
          const page = find(test, "same", { order, limit: 7, cursor });
          seen.push(...page.hits.map(({ created_ms }) => created_ms));
          cursor = page.cursor;
        } while (cursor !== undefined);
        const sorted = times.toSorted((a, b) => order === "newest" ? b - a : a - b);
        assertEquals(seen, sorted, order);
      }
    }));

  const cases: readonly (readonly [string, readonly number[]])[] = [
    ["installer", [3, 1]],
    ["installer -90%", [3]],
    ["video OR lunch", [4, 2]],
    ["-installer", [4, 2]],
    ["from:Ana", [3, 2, 1]],
    ["from:ou_bo", [4]],
    ["in:oc_one installer", [3, 1]],
    ["type:post", []],
    ["after:2026-05-20T01:00:03Z", [4, 3]],
    ["before:2026-05-20T01:00:02Z", [1]],
    ["ＩＮＳＴＡＬＬＥＲ", [3, 1]],
    ["stall", [3, 1]],
    ["90%", [1]],
  ];
  for (const [query, numbers] of cases) {
    it(`answers ${query}`, () =>
      inArchive((test) => {
        test.write([
          textRecord(1, "the installer stops at 90%"),
          textRecord(2, "a video of it"),
          textRecord(3, "Installer works"),
          textRecord(4, "lunch?", { sender: { id: "ou_bo", sender_type: "user", sender_name: "Bo" } }),
        ]);
        assertEquals(find(test, query).hits.map(({ created_ms }) => (created_ms - FIRST_TIME) / 1000), [
          ...numbers,
        ]);
      }));
  }

  it("finds words however long they are", () =>
    inArchive((test) => {
      const long = Array.from({ length: 3000 }, (_, n) => String.fromCharCode(97 + n * 7 % 26)).join("");
      test.write([textRecord(1, long), textRecord(2, "short")]);
      for (const part of [long.slice(250, 262), long.slice(2990), long.slice(0, 600)]) {
        assertEquals(find(test, part).hits.length, 1, part);
      }
    }));

  it("goes by the time of a message, also where its second was full, in both orders", () =>
    inArchive((test) => {
      const at = (ms: number) => ({ create_time: String(FIRST_TIME + ms) });
      test.write([
        ...Array.from({ length: 30 }, (_, n) => textRecord(n, "same", at(10_500))),
        textRecord(30, "same", at(11_000)),
      ]);
      for (const order of ["newest", "oldest"] as const) {
        for (const text of ["same", ""]) {
          const found = (filter: string) => find(test, `${text} ${filter}`, { order }).hits.length;
          assertEquals(found("before:2026-05-20T01:00:11Z"), 30);
          assertEquals(found("after:2026-05-20T01:00:11Z"), 1);
          assertEquals(found("before:2026-05-20T01:00:10Z"), 0);
          assertEquals(found("after:2026-05-20T01:00:10Z before:2026-05-20T01:00:12Z"), 31);
        }
      }
    }));

  it("finds by time, in both orders, all messages of a second that has thousands", () =>
    inArchive((test) => {
      const alarm = (n: number, ms: number) => textRecord(n, "alarm", { create_time: String(ms) });
      test.write(Array.from({ length: 5_000 }, (_, n) => alarm(n, FIRST_TIME + n % 900)));
      test.write(Array.from({ length: 20 }, (_, n) => alarm(10_000 + n, FIRST_TIME + 1000 + n)));
      for (const order of ["newest", "oldest"] as const) {
        for (const [filter, expected] of [["before", 5_000], ["after", 20]] as const) {
          const query = `alarm ${filter}:${new Date(FIRST_TIME + 1000).toISOString()}`;
          const { hits } = find(test, query, { order, limit: 20_000 });
          assertEquals(new Set(hits.map(({ seq }) => seq)).size, expected, `${order} ${query}`);
          const parsed = parseQuery(query, FIRST_TIME);
          assertEquals(countHits(test.archive.database, parsed, LIMITS).atLeast, expected, query);
        }
      }
      const first = find(test, "alarm", { order: "oldest", limit: 50 }).hits;
      assertEquals(
        first.map(({ created_ms }) => created_ms),
        first.map((_, n) => FIRST_TIME + Math.floor(n / 6)),
      );
    }));

  it("never takes a query for the syntax of the index", () =>
    inArchive((test) => {
      test.write([textRecord(1, "a AND b")]);
      const odd = [
        "a AND",
        "NEAR(a b)",
        "a*",
        "^a",
        "text:a",
        "a)",
        "{a}",
        "'",
        '"a" "',
        "a\\",
        "NOT a",
        "\0",
        "%",
        "_",
      ];
      for (const query of odd) {
        find(test, query);
        search(test.archive.database, {
          ...parseQuery("", 0),
          groups: [[{ text: query, isExcluded: false }]],
        }, {
          ...{ order: "newest", limit: 10 },
        });
      }
    }));

  for (const query of ["from:nobody", "in:nowhere"]) {
    it(`says that ${query} is unknown`, () =>
      inArchive((test) => {
        test.write([textRecord(1, "a")]);
        const { detail } = assertThrows(() => find(test, query), Failure);
        assertEquals(detail.type, "validation");
        assert(detail.hint !== undefined);
      }));
  }

  it("refuses a cursor that is none", () =>
    inArchive((test) => {
      test.write([textRecord(1, "a")]);
      assertThrows(() => find(test, "a", { cursor: "x" }), Failure);
    }));
});
