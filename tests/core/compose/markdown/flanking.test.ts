import { flankingOf } from "../../../../core/compose/markdown/flanking.ts";
import { testParagraphs } from "./paragraphs-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const unchanged = (...texts: readonly string[]) => texts.map((text) => [text, text, [text]] as const);

describe("bold, italic and strike beside Chinese, Japanese and Korean marks", () => {
  testParagraphs(unchanged(
    "**注意：**请看**重点**。",
    "~~删除（旧）。~~保留~~再删~~",
    "请看**（重点）**和**“其他”**的内容",
    "他说**“好”**了",
    "**“重点”**2024年",
    "**注意!**请看**重点**",
    "**完成50%**的进度，**其他**",
    "**重点……**后面",
    "**——重点——**后面",
    "*斜体。*后面*斜体*",
    "***粗斜。***后面",
    "**「重要」**なお知らせ**です。**終わり",
    "**중요!**입니다",
    "**𠮷。**后",
    "~~“旧”~~新",
    "**版本2.0：**see below",
    "这是**重点👍**很好",
  ));
  testParagraphs([
    ["a link in bold between letters", "请看**[链接](https://x.com)**哦", ["请看[链接](https://x.com)哦"]],
    ["code in bold between letters", "中**`a`**文", ["中`a`文"]],
    ["a bare address ends before full-width marks", "**请看 https://x.com/a，重点**和https://x.com/b。", [
      "**请看** https://x.com/a**，重点**和https://x.com/b。",
    ]],
    ["two underscores", "__注意：__请看__重点__。", ["**注意：**请看**重点**。"]],
    ["one underscore around marks", "_注意：_请看", ["*注意：*请看"]],
    ["a file's name keeps its underscores", "报告_最终_版.docx", ["报告_最终_版.docx"]],
    [
      "in a list, a quote, a heading and a table",
      "- **甲：**乙\n\n> **甲：**乙\n\n#### **甲：**乙\n\n|**甲：**乙|\n|-|\n|~~丙。~~丁|",
      [
        "- **甲：**乙",
        "> **甲：**乙",
        "#### **甲：**乙",
        "- **甲：乙**: ~~丙。~~丁",
      ],
    ],
    ["signs that touch blanks mark nothing", "** 重点 ** 和 ~~ 旧 ~~", ["** 重点 ** 和 ~~ 旧 ~~"]],
  ]);
});

describe("flankingOf keeps CommonMark's rules elsewhere", () => {
  const rows: readonly (readonly [text: string, opens: boolean, closes: boolean])[] = [
    ["a**b", true, true],
    ["a**(b", false, true],
    ["a)**b", true, false],
    ["(**(b", true, true],
    ["a ** b", false, false],
    ["a**", false, true],
    ["**a", true, false],
    ["a__b", false, false],
    ["(__b", true, false],
    ["a__)", false, true],
    ["a:~~b", true, false],
  ];
  for (const [text, opens, closes] of rows) {
    it(`in ${JSON.stringify(text)}`, () => {
      const [run = ""] = /\*\*|__|~~/.exec(text) ?? [];
      const from = text.indexOf(run);
      assertEquals(flankingOf(text, from, from + run.length), { opens, closes });
    });
  }
});
