import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const TIME = 1_779_238_800_000;
/** A name that would colour the terminal, turn the reading direction and begin a new line. */
const HOSTILE = 'red\u001b[31m"\u202e,\nteam';

const world: PlatformOptions = {
  chats: [
    { chatId: "oc_a", mode: "group", name: HOSTILE, members: ["ou_a"], extra: { description: HOSTILE } },
    { chatId: "oc_b", mode: "topic", name: "team b" },
  ],
  users: [{ openId: "ou_a", name: HOSTILE }],
  messages: [{
    ...{ messageId: "om_1", chatId: "oc_a", type: "text", content: { text: HOSTILE }, createTime: TIME },
  }],
  feed: {
    flags: [
      { itemId: "om_1", itemType: "0", flagType: "2", updateTime: TIME },
      { itemId: "om_1", itemType: "11", flagType: "1", updateTime: TIME },
    ],
    shortcuts: ["oc_a", "oc_b"],
    groups: [
      { groupId: "ofg_a", name: HOSTILE, updateTime: TIME, items: [{ feedId: "oc_a", updateTime: TIME }] },
      { groupId: "ofg_b", name: "b", updateTime: TIME },
    ],
  },
};

/** Every command of this kind with how many records it has here, and an id that each of them shows. */
const LINES: readonly (readonly [line: string, records: number, id: string, isRecord?: "record"])[] = [
  ["+chat-list", 2, "oc_a"],
  ["+chat-list --exclude-muted", 2, "oc_a"],
  ["+chat-search --query team", 2, "oc_a"],
  ["+chat-members-list --chat-id oc_a", 2, "ou_a"],
  ["+chat-create --name x", 1, "oc_0", "record"],
  ["+chat-update --chat-id oc_a --name x", 1, "oc_a", "record"],
  ["+flag-list", 2, "om_1"],
  ["+flag-create --message-id om_1", 1, "om_1", "record"],
  ["+flag-cancel --message-id om_1", 2, "om_1"],
  ["+feed-shortcut-list", 2, "oc_a"],
  ["+feed-shortcut-create --chat-id oc_a,oc_b", 2, "oc_a"],
  ["+feed-shortcut-remove --chat-id oc_a,oc_b", 2, "oc_a"],
  ["+feed-group-list", 2, "ofg_a"],
  ["+feed-group-list-item --feed-group-id ofg_a", 1, "oc_a"],
  ["+feed-group-query-item --feed-group-id ofg_a --feed-id oc_a", 1, "oc_a"],
];

/** Whether two values are the same; ids and times that every run makes anew do not count. */
function isLike(one: unknown, other: unknown): boolean {
  const text = (value: unknown) =>
    JSON.stringify(value).replaceAll(/"(uuid|create_time\w*|update_time)":"[^"]*"/g, "");
  return text(one) === text(other);
}

/** What a line prints in a format, without the lines that tell how far it was read. */
async function outputOf(line: string, format: string): Promise<string> {
  let stdout = "";
  await inScene(world, async ({ run }) => {
    const result = await run([...line.split(" "), "--format", format]);
    assertEquals(result.status, 0, result.stderr);
    stdout = result.stdout;
  });
  return stdout;
}

describe("rows of +flag-list", () => {
  for (const format of ["ndjson", "csv"]) {
    it(`${format}: the text of every bookmark, as JSON has it`, async () => {
      const text = await outputOf("+flag-list", format);
      assertEquals(text.match(/red\\+u001b/g)?.length, 2);
    });
  }
});

describe("pages that overlap", () => {
  for (const line of ["+chat-list", "+chat-members-list --chat-id oc_a", "+flag-list", "+feed-group-list"]) {
    for (const format of ["json", "ndjson", "csv"]) {
      it(`im ${line} --format ${format} prints no record twice`, () =>
        inScene({ ...world, faults: [{ name: "repeated-token" }] }, async ({ run, platform }) => {
          const words = [...line.split(" "), "--page-size", "1", "--page-all", "--page-delay", "0"];
          const { stdout } = await run([...words, "--format", format]);
          const lists = platform.log.filter(({ method }) => method === "GET").length;
          assert(lists > 1, `${lists} page(s)`);
          const id = /oc_a|ou_a|om_1|ofg_a/.exec(stdout)?.[0] ?? "none";
          const shown = format === "json"
            ? Object.values<unknown>(JSON.parse(stdout).data).find((list) =>
              Array.isArray(list) && list.length > 0
            )
            : stdout.trimEnd().split("\n").slice(format === "csv" ? 1 : 0).filter((row) => row.includes(id));
          assertEquals(Array.isArray(shown) && shown.length, 1, stdout);
        }));
    }
  }
});

for (const [line, records, id, isRecord] of LINES) {
  describe(`im ${line}`, () => {
    it("ndjson: one record a line, as JSON has it", async () => {
      const rows = (await outputOf(line, "ndjson")).trimEnd().split("\n").map((row) => JSON.parse(row));
      assertEquals(rows.length, records);
      assertStringIncludes(JSON.stringify(rows), id);
      const { data } = JSON.parse(await outputOf(line, "json"));
      const inJson = isRecord
        ? [data]
        : Object.values<unknown>(data).filter((list) => Array.isArray(list)).flat();
      for (const row of rows) {
        // Rows that say how a write went name its ids; all others are the record itself.
        const isIn = (record: Record<string, unknown>) =>
          "status" in row ? row.feed_card_id === record["feed_card_id"] : isLike(row, { ...row, ...record });
        assert(inJson.some(isIn), `not in the JSON: ${JSON.stringify(row)}`);
      }
    });

    it(`csv: ${isRecord ? "its fields, one a row" : "a head, then one record each"}`, async () => {
      const rows = csvRows(await outputOf(line, "csv"));
      assertEquals(new Set(rows.map((row) => row.length)).size, 1);
      if (isRecord) assertEquals(rows[0], ["key", "value"]);
      else assertEquals(rows.length, records + 1);
      assert(rows.slice(1).some((row) => row.some((cell) => cell.includes(id))), id);
    });

    for (const format of ["table", "pretty"]) {
      it(`${format}: for people, and nothing in it that moves a terminal`, async () => {
        const text = await outputOf(line, format);
        assertStringIncludes(text, id);
        // deno-lint-ignore no-control-regex
        assertEquals(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.exec(text), null);
        assert(!text.trimStart().startsWith("{"), "that is JSON");
      });
    }

    it("json: one envelope", async () => {
      const text = await outputOf(line, "json");
      assertMatch(text, /^\{\n {2}"ok": true,\n {2}"identity": "(user|bot)",\n {2}"data": \{\n/);
    });
  });
}

/** The cells of a CSV text (RFC 4180), by a reader of the test's own. */
function csvRows(text: string): string[][] {
  const rows: string[][] = [[]];
  for (const [, quoted, bare, end] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n)/g)) {
    rows.at(-1)?.push(quoted?.replaceAll('""', '"') ?? bare ?? "");
    if (end !== ",") rows.push([]);
  }
  return rows.slice(0, -1);
}
