import { spelled } from "../../../cli/spelling.ts";
import { fileKeys } from "../../../cli/options/ids.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("flag kinds: fileKeys", () => {
  const kind = fileKeys("s");
  const good: readonly (readonly [text: string, keys: readonly string[]])[] = [
    ["file_1", ["file_1"]],
    [" file_v3_a-B , ,file_2,file_2", ["file_v3_a-B", "file_2", "file_2"]],
  ];
  for (const [text, keys] of good) {
    it(`takes ${JSON.stringify(text)}`, () => assertEquals(kind.parse(text, "--attachment"), keys));
  }

  const bad: readonly (readonly [text: string, quoted: string])[] = [
    ["", '""'],
    [" , ", '" , "'],
    ["file_", '"file_"'],
    ["img_1", '"img_1"'],
    ["file_1,img_1", '"img_1"'],
    ["./file_1", '"./file_1"'],
    ["file_1.pdf", '"file_1.pdf"'],
    ["file_a\u200b", '"file_a\u200b"'],
  ];
  for (const [text, quoted] of bad) {
    it(`refuses ${JSON.stringify(text)} and names flag, value and form`, () => {
      const detail = detailOf(() => kind.parse(text, "--attachment"));
      assertEquals([detail.type, detail.param], ["validation", "--attachment"]);
      assertStringIncludes(spelled(detail.message), quoted);
      assertStringIncludes(spelled(detail.hint ?? ""), "file_");
    });
  }
});
