import type { JsonObject } from "../../../../core/json/json.ts";
import { collectLists, type Lists, type Page, type PagingResult } from "../../../../core/platform/pages.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const END: PagingResult = {
  complete: true,
  pages: 2,
  nextToken: undefined,
  hasMore: false,
  failure: undefined,
};

async function* pagesOf(...pages: readonly JsonObject[]): AsyncGenerator<Page, PagingResult> {
  for (const [index, data] of pages.entries()) yield { number: index + 1, data, hasMore: false, token: "" };
  return await Promise.resolve(END);
}

const FIRST = { live: [{ id: 1 }], gone: [{ id: 9 }], total: 3, has_more: true };
const SECOND = { live: [{ id: 2 }], total: 4 };

describe("collectLists", () => {
  it("joins each list by itself and keeps what else the first page said", async () => {
    const { end, first, lists } = await collectLists(pagesOf(FIRST, SECOND), ["live", "gone"]);
    assertEquals(lists, { live: [{ id: 1 }, { id: 2 }], gone: [{ id: 9 }] });
    assertEquals([first["total"], end], [3, END]);
  });

  it("bears lists that are missing, null or none: whoever asks for the pages has checked them", async () => {
    const pages = pagesOf({ live: null, gone: "no" }, { live: [1, null, { id: 3 }] });
    assertEquals((await collectLists(pages, ["live", "gone"])).lists, { live: [{ id: 3 }], gone: [] });
  });

  it("hands over page by page where somebody takes them, and keeps nothing", async () => {
    const taken: Lists<"live" | "gone">[] = [];
    const { lists } = await collectLists(pagesOf(FIRST, SECOND), ["live", "gone"], (page) => {
      taken.push(page);
      return Promise.resolve();
    });
    assertEquals(taken, [{ live: [{ id: 1 }], gone: [{ id: 9 }] }, { live: [{ id: 2 }], gone: [] }]);
    assertEquals(lists, { live: [], gone: [] });
  });

  it("joins pages of any length", async () => {
    const many = Array.from({ length: 200_000 }, (_none, id) => ({ id }));
    assertEquals((await collectLists(pagesOf({ live: many }), ["live"])).lists.live.length, 200_000);
  });

  it("has no first page where the first one failed", async () => {
    assertEquals(await collectLists(pagesOf(), ["live"]), { end: END, first: {}, lists: { live: [] } });
  });
});
