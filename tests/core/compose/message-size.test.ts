import { spelled } from "../../../cli/spelling.ts";
import { checkMessageSize, fitsSizeLimit, type SizeRemedy } from "../../../core/compose/message-size.ts";
import type { MessageType } from "../../../core/compose/message-type.ts";
import { detailOf } from "../detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A body of so many bytes as JSON. */
function bodyOf(bytes: number): { readonly a: string } {
  return { a: "x".repeat(bytes - '{"a":""}'.length) };
}

describe("checkMessageSize", () => {
  const limits: readonly (readonly [type: MessageType, limit: number])[] = [
    ["text", 150 * 1024],
    ["post", 30 * 1024],
    ["interactive", 30 * 1024],
  ];
  for (const [type, limit] of limits) {
    it(`takes a ${type} of ${limit} bytes, with a warning`, () => {
      const [warning, ...more] = checkMessageSize("text", type, bodyOf(limit));
      assertEquals([warning?.key, more], ["message_near_limit", []]);
      assertStringIncludes(spelled(warning?.detail ?? ""), `${limit} bytes`);
    });

    it(`refuses a ${type} of one byte more and names the input`, () => {
      const detail = detailOf(() => checkMessageSize("markdown", type, bodyOf(limit + 1)));
      assertEquals([detail.type, detail.input], ["validation", "markdown"]);
      assertStringIncludes(spelled(detail.message), String(limit));
    });

    it(`does not warn of a ${type} of nine tenths`, () =>
      assertEquals(checkMessageSize("text", type, bodyOf(limit * 0.9)), []));

    it(`warns of a ${type} above nine tenths`, () =>
      assertEquals(checkMessageSize("text", type, bodyOf(limit * 0.9 + 1)).length, 1));
  }

  it("proposes what helps, and nothing else", () => {
    const hintOf = (...remedies: readonly SizeRemedy[]) =>
      spelled(detailOf(() => checkMessageSize("markdown", "post", bodyOf(40_000), remedies)).hint ?? "");
    assertEquals(hintOf(), "shorten it");
    assertEquals(hintOf("file"), "shorten it, or send it as a file with --file");
    assertEquals(hintOf("split", "file").includes("--split"), true);
  });

  it("counts bytes, not characters", () =>
    assertEquals(
      detailOf(() => checkMessageSize("text", "post", { a: "世".repeat(10_300) })).type,
      "validation",
    ));

  it("knows no limit of other types", () => assertEquals(checkMessageSize("file", "file", bodyOf(1e6)), []));
});

describe("fitsSizeLimit", () => {
  const cases: readonly (readonly [type: MessageType, bytes: number, fits: boolean])[] = [
    ["text", 150 * 1024, true],
    ["text", 150 * 1024 + 1, false],
    ["post", 30 * 1024 + 1, false],
    ["image", 1024 * 1024, true],
  ];
  for (const [type, bytes, fits] of cases) {
    it(`says ${fits} for ${bytes} bytes of ${type}`, () =>
      assertEquals(fitsSizeLimit(type, bodyOf(bytes)), fits));
  }
});
