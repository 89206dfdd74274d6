import { limited } from "../../scripts/test-limits.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A context whose steps are bare calls. */
function contextOf(): Deno.TestContext {
  const context = {
    name: "test",
    origin: "file:///test.ts",
    step: async ({ fn }: Deno.TestStepDefinition) => {
      await fn(contextOf());
      return true;
    },
  };
  return context as unknown as Deno.TestContext;
}

const after = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

describe("a time limit", () => {
  it("fails a test that hangs", async () => {
    const hanging = limited(() => new Promise<void>(() => {}), 20);
    await assertRejects(async () => await hanging(contextOf()), Error, "still running after 0.02 s");
  });

  it("leaves a test that ends as it is", async () => {
    await limited(() => {}, 20)(contextOf());
    await assertRejects(async () => await limited(() => Promise.reject(new Error("wrong")), 20)(contextOf()));
  });

  it("counts a step on its own", async () => {
    const ended: string[] = [];
    await limited(async (context) => {
      for (const name of ["first", "second"]) {
        await context.step({ name, fn: () => after(60).then(() => void ended.push(name)) });
      }
    }, 100)(contextOf());
    assertEquals(ended, ["first", "second"]);
  });

  it("fails a step that hangs", async () => {
    const hanging = limited(async (context) => {
      await context.step({ name: "step", fn: () => new Promise<void>(() => {}) });
    }, 20);
    await assertRejects(async () => await hanging(contextOf()), Error, "still running");
  });
});
