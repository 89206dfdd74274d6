import { findViolations } from "../../scripts/layering.ts";
import { tableProblems } from "../../scripts/rooms.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The findings in one file, without its path. */
function findings(path: string, text: string): { line: number; message: string; isWarning: boolean }[] {
  return findViolations([{ path, text }]).map(({ line, message, isWarning }) => ({
    line,
    message,
    isWarning,
  }));
}

function messages(path: string, text: string): string[] {
  return findings(path, text).map(({ message }) => message);
}

describe("imports", () => {
  const refused: [path: string, code: string][] = [
    ["core/a.ts", 'import { b } from "../cli/b.ts";'],
    ["core/download/a.ts", 'import type { B } from "../../fixtures/b.ts";'],
    ["core/a.ts", 'export * from "../main.ts";'],
    ["core/a.ts", 'const b = await import("../cli/b.ts");'],
    ["core/a.ts", 'import {\n  b,\n  c,\n} from "../cli/b.ts";'],
    ["cli/a.ts", 'import { b } from "../scripts/b.ts";'],
    ["cli/a.ts", 'import { Command } from "@cliffy/command";'],
    ["scripts/a.ts", 'import { Command } from "@cliffy/command";'],
    ["tests/a.test.ts", 'import { assert } from "../scripts/npm/assert.ts";'],
  ];
  for (const [path, code] of refused) {
    it(`of ${path} exclude ${code}`, () => assertEquals(messages(path, code).length, 1));
  }

  const accepted: [path: string, code: string][] = [
    ["core/download/a.ts", 'import { b } from "../platform/b.ts";'],
    ["core/download/a.ts", 'import { b } from "./b.ts";'],
    ["cli/commands/mod.ts", 'const b = await import("./chats/list.ts");'],
    ["cli/commands/mod.ts", 'export async function a() {\n  return await import("../raw/b.ts");\n}'],
    ["core/a.ts", '// import { b } from "../cli/b.ts";\n/**\n * import { b } from "../cli/b.ts";\n */'],
    ["cli/tree.ts", 'import { Command } from "@cliffy/command";'],
    ["tests/scripts/a.test.ts", 'import { Command } from "@cliffy/command";'],
    ["tests/a.test.ts", 'import { b } from "../core/b.ts";'],
    ["scripts/a.ts", 'import { serve } from "./npm/serve-jsr.ts";'],
  ];
  for (const [path, code] of accepted) {
    it(`of ${path} may include ${code}`, () => assertEquals(messages(path, code), []));
  }

  it("are reported with their line", () => {
    assertEquals(findings("core/a.ts", '/** Text. */\n\nimport { b } from "../cli/b.ts";\n'), [
      { line: 3, message: "core/ imports nothing from outside core/", isWarning: false },
    ]);
  });
});

describe("rooms", () => {
  const refused: [path: string, code: string][] = [
    ["core/platform/a.ts", 'import { b } from "../chat/b.ts";'],
    ["core/json/a.ts", 'import type { B } from "../text/b.ts";'],
    ["core/chat/a.ts", 'import { b } from "../enrich/b.ts";'],
    ["core/new/a.ts", 'import { b } from "../json/b.ts";'],
    ["cli/commands/chats/a.ts", 'import { b } from "../messages/b.ts";'],
    ["cli/commands/chats/a.ts", 'import { b } from "../../main.ts";'],
    ["cli/options/a.ts", 'import { b } from "../command.ts";'],
  ];
  for (const [path, code] of refused) {
    it(`of ${path} exclude ${code}`, () =>
      assertStringIncludes(messages(path, code)[0] ?? "", "scripts/rooms.ts"));
  }

  it("stand in the table from the ground up", () => assertEquals(tableProblems(), []));

  it("cannot stand above what they import", () =>
    assertEquals(tableProblems([["a", ["b"]], ["b", []]]), ["a names b, which does not stand above it"]));
});

describe("circles", () => {
  const source = (path: string, ...targets: string[]) => ({
    path,
    text: targets.map((target) => `import "./${target}.ts";\n`).join(""),
  });

  it("of files are refused, each once", () => {
    const files = [source("tests/a.ts", "b"), source("tests/b.ts", "c"), source("tests/c.ts", "a", "d")];
    assertEquals(findViolations(files).map(({ message }) => message), [
      "a circle: tests/a.ts -> tests/b.ts -> tests/c.ts -> tests/a.ts",
    ]);
  });

  it("are none where files meet again", () =>
    assertEquals(
      findViolations([source("tests/a.ts", "b", "c"), source("tests/b.ts", "d"), source("tests/c.ts", "d")]),
      [],
    ));

  it("are none through a dynamic import", () =>
    assertEquals(
      findViolations([
        { path: "tests/a.ts", text: 'const b = await import("./b.ts");\n' },
        source("tests/b.ts", "a"),
      ]),
      [],
    ));
});

describe("file names", () => {
  it("are kebab-case", () => {
    assertEquals(messages("core/file-name.ts", ""), []);
    assertEquals(messages("tests/file-name.test.ts", ""), []);
    assertEquals(messages("core/fileName.ts", ""), ["file names are kebab-case"]);
    assertEquals(messages("core/file_name.ts", ""), ["file names are kebab-case"]);
  });
});

describe("sizes", () => {
  const body = (lines: number, indentation = "") => `${indentation}  work();\n`.repeat(lines);

  it("of files are limited to 300 lines, by a warning", () => {
    assertEquals(findings("core/a.ts", "x;\n".repeat(300)), []);
    assertEquals(findings("core/a.ts", "x;\n".repeat(301)), [{
      line: 1,
      message: "301 lines",
      isWarning: true,
    }]);
  });

  it("of functions are limited to 60 lines, by a warning", () => {
    const heads = [
      "export async function a(): Promise<void> {",
      "function a(\n  b: string,\n): void {",
      "const a = (b: string) => {",
    ];
    for (const head of heads) {
      const lines = head.split("\n").length + 1;
      assertEquals(messages("core/a.ts", `${head}\n${body(60 - lines)}}\n`), []);
      assertEquals(messages("core/a.ts", `${head}\n${body(61 - lines)}}\n`), ["a function of 61 lines"]);
    }
    const method = `class A {\n  async #work(b: string): Promise<void> {\n${body(59, "  ")}  }\n}\n`;
    assertEquals(messages("core/a.ts", method), ["a function of 61 lines"]);
  });
});
