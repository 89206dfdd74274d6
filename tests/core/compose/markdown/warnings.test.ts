import { markdownToPost } from "../../../../core/compose/markdown/markdown-to-post.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("Markdown that cannot be kept is a warning", () => {
  const link = 'link to "javascript:x" is shown as text: only http and https are links';
  const cases: readonly (readonly [markdown: string, ...warnings: readonly string[]])[] = [
    ["a [b](https://c.d) ![e](img_1) `f`\n\n```\ng\n```"],
    ["```\n \n```", "code_empty: a code block without content is left out"],
    ["[a](javascript:x)", `link_dropped: ${link}`],
    ["[a]: javascript:x\n\n[a]", `link_dropped: ${link}`],
    ['[a](https://b.c "t")', `link_title_dropped: title "t" of "https://b.c" can't be shown`],
    ['![a](img_1 "t")', `link_title_dropped: title "t" of "img_1" can't be shown`],
    ['[a](https://b.c "")'],
    ["![alt]()", 'image_dropped: image "" is shown as text: not a key, address or path'],
    [
      "```\n```\n\n![](data:x)",
      "code_empty: a code block without content is left out",
      'image_dropped: image "data:x" is shown as text: not a key, address or path',
    ],
  ];
  for (const [markdown, ...expected] of cases) {
    it(JSON.stringify(markdown), async () => {
      const { warnings } = await markdownToPost(markdown, { tables: "list" });
      assertEquals(warnings.map(({ key, detail }) => `${key}: ${detail}`), expected);
    });
  }
});
