import { countHits, type CountLimits, listHits } from "../../../core/archive/count.ts";
import { parseQuery } from "../../../core/archive/query.ts";
import { search } from "../../../core/archive/search.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { FIRST_TIME, inArchive, type TestArchive, textRecord } from "../../support/archives.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const WORDS = "deploy Deployment 请先清空 缓存 缓，存 テスト 构建 问题 한국어 build-7 👍 naïve e".split(" ");

/** 400 messages of two people in two chats; many of them in the same seconds. */
function fill({ archive, write }: TestArchive): void {
  archive.database.run(
    "INSERT INTO chat(chat_id, mode, first_run, last_run) VALUES('oc_two', 'group', 1, 1)",
  );
  const random = seededRandom(5);
  const text = () =>
    Array.from({ length: 1 + Math.floor(random() * 5) }, () => WORDS[Math.floor(random() * WORDS.length)])
      .join(random() < 0.5 ? " " : "");
  write(
    Array.from({ length: 400 }, (_, n): JsonObject =>
      textRecord(n, n === 77 ? "deploy".repeat(90) : text(), {
        create_time: String(FIRST_TIME + Math.floor(n / 40) * 1000 + (n * 37) % 900),
        sender: n % 3 === 0
          ? { id: "ou_bo", sender_type: "user", sender_name: "Bo" }
          : { id: "ou_ana", sender_type: "user", sender_name: "Ana" },
      })),
  );
  archive.database.run("UPDATE message SET chat = 2 WHERE seq % 4 = 0");
}

/** Seconds after the first message, as a filter has them. */
const at = (seconds: number) => new Date(FIRST_TIME + seconds * 1000).toISOString();

const QUERIES: readonly string[] = [
  ...["缓", "缓存", "deploy", "eplo", "e", "👍", '"build-7"', '"-"', "OR", "nothing"],
  ...["缓 deploy", "缓 OR deploy", "缓存 -deploy", "-缓", "请先清空 e", "deploydeploy"],
  ...["in:oc_two", "in:oc_one in:oc_two", "in:oc_two 缓", "in:oc_two 缓存 deploy"],
  ...["from:Ana", "from:Bo 缓", "from:Bo in:oc_one 缓存", "type:text e", "has:file", "is:edited 缓"],
  ...[
    `after:${at(3)}`,
    `before:${at(3)}`,
    `after:${at(2)} before:${at(5)} 缓`,
    `before:${at(4)} in:oc_two e`,
  ],
  ...[`after:${at(5)} from:Ana`, `before:${at(0)}`, `after:${at(100)}`],
];

function count({ archive }: TestArchive, query: string, limits?: CountLimits) {
  const parsed = parseQuery(query, FIRST_TIME);
  const { keys, ...list } = listHits(archive.database, parsed, limits);
  assertEquals(keys, keys.toSorted((a, b) => a - b), query);
  assertEquals(countHits(archive.database, parsed, limits), list, query);
  return { atLeast: list.atLeast, atMost: list.atMost, keys, since: list.since };
}

function found({ archive }: TestArchive, query: string): readonly number[] {
  return search(archive.database, parseQuery(query, FIRST_TIME), { order: "oldest", limit: 1000 }).hits
    .map(({ sort_key }) => sort_key);
}

describe("countHits() and listHits()", () => {
  it("counts what the search finds, by words, phrases, chats, people and times", () =>
    inArchive((test) => {
      fill(test);
      for (const query of QUERIES) {
        const expected = found(test, query).toSorted((a, b) => a - b);
        const { atLeast, atMost, keys, since } = count(test, query);
        assertEquals(
          [atLeast, atMost, keys, since],
          [expected.length, expected.length, expected, undefined],
          query,
        );
      }
    }));

  it("looks at no more messages than it may, and never says more than it knows", () =>
    inArchive((test) => {
      fill(test);
      const open = QUERIES.filter((query) => {
        const expected = found(test, query);
        const { atLeast, atMost = Infinity, keys, since = 0 } = count(test, query, {
          texts: 10,
          messages: 15,
        });
        assert(atLeast <= expected.length && expected.length <= atMost, `${query}: ${atLeast} to ${atMost}`);
        // From where on it looked, nothing is missing.
        const known = new Set(keys);
        assertEquals(expected.filter((key) => key >= since && !known.has(key)), [], query);
        return atLeast !== atMost;
      });
      assert(open.includes("deploy") && open.includes("from:Ana") && open.includes("-缓"), open.join(", "));
      // One or two characters and a chat are counted by the index alone, however many they are.
      for (const query of ["缓", "缓存", "👍", "e", "in:oc_two", "in:oc_two 缓", `after:${at(3)}`]) {
        assert(!open.includes(query), query);
      }
    }));

  it("does not mistake a private character for the sign that it stands for in the index", () =>
    inArchive((test) => {
      test.write(["a b", "a\uE020b", "a-b", "a\uE02Db", "a\u{E0FF}"].map((text, n) => textRecord(n, text)));
      for (
        const query of ['" b"', '"a "', '"-"', '"-b"', '"\uE020b"', '"\uE020"', '"\u{E0FF}"', '"a\u{E0FF}"']
      ) {
        const { atLeast, atMost } = count(test, query);
        assertEquals([atLeast, atMost], [1, 1], query);
      }
    }));
});
