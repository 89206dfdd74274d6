import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { splitList } from "../../../cli/flag-kinds/split-list.ts";

describe("splitList", () => {
  const cases: readonly (readonly [text: string, entries: readonly string[]])[] = [
    ["a", ["a"]],
    ["a,b", ["a", "b"]],
    [" a , b\t,", ["a", "b"]],
    ["a b", ["a b"]],
    ["b,a,b", ["b", "a", "b"]],
    ["", []],
    [" ,, ", []],
  ];
  for (const [text, entries] of cases) {
    it(`splits ${JSON.stringify(text)}`, () => assertEquals(splitList(text), entries));
  }
});
