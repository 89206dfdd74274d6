import { codeLanguage } from "../../../../core/compose/markdown/code-block.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const cases: readonly [info: string, language: string | undefined][] = [
  ["python", "PYTHON"],
  ["C++", "CPP"],
  ["c", "C"],
  ["ts", "TYPESCRIPT"],
  ["bash", "BASH"],
  ["console", "SHELL"],
  [' js title="a b"', "JAVASCRIPT"],
  ["rust,ignore", "RUST"],
  ["yml:a.yml", "YAML"],
  ["mermaid", undefined],
  ["toString", undefined],
  ["{.python}", undefined],
  ["", undefined],
];

describe("codeLanguage is the platform's name, or none", () => {
  for (const [info, language] of cases) it(`"${info}"`, () => assertEquals(codeLanguage(info), language));
});
