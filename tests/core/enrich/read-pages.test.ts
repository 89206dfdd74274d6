import { objectsAt } from "../../../core/json/access.ts";
import type { RawMessage } from "../../../core/message/wire.ts";
import type { PagingResult } from "../../../core/platform/pages.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { settle } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { failure, INTERRUPT } from "./fake-client.ts";
import { END, page, pagesOf, scene } from "./read-pages-scene.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("readPages, page by page", () => {
  it("keeps the order when page 2 is complete before page 1", async () => {
    const { pages, out, read } = scene("emit", pagesOf(2));
    await settle();
    await pages[1]?.complete();
    assertEquals(out, []);
    await pages[0]?.complete();
    assertEquals(out, ["om_1", "om_2"]);
    assertEquals(await read, { end: END, messages: [], count: 2 });
  });

  it("has two pages under way until the first one is out, six later", async () => {
    const { pages, out } = scene("emit", pagesOf(20));
    await settle();
    assertEquals(pages.length, 2);
    await pages[1]?.complete();
    assertEquals(pages.length, 2);
    await pages[0]?.complete();
    assertEquals([out, pages.length], [["om_1", "om_2"], 8]);
    await pages[5]?.complete();
    assertEquals([out.length, pages.length], [2, 8]);
    await pages[2]?.complete();
    assertEquals([out.length, pages.length], [3, 9]);
  });

  it("waits with the next page until an earlier one is written", async () => {
    const written = Promise.withResolvers<void>();
    const { pages } = scene("emit", pagesOf(9), { emit: () => written.promise });
    await settle();
    await pages[0]?.complete();
    await pages[1]?.complete();
    assertEquals(pages.length, 2);
    written.resolve();
    await settle();
    assertEquals(pages.length, 8);
  });

  it("lets no page wait for others", async () => {
    const { pages } = scene("emit", pagesOf(1));
    await settle();
    assertEquals(pages.map(({ alone }) => alone), [true]);
  });

  it("puts out the pages before a failure, and reports it", async () => {
    const broken = failure("network", "transport");
    const end: PagingResult = { complete: false, pages: 2, nextToken: "t3", hasMore: true, failure: broken };
    const { pages, out, read } = scene("emit", pagesOf(2, end));
    await settle();
    await pages[0]?.complete();
    await pages[1]?.complete();
    assertStrictEquals((await read).end, end);
    assertEquals([out, (await read).count], [["om_1", "om_2"], 2]);
  });

  it("ends when nobody takes the output any more", async () => {
    const closed = new Error("closed");
    const { pages, read } = scene("emit", pagesOf(9), { emit: () => Promise.reject(closed) });
    await settle();
    await pages[0]?.complete();
    assertStrictEquals(await assertRejects(() => read), closed);
    assertEquals(pages.length, 2);
  });
});

describe("readPages, interrupted page by page", () => {
  it("says where the page behind the last one that is out begins", async () => {
    const { pages, out, read } = scene("emit", pagesOf(9));
    await settle();
    await pages[0]?.complete();
    await pages[1]?.complete();
    // Page 4 is complete, but page 3 never comes out.
    await pages[3]?.complete();
    await pages[2]?.fail(INTERRUPT);
    const detail = await rejectionOf(() => read);
    assertEquals(out, ["om_1", "om_2"]);
    assertEquals([detail.type, detail.hint], [
      "interrupted",
      phrase`what was printed is complete; continue with ${input("pageToken", "t3")}`,
    ]);
  });

  it("says the same when it happens between two pages", async () => {
    const between = Promise.withResolvers<never>();
    const { pages, read } = scene(
      "emit",
      (async function* () {
        yield page(1);
        return await between.promise;
      })(),
    );
    await settle();
    await pages[0]?.complete();
    between.reject(INTERRUPT);
    assertEquals(
      (await rejectionOf(() => read)).hint,
      phrase`what was printed is complete; continue with ${input("pageToken", "t2")}`,
    );
  });

  it("waits until nothing is written any more", async () => {
    const { pages, events, read } = scene("emit", pagesOf(9));
    await settle();
    assertEquals(events, []);
    await pages[0]?.fail(INTERRUPT);
    await rejectionOf(() => read);
    assertEquals(events, ["pipeline settled"]);
  });

  it("names no place when nothing is out", async () => {
    const { pages, read } = scene("emit", pagesOf(9));
    await settle();
    await pages[0]?.fail(INTERRUPT);
    assertStrictEquals(await assertRejects(() => read), INTERRUPT);
  });
});

describe("readPages, in memory", () => {
  it("takes all pages at once and hands everything back in order", async () => {
    const { pages, ids, read } = scene("memory", pagesOf(9));
    await settle();
    assertEquals([pages.length, pages.some(({ alone }) => alone)], [9, false]);
    for (const one of pages.toReversed()) await one.complete();
    assertEquals(await ids(), Array.from({ length: 9 }, (_, index) => `om_${index + 1}`));
    assertEquals([(await read).count, (await read).end], [9, END]);
  });

  it("says that no page will come, to the reader first, when all were taken", async () => {
    const { pages, events, read } = scene("memory", pagesOf(3), {
      messagesOf: ({ number, data }) => {
        events.push(`page ${number}`);
        return objectsAt(data, "items");
      },
    });
    await settle();
    assertEquals(events, ["page 1", "page 2", "page 3", "reader finished", "pipeline finished"]);
    for (const one of pages) await one.complete();
    await read;
  });

  it("keeps the pages before a failure", async () => {
    const end = {
      ...END,
      complete: false,
      pages: 1,
      nextToken: "t2",
      failure: failure("network", "timeout"),
    };
    const { pages, ids } = scene("memory", pagesOf(1, end));
    await settle();
    await pages[0]?.complete();
    assertEquals(await ids(), ["om_1"]);
  });

  it("throws the failure of the first page", async () => {
    const broken = failure("network", "transport");
    const { read } = scene("memory", pagesOf(0, broken));
    assertStrictEquals(await assertRejects(() => read), broken);
  });

  const FAR: PagingResult = { ...END, complete: false, nextToken: "t4", hasMore: true, failure: INTERRUPT };

  it("keeps the pages that are complete when it is interrupted, and leads behind the last of them", async () => {
    const { pages, read } = scene("memory", pagesOf(3));
    await settle();
    await pages[0]?.complete();
    await pages[2]?.complete();
    await pages[1]?.fail(INTERRUPT);
    const { messages, end, count } = await read;
    assertEquals(messages.map(({ message_id: id }) => id), ["om_1"]);
    const { pages: read1, nextToken, complete, failure: why } = end;
    assertEquals([count, read1, nextToken, complete, why?.detail.type], [1, 1, "t2", false, "interrupted"]);
  });

  it("keeps what is there of the pages where none is complete", async () => {
    const { pages, read } = scene("memory", pagesOf(3, FAR));
    await settle();
    await pages[1]?.fail(INTERRUPT);
    const { messages, end } = await read;
    assertEquals(messages.map(({ message_id: id }) => id), ["bare om_1", "bare om_2", "bare om_3"]);
    assertEquals([end.nextToken, end.failure?.detail.type], ["t4", "interrupted"]);
  });

  it("leads behind the last page whose messages were fetched", async () => {
    const never = new Promise<readonly RawMessage[]>(() => {});
    const { read } = scene("memory", pagesOf(3, FAR), {
      messagesOf: ({ number, data }) => number === 2 ? never : objectsAt(data, "items"),
    });
    const { messages, end } = await read;
    assertEquals(messages.map(({ message_id: id }) => id), ["bare om_1"]);
    assertEquals([end.nextToken, end.pages], ["t2", 1]);
  });

  it("throws an interrupt while the only page is completed", async () => {
    const { pages, read } = scene("memory", pagesOf(1));
    const failing = assertRejects(() => read);
    await settle();
    await pages[0]?.fail(INTERRUPT);
    assertStrictEquals(await failing, INTERRUPT);
  });

  it("throws an interrupt where there is no page", async () => {
    const { read } = scene("memory", pagesOf(0, INTERRUPT));
    assertStrictEquals(await assertRejects(() => read), INTERRUPT);
  });

  it("sends what waits for a full call where a page takes long", async () => {
    let idle = () => {};
    let cancelled = 0;
    const { events, pages, read } = scene("memory", pagesOf(1), {
      onIdle(then) {
        idle = then;
        return () => void cancelled++;
      },
    });
    idle();
    await settle();
    await pages[0]?.complete();
    await read;
    assertEquals([events[0], cancelled], ["pipeline flushed", 2]);
  });

  it("hands back nothing where there is nothing", async () => {
    const { read } = scene("memory", pagesOf(0));
    assertEquals(await read, { end: END, messages: [], count: 0 });
  });

  it("takes messages that are still on their way", async () => {
    const late = Promise.withResolvers<readonly RawMessage[]>();
    const { pages, ids } = scene("memory", pagesOf(1), { messagesOf: () => late.promise });
    await settle();
    await pages[0]?.complete();
    late.resolve([{ message_id: "om_late" }]);
    assertEquals(await ids(), ["om_late"]);
  });
});
