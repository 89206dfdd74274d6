import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { graphemes } from "../../core/graphemes.ts";

describe("graphemes", () => {
  const cases: readonly (readonly [name: string, text: string, parts: readonly string[]])[] = [
    ["letters", "ab", ["a", "b"]],
    ["Chinese", "世a界", ["世", "a", "界"]],
    ["an emoji with its skin is one", "a👍🏽b", ["a", "👍🏽", "b"]],
    ["a flag is one", "🇩🇪🇫🇷", ["🇩🇪", "🇫🇷"]],
    ["a letter with its accent is one", "e\u0301f", ["e\u0301", "f"]],
    ["nothing", "", []],
  ];
  for (const [name, text, parts] of cases) it(name, () => assertEquals([...graphemes(text)], parts));
});
