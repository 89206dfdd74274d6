import { renderCard } from "../../../../../core/message/render/card/card.ts";
import { cardBody, type ElementCase } from "./card-body.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

type Json = ElementCase[1];

const oneCell = (data: Json) => ({
  tag: "table",
  property: { columns: [{ name: "c" }], rows: [{ c: { data } }] },
});
const cellCase = (name: string, data: Json, cell: string): ElementCase => [
  `table cell: ${name}`,
  oneCell(data),
  `| c |\n|------|\n| ${cell} |`,
];
const points = [{ x: "Jan", y: 10 }, { x: "Feb", y: 2.5 }];
const chart = (chartSpec: Json): Json => ({ tag: "chart", property: { chartSpec } });

const cases: readonly ElementCase[] = [
  [
    "table: display names, else names, and a row for each row",
    {
      tag: "table",
      property: {
        columns: [{ displayName: "Name", name: "n" }, { name: "score" }],
        rows: [{ n: { data: "Ana" }, score: { data: 95.5 } }, { n: { data: "Bo" } }],
      },
    },
    "| Name | score |\n|------|------|\n| Ana | 95.5 |\n| Bo |  |",
  ],
  ["table: nothing without columns", { tag: "table", property: { rows: [{}] } }, ""],
  cellCase("a text", "plain", "plain"),
  cellCase("a whole number", 95, "95"),
  cellCase("a list of texts", [{ text: "A" }, { text: "B" }], "「A」 「B」"),
  cellCase("a text node", { content: "node" }, "node"),
  cellCase("a dumped list", "[map[text:A] map[text:B]]", "A, B"),
  cellCase("a dumped list with spaces", "[map[text:VIP Plus] map[text:B]]", "VIP Plus, B"),
  cellCase("a dumped list with other keys", "[map[bold:true text:A b] map[text:B zone:2]]", "A b, B"),
  cellCase("a dumped list with keys of one letter", "[map[text:A b x:1] map[text:B]]", "A b, B"),
  cellCase("a dumped list with an address", "[map[text:see https://ex.test]]", "see https://ex.test"),
  cellCase("a dumped list with brackets in it", "[map[text:a[1]] map[text:B]]", "a[1], B"),
  cellCase("a dump without texts stays as it is", "[map[id:1] map[text:B]]", "[map[id:1] map[text:B]]"),
  cellCase("an unfinished dump stays as it is", "[map[text:A]", "[map[text:A]"),
  cellCase("true", true, "true"),
  cellCase("null", null, ""),
  cellCase("bars and line breaks stay inside", "a|b\nc", "a\\|b c"),
  [
    "table: a column named like a member of every object is empty",
    { tag: "table", property: { columns: [{ name: "constructor" }, { name: "__proto__" }], rows: [{}] } },
    "| constructor | __proto__ |\n|------|------|\n|  |  |",
  ],
  ...[["bar", "Bar chart"], ["line", "Line chart"], ["area", "Area chart"]].map((
    [type = "", name],
  ): ElementCase => [
    `chart: ${type}`,
    chart({ title: { text: "Sales" }, type, xField: "x", yField: "y", data: { values: points } }),
    `📊 Sales (${name})\nSummary: Jan:10, Feb:2.5`,
  ]),
  [
    "chart: pie",
    chart({
      title: { text: "S" },
      type: "pie",
      categoryField: "x",
      valueField: "y",
      data: { values: points },
    }),
    "📊 S (Pie chart)\nSummary: Jan:10, Feb:2.5",
  ],
  ...[["radar", "Radar chart"], ["scatter", "Scatter plot"]].map(([type = "", name]): ElementCase => [
    `chart: ${type}, points counted`,
    chart({ title: { text: "S" }, type, xField: "x", yField: "y", data: { values: points } }),
    `📊 S (${name})\nSummary: 2 data point(s)`,
  ]),
  [
    "chart: points counted where the fields are not told",
    chart({ title: { text: "S" }, type: "bar", data: { values: points } }),
    "📊 S (Bar chart)\nSummary: 2 data point(s)",
  ],
  [
    "chart: several series",
    chart({
      type: "line",
      xField: "x",
      yField: "y",
      data: [{ values: [points[0] ?? 0] }, { values: [points[1] ?? 0] }],
    }),
    "📊 Line chart\nSummary: Jan:10, Feb:2.5",
  ],
  ["chart: no points", chart({ title: { text: "S" }, type: "bar" }), "📊 S (Bar chart)"],
  ["chart: nothing told", chart({}), "📊 Chart"],
];

describe("tables and charts", () => {
  for (const [name, element, expected] of cases) {
    it(name, () => assertEquals(cardBody([element]), expected));
  }

  it("keep all digits of a long number", () => {
    const card = JSON.stringify({ body: { elements: [oneCell("DIGITS")] } }).replace(
      '"DIGITS"',
      "9007199254740993",
    );
    const content = JSON.stringify({ json_card: card });
    assertEquals(
      renderCard({ type: "interactive", content, mentions: [], deleted: false }),
      "<card>\n| c |\n|------|\n| 9007199254740993 |\n</card>",
    );
  });

  it("say how many columns beyond 50 are left out", () => {
    const columns = Array.from({ length: 53 }, (_, index) => ({ name: `c${index}` }));
    const lines = cardBody([{ tag: "table", property: { columns, rows: [] } }]).split("\n");
    assertEquals(lines[0]?.endsWith("| c49 |"), true);
    assertEquals(lines.at(-1), "[3 more column(s) not shown]");
  });
});
