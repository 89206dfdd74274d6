import { loadCommands } from "../../../cli/commands/mod.ts";
import { commandHelp, rootHelp } from "../../../cli/help/pages.ts";
import { GLOBAL_OPTIONS } from "../../../cli/options/global.ts";
import { optionName } from "../../../cli/options/option.ts";
import { understood } from "../command-table.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { split } from "shlex";

const COMMANDS = await loadCommands();

const PAGES = [
  ["im", rootHelp(COMMANDS)] as const,
  ...COMMANDS.map((one) => [one.name, commandHelp(one)] as const),
];

for (const [name, page] of PAGES) {
  describe(`help of ${name}`, () => {
    it("fits into 80 columns", () => assertEquals(page.split("\n").filter((line) => line.length > 80), []));

    it("ends in one newline and has no blanks at line ends", () => {
      assert(page.endsWith("\n") && !page.endsWith("\n\n"));
      assertEquals(page.split("\n").filter((line) => /\s$/.test(line)), []);
    });

    it("has no heading without a text", () => assertEquals(/^[A-Z ]+\n(\n|$)/m.exec(page), null));

    it("shows every global option and the exit statuses", () => {
      for (const key of Object.keys(GLOBAL_OPTIONS)) assertStringIncludes(page, optionName(key));
      for (
        const status of ["0 done", "2 wrong usage", "4", "network", "130 interrupted", "143 ended by SIGTERM"]
      ) {
        assertStringIncludes(page.replace(/ +/g, " "), status);
      }
    });
  });
}

describe("help of im", () => {
  it("names every command with its summary", () => {
    const [, page] = PAGES[0] ?? ["", ""];
    for (const { name, summary } of COMMANDS) {
      assertStringIncludes(page, name);
      assertStringIncludes(page.replace(/\s+/g, " "), summary);
    }
  });
});

for (const command of COMMANDS) {
  describe(`help of ${command.name}: contents`, () => {
    it("shows every option, choice and scope", () => {
      const page = commandHelp(command);
      for (const [key, option] of Object.entries(command.options)) {
        assertStringIncludes(page, option.isPositional ? `<${option.placeholder}>` : optionName(key));
        for (const word of option.choices ?? []) assertStringIncludes(page, word);
      }
      for (const scope of command.scopes) assertStringIncludes(page, scope);
    });

    for (const { comment, line } of command.examples) {
      it(`has an example that can be run: ${comment}`, async () => {
        const words = split(line);
        const end = words.indexOf("|");
        const parsed = await understood(end < 0 ? words : words.slice(0, end), COMMANDS);
        assertEquals(parsed.command?.name, command.name);
        for (const [key, option] of Object.entries(command.options)) {
          option.read(parsed.options[key], optionName(key));
        }
        for (const [key, option] of Object.entries(GLOBAL_OPTIONS)) {
          option.read(parsed.options[key], optionName(key));
        }
        // Broken lines are joined as a shell does.
        assertStringIncludes(commandHelp(command).replace(/ \\\n +/g, " "), `  # ${comment}\n  im ${line}\n`);
      });
    }
  });
}
