import { codeSpan } from "../../../cli/output/markdown.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("codeSpan", () => {
  const cases: readonly (readonly [name: string, text: string, span: string])[] = [
    ["an id stands as it is", "om_5a*[x]", "`om_5a*[x]`"],
    ["the fence is longer than a run inside", "a`b", "``a`b``"],
    ["the fence is longer than the longest run", "a```b`c", "````a```b`c````"],
    ["backticks at the ends are kept off the fence", "`a`", "`` `a` ``"],
    ["blanks at the ends survive", " a ", "`  a  `"],
    ["backticks alone", "``", "``` `` ```"],
    ["a blank is no empty span", "", "`  `"],
    ["line breaks become blanks", "a\r\nb\u2028c", "`a b c`"],
    ["control characters go", "a\u001b[2Jb\u202e", "`ab`"],
  ];
  for (const [name, text, span] of cases) it(name, () => assertEquals(codeSpan(text), span));
});
