import { type Command, defineCommand } from "../../cli/command.ts";
import { optional, text, toggle } from "../../cli/options/option.ts";
import type { ParsedLine } from "../../cli/line.ts";
import { problemOf, understood } from "./command-table.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Options whose names begin as the parser's negations do. */
const READ: Command = defineCommand({
  name: "+read",
  summary: "reads",
  examples: [],
  identities: [],
  scopes: [],
  risk: "read",
  options: {
    noReactions: toggle("without reactions"),
    noWaitForLock: toggle("at once"),
    note: optional(text("words", "a note")),
  },
  run: () => Promise.resolve({ data: {} }),
});

const parse = (...words: readonly string[]) => understood(words, [READ]);

describe("options whose names begin with no-", () => {
  const cases: readonly (readonly [line: string, options: ParsedLine["options"]])[] = [
    ["", {}],
    ["--no-reactions", { noReactions: ["true"] }],
    ["--no-reactions --no-reactions", { noReactions: ["true", "true"] }],
    ["--no-wait-for-lock", { noWaitForLock: ["true"] }],
    ["--note a --no-reactions", { note: ["a"], noReactions: ["true"] }],
    ["--note --no-reactions", { note: ["--no-reactions"] }],
    ["--quiet --no-reactions", { quiet: ["true"], noReactions: ["true"] }],
  ];
  for (const [line, options] of cases) {
    it(`are options of their own in "${line}"`, async () => {
      const words = line.split(" ").filter((word) => word !== "");
      assertEquals((await parse("+read", ...words)).options, options);
    });
  }

  it("have no positive form", async () => {
    const detail = await problemOf(["+read", "--reactions"], [READ]);
    assertEquals([detail.message, detail.param], ['unknown option "--reactions"', "--reactions"]);
  });

  it("take =true and =false, like every option without a value", async () => {
    assertEquals((await parse("+read", "--no-reactions=true")).options, { noReactions: ["true"] });
    assertEquals((await parse("+read", "--no-reactions=false")).options, { noReactions: ["false"] });
  });
});
