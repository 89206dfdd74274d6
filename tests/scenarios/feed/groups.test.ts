import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { CHATS_PATH, paginationIn } from "../../support/reading.ts";
import { requestsTo } from "../../support/requests.ts";
import {
  dataOf,
  errorOf,
  partialDocument,
  partOf,
  successDocument,
  warningsOf,
} from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const GROUPS = "/open-apis/im/v1/groups";
const ITEMS = "/open-apis/im/v1/groups/ofg_a/list_item";
const TIME = 1_779_238_800_000;
const card = (feedId: string, at: number, deleted = false) => ({ feedId, updateTime: TIME + at, deleted });

const world: PlatformOptions = {
  chats: [
    { chatId: "oc_a", mode: "group", name: "Alpha" },
    { chatId: "oc_p2p", mode: "p2p" },
    { chatId: "oc_old", mode: "group", name: "Old" },
  ],
  feed: {
    groups: [
      {
        ...{ groupId: "ofg_a", name: "Work", updateTime: TIME },
        items: [card("oc_a", 0), card("oc_p2p", 1), card("oc_old", 2, true), card("oc_hidden", 3)],
      },
      { groupId: "ofg_gone", name: "Gone", updateTime: TIME + 1, deleted: true },
      { groupId: "ofg_b", name: "Home", updateTime: TIME + 2 },
    ],
  },
};

const itemsLine = (
  ...more: readonly string[]
) => ["+feed-group-list-item", "--feed-group-id", "ofg_a", ...more];

/** Ids and names of a list of a document. */
function printedItems(document: Readonly<Record<string, unknown>>, key: string): unknown[] {
  const list = partOf(document, "data")[key];
  if (!Array.isArray(list)) throw new Error(`no ${key}`);
  return list.map((one) => [one.group_id ?? one.feed_id, one.name ?? one.chat_name]);
}

describe("+feed-group-list", () => {
  it("lists live and deleted groups; the page token is always sent", () =>
    inScene(world, async ({ run, platform }) => {
      const document = successDocument(await run(["+feed-group-list"]));
      assertEquals(printedItems(document, "groups"), [["ofg_a", "Work"], ["ofg_b", "Home"]]);
      assertEquals(printedItems(document, "deleted_groups"), [["ofg_gone", "Gone"]]);
      assertEquals(platform.log.map(({ query }) => query), [{ page_size: "50", page_token: "" }]);
    }));

  it("--page-all joins both lists", () =>
    inScene(world, async ({ run }) => {
      const document = successDocument(await run(["+feed-group-list", "--page-all", "--page-size", "1"]));
      assertEquals(
        [printedItems(document, "groups").length, printedItems(document, "deleted_groups").length],
        [2, 1],
      );
      assertEquals(paginationIn(document), { complete: true, pages: 3, items: 3 });
    }));

  it("a later page that fails keeps what was read", () =>
    inScene(
      { ...world, faults: [{ name: "error", code: 230001, when: { endpoint: GROUPS, skip: 1 } }] },
      async ({ run }) => {
        const result = await run(["+feed-group-list", "--page-all", "--page-size", "1"]);
        assertEquals(printedItems(partialDocument(result), "groups"), [["ofg_a", "Work"]]);
      },
    ));

  it("times are sent in milliseconds, whatever they were typed as", () =>
    inScene(world, async ({ run, platform }) => {
      const iso = new Date(TIME + 1000).toISOString();
      dataOf(await run(["+feed-group-list", "--start-time", String(TIME + 1), "--end-time", iso]));
      const query = platform.log[0]?.query;
      assertEquals([query?.["start_time"], query?.["end_time"]], [String(TIME + 1), String(TIME + 1000)]);
    }));

  it("times are words, too, and what is no time is refused", () =>
    inScene(world, async ({ run, platform }) => {
      dataOf(await run(["+feed-group-list", "--start-time", "7d", "--end-time", "now"]));
      const { start_time: start, end_time: end } = platform.log[0]?.query ?? {};
      assertEquals(Number(end) - Number(start), 7 * 86_400_000);
      dataOf(await run(["+feed-group-list", "--start-time", "yesterday", "--end-time", "today"]));
      assertEquals(platform.log[1]?.query["end_time"], undefined);
      errorOf(await run(["+feed-group-list", "--start-time", "tomorrow"]), 2);
    }));

  it("csv has one row a group, deleted ones marked", () =>
    inScene(world, async ({ run }) => {
      const lines = (await run(["+feed-group-list", "--format", "csv"])).stdout.trim().split("\n");
      assertEquals([lines.length, lines.filter((line) => line.includes("true")).length], [4, 1]);
    }));
});

describe("+feed-group-list-item", () => {
  it("adds names in both lists; direct and invisible chats have none", () =>
    inScene(world, async ({ run, platform }) => {
      const document = successDocument(await run(itemsLine()));
      assertEquals(printedItems(document, "items"), [["oc_a", "Alpha"], ["oc_p2p", undefined], [
        "oc_hidden",
        undefined,
      ]]);
      assertEquals(printedItems(document, "deleted_items"), [["oc_old", "Old"]]);
      assertEquals(requestsTo(platform, ITEMS).map(({ query }) => query), [{ page_size: "50" }]);
      assertEquals(requestsTo(platform, CHATS_PATH).length, 1);
    }));

  it("--page-all asks for the names once, after all pages", () =>
    inScene(world, async ({ run, platform }) => {
      const document = successDocument(await run(itemsLine("--page-all", "--page-size", "1")));
      assertEquals(printedItems(document, "items").length, 3);
      assertEquals(requestsTo(platform, CHATS_PATH).length, 1);
    }));

  it("names that cannot be fetched are reported in the data and in a warning, exit 0", () =>
    inScene(
      { ...world, withoutScopes: { user: ["im:chat:read", "im:chat:readonly", "im:chat"] } },
      async ({ run }) => {
        const result = await run(itemsLine());
        assertStringIncludes(String(dataOf(result)["_notice"]), "skipped the details of 4 chats");
        assertStringIncludes(warningsOf(result).join(), "chat_context_failed");
      },
    ));

  it("ndjson has one row a card, deleted ones marked", () =>
    inScene(world, async ({ run }) => {
      const rows = (await run(itemsLine("--format", "ndjson"))).stdout.trim().split("\n").map((line) =>
        JSON.parse(line)
      );
      assertEquals(rows.map((row) => [row.feed_id, row.chat_name, row.deleted]), [
        ["oc_a", "Alpha", undefined],
        ["oc_p2p", undefined, undefined],
        ["oc_hidden", undefined, undefined],
        ["oc_old", "Old", true],
      ]);
    }));

  it("pretty is a line a card, and counts", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run(itemsLine("--format", "pretty"));
      assertStringIncludes(stdout, "Alpha");
      assertStringIncludes(stdout, "3 cards, 1 deleted");
    }));

  it("--no-detail asks for no names", () =>
    inScene(world, async ({ run, platform }) => {
      dataOf(await run(itemsLine("--no-detail")));
      assertEquals(platform.log.map(({ path }) => path), [ITEMS]);
    }));
});

describe("+feed-group-query-item", () => {
  it("asks for each card once and names those in neither list", () =>
    inScene(world, async ({ run, platform }) => {
      const words = [
        "+feed-group-query-item",
        "--feed-group-id",
        "ofg_a",
        "--feed-id",
        "oc_a,oc_none,oc_old,oc_a",
      ];
      const document = successDocument(await run(words));
      assertEquals(printedItems(document, "items"), [["oc_a", "Alpha"]]);
      assertEquals(printedItems(document, "deleted_items"), [["oc_old", "Old"]]);
      assertEquals(partOf(document, "data")["missing"], ["oc_none"]);
      assertEquals(platform.log[0]?.body, {
        items: ["oc_a", "oc_none", "oc_old"].map((id) => ({ feed_id: id, feed_type: "chat" })),
      });
    }));
});

describe("+feed-group-query-item: formats and previews", () => {
  const line = ["+feed-group-query-item", "--feed-group-id", "ofg_a", "--feed-id", "oc_a,oc_none,oc_old"];

  it("ndjson has one row a card, deleted ones marked; what is missing is a warning", () =>
    inScene(world, async ({ run }) => {
      const result = await run([...line, "--format", "ndjson"]);
      const rows = result.stdout.trim().split("\n").map((text) => JSON.parse(text));
      assertEquals(rows.map((row) => [row.feed_id, row.chat_name, row.deleted]), [
        ["oc_a", "Alpha", undefined],
        ["oc_old", "Old", true],
      ]);
      assertEquals(warningsOf(result), ["warning: cards_not_in_group: 1 of 3: oc_none"]);
    }));

  it("pretty names what is missing after the cards", () =>
    inScene(world, async ({ run }) => {
      const lines = (await run([...line, "--format", "pretty"])).stdout.trim().split("\n");
      assertEquals(lines.slice(-2), ["1 card, 1 deleted", "not in the group: oc_none"]);
    }));

  for (const [more, calls] of [[[], 2], [["--no-detail"], 1]] as const) {
    it(`--dry-run shows ${calls} call(s)`, () =>
      inScene(world, async ({ run, platform }) => {
        const api = partOf(successDocument(await run([...line, ...more, "--dry-run"])), "data")["api"];
        assertEquals([Array.isArray(api) && api.length, platform.log.length], [calls, 0]);
      }));
  }
});

describe("feed groups: usage", () => {
  const wrong: readonly (readonly [words: string, param: string])[] = [
    ["list --page-size 51", "--page-size"],
    ["list --start-time -1", "--start-time"],
    ["list --start-time 5 --end-time 4", "--start-time"],
    ["list-item", "--feed-group-id"],
    ["list-item --feed-group-id oc_a", "--feed-group-id"],
    ["query-item --feed-group-id ofg_a", "--feed-id"],
    ["query-item --feed-group-id ofg_a --feed-id ou_a", "--feed-id"],
  ];
  for (const [words, param] of wrong) {
    it(`${words}: exit 2 naming ${param}`, () =>
      inScene(world, async ({ run, platform }) => {
        assertEquals(errorOf(await run(`+feed-group-${words}`.split(" ")), 2)["param"], param);
        assertEquals(platform.log.length, 0);
      }));
  }

  it("bots are refused without a call", () =>
    inScene(world, async ({ run, platform }) => {
      for (const words of ["list", "list-item --feed-group-id ofg_a"]) {
        errorOf(await run([...`+feed-group-${words}`.split(" "), "--as", "bot"]), 2);
      }
      assertEquals(platform.log.length, 0);
    }));
});
