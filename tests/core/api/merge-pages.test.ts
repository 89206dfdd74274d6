import { mergePages } from "../../../core/api/merge-pages.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Page, PagingResult } from "../../../core/platform/pages.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const END: PagingResult = {
  complete: true,
  pages: 2,
  nextToken: undefined,
  hasMore: false,
  failure: undefined,
};

async function* pagesOf(
  pages: readonly JsonObject[],
  end: PagingResult = END,
): AsyncGenerator<Page, PagingResult> {
  for (const [index, data] of pages.entries()) yield { number: index + 1, data, hasMore: true, token: "t" };
  return await Promise.resolve(end);
}

const PAGES: readonly JsonObject[] = [
  { setting: "a", items: [{ n: 1 }], left_out: ["x"], has_more: true, page_token: "t" },
  { setting: "a", items: [{ n: 2 }, { n: 3 }], left_out: ["y"], has_more: false, page_token: "" },
];
const items = () => "items";

describe("mergePages", () => {
  it("drops a message that came before, but none without an id", async () => {
    const text = (id: unknown, n: number) => ({ msg_type: "text", message_id: id as string, n });
    const { data, count } = await mergePages(
      pagesOf([
        { items: [text("om_1", 1), text("", 2), text(null, 3)] },
        { items: [text("om_1", 4), text("", 5), text(null, 6)] },
      ]),
      items,
    );
    assertEquals([(data["items"] as readonly { n: number }[]).map(({ n }) => n), count], [
      [1, 2, 3, 5, 6],
      5,
    ]);
  });

  it("joins every list, not only the one with the records", async () => {
    const { data, count } = await mergePages(pagesOf(PAGES), items);
    assertEquals(data, {
      setting: "a",
      items: [{ n: 1 }, { n: 2 }, { n: 3 }],
      left_out: ["x", "y"],
      has_more: false,
      page_token: "",
    });
    assertEquals(count, 3);
  });

  it("says what is really left where a limit stopped it", async () => {
    const end = { ...END, complete: false, hasMore: true, nextToken: "t2" };
    const { data } = await mergePages(pagesOf(PAGES, end), items);
    assertEquals([data["has_more"], data["page_token"]], [true, "t2"]);
  });

  describe("pages that overlap", () => {
    const message = (id: string) => ({ message_id: id, msg_type: "text" });
    const overlapping = [{ items: [message("om_1"), message("om_2")] }, {
      items: [message("om_2"), message("om_3")],
    }];
    const reactions = [{ items: [{ message_id: "om_1", reaction_id: "a" }] }, {
      items: [{ message_id: "om_1", reaction_id: "b" }, { message_id: "om_1", reaction_id: "b" }],
    }];

    it("have a message once", async () => {
      const { data, count } = await mergePages(pagesOf(overlapping), items);
      assertEquals([data["items"], count], [["om_1", "om_2", "om_3"].map(message), 3]);
    });

    it("put a message out once", async () => {
      const out: unknown[] = [];
      const { count } = await mergePages(pagesOf(overlapping), items, (rows) => {
        out.push(...rows);
        return Promise.resolve();
      });
      assertEquals([out, count], [["om_1", "om_2", "om_3"].map(message), 3]);
    });

    it("keep every other record, though it names a message", async () => {
      const { data, count } = await mergePages(pagesOf(reactions), items);
      assertEquals([data["items"], count], [reactions.flatMap((page) => page.items), 3]);
    });
  });

  it("keeps the service's other name for the token", async () => {
    const { data } = await mergePages(pagesOf([{ items: [], next_page_token: "t" }]), items);
    assertEquals([data["next_page_token"], "page_token" in data], ["", false]);
  });

  it("puts records out page by page and does not keep them", async () => {
    const out: unknown[] = [];
    const { data, count } = await mergePages(pagesOf(PAGES), items, (rows) => {
      out.push(rows);
      return Promise.resolve();
    });
    assertEquals([out, data["items"], count], [[[{ n: 1 }], [{ n: 2 }, { n: 3 }]], [], 3]);
    assertEquals(data["left_out"], ["x", "y"]);
  });

  it("keeps records that cannot be put out as rows", async () => {
    const out: unknown[] = [];
    const pages = pagesOf([{ items: [{ n: 1 }] }, { items: ["a", "b"] }]);
    const { data, count } = await mergePages(pages, items, (rows) => {
      out.push(rows);
      return Promise.resolve();
    });
    assertEquals([out, data["items"], count], [[[{ n: 1 }]], ["a", "b"], 3]);
  });

  it("keeps a list that only a later page has", async () => {
    const { data } = await mergePages(pagesOf([{ items: [1] }, { items: [], late: [2] }]), items);
    assertEquals(data["late"], [2]);
  });
});
