import { describe } from "@std/testing/bdd";
import { renderFolder } from "../../../../core/message/render/render-folder.ts";
import { testRenderer } from "./rendering-of.ts";

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
