import type { Database } from "../../../core/archive/database.ts";
import { parseQuery } from "../../../core/archive/query.ts";
import { searchByRelevance } from "../../../core/archive/relevance.ts";
import { search } from "../../../core/archive/search.ts";
import { Failure } from "../../../core/failure.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { FIRST_TIME, inArchive, type TestArchive, textRecord } from "../../support/archives.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { assert, assertEquals, assertMatch, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

interface Page {
  readonly limit?: number;
  readonly cursor?: string | undefined;
}

const find = ({ archive }: TestArchive, query: string, { limit = 1000, cursor }: Page = {}) =>
  searchByRelevance(archive.database, parseQuery(query, FIRST_TIME), { limit, cursor });
const numbers = ({ hits }: ReturnType<typeof find>) => hits.map(({ seq }) => seq);

const WORDS = "deploy deployment server 请先清空 缓存 installer テスト build-7 👍 thanks".split(" ");

/** Texts of words, some of them long, the same in every run. */
function texts(count: number): readonly string[] {
  const random = seededRandom(5);
  const one = () => WORDS[Math.floor(random() * WORDS.length)] ?? "";
  return Array.from(
    { length: count },
    () => Array.from({ length: 1 + Math.floor(random() * 12) }, one).join(random() < 0.5 ? " " : ""),
  );
}

describe("searchByRelevance()", () => {
  it("puts first what is most about the words: often in a short text before once in a long one", () =>
    inArchive((test) => {
      test.write([
        textRecord(1, "budget budget budget"),
        textRecord(2, `budget ${"and much else ".repeat(20)}`),
        textRecord(3, "budget of the year"),
        textRecord(4, "lunch?"),
        textRecord(5, "nothing of that kind"),
      ]);
      assertEquals(numbers(find(test, "budget")), [1, 3, 2]);
    }));

  it("gives a word that few messages have more weight than one that many have", () =>
    inArchive((test) => {
      test.write([
        ...Array.from({ length: 20 }, (_, n) => textRecord(n, "release notes of the week")),
        textRecord(30, "release invoice invoice day"),
        textRecord(31, "release release invoice day"),
      ]);
      assertEquals(numbers(find(test, "release invoice")), [21, 22]);
    }));

  it("takes the newest first where two are equally good", () =>
    inArchive((test) => {
      test.write([1, 2, 3].map((n) => textRecord(n, "same")));
      assertEquals(numbers(find(test, "same")), [3, 2, 1]);
    }));

  it("finds what the other orders find, whatever the query", () =>
    inArchive((test) => {
      test.write(texts(200).map((text, n) => textRecord(n, text)));
      for (
        const query of [
          "deploy",
          "ploy",
          "清",
          "缓存 server",
          '"server 请"',
          "👍",
          "deploy -thanks",
          "テ OR 7",
        ]
      ) {
        const expected = search(test.archive.database, parseQuery(query, FIRST_TIME), {
          ...{ order: "newest", limit: 1000 },
        });
        const sorted = expected.hits.map(({ seq }) => seq).sort();
        assertEquals(numbers(find(test, query)).sort(), sorted, query);
        assert(sorted.length > 0, query);
      }
    }));
});

describe("pages of searchByRelevance()", () => {
  it("hands out pages without loss or repetition, in the order of one large page", () =>
    inArchive((test) => {
      test.write(texts(150).map((text, n) => textRecord(n, text)));
      const whole = numbers(find(test, "server"));
      const paged: number[] = [];
      let cursor: string | undefined;
      do {
        const page = find(test, "server", { limit: 7, cursor });
        paged.push(...numbers(page));
        cursor = page.cursor;
      } while (cursor !== undefined);
      assertEquals([paged, whole.length > 20], [whole, true]);
    }));

  it("takes the newest first and says so where no word has to be there", () =>
    inArchive((test) => {
      test.write([textRecord(1, "one"), textRecord(2, "two"), textRecord(3, "two two")]);
      const [ranked, not] = [find(test, "two"), find(test, "one OR -one")];
      assertEquals([ranked.isRanked, numbers(ranked)], [true, [3, 2]]);
      assertEquals([not.isRanked, numbers(not)], [false, [3, 2, 1]]);
    }));

  it("takes the newest first, with pages, where there are no words to be relevant to", () =>
    inArchive((test) => {
      test.write(texts(20).map((text, n) => textRecord(n, text)));
      const first = find(test, "from:Ana", { limit: 15 });
      const second = find(test, "from:Ana", { limit: 15, cursor: first.cursor });
      assertEquals([...numbers(first), ...numbers(second)], Array.from({ length: 20 }, (_, n) => 20 - n));
    }));

  it("looks up the messages of the page alone, however many hits there are", () =>
    inArchive((test) => {
      test.write(Array.from({ length: 400 }, (_, n) => textRecord(n, "same")));
      const { database } = test.archive;
      let reads = 0;
      const counting: Database = {
        ...database,
        get: <R>(
          sql: string,
          ...values: Parameters<Database["get"]> extends [string, ...infer V] ? V : never
        ) => {
          if (sql.includes("FROM message")) reads++;
          return database.get<R>(sql, ...values);
        },
      };
      const page = searchByRelevance(counting, parseQuery("same", FIRST_TIME), { limit: 5 });
      assertEquals([page.hits.length, reads <= 5], [5, true], `${reads} reads`);
    }));
});

describe("a cursor of searchByRelevance()", () => {
  const changes: readonly (readonly [what: string, change: (test: TestArchive) => void])[] = [
    ["a new message", (test) => void test.write([textRecord(900, "server new")], 2)],
    ["an edited message", (test) => {
      test.write([textRecord(3, "other words here", { updated: true, update_time: "1" })], 2);
    }],
  ];
  for (const [what, change] of changes) {
    it(`refuses to go on behind ${what}, and says why: everything may stand elsewhere now`, () =>
      inArchive((test) => {
        test.write(texts(60).map((text, n) => textRecord(n, text)));
        const { cursor } = find(test, "server", { limit: 3 });
        assert(cursor !== undefined);
        find(test, "server", { limit: 3, cursor });
        change(test);
        const { detail } = assertThrows(() => find(test, "server", { limit: 3, cursor }), Failure);
        assertEquals([detail.type, detail.subtype], ["validation", "invalid_argument"]);
        assertMatch(plainText(detail.message), /archive has changed/);
        assert(detail.hint !== undefined);
      }));
  }

  it("refuses the cursor of another query, of another order, and one that is none", () =>
    inArchive((test) => {
      test.write(texts(60).map((text, n) => textRecord(n, text)));
      const { cursor: other } = find(test, "thanks", { limit: 3 });
      const query = parseQuery("server", FIRST_TIME);
      const { cursor: newest } = search(test.archive.database, query, { order: "newest", limit: 3 });
      for (const cursor of [other, newest, "x", "r.1.2"]) {
        assert(cursor !== undefined);
        assertThrows(() => find(test, "server", { limit: 3, cursor }), Failure);
      }
      const { cursor } = find(test, "server", { limit: 3 });
      assertThrows(
        () => search(test.archive.database, query, { order: "newest", limit: 3, cursor }),
        Failure,
      );
    }));
});
