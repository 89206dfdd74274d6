import { startEarly } from "../../../core/async/early.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("startEarly", () => {
  it("takes the first step at once, and the others when they are asked for", async () => {
    const steps: number[] = [];
    async function* counted(): AsyncGenerator<number, string> {
      for (const step of [1, 2, 3]) {
        steps.push(step);
        yield step;
      }
      return "end";
    }
    const { first, rest } = startEarly(counted());
    assertEquals(steps, [1]);
    await first;
    assertEquals(await rest.next(), { done: false, value: 1 });
    assertEquals(steps, [1]);
    assertEquals(await rest.next(), { done: false, value: 2 });
    assertEquals(await rest.next(), { done: false, value: 3 });
    assertEquals(await rest.next(), { done: true, value: "end" });
    assertEquals(steps, [1, 2, 3]);
  });

  it("throws what the first step fails with where that is asked for, not before", async () => {
    // deno-lint-ignore require-yield
    async function* failing(): AsyncGenerator<number, void> {
      await Promise.resolve();
      throw new RangeError("no page");
    }
    const { rest } = startEarly(failing());
    await new Promise((resolve) => setTimeout(resolve, 0));
    await assertRejects(() => rest.next(), RangeError, "no page");
  });
});
