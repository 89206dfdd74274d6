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
    const path = "core/text/graphemes.ts";
    const test = "tests/core/text/graphemes.test.ts";
    const original = await Deno.readTextFile(pathOf(path));
    await withWorkspace(async (workspace) => {
      assertEquals(await workspace.test([test], 120), "passed");
      await workspace.write(path, `${original}\nthrow new Error("a fault");\n`);
      assertEquals(await workspace.test([test], 120), "failed");
      assertEquals(await Deno.readTextFile(pathOf(path)), original);
    });
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
