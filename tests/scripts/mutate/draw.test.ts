import { drawFaults } from "../../../scripts/mutate/draw.ts";
import { type Fault, findFaults } from "../../../scripts/mutate/faults.ts";
import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function file(path: string, text: string) {
  return { text, faults: findFaults(path, text) };
}

const a = file("core/a.ts", "if (a < b && c) d();\nf(1, [2, 3]);\n");
const b = file("core/b.ts", "if (a > b || c) d();\nf(5, 'x');\n");

describe("drawFaults", () => {
  it("draws the same faults for the same seed", () => {
    assertEquals(drawFaults([a, b], 7, 6), drawFaults([b, a], 7, 6));
    assertNotEquals(drawFaults([a, b], 7, 6), drawFaults([a, b], 8, 6));
  });

  it("draws the same and more for a larger number", () => {
    assertEquals(drawFaults([a, b], 7, 9).slice(0, 4), drawFaults([a, b], 7, 4));
  });

  it("draws the same in a file whatever else there is, and wherever it has moved in the file", () => {
    const alone = drawFaults([a], 7, 100);
    assertEquals(drawFaults([a, b], 7, 100).filter(({ path }) => path === "core/a.ts"), alone);
    const moved = drawFaults([file("core/a.ts", `// A comment.\n${a.text}`)], 7, 100);
    assertEquals(moved.map(({ line }) => line - 1), alone.map(({ line }) => line));
  });

  it("draws every fault once where there are few", () => {
    const drawn = drawFaults([a], 1, 1000);
    assertEquals(new Set(drawn).size, a.faults.length);
  });

  it("leaves out what is no program", () => {
    const broken: Fault = { path: "core/a.ts", line: 1, kind: "call", start: 0, end: 2, replacement: "((" };
    assertEquals(drawFaults([{ text: a.text, faults: [broken] }], 1, 5), []);
  });

  it("does not let a table of strings crowd out the rest", () => {
    const table = Array.from({ length: 400 }, (_, index) => `"word${index}"`).join(",");
    const drawn = drawFaults([file("core/t.ts", `f = {a:[${table}]};`), a, b], 1, 12);
    assert(drawn.filter(({ path }) => path !== "core/t.ts").length >= 2);
  });
});
