import { markdownToPost } from "../../../../core/compose/markdown/markdown-to-post.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const hostile: readonly [name: string, text: string][] = [
  ["quotes in quotes", `${">".repeat(5000)} end`],
  ["lists in lists", `${"- ".repeat(500)}end`],
  [
    "lists by indentation",
    Array.from({ length: 200 }, (_, depth) => `${" ".repeat(2 * depth)}- x`).join("\n") + "end",
  ],
  ["open brackets", `${"[".repeat(5000)}end`],
  ["images in images", `${"![".repeat(500)}end${"](x)".repeat(500)}`],
  ["open marks", `${"**a *b _c ".repeat(500)}end`],
  ["open tags", `${"<at ".repeat(2000)}end`],
  ["unpaired surrogates and controls", "\ud800 \0 \u0007 end"],
  ["character references of no character", "# &#0; &#xD800; &#99999999; end"],
];

/** Every kind of mark once, in an order that fits nothing, with words in between. */
function jumble(start: number): { text: string; words: readonly string[] } {
  const marks = [
    "**",
    "_",
    "~~",
    "`",
    "[",
    "](",
    ")",
    "![",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n\n",
    "<b>",
    "|",
    "\n|-|-|\n",
    "\n# ",
  ];
  let text = "";
  const words: string[] = [];
  for (let at = 0; at < marks.length * 2; at++) {
    const word = `w${start}x${at}w`;
    words.push(word);
    text += marks[(at * (2 * start + 1) + start) % marks.length] + word;
  }
  return { text, words };
}

describe("markdownToPost: odd input", () => {
  for (const [name, text] of hostile) {
    it(`shows all of it: ${name}`, async () => {
      assertStringIncludes(JSON.stringify(await markdownToPost(text, { tables: "list" })), "end");
    });
  }
  for (const tables of ["list", "md", "code"] as const) {
    it(`loses no word of any jumble of marks (${tables})`, async () => {
      for (let start = 0; start < 60; start++) {
        const { text, words } = jumble(start);
        // A description counts as shown: it is what the image shows.
        const shown = JSON.stringify(await markdownToPost(text, { tables }));
        assertEquals(words.filter((word) => !shown.includes(word)), [], text);
      }
    });
  }
});
