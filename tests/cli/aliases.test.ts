import { spelled } from "../../cli/spelling.ts";
import { type Command, defineCommand } from "../../cli/command.ts";
import { listOf, splitList } from "../../cli/options/list.ts";
import { alias, choice, integer, optional, text, toggle, withDefault } from "../../cli/options/option.ts";
import type { ParsedLine } from "../../cli/line.ts";
import { problemOf, understood } from "./command-table.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LIST: Command = defineCommand({
  name: "+list",
  summary: "lists",
  examples: [],
  identities: [],
  scopes: [],
  risk: "read",
  options: {
    order: alias(withDefault(choice(["asc", "desc"], "order"), "desc"), "sort", "sort-order"),
    pageSize: alias(withDefault(integer(1, 50, "records"), 50), "limit"),
    ids: alias(listOf({ placeholder: "ids", summary: "ids", parse: (value) => splitList(value) }), "id"),
    loud: alias(toggle("loudly"), "noisy"),
    start: alias(optional(text("time", "start")), "start-time"),
  },
  run: () => Promise.resolve({ data: {} }),
});
const OTHER: Command = defineCommand({
  name: "+other",
  summary: "has no aliases",
  examples: [],
  identities: [],
  scopes: [],
  risk: "read",
  options: { query: optional(text("words", "what")) },
  run: () => Promise.resolve({ data: {} }),
});

const COMMANDS = [LIST, OTHER];
const parse = (...words: readonly string[]) => understood(words, COMMANDS);

describe("aliases of options", () => {
  type Texts = ParsedLine["options"];
  const cases: readonly (readonly [line: string, options: Texts, spellings: ParsedLine["givenNames"]])[] = [
    ["--order asc", { order: ["asc"] }, {}],
    ["--sort asc", { order: ["asc"] }, { order: "--sort" }],
    ["--sort-order asc", { order: ["asc"] }, { order: "--sort-order" }],
    ["--sort-order=asc", { order: ["asc"] }, { order: "--sort-order" }],
    ["--limit 5 --start-time x", { pageSize: ["5"], start: ["x"] }, {
      pageSize: "--limit",
      start: "--start-time",
    }],
    ["--limit=", { pageSize: [""] }, { pageSize: "--limit" }],
    ["--noisy", { loud: ["true"] }, { loud: "--noisy" }],
    ["--loud --noisy", { loud: ["true", "true"] }, {}],
    ["--order asc --sort asc", { order: ["asc", "asc"] }, {}],
    ["--sort asc --sort-order asc", { order: ["asc", "asc"] }, { order: "--sort" }],
    ["--sort desc --sort asc", { order: ["desc", "asc"] }, { order: "--sort" }],
    ["--order desc --order asc --sort asc", { order: ["desc", "asc", "asc"] }, {}],
    ["--order asc --sort desc --sort asc", { order: ["asc", "desc", "asc"] }, {}],
    ["--ids a,b --id c", { ids: ["a,b", "c"] }, {}],
    ["--id c", { ids: ["c"] }, { ids: "--id" }],
    ["--format json --limit 5", { format: ["json"], pageSize: ["5"] }, { pageSize: "--limit" }],
  ];
  for (const [line, options, spellings] of cases) {
    it(`reads "${line}"`, async () => {
      const parsed = await parse("+list", ...line.split(" "));
      assertEquals([parsed.options, parsed.givenNames], [options, spellings]);
    });
  }

  it("stand before the value of any form", async () => {
    assertEquals((await parse("+list", "--start-time", "--limit")).options, { start: ["--limit"] });
    assertEquals((await parse("+list", "--start-time", "")).options, { start: [""] });
  });

  const conflicts: readonly (readonly [line: string, message: string, param: string])[] = [
    [
      "--order asc --sort desc",
      '--sort and --order are the same option but have different values: "desc" and "asc"',
      "--sort",
    ],
    [
      "--sort desc --order asc",
      '--sort and --order are the same option but have different values: "desc" and "asc"',
      "--sort",
    ],
    [
      "--sort desc --sort-order asc",
      '--sort-order and --sort are the same option but have different values: "asc" and "desc"',
      "--sort-order",
    ],
    [
      "--order asc --order desc --sort asc",
      '--sort and --order are the same option but have different values: "asc" and "desc"',
      "--sort",
    ],
    [
      "--page-size 5 --limit 6",
      '--limit and --page-size are the same option but have different values: "6" and "5"',
      "--limit",
    ],
  ];
  for (const [line, message, param] of conflicts) {
    it(`refuses "${line}"`, async () => {
      const detail = await problemOf(["+list", ...line.split(" ")], COMMANDS);
      assertEquals([detail.type, detail.subtype, detail.message, detail.param, detail.hint], [
        "validation",
        "invalid_argument",
        message,
        param,
        `leave ${param} out`,
      ]);
    });
  }

  it("belong to their command only", async () => {
    const detail = await problemOf(["+other", "--limit", "5"], COMMANDS);
    assertEquals([detail.param, detail.message], ["--limit", 'unknown option "--limit"']);
  });

  it("need their value", async () => {
    const detail = await problemOf(["+list", "--limit"], COMMANDS);
    assertEquals([detail.param, detail.message], ["--limit", "--limit needs a value"]);
  });

  it("of toggles take =true and =false", async () => {
    assertEquals((await parse("+list", "--noisy=false")).options, { loud: ["false"] });
  });

  it("hide their value from the search for a stray word", async () => {
    const detail = await problemOf(["+list", "--limit", "5", "stray"], COMMANDS);
    assertStringIncludes(spelled(detail.message), 'unexpected word "stray"');
  });
});
