import { spelled } from "../../../cli/spelling.ts";
import { checkUploadSize, type UploadKind } from "../../../core/upload/size-limit.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const MB = 1024 * 1024;

describe("checkUploadSize", () => {
  const sizes: readonly (readonly [kind: UploadKind, size: number, outcome: "passes" | "warns" | "fails"])[] =
    [
      ["image", 1, "passes"],
      ["image", 10 * MB, "passes"],
      ["image", 10 * MB + 1, "fails"],
      ["file", 30 * MB, "passes"],
      ["file", 30 * MB + 1, "warns"],
      ["file", 100 * MB, "warns"],
      ["file", 100 * MB + 1, "fails"],
    ];
  for (const [kind, size, outcome] of sizes) {
    it(`${outcome} for ${kind === "image" ? "an image" : "a file"} of ${size} bytes`, () => {
      if (outcome === "fails") {
        const detail = detailOf(() => checkUploadSize("x", kind, size));
        assertEquals([detail.type, detail.input], ["validation", "x"]);
        return;
      }
      const keys = checkUploadSize("x", kind, size).map(({ key }) => key);
      assertEquals(keys, outcome === "warns" ? ["upload_may_be_refused"] : []);
    });
  }

  it("names the limit and the size, and points images to --file", () => {
    const { message, hint } = detailOf(() => checkUploadSize("image", "image", 10 * MB + 1));
    assertStringIncludes(spelled(message), "10.0 MiB");
    assertStringIncludes(spelled(message), "10.1 MiB");
    assertStringIncludes(spelled(hint ?? ""), "--file");
  });

  it("names the code that the service may answer with", () => {
    assertStringIncludes(spelled(checkUploadSize("file", "file", 31 * MB)[0]?.detail ?? ""), "234006");
  });
});
