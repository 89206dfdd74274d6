import { formatFolder, renderFolder } from "../../../../core/message/render/folder.ts";
import type { FolderListing } from "../../../../core/message/render/renderer.ts";
import { testRenderer } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("formatFolder", () => {
  const file = (number: number) => ({ file_key: `f${number}`, name: `n${number}` });
  const files = (count: number) => Array.from({ length: count }, (_, number) => file(number));
  const tags = (count: number) =>
    files(count).map(({ file_key, name }) => `<file key="${file_key}" name="${name}"/>`).join("");
  const cases: readonly (readonly [name: string, listing: FolderListing | undefined, text: string])[] = [
    ["closed without a listing", undefined, '<folder key="k" name="n"/>'],
    [
      "files and folders in their order",
      {
        items: [
          { file_key: "file_c1", name: "a.pdf", is_folder: false },
          { file_key: "file_c2", name: "sub", is_folder: true, children_count: 2 },
          { file_key: "file_c3", name: "", is_folder: true, children_count: 0 },
          { file_key: "file_c4", is_folder: true, children_count: "4" },
        ],
        total: 4,
      },
      '<folder key="k" name="n" child_count="4"><file key="file_c1" name="a.pdf"/>' +
      '<folder key="file_c2" name="sub" child_count="2"/><folder key="file_c3"/>' +
      '<folder key="file_c4" child_count="4"/></folder>',
    ],
    [
      "ten children",
      { items: files(10), total: 10 },
      `<folder key="k" name="n" child_count="10">${tags(10)}</folder>`,
    ],
    [
      "ten of eleven",
      { items: files(11), total: 11 },
      `<folder key="k" name="n" child_count="11" has_more="true">${tags(10)}</folder>`,
    ],
    [
      "ten of many on further pages",
      { items: files(10), total: 40 },
      `<folder key="k" name="n" child_count="40" has_more="true">${tags(10)}</folder>`,
    ],
    [
      "eleven, number untold",
      { items: files(11), total: undefined },
      `<folder key="k" name="n" has_more="true">${tags(10)}</folder>`,
    ],
    [
      "one, number untold",
      { items: files(1), total: undefined },
      `<folder key="k" name="n">${tags(1)}</folder>`,
    ],
    [
      "a number as text, with blanks",
      { items: [{ file_key: "a", is_folder: true, children_count: " 4 " }], total: 1 },
      '<folder key="k" name="n" child_count="1"><folder key="a" child_count="4"/></folder>',
    ],
    ["empty", { items: [], total: 0 }, '<folder key="k" name="n" child_count="0"/>'],
    ["empty, number untold", { items: [], total: undefined }, '<folder key="k" name="n"/>'],
    [
      "children kept back",
      { items: [], total: 3 },
      '<folder key="k" name="n" child_count="3" has_more="true"/>',
    ],
    ["a count that cannot be", { items: files(1), total: 0 }, `<folder key="k" name="n">${tags(1)}</folder>`],
    ["no count", { items: [], total: NaN }, '<folder key="k" name="n"/>'],
    [
      "a child without a key",
      { items: [{ name: "x" }, file(0)], total: 2 },
      `<folder key="k" name="n" child_count="2" has_more="true">${tags(1)}</folder>`,
    ],
  ];
  for (const [name, listing, text] of cases) {
    it(name, () => assertEquals(formatFolder("k", "n", listing), text));
  }
  it("does without a name and stays on one line", () => {
    const listing = { items: [{ file_key: "a\nb", name: "c\nd" }], total: 1 };
    assertEquals(
      formatFolder("k", undefined, listing),
      '<folder key="k" child_count="1"><file key="a\\nb" name="c\\nd"/></folder>',
    );
  });
});

describe("renderFolder", () => {
  const folders = new Map([["file_4", { items: [{ file_key: "file_c1", name: "a.pdf" }], total: 1 }]]);
  testRenderer(renderFolder, [
    [
      "is closed without a listing",
      { file_key: "file_4", file_name: "docs" },
      '<folder key="file_4" name="docs"/>',
    ],
    ["does without a name", { file_key: "file_4" }, '<folder key="file_4"/>'],
    ["does without a key", { file_name: "docs" }, "[Folder]"],
    [
      "is opened where the listing is known",
      { file_key: "file_4" },
      '<folder key="file_4" child_count="1"><file key="file_c1" name="a.pdf"/></folder>',
      { folders },
    ],
    ["is closed where another listing is known", { file_key: "file_5" }, '<folder key="file_5"/>', {
      folders,
    }],
  ]);
});
