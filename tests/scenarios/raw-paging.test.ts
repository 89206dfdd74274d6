import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { errorOf } from "../support/downloads.ts";
import { JSON_METHODS, rawWorld, samplesOf, wordsInJson } from "../support/raw-methods.ts";
import { goodDocument, paginationIn, partialDocument, warningsOf } from "../support/reading.ts";
import { inScene } from "../support/scene.ts";

const CHATS = "/open-apis/im/v1/chats";
const LIST = ["chats", "list"];
/** Lists that the fake answers from the catalogue: each has two pages. */
const TWO_PAGES = ["chats.list", "chats.search", "chat.members.get", "chat.moderation.get"];

function rowsIn(document: Readonly<Record<string, unknown>>): number {
  return ((document["data"] as { items?: unknown[] }).items ?? []).length;
}

describe("a raw list", () => {
  for (const method of JSON_METHODS.filter(({ id }) => TWO_PAGES.includes(id))) {
    const words = wordsInJson(method, samplesOf(method, false));

    it(`${method.id}: reads one page unless told otherwise, and tells where the next one begins`, () =>
      inScene({}, async ({ run }) => {
        const result = await run(words);
        const document = goodDocument(result);
        assertEquals(paginationIn(document), { complete: false, pages: 1, items: 1, next_token: "page-2" });
        assertEquals(warningsOf(result), []);
      }));

    it(`${method.id}: --page-all joins the rows of all pages`, () =>
      inScene({}, async ({ run, platform }) => {
        const document = goodDocument(await run([...words, "--page-all"]));
        assertEquals(paginationIn(document), { complete: true, pages: 2, items: 2 });
        const { has_more, page_token } = document["data"] as Record<string, unknown>;
        assertEquals([rowsIn(document), has_more, page_token], [2, false, ""]);
        assertEquals(platform.log.map(({ query }) => query["page_token"]), [undefined, "page-2"]);
      }));
  }

  it("stops at --page-limit with a warning and the place to go on", () =>
    inScene({}, async ({ run }) => {
      const result = await run([...LIST, "--page-limit", "1"]);
      const document = goodDocument(result);
      assertEquals(paginationIn(document), { complete: false, pages: 1, items: 1, next_token: "page-2" });
      assertStringIncludes(warningsOf(result).join(), "page_limit_reached");
      assertEquals((document["data"] as Record<string, unknown>)["page_token"], "page-2");
    }));

  const tokens: readonly (readonly [name: string, words: readonly string[]])[] = [
    ["a flag", ["--page-token", "page-2"]],
    ["--params", ["--params", '{"page_token":"page-2"}']],
  ];
  for (const [name, words] of tokens) {
    it(`goes on from a token given by ${name}`, () =>
      inScene({}, async ({ run, platform }) => {
        const document = goodDocument(await run([...LIST, ...words, "--page-all"]));
        assertEquals(paginationIn(document), { complete: true, pages: 1, items: 1 });
        assertEquals(platform.log.map(({ query }) => query["page_token"]), ["page-2"]);
      }));
  }

  it("waits between pages as long as told", () =>
    inScene({}, async ({ run }) => {
      const { waited } = await run([...LIST, "--page-all", "--page-delay", "750"]);
      assertEquals(waited.filter((ms) => ms === 750).length, 1);
    }));

  it("sends --page-size, and nothing without it", () =>
    inScene({}, async ({ run, platform }) => {
      await run([...LIST, "--page-size", "7"]);
      await run(LIST);
      assertEquals(platform.log.map(({ query }) => query["page_size"]), ["7", undefined]);
    }));

  it("prints rows page by page as ndjson", () =>
    inScene({}, async ({ run }) => {
      const { status, stdout } = await run([...LIST, "--page-all", "--format", "ndjson"]);
      const rows = stdout.trimEnd().split("\n").map((line) => JSON.parse(line).chat_id);
      assertEquals([status, rows], [0, ["oc_xxx", "oc_xxx"]]);
    }));

  it("keeps what was read when a later page fails: ok false, exit 1", () =>
    inScene({
      faults: [{ name: "error", code: 230027, when: { path: CHATS, requestNumber: 2 } }],
    }, async ({ run }) => {
      const document = partialDocument(await run([...LIST, "--page-all"]));
      assertEquals(rowsIn(document), 1);
      assertEquals(paginationIn(document)["complete"], false);
    }));

  it("stops with what it has where the pages go round in a circle", () =>
    inScene(
      { faults: [{ name: "repeated-token", token: "page-2", when: { path: CHATS } }] },
      async ({ run }) => {
        const document = partialDocument(await run([...LIST, "--page-all"]), 5);
        assertEquals(rowsIn(document), 2);
      },
    ));

  it("refuses a page size that the method does not take", () =>
    inScene({}, async ({ run }) => {
      assertEquals(errorOf(await run([...LIST, "--page-size", "101"]), 2)["param"], "--page-size");
    }));

  it("lowers a size that older documents allow, with a warning", () =>
    inScene(rawWorld("bot"), async ({ run, platform }) => {
      const result = await run(["reactions", "list", "--message-id", "om_xxx", "--page-size", "100"]);
      goodDocument(result);
      assertEquals(platform.log[0]?.query["page_size"], "50");
      assertStringIncludes(warningsOf(result).join(), "value_lowered");
    }));
});
