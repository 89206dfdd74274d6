import { Failure } from "../../../../core/failure.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { collectPages, type Page, type PagingResult } from "../../../../core/platform/pages.ts";
import { rejectionOf } from "../../detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const END: PagingResult = {
  complete: true,
  pages: 2,
  nextToken: undefined,
  hasMore: false,
  failure: undefined,
};

/** Pages with these records, then the end. */
async function* pagesOf(pages: readonly JsonObject[], end: PagingResult): AsyncGenerator<Page, PagingResult> {
  for (const [index, data] of pages.entries()) {
    yield await Promise.resolve({ number: index + 1, data, hasMore: true, token: "t" });
  }
  return end;
}

const TWO = [{ items: [{ id: 1 }, { id: 2 }] }, { items: [{ id: 3 }], other: [{ id: 9 }] }];

describe("collectPages", () => {
  it("hands all records back in order, with the end of the walk", async () =>
    assertEquals(await collectPages(pagesOf(TWO, END), "items"), {
      end: END,
      items: [{ id: 1 }, { id: 2 }, { id: 3 }],
      count: 3,
    }));

  it("puts the records of each page out as they come, and keeps none", async () => {
    const out: (readonly JsonObject[])[] = [];
    const emit = (items: readonly JsonObject[]) => Promise.resolve(void out.push(items));
    assertEquals(await collectPages(pagesOf(TWO, END), "items", emit), { end: END, items: [], count: 3 });
    assertEquals(out, [[{ id: 1 }, { id: 2 }], [{ id: 3 }]]);
  });

  it("waits until a page is out before it asks for the next one", async () => {
    const order: string[] = [];
    async function* pages() {
      for (const page of pagesOfTwo) {
        order.push("asked");
        yield await Promise.resolve(page);
      }
      return END;
    }
    const pagesOfTwo = TWO.map((data, index) => ({ number: index + 1, data, hasMore: true, token: "t" }));
    await collectPages(pages(), "items", async () => {
      await Promise.resolve();
      order.push("out");
    });
    assertEquals(order, ["asked", "out", "asked", "out"]);
  });

  it("tells why a walk stopped before its end", async () => {
    const failure = new Failure({ type: "network", subtype: "timeout", message: "m" });
    const end = { ...END, complete: false, failure };
    assertEquals((await collectPages(pagesOf(TWO, end), "items")).end.failure, failure);
  });

  it("takes pages without records, or with something else in their place", async () => {
    const odd = [{}, { items: null }, { items: "x" }, { items: [null, 1, { id: 1 }] }];
    assertEquals((await collectPages(pagesOf(odd, END), "items")).items, [{ id: 1 }]);
  });

  it("ends with the failure of the first page", async () => {
    async function* broken(): AsyncGenerator<Page, PagingResult> {
      yield* pagesOf([], END);
      throw new Failure({ type: "api", subtype: "unknown", message: "m" });
    }
    assertEquals((await rejectionOf(() => collectPages(broken(), "items"))).type, "api");
  });
});
