import { describe } from "@std/testing/bdd";
import { renderFile } from "../../../../core/message/render/render-file.ts";
import { testRenderer } from "./rendering-of.ts";

describe("renderFile", () => {
  testRenderer(renderFile, [
    ["tells key and name", { file_key: "file_3", file_name: "a.pdf" }, '<file key="file_3" name="a.pdf"/>'],
    [
      "calls a file without a name by its key",
      { file_key: "file_3", file_name: "" },
      '<file key="file_3" name="file_3"/>',
    ],
    ["escapes", { file_key: 'k"', file_name: 'a\\b\n"' }, '<file key="k\\"" name="a\\\\b\\n\\""/>'],
    ["does without a key", { file_name: "a.pdf" }, "[File]"],
  ]);
});
