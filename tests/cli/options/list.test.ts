import { userIds } from "../../../cli/options/ids.ts";
import { listOf, requiredListOf, splitList } from "../../../cli/options/list.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FLAGS = { listOf: listOf(userIds("s")), requiredListOf: requiredListOf(userIds("s")) };

for (const [name, flag] of Object.entries(FLAGS)) {
  describe(name, () => {
    it("joins the lists of a repeated flag in order", () =>
      assertEquals(flag.read(["ou_2,ou_1", "", "ou_3"], "--sender"), ["ou_2", "ou_1", "ou_3"]));
    it("refuses a bad entry of any of them", () =>
      assertEquals(
        detailOf(() => flag.read(["ou_1", "oc_2"], "--sender")).message,
        '--sender must be a user\'s open id: "oc_2"',
      ));
    it("keeps summary and placeholder", () =>
      assertEquals([flag.summary, flag.placeholder], ["s", userIds("s").placeholder]));
  });
}

describe("listOf", () => {
  it("may be left out", () => assertEquals(FLAGS.listOf.required, false));
  it("is empty when it is not given", () => assertEquals(FLAGS.listOf.read(undefined, "--sender"), []));
  it("is empty when only blanks are given", () => assertEquals(FLAGS.listOf.read([" , "], "--sender"), []));
});

describe("requiredListOf", () => {
  it("is required", () => assertEquals(FLAGS.requiredListOf.required, true));
  const cases: readonly (readonly [name: string, texts: readonly string[] | undefined, message: string])[] = [
    ["refuses to be left out", undefined, "--sender is missing"],
    ["refuses to be given without a text", [], "--sender is missing"],
    ["refuses blanks alone", [" ", ","], '--sender is empty: " ,,"'],
  ];
  for (const [name, texts, message] of cases) {
    it(name, () => {
      const detail = detailOf(() => FLAGS.requiredListOf.read(texts, "--sender"));
      assertEquals([detail.param, detail.message, detail.hint], [
        "--sender",
        message,
        `add --sender <${userIds("s").placeholder}>`,
      ]);
    });
  }
});

describe("splitList", () => {
  const cases: readonly (readonly [text: string, entries: readonly string[]])[] = [
    ["a", ["a"]],
    ["a,b", ["a", "b"]],
    [" a , b\t,", ["a", "b"]],
    ["a b", ["a b"]],
    ["b,a,b", ["b", "a", "b"]],
    ["", []],
    [" ,, ", []],
  ];
  for (const [text, entries] of cases) {
    it(`splits ${JSON.stringify(text)}`, () => assertEquals(splitList(text), entries));
  }
});
