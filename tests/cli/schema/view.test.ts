import type { Line, Screen } from "../../../cli/screen.ts";
import { lineText } from "../../../cli/output/style.ts";
import { toolLines } from "../../../cli/schema/view.ts";
import type { ToolDescription } from "../../../cli/schema/tool.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const TOOL: ToolDescription = {
  name: "im things make",
  description: "Make a thing",
  inputSchema: {
    type: "object",
    properties: {
      params: {
        type: "object",
        carrier: "--params",
        properties: {
          thing_id: { type: "string", description: "the thing", flag: "--thing-id" },
          kinds: { type: "array", items: { type: "string", enum: ["a", "b"] }, flag: "--kinds" },
        },
        required: ["thing_id"],
      },
      size: { type: "integer", minimum: 1, maximum: 9, default: 2, description: "its size", flag: "--size" },
    },
    required: ["params"],
  },
  outputSchema: {
    type: "object",
    properties: {
      data: {
        type: "object",
        properties: {
          parts: {
            type: "array",
            items: { type: "object", properties: { id: { type: ["string", "null"] } } },
          },
          isNew: { const: true, description: "it was not there" },
        },
      },
    },
  },
  _meta: {
    ...{ envelope_version: "1.0", risk: "high-risk-write", danger: true, identities: ["user", "bot"] },
    ...{ access_tokens: ["user", "bot"], scopes: ["x:y"], required_scopes: [] },
    ...{
      http_method: "POST",
      path: "/things",
      examples: [{ description: "one", command: "im things make" }],
    },
    affordance: { tips: ["Think twice before you make a thing."] },
  },
};

const WHOLE = `im things make: Make a thing
POST /things
high-risk-write, as user or bot, needs --yes (moderate)

INPUT
  --params                  required; its fields, or those that have an option:
    thing_id (--thing-id)   string, required: the thing
    kinds[] (--kinds)       list of a|b
  --size                    integer 1 to 9, default 2: its size

OUTPUT (data)
  parts[]   list
    id      string or null
  isNew     true: it was not there

SCOPES (any one)
  x:y

EXAMPLES
  # one
  im things make

Think twice before you make a thing.

the schemas themselves: --format json`;

function textOf(screen: Partial<Screen>): readonly string[] {
  const full = { isTerminal: false, columns: undefined, isColored: false, now: 0, ...screen };
  return toolLines(TOOL, full).map((line: Line) => lineText(line, full));
}

describe("a tool object for people", () => {
  it("shows call, risk, input, output, scopes, examples and advice", () =>
    assertEquals(textOf({}).join("\n").replace(/ {2,}(?=\S)/gm, "  "), WHOLE.replace(/ {2,}(?=\S)/gm, "  ")));

  it("puts texts beside their terms", () =>
    assertEquals(textOf({}).filter((line) => line.includes("thing_id") || line.includes("--size")), [
      "    thing_id (--thing-id)  string, required: the thing",
      "  --size                   integer 1 to 9, default 2: its size",
    ]));

  it("wraps them under themselves, and below their terms where the screen is narrow", () => {
    const long = textOf({ columns: 64 });
    assertEquals(long.filter((line) => line.length > 64), []);
    const at = textOf({ columns: 40 }).indexOf("  --size");
    assertEquals(textOf({ columns: 40 }).slice(at, at + 3), [
      "  --size",
      "      integer 1 to 9, default 2: its",
      "      size",
    ]);
  });
});
