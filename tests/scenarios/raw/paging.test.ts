import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { JSON_METHODS, jsonArgs, samplesOf } from "../../support/raw-methods.ts";
import { paginationIn } from "../../support/reading.ts";
import { errorOf, partialDocument, successDocument, warningsOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CHATS = "/open-apis/im/v1/chats";
const LIST = ["chats", "list"];
const TWO_PAGES = ["chats.list", "chats.search", "chat.members.get", "chat.moderation.get"];

/** Every list has two entries here, so two pages of one. */
const world: PlatformOptions = {
  users: [{ openId: "ou_a", name: "A" }, { openId: "ou_b", name: "B" }],
  chats: [
    {
      chatId: "oc_xxx",
      mode: "group",
      name: "text",
      members: ["ou_a", "ou_b"],
      settings: { moderation_permission: "moderator_list" },
      moderators: ["ou_a", "ou_b"],
    },
    { chatId: "oc_yyy", mode: "group", name: "text, too" },
  ],
};
const SMALL = ["--page-size", "1"];

function rowsIn(document: Readonly<Record<string, unknown>>): number {
  return ((document["data"] as { items?: unknown[] }).items ?? []).length;
}

/** The token that the first page told. */
function tokenIn(document: Readonly<Record<string, unknown>>): string {
  const token = (document["data"] as Record<string, unknown>)["page_token"];
  assert(typeof token === "string" && token !== "", "no token");
  return token;
}

describe("a raw list", () => {
  for (const method of JSON_METHODS.filter(({ id }) => TWO_PAGES.includes(id))) {
    const query = method.id === "chats.search" ? ["--query", "text"] : [];
    const words = [...jsonArgs(method, samplesOf(method, false)), ...query, ...SMALL];

    it(`${method.id}: reads one page unless asked otherwise, and says where the next one begins`, () =>
      inScene(world, async ({ run }) => {
        const result = await run(words);
        const document = successDocument(result);
        assertEquals(paginationIn(document), {
          ...{ complete: false, pages: 1, items: 1, next_token: tokenIn(document) },
        });
        assertEquals(warningsOf(result), []);
      }));

    it(`${method.id}: --page-all joins the rows of all pages`, () =>
      inScene(world, async ({ run, platform }) => {
        const token = tokenIn(successDocument(await run(words)));
        platform.clearLog();
        const document = successDocument(await run([...words, "--page-all"]));
        assertEquals(paginationIn(document), { complete: true, pages: 2, items: 2 });
        const { has_more, page_token } = document["data"] as Record<string, unknown>;
        assertEquals([rowsIn(document), has_more, page_token], [2, false, ""]);
        assertEquals(platform.log.map(({ query }) => query["page_token"]), [undefined, token]);
      }));
  }

  it("stops at --page-limit with a warning and the place to go on", () =>
    inScene(world, async ({ run }) => {
      const result = await run([...LIST, ...SMALL, "--page-limit", "1"]);
      const document = successDocument(result);
      assertEquals(paginationIn(document), {
        ...{ complete: false, pages: 1, items: 1, next_token: tokenIn(document) },
      });
      assertStringIncludes(warningsOf(result).join(), "page_limit_reached");
    }));

  const tokens: readonly (readonly [name: string, words: (token: string) => readonly string[]])[] = [
    ["a flag", (token) => ["--page-token", token]],
    ["--params", (token) => ["--params", JSON.stringify({ page_token: token })]],
  ];
  for (const [name, words] of tokens) {
    it(`goes on from a token given by ${name}`, () =>
      inScene(world, async ({ run, platform }) => {
        const token = tokenIn(successDocument(await run([...LIST, ...SMALL])));
        platform.clearLog();
        const document = successDocument(await run([...LIST, ...words(token), "--page-all"]));
        assertEquals(paginationIn(document), { complete: true, pages: 1, items: 1 });
        assertEquals(platform.log.map(({ query }) => query["page_token"]), [token]);
      }));
  }

  it("waits between pages as long as asked", () =>
    inScene(world, async ({ run }) => {
      const { waited } = await run([...LIST, ...SMALL, "--page-all", "--page-delay", "750"]);
      assertEquals(waited.filter((ms) => ms === 750).length, 1);
    }));

  it("sends --page-size, and nothing without it", () =>
    inScene({}, async ({ run, platform }) => {
      await run([...LIST, "--page-size", "7"]);
      await run(LIST);
      assertEquals(platform.log.map(({ query }) => query["page_size"]), ["7", undefined]);
    }));

  it("prints rows page by page as ndjson", () =>
    inScene(world, async ({ run }) => {
      const { status, stdout } = await run([...LIST, ...SMALL, "--page-all", "--format", "ndjson"]);
      const rows = stdout.trimEnd().split("\n").map((line) => JSON.parse(line).chat_id);
      assertEquals([status, rows], [0, ["oc_xxx", "oc_yyy"]]);
    }));

  it("keeps what was read when a later page fails: ok false, exit 1", () =>
    inScene({
      ...world,
      faults: [{ name: "error", code: 230027, when: { path: CHATS, requestNumber: 2 } }],
    }, async ({ run }) => {
      const document = partialDocument(await run([...LIST, ...SMALL, "--page-all"]));
      assertEquals(rowsIn(document), 1);
      assertEquals(paginationIn(document)["complete"], false);
    }));

  it("stops with what it has where the pages go round in a circle", () =>
    inScene(
      { ...world, faults: [{ name: "repeated-token", token: "page-2", when: { path: CHATS } }] },
      async ({ run }) => {
        const document = partialDocument(await run([...LIST, ...SMALL, "--page-all"]), 5);
        assertEquals(rowsIn(document), 2);
      },
    ));

  it("refuses a page size that the method does not take", () =>
    inScene({}, async ({ run }) => {
      assertEquals(errorOf(await run([...LIST, "--page-size", "101"]), 2)["param"], "--page-size");
    }));
});
