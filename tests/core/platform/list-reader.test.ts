import { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { digits, record, text } from "../../../core/json/schema.ts";
import { eachPage, idFrom, type Lists, type Pages, readLists } from "../../../core/platform/list-reader.ts";
import type { PagingResult } from "../../../core/platform/pages.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const END: PagingResult = {
  complete: true,
  pages: 2,
  nextToken: undefined,
  hasMore: false,
  failure: undefined,
};

/** Pages with these data, then the end. */
async function* pagesOf(pages: readonly JsonObject[], end = END): Pages {
  for (const [index, data] of pages.entries()) {
    yield await Promise.resolve({ number: index + 1, data, hasMore: true, token: "t" });
  }
  return end;
}

const ENTRY = record({ id: digits, name: text });
const SCHEMAS = { live: ENTRY, gone: ENTRY };
const FIRST = { live: [{ id: 1 }], gone: [{ id: 9 }], total: 3, has_more: true };
const SECOND = { live: [{ id: 2 }], total: 4 };

const BY_ID = idFrom("id");

describe("readLists", () => {
  it("joins each list by itself, and keeps the data of the first and the last page", async () => {
    assertEquals(await readLists(pagesOf([FIRST, SECOND]), SCHEMAS, BY_ID), {
      end: END,
      lists: { live: [{ id: 1 }, { id: 2 }], gone: [{ id: 9 }] },
      count: 3,
      first: FIRST,
      last: SECOND,
    });
  });

  it("hands over page by page where somebody takes them, and keeps nothing but the count", async () => {
    const taken: Lists<typeof SCHEMAS>[] = [];
    const { lists, count } = await readLists(pagesOf([FIRST, SECOND]), SCHEMAS, BY_ID, (page) => {
      taken.push(page);
      return Promise.resolve();
    });
    assertEquals(taken, [{ live: [{ id: 1 }], gone: [{ id: 9 }] }, { live: [{ id: 2 }], gone: [] }]);
    assertEquals([lists, count], [{ live: [], gone: [] }, 3]);
  });

  it("reads records by their schema: other fields stay, parts of another type are missing", async () => {
    const data = { live: [{ id: "1", name: 7, more: [1] }, { id: {}, name: "x" }, null, "x"] };
    const read: { lists: { live: unknown } } = await readLists(pagesOf([data]), { live: ENTRY }, BY_ID);
    assertEquals(read.lists.live, [{ id: "1", more: [1] }, { name: "x" }]);
  });

  it("takes pages without lists, or with something else in their place", async () => {
    const { lists } = await readLists(pagesOf([{}, { live: null, gone: "no" }, FIRST]), SCHEMAS, BY_ID);
    assertEquals(lists, { live: [{ id: 1 }], gone: [{ id: 9 }] });
  });

  it("joins pages of any length", async () => {
    const many = Array.from({ length: 200_000 }, (_none, id) => ({ id }));
    assertEquals(
      (await readLists(pagesOf([{ live: many }]), { live: ENTRY }, BY_ID)).lists.live.length,
      200_000,
    );
  });

  it("says why a walk stopped before its end", async () => {
    const failure = new Failure({ type: "network", subtype: "timeout", message: "m" });
    const end = { ...END, complete: false, failure };
    assertEquals((await readLists(pagesOf([FIRST], end), SCHEMAS, BY_ID)).end.failure, failure);
  });

  it("has no data without a page", async () =>
    assertEquals(await readLists(pagesOf([]), { live: ENTRY }, BY_ID), {
      end: END,
      lists: { live: [] },
      count: 0,
      first: {},
      last: {},
    }));
});

describe("eachPage", () => {
  it("waits until a page is done before it fetches the next one", async () => {
    const order: string[] = [];
    async function* pages(): Pages {
      for await (const page of pagesOf([FIRST, SECOND])) {
        order.push("fetch");
        yield page;
      }
      return END;
    }
    await eachPage(pages(), async () => {
      await Promise.resolve();
      order.push("done");
    });
    assertEquals(order, ["fetch", "done", "fetch", "done"]);
  });

  it("ends with the failure of the first page", async () => {
    async function* broken(): Pages {
      yield* pagesOf([]);
      throw new Failure({ type: "api", subtype: "unknown", message: "m" });
    }
    assertEquals((await rejectionOf(() => eachPage(broken(), () => {}))).type, "api");
  });
});

describe("readLists, pages that overlap", () => {
  it("reads a record once in each list, and those without an id each time", async () => {
    const pages = [
      { live: [{ id: "1", name: "a" }, { name: "x" }], gone: [{ id: "1" }] },
      { live: [{ id: "1", name: "renamed" }, { id: "2" }, { name: "x" }], gone: [{ id: "1" }] },
    ];
    const { lists, count } = await readLists(pagesOf(pages), SCHEMAS, BY_ID);
    assertEquals([lists, count], [{
      live: [{ id: "1", name: "a" }, { name: "x" }, { id: "2" }, { name: "x" }],
      gone: [{ id: "1" }],
    }, 5]);
  });

  it("hands over no record twice where pages are taken one by one", async () => {
    const taken: unknown[] = [];
    await readLists(
      pagesOf([{ live: [{ id: "1" }] }, { live: [{ id: "1" }, { id: "2" }] }]),
      SCHEMAS,
      BY_ID,
      (page) => {
        taken.push(page.live);
        return Promise.resolve();
      },
    );
    assertEquals(taken, [[{ id: "1" }], [{ id: "2" }]]);
  });
});
