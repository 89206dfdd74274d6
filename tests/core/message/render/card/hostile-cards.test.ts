import type { JsonValue } from "../../../../../core/json/json.ts";
import { renderCard } from "../../../../../core/message/render/card/card.ts";
import { cardBody } from "./card-body.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const TAGS = (
  "plain_text text markdown markdown_v1 div note hr br column_set column repeat person person_v1 person_list " +
  "avatar at at_all button actions action overflow select_static select_person multi_select_static " +
  "multi_select_person select_img input date_picker picker_datetime picker_time checker img image img_combination " +
  "table chart audio video collapsible_panel form interactive_container text_tag number_tag link emoji " +
  "local_datetime list blockquote code_block code_span heading fallback_text card_header custom_icon " +
  "standard_icon brand_new"
).split(" ");
const KEYS = (
  "property content text title label placeholder elements i18nContent textStyle fields extra fallback columns rows " +
  "items actions options persons userID notation confirm disabledTips url key milliseconds fallbackText level " +
  "contents language header expanded initialOption initialIndex selectedValues defaultValue inputType initialDate " +
  "initialTime initialDatetime checked alt imageID imgList chartSpec fileID"
).split(" ");
const ODD: readonly JsonValue[] = [
  null,
  true,
  -1,
  1e300,
  0.5,
  "",
  "x",
  [],
  [null, 1, "x", [], {}],
  {},
  { toString: 1, valueOf: 1, constructor: 1 },
  { content: { content: 1 }, data: [1], values: [1, null, {}] },
];

function nested(depth: number, around: (inner: JsonValue) => JsonValue): JsonValue {
  let node: JsonValue = { tag: "text", content: "core" };
  for (let level = 0; level < depth; level++) node = around(node);
  return node;
}

describe("a hostile card", () => {
  for (const tag of TAGS) {
    it(`never throws for odd data in ${tag}`, () => {
      for (const odd of ODD) {
        const data = Object.fromEntries(KEYS.filter((key) => key !== "property").map((key) => [key, odd]));
        for (const element of [{ tag, ...data }, { tag, property: data }, { tag, property: odd }]) {
          assertEquals(typeof cardBody([element]), "string");
        }
      }
    });
  }

  const around: Readonly<Record<string, (inner: JsonValue) => JsonValue>> = {
    "columns": (inner) => ({ tag: "column", elements: [inner] }),
    "unknown elements": (inner) => ({ tag: "brand_new", elements: [inner] }),
    "texts of texts": (inner) => ({ tag: "plain_text", elements: [inner] }),
    "panels": (inner) => ({ tag: "collapsible_panel", elements: [inner] }),
    "lists": (inner) => ({ tag: "list", items: [{ elements: [inner] }] }),
    "lists of nothing but lists": (inner) => [inner],
  };
  for (const [name, wrap] of Object.entries(around)) {
    it(`shows ${name} down to a limit and says where it was cut`, () => {
      assertEquals(cardBody([nested(45, wrap)]).includes("core"), true);
      const cut = cardBody([nested(200, wrap)]);
      assertEquals(cut.includes("core"), false);
      assertEquals(cut.includes("[card nested too deep]"), true);
    });
  }

  for (const [levels, text] of [[49, "core"], [50, "[card nested too deep]"]] as const) {
    it(`of the older form is shown to 50 levels: "${text}" behind ${levels}`, () => {
      let element: JsonValue = { tag: "markdown", content: "core" };
      for (let level = 0; level < levels; level++) element = { tag: "brand_new", elements: [element] };
      const content = JSON.stringify({ elements: [element] });
      assertEquals(renderCard({ type: "interactive", content, mentions: [], deleted: false }), text);
    });
  }

  it("that nests very deeply without any text is an empty card", () => {
    const deep = '{"body":'.repeat(200_000) + "1" + "}".repeat(200_000);
    const rendered = (content: string) =>
      renderCard({ type: "interactive", content, mentions: [], deleted: false });
    assertEquals(rendered(deep), "[interactive card]");
    assertEquals(rendered(JSON.stringify({ json_card: deep })), "<card>\n</card>");
  });

  it("nests empty texts without doubling the work at each level", () => {
    // With 2^50 steps this would not end.
    const empty = (depth: number, tag: string): JsonValue =>
      depth === 0 ? { tag: "card_header" } : { tag, elements: [empty(depth - 1, tag)] };
    for (const tag of TAGS) assertEquals(typeof cardBody([empty(48, tag)]), "string");
  });

  it("with very many elements shows them all", () => {
    const elements = Array.from({ length: 200_000 }, () => ({ tag: "hr" }));
    assertEquals(cardBody(elements).length, 200_000 * 4 - 1);
  });

  it("with an enormous list level is indented within bounds", () => {
    const list = { tag: "list", items: [{ level: 1e15, elements: ["x"] }, { level: -3, elements: ["y"] }] };
    assertEquals(cardBody([list]), `${"  ".repeat(50)}- x\n- y`);
  });

  it("of the older form is cut at the same depth", () => {
    const content = JSON.stringify({ elements: [nested(1000, (inner) => ({ elements: [inner] }))] });
    assertEquals(
      renderCard({ type: "interactive", content, mentions: [], deleted: false }),
      "[card nested too deep]",
    );
  });
});
