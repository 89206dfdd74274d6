import { compareWithTarget } from "../../../../core/download/target.ts";
import type { Reply } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { rejectionOf } from "../../detail-of.ts";
import { OBJECT_BYTES, orderly, startService, watchCancel, whole } from "../service.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("compareWithTarget", () => {
  const same = OBJECT_BYTES;
  const changed = (at: number) => OBJECT_BYTES.with(at, 255);
  const cases: readonly (readonly [
    name: string,
    there: Uint8Array,
    replies: readonly Reply[],
    extent: "head_and_tail" | "everything",
    ranges: readonly string[],
    isSame: boolean,
  ])[] = [
    ["the same head and tail", same, [orderly()], "head_and_tail", ["0-999", "134464-199999"], true],
    ["the same bytes", same, [orderly()], "everything", ["0-999", "1000-199999"], true],
    ["another size", same.subarray(1), [orderly()], "head_and_tail", ["0-999"], false],
    ["another first byte", changed(0), [orderly()], "head_and_tail", ["0-999", "134464-199999"], false],
    ["another byte where the tail begins", changed(134_464), [orderly()], "head_and_tail", [
      "0-999",
      "134464-199999",
    ], false],
    ["another byte before the tail", changed(134_463), [orderly()], "head_and_tail", [
      "0-999",
      "134464-199999",
    ], true],
    ["another byte in the middle", changed(1000), [orderly()], "everything", ["0-999", "1000-199999"], false],
    [
      "another size that shows only at the end",
      same.subarray(0, 199_999),
      [whole(OBJECT_BYTES, { "transfer-encoding": "chunked" })],
      "head_and_tail",
      ["0-999"],
      false,
    ],
    [
      "less than the file, though its length is not known",
      same,
      [whole(OBJECT_BYTES.subarray(0, 199_999), { "transfer-encoding": "chunked" })],
      "head_and_tail",
      ["0-999"],
      false,
    ],
  ];
  for (const [name, there, replies, extent, expected, isSame] of cases) {
    it(`${isSame ? "finds" : "refuses"} ${name} (${extent})`, () =>
      inTemporaryDirectory(async (cwd) => {
        const path = join(cwd, "a");
        await Deno.writeFile(path, there);
        const { context, source, run, ranges } = startService(replies);
        using file = await Deno.open(path);
        const first = await source.open({ start: 0, end: 999 }, undefined, context.signal);
        const comparing = run(compareWithTarget(context, file, path, first, extent));
        if (isSame) await comparing;
        else assertEquals((await rejectionOf(() => comparing)).subtype, "failed_precondition");
        assertEquals(ranges(), expected);
      }));
  }

  it("drops the response where the size is another", () =>
    inTemporaryDirectory(async (cwd) => {
      const path = join(cwd, "a");
      await Deno.writeTextFile(path, "x");
      const { reply, isCancelled } = watchCancel(orderly());
      const { context, source, run } = startService([reply]);
      using file = await Deno.open(path);
      const first = await source.open({ start: 0, end: 999 }, undefined, context.signal);
      await rejectionOf(() => run(compareWithTarget(context, file, path, first, "everything")));
      assertEquals(isCancelled(), true);
    }));
});
