import { createWorkspace, type Workspace } from "../../../scripts/mutate/workspace.ts";
import { chooseRegistry, pathOf } from "../../../scripts/registry.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

async function withWorkspace(use: (workspace: Workspace, abort: AbortController) => Promise<void>) {
  const abort = new AbortController();
  const workspace = await createWorkspace(await chooseRegistry(), abort.signal);
  try {
    await use(workspace, abort);
  } finally {
    await workspace.remove();
  }
}

const hang = "setInterval(() => {}, 1000);\nawait new Promise(() => {});\n";

describe("a workspace", () => {
  it("runs tests with what was written, and leaves the checkout alone", async () => {
    const test = `import { own } from "../core/own.ts";
      import { assertEquals } from "@std/assert";
      import { it } from "@std/testing/bdd";
      it("is its own", () => assertEquals(own, true));`;
    await withWorkspace(async (workspace) => {
      await workspace.write("tests/own.test.ts", test);
      await workspace.write("core/own.ts", "export const own = true;\n");
      assertEquals(await workspace.test(["tests/own.test.ts"], 120), "passed");
      await workspace.write("core/own.ts", "export const own = false;\n");
      assertEquals(await workspace.test(["tests/own.test.ts"], 120), "failed");
    });
    await assertRejects(() => Deno.stat(pathOf("core/own.ts")), Deno.errors.NotFound);
  });

  it("ends tests that hang", () =>
    withWorkspace(async (workspace) => {
      await workspace.write("tests/hang.test.ts", hang);
      assertEquals(await workspace.test(["tests/hang.test.ts"], 1), "timed out");
    }));

  it("ends at an interruption", () =>
    withWorkspace(async (workspace, abort) => {
      await workspace.write("tests/hang.test.ts", hang);
      const run = workspace.test(["tests/hang.test.ts"], 120);
      abort.abort(new Error("interrupted"));
      await assertRejects(() => run, Error, "interrupted");
      await assertRejects(() => workspace.test([], 120), Error, "interrupted");
    }));
});
