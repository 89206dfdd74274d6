import { applyFault, findFaults, isProgram } from "../../../scripts/mutate/faults.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The texts that a file becomes, a fault each, without those of the kinds left out. */
function faulty(text: string, ...leftOut: readonly string[]): string[] {
  return findFaults("core/a.ts", text).filter(({ kind }) => !leftOut.includes(kind))
    .map((fault) => applyFault(text, fault));
}

describe("findFaults", () => {
  const awaits: readonly (readonly [code: string, removed: boolean])[] = [
    ["async () => { return await a; };", false],
    ["async () => await a;", false],
    ["async () => { b = await a; };", true],
    ["async () => { try { return await a; } finally { b; } };", true],
    ["async () => { try { b; } catch { return await a; } };", true],
    ["async () => { try { b; } finally { return await a; } };", false],
    ["async () => { try { b(async () => { return await a; }); } finally { c; } };", false],
    ["async () => { using b = c; return await a; };", true],
  ];
  for (const [code, removed] of awaits) {
    it(`${removed ? "removes" : "leaves"} the await in ${code}`, () => {
      const kinds = findFaults("core/a.ts", code).map(({ kind }) => kind);
      assertEquals(kinds.includes("await"), removed);
    });
  }

  const cases: readonly (readonly [name: string, code: string, faulty: readonly string[]])[] = [
    ["moves a limit by one", "a < b;", ["a <= b;"]],
    ["turns an equality around", "a !== b;", ["a === b;"]],
    ["swaps and drops operands", "a && b;", ["a || b;", "a;", "b;"]],
    ["keeps swapped operands together", "a || b && c;", [
      "a && b && c;",
      "a;",
      "b && c;",
      "a || (b || c);",
      "a || b;",
      "a || c;",
    ]],
    ["keeps the parentheses of an operand", "(a || b) && c;", [
      "(a || b) || c;",
      "(a || b);",
      "c;",
      "(a && b) && c;",
      "(a) && c;",
      "(b) && c;",
    ]],
    ["drops a default", "a ?? b;", ["a;", "b;"]],
    ["leaves the default of an index, which the type checker asks for", "a[b] ?? c;", ["c;"]],
    ["swaps arithmetic", "a + b;", ["a - b;"]],
    ["drops a part of a joined string", 'a + "b";', ["a;", '"b";', 'a + "";']],
    ["turns a step around", "i++;", ["i--;"]],
    ["turns an assignment around", "a += b;", ["a -= b;"]],
    ["removes a negation", "!a;", ["a;"]],
    ["removes an await", "await a();", ["a();"]],
    ["removes an optional chain", "a?.b;", ["a.b;"]],
    ["changes numbers", "f(5);", ["f(6);", "f(4);"]],
    ["changes large numbers by more", "f(60_000);", ["f(120000);", "f(59999);"]],
    ["changes truth", "f(true);", ["f(false);"]],
    ["empties strings", 'f("a");', ['f("");']],
    ["fills empty strings", 'f("");', ['f("?");']],
    ["drops pieces of templates", "f(`a${b}`);", ["f(`${b}`);", 'f(`a${""}`);']],
    ["loses anchors of expressions", "f(/^a$/g);", ["f(/a$/g);", "f(/^a/g);"]],
    ["loses flags of expressions", "f(/a/i);", ["f(/a/);"]],
    ["changes quantifiers", "f(/[^+]+?\\+/);", ["f(/[+]+?\\+/);", "f(/[^+]*?\\+/);", "f(/[^+]+\\+/);"]],
    ["drops elements", "f([a, ...b]);", ["f([...b]);", "f([a]);"]],
    ["drops properties", "f({ a, b: c, ...d });", [
      "f({ b: c, ...d });",
      "f({ a, ...d });",
      "f({ a, b: c });",
    ]],
    ["drops the last argument", "f(a, b);", ["f(a);"]],
    ["drops a wrapping call", "a = f(b);", ["a = b;"]],
    ["drops a wrapping method", "a = b.trim();", ["a = b;"]],
    ["renames methods", "a = b.some(c);", ["a = b.every(c);"]],
    ["replaces by a string where a function guarded it", "a = b.replace(c, () => d);", [
      "a = b;",
      "a = b.replace(c);",
      "a = b.replace(c, d);",
      "a = b.replace(c, () => undefined);",
    ]],
    ["negates conditions", "while (a) b();", ["while (!(a)) b();"]],
    ["negates conditions of filters", "a.filter((b) => b.c);", [
      "a.filter((b) => !(b.c));",
      "a.filter((b) => undefined);",
    ]],
    ["empties what is returned", "() => a.map(b);", ["() => [];"]],
  ];
  for (const [name, code, expected] of cases) {
    it(name, () => assertEquals(faulty(code, "statement").sort(), [...expected].sort()));
  }

  const statements: readonly (readonly [code: string, faulty: readonly string[]])[] = [
    ["file.sync();", [";"]],
    ["if (a) return;", [";", "if (!(a)) return;", "if (a) ;"]],
    ["switch (a) { case b: c(); }", ["switch (a) { case b:  }", "switch (a) { case b: ; }"]],
    ["for (;;) break;", ["for (;;) ;"]],
    ["try { a } finally { b }", [
      "try { ; } finally { b }",
      "try { a } finally {}",
      "try { a } finally { ; }",
    ]],
  ];
  for (const [code, expected] of statements) {
    const wrapped = (body: string) => `function f() { ${body} }`;
    it(`removes statements of ${code}`, () =>
      assertEquals(faulty(wrapped(code)).sort(), expected.map(wrapped).sort()));
  }

  const untouched: readonly (readonly [what: string, code: string])[] = [
    ["imports", 'import { a } from "a"; export { b } from "b"; export * from "c";'],
    ["types", 'type A = "a" | 1; interface B { readonly c: true }'],
    ["annotations", 'let a: "x" | 1 | undefined;'],
    ["comments", "// a < b\n/** a && b */"],
    ["directives", '"use strict";'],
    ["messages", 'throw_({ message: "a", hint: `${b}` });'.replace("throw_", "void")],
    ["sentences", 'void "no such file";'],
    ["phrases", "void phrase`a ${input(b)}`;"],
    ["errors", "void new RangeError(`a${b}`);"],
    ["names of properties", 'void a["b" as never].c;'.replace('["b" as never]', "")],
  ];
  for (const [what, code] of untouched) {
    it(`leaves ${what} alone`, () => assertEquals(faulty(code, "statement", "property"), []));
  }

  it("gives the line and the place of a fault", () => {
    const [fault] = findFaults("core/a.ts", "a;\nb < c;\n").filter(({ kind }) => kind === "comparison");
    assertEquals(fault, {
      path: "core/a.ts",
      line: 2,
      kind: "comparison",
      start: 5,
      end: 6,
      replacement: "<=",
    });
  });
});

describe("isProgram", () => {
  it("distinguishes programs from other text", () => {
    assert(isProgram("const a: number = 1;"));
    assert(!isProgram("const a: = 1;"));
  });
});
