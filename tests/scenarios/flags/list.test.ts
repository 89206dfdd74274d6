import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { MGET_PATH, paginationIn, requestedIds } from "../../support/reading.ts";
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

const PATH = "/open-apis/im/v1/flags";
const FIRST = 1_779_238_800_000;

const flag = (itemId: string, itemType: "0" | "4" | "11", at: number, cancelled = false) => ({
  ...{ itemId, itemType, flagType: itemType === "0" ? "2" as const : "1" as const },
  ...{ updateTime: FIRST + at, cancelled },
});
const message = (messageId: string) => ({
  ...{ messageId, chatId: "oc_a", type: "text", content: { text: messageId }, createTime: FIRST },
});

/** Five flags, oldest first: a bookmark, two threads, a cancelled one, a thread whose message is gone. */
const world: PlatformOptions = {
  chats: [{ chatId: "oc_a", mode: "group" }],
  messages: ["om_0", "om_1", "om_2"].map(message),
  feed: {
    flags: [
      flag("om_0", "0", 0),
      flag("om_1", "11", 1),
      flag("om_2", "4", 2),
      flag("om_3", "0", 3, true),
      flag("om_gone", "11", 4),
    ],
  },
};

/** Ids of flags with what came of their message. */
function flagsIn(document: Readonly<Record<string, unknown>>, key = "flag_items"): unknown[] {
  const items = partOf(document, "data")[key];
  if (!Array.isArray(items)) throw new Error(`no ${key}`);
  return items.map((item) => [item.item_id, item.message?.message_id ?? item.message_error]);
}

describe("+flag-list", () => {
  it("adds messages to threads in the feed, and to nothing else", () =>
    inScene(world, async ({ run, platform }) => {
      const document = successDocument(await run(["+flag-list"]));
      assertEquals(flagsIn(document), [
        ["om_0", undefined],
        ["om_1", "om_1"],
        ["om_2", "om_2"],
        ["om_gone", undefined],
      ]);
      assertEquals(flagsIn(document, "delete_flag_items"), [["om_3", undefined]]);
      const { messages, has_more: hasMore } = partOf(document, "data");
      assertEquals([Array.isArray(messages) && messages.length, hasMore], [1, false]);
      assertEquals(requestsTo(platform, PATH).map(({ query }) => query), [{
        page_size: "50",
        page_token: "",
      }]);
      assertEquals(requestsTo(platform, MGET_PATH).map(requestedIds), [["om_1", "om_2", "om_gone"]]);
    }));

  it("--enrich-feed-thread=false asks for no message", () =>
    inScene(world, async ({ run, platform }) => {
      dataOf(await run(["+flag-list", "--enrich-feed-thread=false"]));
      assertEquals(platform.log.map(({ path }) => path), [PATH]);
    }));

  it("a message that could not be fetched is marked and reported, exit 0", () =>
    inScene(
      { ...world, faults: [{ name: "error", code: 230027, when: { endpoint: MGET_PATH } }] },
      async ({ run }) => {
        const result = await run(["+flag-list"]);
        assertEquals(flagsIn(successDocument(result)).slice(0, 2), [["om_0", undefined], ["om_1", true]]);
        assertStringIncludes(warningsOf(result).join(), "thread_messages_failed");
      },
    ));

  it("more than 50 threads: the blocks are fetched one by one, and one that fails affects no other", () => {
    const ids = Array.from({ length: 60 }, (_none, at) => `om_t${at}`);
    const options: PlatformOptions = {
      ...world,
      messages: ids.map(message),
      feed: { flags: ids.map((id, at) => flag(id, "11", at)) },
      faults: [{ name: "error", code: 230027, when: { endpoint: MGET_PATH, times: 1 } }],
    };
    return inScene(options, async ({ run, platform }) => {
      const flags = flagsIn(successDocument(await run(["+flag-list", "--page-all"])));
      assertEquals(requestsTo(platform, MGET_PATH).map((one) => requestedIds(one).length), [50, 10]);
      assertEquals([flags[0], flags[49], flags[50]], [["om_t0", true], ["om_t49", true], [
        "om_t50",
        "om_t50",
      ]]);
    });
  });

  it("--page-all joins the three lists", () =>
    inScene(world, async ({ run }) => {
      const document = successDocument(await run(["+flag-list", "--page-all", "--page-size", "2"]));
      assertEquals(flagsIn(document).length, 4);
      assertEquals(flagsIn(document, "delete_flag_items").length, 1);
      assertEquals(paginationIn(document), { complete: true, pages: 3, items: 5 });
    }));

  it("--latest reads to the last page and keeps the newest", () =>
    inScene(world, async ({ run }) => {
      const document = successDocument(await run(["+flag-list", "--latest", "2", "--page-size", "2"]));
      assertEquals(flagsIn(document).map((one) => Array.isArray(one) && one[0]), ["om_2", "om_gone"]);
      assertEquals(paginationIn(document), { complete: true, pages: 3, items: 2 });
    }));

  it("a later page that fails keeps what was read, enriched", () =>
    inScene(
      { ...world, faults: [{ name: "error", code: 230001, when: { endpoint: PATH, skip: 1 } }] },
      async ({ run }) => {
        const document = partialDocument(await run(["+flag-list", "--page-all", "--page-size", "2"]));
        assertEquals(flagsIn(document), [["om_0", undefined], ["om_1", "om_1"]]);
        assertEquals([paginationIn(document)["complete"], partOf(document, "error")["code"]], [
          false,
          230001,
        ]);
      },
    ));

  it("ndjson: one row a flag, cancelled ones marked, page by page", () =>
    inScene(world, async ({ run }) => {
      const words = ["+flag-list", "--page-all", "--page-size", "2", "--format", "ndjson"];
      const rows = (await run(words)).stdout.trim().split("\n").map((line) => JSON.parse(line));
      assertEquals(rows.map((row) => [row.item_id, row.deleted ?? row.message?.message_id]), [
        ["om_0", "om_0"],
        ["om_1", "om_1"],
        ["om_2", "om_2"],
        ["om_3", true],
        ["om_gone", undefined],
      ]);
    }));

  it("csv: one row a flag, not a message", () =>
    inScene(world, async ({ run }) => {
      const { stdout } = await run(["+flag-list", "--enrich-feed-thread=false", "--format", "csv"]);
      assertEquals(stdout.trim().split("\n").length, 6);
    }));

  it("as bot it is refused without a call; so are bad flags", () =>
    inScene(world, async ({ run, platform }) => {
      errorOf(await run(["+flag-list", "--as", "bot"]), 2);
      assertEquals(errorOf(await run(["+flag-list", "--page-size", "51"]), 2)["param"], "--page-size");
      assertEquals(errorOf(await run(["+flag-list", "--latest", "0"]), 2)["param"], "--latest");
      assertEquals(platform.log.length, 0);
    }));
});
