import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createBatcher } from "../../../core/enrich/batcher.ts";
import { settle } from "../../support/fake-world.ts";

/** A batcher whose calls the test answers; each key is answered with itself in capitals. */
function scene({ size = 3, open = 2, remember = true } = {}) {
  const batches: (readonly string[])[] = [];
  const ends: PromiseWithResolvers<ReadonlyMap<string, string>>[] = [];
  const batcher = createBatcher<string>({
    size,
    open,
    remember,
    ask(keys) {
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
