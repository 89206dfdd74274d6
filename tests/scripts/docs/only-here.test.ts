import { allCommands, loadCommands } from "../../../cli/commands/mod.ts";
import { GLOBAL_OPTIONS } from "../../../cli/options/global.ts";
import { optionNames } from "../../../cli/options/option.ts";
import { FORMER_COMMANDS, FORMER_OPTIONS } from "../../../scripts/docs/lark-cli.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** The part of docs/from-lark-cli.md about what lark-cli does not have. */
const page = await Deno.readTextFile(new URL("../../../docs/from-lark-cli.md", import.meta.url));
const [, section = ""] = /## What is only here\n([\s\S]*?)\n## /.exec(page) ?? [];
const named = new Set(section.match(/(?<=[` ])-{1,2}[A-Za-z][a-z-]*/g) ?? []);

/** Options that lark-cli has somewhere, also where it says that they are absent here. */
const former = new Set(
  [...FORMER_OPTIONS, ...FORMER_COMMANDS.flatMap(({ options }) => options)].map(({ name }) => name),
);

function namesOf(set: Readonly<Record<string, Parameters<typeof optionNames>[1]>>): readonly string[] {
  return Object.entries(set).flatMap(([key, option]) =>
    option.isPositional ? [] : optionNames(key, option).own
  );
}

describe("what docs/from-lark-cli.md says is only here", () => {
  it("exists", async () => {
    const all = new Set(
      [GLOBAL_OPTIONS, ...(await allCommands()).map(({ options }) => options)].flatMap(namesOf),
    );
    assertEquals([...named].filter((name) => !all.has(name)), []);
  });

  it("has every option of ours that lark-cli has nowhere", async () => {
    const own = [GLOBAL_OPTIONS, ...(await loadCommands()).map(({ options }) => options)].flatMap(namesOf);
    const missing = [...new Set(own)].filter((name) => !former.has(name) && !named.has(name));
    assertEquals(missing.filter((name) => name !== "--directory" && name.length > 2), []);
  });
});
