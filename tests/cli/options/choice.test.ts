import { choiceList, sortOrder } from "../../../cli/options/choice.ts";
import { detailOf } from "../../core/detail-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("choiceList", () => {
  const strict = choiceList(["group", "p2p"], "kinds");
  const loose = choiceList(["group", "p2p"], "kinds", "dropped");
  const cases:
    readonly (readonly [text: string, strict: readonly string[] | "refused", loose: readonly string[]])[] = [
      ["group", ["group"], ["group"]],
      [" P2P , group ", ["p2p", "group"], ["p2p", "group"]],
      ["group,GROUP", ["group"], ["group"]],
      ["group,,p2p", "refused", ["group", "p2p"]],
      ["group,", "refused", ["group"]],
      ["", "refused", []],
    ];
  for (const [text, expected, dropped] of cases) {
    it(`reads "${text}"`, () => {
      if (expected === "refused") {
        assertEquals(detailOf(() => strict.parse(text, "--types")).param, "--types");
      } else assertEquals(strict.parse(text, "--types"), expected);
      assertEquals(loose.parse(text, "--types"), dropped);
    });
  }

  it("refuses another word", () =>
    assertEquals(detailOf(() => loose.parse("group,topic", "--types")).param, "--types"));

  it("shows all words", () =>
    assertEquals([strict.placeholder, strict.choices, strict.summary], [
      "group,p2p",
      ["group", "p2p"],
      "kinds",
    ]));
});

describe("sortOrder", () => {
  const order = sortOrder({ ByCreateTimeAsc: "oldest" }, ["newest", "oldest"], "the order");
  const cases: readonly (readonly [text: string, read: string])[] = [
    ["oldest", "oldest"],
    ["newest", "newest"],
    ["ByCreateTimeAsc", "oldest"],
  ];
  for (const [text, read] of cases) {
    it(`reads ${text} as ${read}`, () => assertEquals(order.parse(text, "--sort"), read));
  }
  for (const text of ["toString", "byCreateTimeAsc"]) {
    it(`refuses ${text}`, () => assertEquals(detailOf(() => order.parse(text, "--sort")).param, "--sort"));
  }
});
