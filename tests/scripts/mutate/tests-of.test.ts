import { findImporters, mirrorOf, scenarioStage, unitStages } from "../../../scripts/mutate/tests-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function importersOf(files: Readonly<Record<string, string>>) {
  return findImporters(Object.entries(files).map(([path, text]) => ({ path, text })));
}

describe("findImporters", () => {
  it("finds imports, exports and dynamic imports", () => {
    const importers = importersOf({
      "core/a.ts": 'import "./b/c.ts"; import { d } from "../cli/d.ts"; import x from "x";',
      "core/e.ts": 'export * from "./b/c.ts";',
      "core/f.ts": 'export { c } from "./b/c.ts";',
      "core/g.ts": 'async function g() { return (await import("./b/c.ts")).c; }',
    });
    assertEquals(Object.fromEntries(importers), {
      "core/b/c.ts": ["core/a.ts", "core/e.ts", "core/f.ts", "core/g.ts"],
      "cli/d.ts": ["core/a.ts"],
    });
  });

  it("passes over imports of types", () => {
    const importers = importersOf({
      "core/a.ts": 'import type { B } from "./b.ts";',
      "core/c.ts": 'import { type B } from "./b.ts";',
      "core/d.ts": 'export type { B } from "./b.ts";',
      "core/e.ts": 'import { b, type B } from "./b.ts";',
    });
    assertEquals(importers.get("core/b.ts"), ["core/e.ts"]);
  });
});

describe("mirrorOf", () => {
  it("gives the file of the same name and those of the folder of the same name", () => {
    const tests = [
      "tests/core/a.test.ts",
      "tests/core/a/b.test.ts",
      "tests/core/ab.test.ts",
      "tests/cli/a.test.ts",
    ];
    assertEquals(mirrorOf("core/a.ts", tests), ["tests/core/a.test.ts", "tests/core/a/b.test.ts"]);
  });
});

describe("unitStages", () => {
  it("gives the mirror, then the tests that import the file, the nearest first", () => {
    const importers = importersOf({
      "tests/core/far.test.ts": 'import "../../core/b.ts";',
      "core/b.ts": 'import "./a.ts";',
      "tests/core/a.test.ts": 'import "../../core/a.ts";',
      "tests/core/near.test.ts": 'import "../../core/a.ts";',
      "tests/scenarios/s.test.ts": 'import "../../core/a.ts";',
      "tests/core/other.test.ts": 'import "../../core/c.ts";',
    });
    const tests = ["a", "far", "near", "other"].map((name) => `tests/core/${name}.test.ts`);
    assertEquals(unitStages("core/a.ts", importers, tests), [
      { name: "mirror", paths: ["tests/core/a.test.ts"] },
      { name: "importing", paths: ["tests/core/near.test.ts", "tests/core/far.test.ts"] },
    ]);
  });

  it("leaves out those far away, or runs them separately", () => {
    const tests = Array.from({ length: 20 }, (_, index) => `tests/core/t${index}.test.ts`);
    const importers = importersOf(
      Object.fromEntries(tests.map((test) => [test, 'import "../../core/a.ts";'])),
    );
    const sizes = (reach?: "all") =>
      unitStages("core/a.ts", importers, tests, reach).map(({ paths }) => paths.length);
    assertEquals([sizes(), sizes("all")], [[12], [12, 8]]);
  });

  it("gives nothing where no test comes near", () => {
    assertEquals(unitStages("core/a.ts", new Map(), ["tests/core/b.test.ts"]), []);
  });
});

describe("scenarioStage", () => {
  const tests = ["download/a", "send/a", "receipts/a", "read/chat/a", "chats/a"].map((name) =>
    `tests/scenarios/${name}.test.ts`
  );
  const cases: readonly (readonly [path: string, names: readonly string[]])[] = [
    ["core/download/target.ts", ["download/a"]],
    ["core/compose/post.ts", ["send/a", "receipts/a"]],
    ["core/enrich/stages/names.ts", ["read/chat/a"]],
    ["core/platform/client.ts", ["chats/a"]],
    ["core/feed/groups.ts", []],
  ];
  it("gives those that start processes last", () =>
    assertEquals(
      scenarioStage("core/feed/a.ts", [
        "tests/scenarios/feed/a.process.test.ts",
        "tests/scenarios/feed/b.test.ts",
      ]),
      [
        { name: "scenarios", paths: ["tests/scenarios/feed/b.test.ts"] },
        { name: "scenarios", paths: ["tests/scenarios/feed/a.process.test.ts"] },
      ],
    ));
  for (const [path, names] of cases) {
    it(`gives those of the subject of ${path}`, () => {
      const paths = names.map((name) => `tests/scenarios/${name}.test.ts`);
      assertEquals(scenarioStage(path, tests), paths.length > 0 ? [{ name: "scenarios", paths }] : []);
    });
  }
});
