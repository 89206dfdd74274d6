import { alignColumns } from "../../../../core/compose/markdown/tables.ts";
import { code, image, testParagraphs } from "./paragraphs-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const table = "| Name | n |\n|:--|--:|\n| [api](https://x.com) | 12 |\n| **b** `x \\| y` | |";
const wide = "a|b\n-|-\n1|2|3";

describe("markdownToPost: tables as lists", () => {
  testParagraphs([
    ["each cell behind its column's name", table, [
      "- **Name**: [api](https://x.com); **n**: 12\n- **Name**: **b** `x | y`",
    ]],
    ["cells beyond the heading", wide, ["- **a**: 1; **b**: 2; 3"]],
    ["an empty column is named", "|a|b|\n|-|-|\n|1||", ["- **a**: 1; **b**: –"]],
    ["a heading alone", "|a|b|\n|-|-|", ["- a; b"]],
    ["a column without a name", "||b|\n|-|-|\n|1|2|", ["- 1; **b**: 2"]],
    ["an image", "|a|\n|-|\n|![i](img_1)|", ["- **a**: ![i](img_1)"]],
    ["text before and behind it is none of it", "intro\n|k|v|\n|-|-|\n|a|1|\nend **x**\n| more", [
      "intro",
      "- **k**: a; **v**: 1",
      "end **x**\n| more",
    ]],
    ["an image in the text behind it", "|k|\n|-|\n|a|\nend ![i](./i.png)", [
      "- **k**: a",
      "end",
      image("img_key_0"),
    ]],
    ["several lines of text behind it", "|k|v|\n|-|-|\n|a|1|\nend\nmore", [
      "- **k**: a; **v**: 1",
      "end\nmore",
    ]],
    ["in a list", "- a\n\n  |k|\n  |-|\n  |v|", ["- a\n    - **k**: v"]],
  ]);
});

describe("markdownToPost: tables as Markdown", () => {
  const options = { tables: "md" } as const;
  testParagraphs([
    ["cells, alignment and bars stay", table, [
      "| Name | n |\n| :-- | --: |\n| [api](https://x.com) | 12 |\n| **b** `x \\| y` |  |",
    ], options],
    ["rows get the same length", wide, ["| a | b |  |\n| - | - | --- |\n| 1 | 2 | 3 |"], options],
  ]);
});

describe("markdownToPost: tables as code", () => {
  const options = { tables: "code" } as const;
  testParagraphs([
    ["plain text in columns, targets of links told", table, [
      code("Name                  n\n-------------------  --\napi (https://x.com)  12\nb x | y"),
    ], options],
    ["mentions by name", "|a|\n|-|\n|<at id=ou_1>Kim</at>|", [
      code("a\n----\n@Kim"),
      [{ tag: "at", user_id: "ou_1" }],
    ], options],
  ]);
});

describe("alignColumns", () => {
  it("counts columns, not characters", () =>
    assertEquals(alignColumns([["名字", "b"], ["é", "文"]], []), "名字  b\n----  --\né     文"));
  it("sets right and in the middle", () =>
    assertEquals(
      alignColumns([["aaaa", "bbbb"], ["1", "2"]], ["--:", ":-:"]),
      "aaaa  bbbb\n----  ----\n   1   2",
    ));
});
