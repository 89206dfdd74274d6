import { createLimit } from "../../../core/async/limit.ts";
import { settle } from "../../support/fake-world.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Work that the test ends, by name. */
function workshop() {
  const begun: string[] = [];
  const ends = new Map<string, PromiseWithResolvers<string>>();
  return {
    begun,
    work: (name: string) => () => {
      begun.push(name);
      const end = Promise.withResolvers<string>();
      ends.set(name, end);
      return end.promise;
    },
    async end(name: string) {
      ends.get(name)?.resolve(name);
      await settle();
    },
    async fail(name: string) {
      ends.get(name)?.reject(new Error(name));
      await settle();
    },
  };
}

describe("createGate", () => {
  it("runs so many pieces at a time and lets the others in, in order", async () => {
    const { begun, work, end } = workshop();
    const gate = createLimit(2);
    const all = ["a", "b", "c", "d", "e"].map((name) => gate(work(name)));
    await settle();
    assertEquals(begun, ["a", "b"]);
    await end("b");
    assertEquals(begun, ["a", "b", "c"]);
    await end("c");
    await end("a");
    assertEquals(begun, ["a", "b", "c", "d", "e"]);
    await end("e");
    await end("d");
    assertEquals(await Promise.all(all), ["a", "b", "c", "d", "e"]);
  });

  it("lets nobody overtake who waits", async () => {
    const { begun, work, end } = workshop();
    const gate = createLimit(1);
    gate(work("a"));
    gate(work("b"));
    const late = end("a");
    gate(work("c"));
    await late;
    assertEquals(begun, ["a", "b"]);
    await end("b");
    assertEquals(begun, ["a", "b", "c"]);
  });

  it("passes a rejection on and gives the place free", async () => {
    const { begun, work, end, fail } = workshop();
    const gate = createLimit(1);
    const first = assertRejects(() => gate(work("a")), Error, "a");
    const second = gate(work("b"));
    await settle();
    await fail("a");
    await first;
    await end("b");
    assertEquals([begun, await second], [["a", "b"], "b"]);
  });

  it("has all its places again when everything is done", async () => {
    const { begun, work, end } = workshop();
    const gate = createLimit(2);
    for (const name of ["a", "b", "c"]) gate(work(name));
    await settle();
    for (const name of ["a", "b", "c"]) await end(name);
    for (const name of ["d", "e", "f"]) gate(work(name));
    await settle();
    assertEquals(begun.slice(3), ["d", "e"]);
  });
});
