import { Failure } from "../../../core/failure.ts";
import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import { type Page, type PageOptions, paginate, type PagingResult } from "../../../core/platform/pages.ts";
import { fakeClock, fakeWorld, settle } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assert, assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ALL: PageOptions = { token: undefined, limit: Infinity, delay: 0 };
const BROKEN = new Failure({ type: "network", subtype: "transport", message: "the line broke" });
const INTERRUPT = new Failure({ type: "interrupted", subtype: "interrupt", message: "interrupted" });

type Data = { readonly [key: string]: JsonValue };

/** A page that tells where the next one begins; without a token it is the last one. */
function page(name: string, next?: string): Data {
  return { items: [name], has_more: next !== undefined, page_token: next ?? "" };
}

interface Walked {
  readonly names: readonly JsonValue[];
  readonly asked: readonly (string | undefined)[];
  readonly end: PagingResult;
}

/** Walks over answers: data of pages, or what is thrown in their place. */
async function walk(answers: readonly (Data | Error)[], wish: PageOptions = ALL): Promise<Walked> {
  const asked: (string | undefined)[] = [];
  const names: JsonValue[] = [];
  const pages = paginate(fakeWorld(), (token, number) => {
    if (wish.isPassed === undefined) assertEquals(number, asked.length + 1);
    const answer = answers[asked.length];
    asked.push(token);
    if (answer === undefined) throw new Error(`page ${number} was asked for`);
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve({ code: 0, data: answer });
  }, wish);
  while (true) {
    const next = await pages.next();
    if (next.done) return { names, asked, end: next.value };
    names.push(...next.value.data["items"] as JsonValue[]);
  }
}

const END: PagingResult = {
  complete: true,
  pages: 1,
  nextToken: undefined,
  hasMore: false,
  failure: undefined,
};

describe("paginate", () => {
  it("passes over pages in front of the place where it begins, which do not count", async () => {
    const answers = [page("newest", "t2"), page("newer", "t3"), page("old", "t4"), page("oldest")];
    const isPassed = ({ items }: Data) => String(items).startsWith("new");
    const { names, asked, end } = await walk(answers, { ...ALL, limit: 1, isPassed });
    assertEquals([names, asked, end.pages, end.nextToken], [["old"], [undefined, "t2", "t3"], 1, "t4"]);
  });

  it("does not pass over the last page", async () => {
    const { names, end } = await walk([page("a", "t2"), page("b")], { ...ALL, isPassed: () => true });
    assertEquals([names, end.complete], [["b"], true]);
  });

  for (const delay of [0, 1, 200]) {
    it(`waits ${delay} ms between two pages, and neither before nor after`, async () => {
      const clock = fakeClock();
      const fetched: number[] = [];
      const pages = paginate(fakeWorld({ clock }), (_token, number) => {
        fetched.push(clock.monotonic());
        return Promise.resolve({ code: 0, data: page("a", number < 3 ? `t${number}` : undefined) });
      }, { ...ALL, delay });
      const all = Array.fromAsync(pages);
      await clock.runUntil(all);
      assertEquals([fetched, clock.monotonic()], [[0, delay, 2 * delay], 2 * delay]);
    });
  }
});

describe("walkPages", () => {
  it("reads on until the service says that there is no more", async () => {
    const { names, asked, end } = await walk([page("a", "t2"), page("b", "t3"), page("c")]);
    assertEquals(names, ["a", "b", "c"]);
    assertEquals(asked, [undefined, "t2", "t3"]);
    assertEquals(end, { ...END, pages: 3 });
  });

  it("stops at the limit and says where to go on", async () => {
    const { names, asked, end } = await walk([page("a", "t2"), page("b", "t3")], { ...ALL, limit: 2 });
    assertEquals(names, ["a", "b"]);
    assertEquals(asked, [undefined, "t2"]);
    assertEquals(end, { ...END, complete: false, pages: 2, hasMore: true, nextToken: "t3" });
  });

  it("is complete where the limit and the last page fall together", async () => {
    const { end } = await walk([page("a", "t2"), page("b")], { ...ALL, limit: 2 });
    assertEquals(end, { ...END, pages: 2 });
  });

  it("reads one page where one is asked for", async () => {
    const { asked, end } = await walk([page("a", "t2")], { ...ALL, limit: 1 });
    assertEquals(asked, [undefined]);
    assertEquals(end, { ...END, complete: false, hasMore: true, nextToken: "t2" });
  });

  it("begins at the token that was given", async () => {
    assertEquals((await walk([page("b", "t3"), page("c")], { ...ALL, token: "t2" })).asked, ["t2", "t3"]);
  });

  it("takes next_page_token where page_token is empty or missing", async () => {
    const { asked } = await walk([
      { items: [], has_more: true, page_token: "", next_page_token: "t2" },
      { items: [], has_more: true, next_page_token: "t3" },
      page("c"),
    ]);
    assertEquals(asked, [undefined, "t2", "t3"]);
  });

  it("prefers page_token to next_page_token", async () => {
    const first = { items: [], has_more: true, page_token: "right", next_page_token: "wrong" };
    assertEquals((await walk([first, page("b")])).asked, [undefined, "right"]);
  });

  it("ends where there is no more, whatever token comes along", async () => {
    const { end } = await walk([{ items: [], has_more: false, page_token: "left over" }]);
    assertEquals(end, END);
  });

  const odd: readonly (readonly [name: string, body: JsonObject])[] = [
    ["no data", { code: 0 }],
    ["data that is null", { data: null }],
    ["has_more that is null", { data: { has_more: null } }],
  ];
  for (const [name, body] of odd) {
    it(`takes an answer with ${name} for the last page`, async () => {
      const pages = paginate(fakeWorld(), () => Promise.resolve(body), ALL);
      const first = await pages.next();
      assertEquals((first.value as Page).hasMore, false);
      assertEquals((await pages.next()).value, END);
    });
  }
});

describe("walkPages, answers of an unexpected shape", () => {
  const odd: readonly (readonly [name: string, data: JsonValue])[] = [
    ["data that is a list", [{ has_more: true }]],
    ["data that is a text", "x"],
    ["has_more that is a text", { has_more: "true", page_token: "t" }],
    ["has_more that is a number", { has_more: 1, page_token: "t" }],
  ];
  for (const [name, data] of odd) {
    it(`${name}: a failure, never the last page`, async () => {
      const detail = await rejectionOf(() =>
        paginate(fakeWorld(), () => Promise.resolve({ data }), ALL).next()
      );
      assertEquals([detail.type, detail.subtype], ["internal", "invalid_response"]);
    });
  }
});

describe("walkPages, faults of cursors", () => {
  const faults: readonly (readonly [name: string, answers: Data[], wish: PageOptions, pages: number])[] = [
    ["has_more without a token", [page("a", "t2"), page("b", "")], ALL, 2],
    ["has_more with a token of another type", [{ items: ["a"], has_more: true, page_token: 7 }], ALL, 1],
    ["has_more without a token on the only page", [page("a", "")], { ...ALL, limit: 1 }, 1],
    ["a token seen before", [page("a", "t2"), page("b", "t3"), page("c", "t2")], ALL, 3],
    ["the token of the page itself", [page("a", "t2"), page("b", "t2")], ALL, 2],
    ["the token that the walk began with", [page("a", "t2"), page("b", "t1")], { ...ALL, token: "t1" }, 2],
    ["a token seen before, at the limit", [page("a", "t2"), page("b", "t2")], { ...ALL, limit: 2 }, 2],
  ];
  for (const [name, answers, wish, pages] of faults) {
    it(`${name} ends the walk as an invalid response, pages kept`, async () => {
      const { names, end } = await walk(answers, wish);
      assertEquals(names.length, pages);
      assertEquals([end.failure?.detail.type, end.failure?.detail.subtype], ["internal", "invalid_response"]);
      assertEquals(
        { ...end, failure: undefined },
        { ...END, complete: false, pages, hasMore: true, isBroken: true },
      );
    });
  }
});

describe("walkPages, failures", () => {
  it("throws the failure of the first page", async () => {
    assertStrictEquals(await assertRejects(() => walk([BROKEN])), BROKEN);
  });

  it("throws the failure of the first page of a walk that was resumed", async () => {
    assertStrictEquals(await assertRejects(() => walk([BROKEN], { ...ALL, token: "t2" })), BROKEN);
  });

  it("keeps the pages before a failure on page 3 and says where to go on", async () => {
    const { names, end } = await walk([page("a", "t2"), page("b", "t3"), BROKEN]);
    assertEquals(names, ["a", "b"]);
    assertStrictEquals(end.failure, BROKEN);
    assertEquals({ ...end, failure: undefined }, {
      ...END,
      complete: false,
      pages: 2,
      hasMore: true,
      nextToken: "t3",
    });
  });

  it("keeps the pages before an interrupt", async () => {
    const { names, end } = await walk([page("a", "t2"), INTERRUPT]);
    assertEquals([names, end.nextToken, end.complete], [["a"], "t2", false]);
    assertStrictEquals(end.failure, INTERRUPT);
  });

  it("throws an interrupt of the first page", async () => {
    assertStrictEquals(await assertRejects(() => walk([INTERRUPT])), INTERRUPT);
  });
});

describe("walkPages, delay", () => {
  /** A walk over two pages with 200 ms between them. */
  function slowWalk(signal = new AbortController().signal) {
    const clock = fakeClock();
    const asked: number[] = [];
    const pages = paginate({ clock, interrupt: signal }, (_token, number) => {
      asked.push(number);
      return Promise.resolve({ data: page(`${number}`, number === 1 ? "t2" : undefined) });
    }, { ...ALL, delay: 200 });
    return { clock, asked, pages };
  }

  it("passes between two pages, not before the first and not after the last", async () => {
    const { clock, asked, pages } = slowWalk();
    await pages.next();
    assertEquals([asked, clock.pending()], [[1], 0]);
    const second = pages.next();
    await clock.advance(199);
    assertEquals([asked, clock.pending()], [[1], 1]);
    await clock.advance(1);
    await second;
    assertEquals(asked, [1, 2]);
    assertEquals((await pages.next()).done, true);
    assertEquals([clock.monotonic(), clock.pending()], [200, 0]);
  });

  it("is cut short by an interrupt, which ends the walk", async () => {
    const person = new AbortController();
    const { asked, pages } = slowWalk(person.signal);
    await pages.next();
    const second = pages.next();
    await settle();
    person.abort(INTERRUPT);
    const { done, value } = await second;
    assert(done);
    assertStrictEquals(value.failure, INTERRUPT);
    assertEquals(asked, [1]);
  });
});

it("paginate stops once its pages are long enough, and says why", async () => {
  const pages = paginate(
    fakeWorld(),
    () => Promise.resolve({ code: 0, data: { items: ["x".repeat(50)], has_more: true, page_token: "more" } }),
    { token: undefined, limit: 9, delay: 0, maxLength: 60 },
  );
  await pages.next();
  const { value } = await pages.next();
  assertEquals(value, {
    complete: false,
    pages: 1,
    nextToken: "more",
    hasMore: true,
    failure: undefined,
    isFull: true,
  });
});
