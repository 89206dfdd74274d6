import { createBatcher, createWaitGroup } from "../../../core/async/batch.ts";
import { settle } from "../../support/fake-world.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Step = "enter" | "leave" | "leave now" | "close";

/** How often the barrier released after each step. */
function releases(steps: readonly Step[]): readonly number[] {
  let count = 0;
  const barrier = createWaitGroup(() => count++);
  return steps.map((step) => {
    if (step === "enter") barrier.add();
    else if (step === "close") barrier.close();
    else barrier.done(step === "leave now");
    return count;
  });
}

describe("createBarrier", () => {
  const cases: readonly (readonly [name: string, steps: readonly Step[], releases: readonly number[]])[] = [
    ["waits for the close after the last one left", ["enter", "leave", "close"], [0, 0, 1]],
    ["waits for the last one after the close", ["enter", "close", "leave"], [0, 0, 1]],
    [
      "waits for all who entered",
      ["enter", "enter", "leave", "close", "leave"],
      [0, 0, 0, 0, 1],
    ],
    ["does not release between two who come one after the other", ["enter", "leave", "enter", "leave"], [
      0,
      0,
      0,
      0,
    ]],
    ["releases at the close when nobody came", ["close"], [1]],
    ["releases at once for one who leaves alone, whoever is inside", ["enter", "enter", "leave now"], [
      0,
      0,
      1,
    ]],
    ["releases for each one who leaves alone", ["enter", "leave now", "enter", "leave now"], [0, 1, 1, 2]],
    ["releases for the others too after one left alone", ["enter", "enter", "leave now", "close", "leave"], [
      0,
      0,
      1,
      1,
      2,
    ]],
  ];
  for (const [name, steps, expected] of cases) it(name, () => assertEquals(releases(steps), expected));
});

/** A batcher whose calls the test answers; each key is answered with itself in capitals. */
function scene({ size = 3, open = 2, remember = true } = {}) {
  const batches: (readonly string[])[] = [];
  const ends: PromiseWithResolvers<ReadonlyMap<string, string>>[] = [];
  const batcher = createBatcher<string>({
    batchSize: size,
    concurrency: open,
    cache: remember,
    load(keys) {
      batches.push(keys);
      const end = Promise.withResolvers<ReadonlyMap<string, string>>();
      ends.push(end);
      return end.promise;
    },
  });
  return {
    batches,
    ...batcher,
    getAll: (...keys: readonly string[]) => Promise.all(keys.map(batcher.get)),
    async answer(index: number, ...but: readonly string[]) {
      const keys = (batches[index] ?? []).filter((key) => !but.includes(key));
      ends[index]?.resolve(new Map(keys.map((key) => [key, key.toUpperCase()])));
      await settle();
    },
    fail: (index: number, reason: unknown) => ends[index]?.reject(reason),
  };
}

describe("createBatcher", () => {
  it("sends a full batch at once", async () => {
    const { batches, getAll } = scene();
    getAll("a", "b");
    await settle();
    assertEquals(batches, []);
    getAll("c");
    await settle();
    assertEquals(batches, [["a", "b", "c"]]);
  });

  it("keeps the remainder for flush", async () => {
    const { batches, getAll, flush, answer } = scene();
    const all = getAll("a", "b", "c", "d");
    await settle();
    assertEquals(batches, [["a", "b", "c"]]);
    flush();
    await settle();
    assertEquals(batches, [["a", "b", "c"], ["d"]]);
    await answer(1);
    await answer(0);
    assertEquals(await all, ["A", "B", "C", "D"]);
  });

  it("sends nothing when nothing waits", async () => {
    const { batches, flush, getAll, answer } = scene();
    flush();
    getAll("a");
    flush();
    flush();
    await settle();
    await answer(0);
    flush();
    await settle();
    assertEquals(batches, [["a"]]);
  });

  it("asks for a key once while it waits, is asked for, and is known", async () => {
    const { batches, get, flush, answer } = scene();
    const results = [get("a"), get("a")];
    flush();
    await settle();
    results.push(get("a"));
    await answer(0);
    results.push(get("a"));
    flush();
    await settle();
    assertEquals([batches, await Promise.all(results)], [[["a"]], ["A", "A", "A", "A"]]);
  });

  it("remembers too that a key has no answer", async () => {
    const { batches, get, flush, answer } = scene();
    const first = get("a");
    flush();
    await settle();
    await answer(0, "a");
    assertEquals([await first, await get("a")], [undefined, undefined]);
    flush();
    await settle();
    assertEquals(batches, [["a"]]);
  });

  it("asks again for a settled key when it does not remember", async () => {
    const { batches, get, flush, answer } = scene({ remember: false });
    get("a");
    flush();
    await settle();
    get("a");
    flush();
    await settle();
    assertEquals(batches, [["a"]]);
    await answer(0);
    const again = get("a");
    flush();
    await settle();
    assertEquals(batches, [["a"], ["a"]]);
    await answer(1);
    assertEquals(await again, "A");
  });

  it("has no more calls open than allowed", async () => {
    const { batches, getAll, answer } = scene({ size: 1, open: 2 });
    getAll("a", "b", "c", "d");
    await settle();
    assertEquals(batches, [["a"], ["b"]]);
    await answer(0);
    assertEquals(batches, [["a"], ["b"], ["c"]]);
    await answer(1);
    assertEquals(batches, [["a"], ["b"], ["c"], ["d"]]);
  });

  it("passes a rejection on to every key of the call and to no other", async () => {
    const { get, flush, fail, answer } = scene({ size: 2 });
    const a = assertRejects(() => get("a"), Error, "stop");
    const b = assertRejects(() => get("b"), Error, "stop");
    const c = get("c");
    flush();
    await settle();
    fail(0, new Error("stop"));
    await Promise.all([a, b]);
    await answer(1);
    assertEquals(await c, "C");
  });
});
