import { drawCases, type MutateOptions, onlyUnnoticed, readOptions } from "../../scripts/mutate.ts";
import { reportJson } from "../../scripts/mutate/report.ts";
import { assert, assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const defaults: MutateOptions = {
  seed: 1,
  count: 50,
  only: [],
  jobs: 1,
  scenarios: false,
  processes: false,
  distant: false,
  list: false,
  help: false,
};

describe("readOptions", () => {
  it("has defaults", () => assertEquals(readOptions([]), defaults));

  it("reads every option", () => {
    const args =
      "--seed 0 --count 5 --only ./core/async/ --only cli/main.ts --jobs 2 --scenarios --processes --distant --list --json f --again g -h";
    assertEquals(readOptions(args.split(" ")), {
      seed: 0,
      count: 5,
      only: ["core/async", "cli/main.ts"],
      jobs: 2,
      scenarios: true,
      processes: true,
      distant: true,
      list: true,
      json: "f",
      again: "g",
      help: true,
    });
  });

  for (const args of [["--count", "0"], ["--seed", "x"], ["--jobs", "1.5"], ["--cuont", "1"], ["core"]]) {
    it(`refuses ${args.join(" ")}`, () => void assertThrows(() => readOptions(args), Error));
  }
});

describe("drawCases", () => {
  const sources = [
    { path: "core/a.ts", text: "export const f = (a: number) => a < 5;\n" },
    { path: "cli/b.ts", text: "export const g = (a: boolean) => !a;\n" },
    { path: "fixtures/c.ts", text: "export const h = 1 < 2;\n" },
    { path: "tests/core/a.test.ts", text: 'import "../../core/a.ts";\n' },
    { path: "tests/scripts/x.test.ts", text: 'import "../../core/a.ts";\n' },
    { path: "tests/scenarios/chats/y.test.ts", text: "" },
    { path: "tests/scenarios/chats/z.process.test.ts", text: "" },
  ];
  const draw = (options: Partial<MutateOptions> = {}) => drawCases(sources, { ...defaults, ...options });
  const paths = (options: Partial<MutateOptions> = {}) =>
    new Set(draw(options).map(({ fault }) => fault.path));

  it("puts faults into core/ and cli/, or into a part of them", () => {
    assertEquals(paths(), new Set(["core/a.ts", "cli/b.ts"]));
    assertEquals(paths({ only: ["core"] }), new Set(["core/a.ts"]));
    assertEquals(paths({ only: ["cli/b.ts"] }), new Set(["cli/b.ts"]));
    assertEquals(paths({ only: ["co", "fixtures"] }), new Set());
  });

  it("names unit tests, and scenarios where asked to", () => {
    const stagesOf = (scenarios: boolean, processes = false) =>
      draw({ only: ["core"], count: 1, scenarios, processes })[0]?.stages.map((
        { name, paths },
      ) => [name, ...paths]);
    assertEquals(stagesOf(false), [["mirror", "tests/core/a.test.ts"]]);
    assertEquals(stagesOf(true), [
      ["mirror", "tests/core/a.test.ts"],
      ["scenarios", "tests/scenarios/chats/y.test.ts"],
    ]);
    assertEquals(stagesOf(true, true)?.at(-1), ["scenarios", "tests/scenarios/chats/z.process.test.ts"]);
  });
});

describe("onlyUnnoticed", () => {
  it("leaves the faults that nothing noticed, wherever their lines are by now", () => {
    const source = { path: "core/a.ts", text: "export const f = (a: number) => a < 5;\n" };
    const cases = drawCases([source], defaults);
    const [first, second] = cases;
    assert(first !== undefined && second !== undefined);
    const verdicts = [{ ...first, ran: [], timedOut: false }, {
      ...second,
      noticedBy: "mirror" as const,
      ran: [],
      timedOut: false,
    }];
    const moved = drawCases([{ ...source, text: `\n${source.text}` }], defaults);
    const left = onlyUnnoticed(moved, JSON.parse(reportJson(1, verdicts)));
    assertEquals(left.map(({ fault }) => [fault.kind, fault.replacement]), [
      [first.fault.kind, first.fault.replacement],
    ]);
  });
});
