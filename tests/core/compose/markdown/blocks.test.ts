import { code, image, rule, testParagraphs } from "./paragraphs-of.ts";
import { describe } from "@std/testing/bdd";

describe("markdownToPost: headings", () => {
  testParagraphs([
    ["level 1 becomes 4, others 5", "# Plan\n## Steps\nbody", ["#### Plan", "##### Steps", "body"]],
    ["each stands alone", "# A\n## B\n### C\n", ["#### A", "##### B", "##### C"]],
    ["all six levels", "# 1\n\n## 2\n\n### 3\n#### 4\n##### 5\n###### 6", [
      "#### 1",
      "##### 2",
      "##### 3",
      "##### 4",
      "##### 5",
      "##### 6",
    ]],
    ["one of level 3 is large by itself", "### Three\n#### Four\n###### Six", [
      "##### Three",
      "##### Four",
      "##### Six",
    ]],
    ["one of level 2 is, too", "##### Five\n\n## Two", ["##### Five", "##### Two"]],
    ["one in a list or quote is, too", "- ### Three\n\n#### Four", ["- **Three**", "##### Four"]],
    ["small ones stay where all are small", "#### Only four\n###### six\nbody", [
      "#### Only four",
      "###### six",
      "body",
    ]],
    ["a comment in code makes none smaller", "```sh\n# build\n```\n\n#### Deep", [
      code("# build", "SHELL"),
      "#### Deep",
    ]],
    ["underlined", "Plan\n===\nSteps *two*\n---\n", ["#### Plan", "##### Steps *two*"]],
    ["underlined, of two lines", "Plan of\nmany days\n===", ["#### Plan of many days"]],
    ["set in", "   ## Steps", ["##### Steps"]],
    ["with closing marks", "## Steps ##", ["##### Steps"]],
    ["without a blank it is text", "#NoBlank\nbody", ["#NoBlank\nbody"]],
    ["without text", "#\n\nx", ["#", "x"]],
    ["with a link and an image", "# See [t](https://x.com) ![i](img_1)", [
      "#### See [t](https://x.com)",
      image("img_1"),
    ]],
  ]);
});

describe("markdownToPost: paragraphs", () => {
  testParagraphs([
    ["nothing", "", []],
    ["blank lines", "\n \n\t\n", []],
    ["each is one", "p1\n\n\n\n\np2", ["p1", "p2"]],
    ["line ends inside stay", "a\nb", ["a\nb"]],
    ["other line ends", "a\r\nb\r\n\r\nc\rd", ["a\nb", "c\nd"]],
    ["a byte-order mark is no text", "\ufeff# A", ["#### A"]],
    ["hard breaks", "a  \nb\\\nc", ["a\nb\nc"]],
    ["indentation of further lines", "a\n     b", ["a\nb"]],
    ["escapes and character references stay", "1\\. \\*a\\* &amp; &lt;", ["1\\. \\*a\\* &amp; &lt;"]],
    ["rules", "a\n\n---\n***\nb", ["a", rule, rule, "b"]],
    ["HTML is text", "<div>\n**x**\n\n</div>\n\n<!-- c -->", ["<div>\n**x**", "</div>", "<!-- c -->"]],
    ["HTML in a line", "a <b>**x**</b>", ["a <b>**x**</b>"]],
    ["footnotes are text", "a[^1] b[^n]\n\n[^1]: note\n\n[^n]: longer note", [
      "a[^1] b[^n]",
      "[^1]: note",
      "[^n]: longer note",
    ]],
  ]);
});

describe("markdownToPost: code", () => {
  testParagraphs([
    ["language and bytes", '```go\nfunc a() {\n\treturn "<>&*_"\n}\n```', [
      code('func a() {\n\treturn "<>&*_"\n}', "GO"),
    ]],
    ["blank lines in it", "```\n\na\n\n\n\nb\n\n```", [code("\na\n\n\n\nb\n")]],
    ["tildes, with backticks in it", "~~~py x=1\n```\n# h\n~~~", [code("```\n# h", "PYTHON")]],
    ["a longer fence", "````\n```\na\n```\n````", [code("```\na\n```")]],
    ["never closed", "text\n```js\na\n\n# b\n", ["text", code("a\n\n# b", "JAVASCRIPT")]],
    ["indented", "text\n\n    a\n\n      b\n\nend", ["text", code("a\n\n  b"), "end"]],
    ["set in", "  ```\n  a\n    b\n c\n  ```", [code("a\n  b\nc")]],
    ["images, links, mentions and headings in it", "```\n![a](b.png) [t](x) <at id=ou_x/> @ou_y\n# h\n```", [
      code("![a](b.png) [t](x) <at id=ou_x/> @ou_y\n# h"),
    ]],
    ["an unknown language", "```mermaid\na\n```", [code("a")]],
    ["other line ends become one", "```\r\na\r\nb\r\n```\r\n", [code("a\nb")]],
    ["in a list, which goes on behind it", "1. a\n\n   ```make\n   all:\n   \tgo\n   ```\n2. b", [
      "1. a",
      code("all:\n\tgo"),
      "2. b",
    ]],
    ["deep in a list", "- a\n  - b\n\n        x\n         y\n\n    c\n- d", [
      "- a\n    - b",
      code("x\n y"),
      "c\n- d",
    ]],
    ["in a list, with two lines behind it", "- a\n\n  ```\n  x\n  ```\n\n  c\n  d", [
      "- a",
      code("x"),
      "c\nd",
    ]],
    ["set in, in an item behind a tab", "-\t```\n\tx\n\t y\n\t```", ["-", code("x\n y")]],
    ["set in by a tab, in an item behind two digits", "10.\ta\n\n\t ~~~\n\t x\n\t  y\n\t ~~~", [
      "10. a",
      code("x\n y"),
    ]],
    ["set in, in a list", "- a\n\n   ~~~\n   x\n    y\n   ~~~", ["- a", code("x\n y")]],
    ["at the start of an item", "-  ```\n   x\n   ```\n", ["-", code("x")]],
    ["in a quote", "> a\n>\n> ```\n> x\n>\n>  y\n> ```\n> b", ["> a", code("x\n\n y"), "> b"]],
    ["without content", "a\n```js\n```\nb", ["a", "b"]],
  ]);
});

describe("markdownToPost: lists", () => {
  testParagraphs([
    ["bullets of all kinds", "* a\n* b", ["- a\n- b"]],
    ["nested by four blanks", "- a\n  - b\n    1. c\n- d", ["- a\n    - b\n        1. c\n- d"]],
    ["numbers count on from the first", "3) a\n3) b\n\n3) c", ["3. a\n4. b\n5. c"]],
    ["tasks", "- [x] done\n- [ ] open", ["- [x] done\n- [ ] open"]],
    ["further lines and paragraphs", "- a\n  b\n\n  c\n- d", ["- a\n    b\n    c\n- d"]],
    ["items without content", "- \n- a", ["-\n- a"]],
    ["a heading in an item", "- # A *b*\n  c", ["- **A** ***b***\n    c"]],
    ["a quote in an item", "- a\n  > q\n\n  b", ["- a\n    > q\n\n    b"]],
    ["a rule in an item", "- a\n\n  ***\n- b", ["- a", rule, "- b"]],
    ["an image stays in its item", "- a ![i](./i.png) b\n- c", ["- a ![i](img_key_0) b\n- c"]],
    ["behind text without a blank line", "text\n- a", ["text", "- a"]],
  ]);
});

describe("markdownToPost: quotes", () => {
  testParagraphs([
    ["a blank behind the sign", ">a\n>b", ["> a\n> b"]],
    ["lazy lines", "> a\nb", ["> a\n> b"]],
    ["paragraphs", "> a\n>\n> b", ["> a\n>\n> b"]],
    ["nested", "> a\n> > b", ["> a\n>\n> > b"]],
    ["a list", "> - a\n>   - b\n> - c", ["> - a\n>     - b\n> - c"]],
    ["marks over two lines", "> **a\n> b** `c\n> d`", ["> **a**\n> **b** `c\n> d`"]],
    ["a heading", "> # A", ["> **A**"]],
    ["an image", "> ![i](img_1)", ["> ![i](img_1)"]],
  ]);
});
