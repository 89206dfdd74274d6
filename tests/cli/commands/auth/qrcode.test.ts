import { usageError } from "../../../support/usage.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { documentOf, runLine } from "../../../support/run-line.ts";
import { objectAt } from "../../../../core/json/access.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const LINE = ["auth", "qrcode", "https://a.b/c"];

describe("im auth qrcode", () => {
  it("prints the code as text and nothing else", async () => {
    const { status, stdout, stderr } = await runLine(LINE);
    assertEquals([status, stderr], [0, ""]);
    assertMatch(stdout, /^[█▀▄ \n]+$/);
  });

  it("saves a picture where a file is named", () =>
    inTemporaryDirectory(async (cwd) => {
      const result = await runLine([...LINE, "--output", "a.png"], [], { cwd });
      const bytes = await Deno.readFile(join(cwd, "a.png"));
      assertEquals(new TextDecoder("latin1").decode(bytes.subarray(1, 4)), "PNG");
      assertEquals(objectAt(documentOf(result), "data")?.["size_bytes"], bytes.length);
    }));

  for (const output of [[], ["--output", "a.png"]]) {
    it(`refuses an address that no code holds, ${output.length === 0 ? "as text" : "as a picture"}`, async () => {
      const error = await usageError(["auth", "qrcode", `https://a.b/${"c".repeat(5000)}`, ...output]);
      assertEquals([error["type"], error["param"], error["message"]], [
        "validation",
        "url",
        "the address is too long for a QR code",
      ]);
    });
  }
});
