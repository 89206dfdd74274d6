import { anything, list, record, recordOf, type Shape, text, truth, word } from "../../core/json/shape.ts";
import type { ToolDescription, ToolMeta } from "./tool.ts";

const RISK = word(["read", "write", "high-risk-write"]);

const META = recordOf<ToolMeta>({
  envelope_version: text(),
  risk: RISK,
  danger: truth("it needs a confirmation"),
  "danger_grade?": word(["moderate", "severe", "depends"]),
  identities: list(word(["user", "bot"])),
  access_tokens: list(word(["user", "bot"]), "the same as identities"),
  scopes: list(text(), "any one of them is enough"),
  required_scopes: list(text(), "all of them are needed"),
  "more_scopes?": anything("what may be needed besides, by identity"),
  "http_method?": text("of a method of the API"),
  "path?": text("of a method of the API"),
  examples: list(record({ description: text(), command: text() })),
  "affordance?": record({ "tips?": list(text()), "related?": list(text()) }),
});

/** A tool object, all fields of which may be absent where there is a list in its place. */
const TOOL = recordOf<ToolDescription>({
  name: text("the command line without its options"),
  description: text(),
  inputSchema: anything("what it takes, as JSON Schema 2020-12"),
  outputSchema: anything("the document that it prints, as JSON Schema 2020-12"),
  _meta: META,
});

/** The shape of what `im schema` answers with: one tool object, or a list. */
export function schemaAnswer(): Shape {
  const { required: _, ...one } = TOOL;
  const { properties } = one as { readonly properties: Readonly<Record<string, Shape>> };
  const { name = {}, description = {} } = properties;
  const row = record({
    name,
    description,
    ...Object.fromEntries(
      Object.entries(properties)
        .filter(([key]) => key !== "name" && key !== "description")
        .map(([key, shape]) => [`${key}?`, shape]),
    ),
    "http_method?": text("of a method of the API"),
    "path?": text("of a method of the API"),
    "identities?": list(word(["user", "bot"])),
    "risk?": RISK,
  });
  return {
    ...one,
    properties: { ...properties, items: list(row, "by name; with --all, whole tool objects") },
  };
}
