import { allCommands } from "../../../cli/commands/mod.ts";
import { commandHelp } from "../../../cli/help/pages.ts";
import { runProgram } from "../../../cli/main.ts";
import { fakeFetch, fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMANDS = await allCommands();
const ORDER = ["USAGE", "OPTIONS", "IDENTITY", "GLOBAL OPTIONS", "EXAMPLES", "LEARN MORE"];

describe("every page of a command", () => {
  for (const isShort of [true, false]) {
    it(`${isShort ? "short" : "long"}: says what it does, then its parts in one order`, () => {
      for (const command of COMMANDS) {
        const page = commandHelp(command, { isShort, columns: 80 });
        const headings = Array.from(page.matchAll(/^[A-Z][A-Z ]+$/gm), ([heading]) => heading);
        const expected = ORDER.filter((heading) => headings.includes(heading));
        assertEquals(headings, expected, command.name);
        for (const heading of ["USAGE", "EXAMPLES", "LEARN MORE"]) {
          assertEquals(headings.includes(heading), true, `${command.name}: ${heading}`);
        }
        assertMatch(page, /^[A-Z][^\n]+\n/, command.name);
      }
    });
  }

  it("writes its usage in one notation: <value> [optional] {a | b}", () => {
    const value = String.raw`<[^<>]+>`;
    const option = String.raw`(?:-[A-Za-z], )?--[a-z-]+(?: ${value})?`;
    const usage = new RegExp(
      String
        .raw`^im [^<>{}[\]|]+?(?: ${value}| \[${value}\])*(?: ${option}| \{${option}(?: \| ${option})+\})* \[options\]$`,
    );
    for (const command of COMMANDS) {
      const page = commandHelp(command, { isShort: true, columns: 80 });
      const [, lines = ""] = /\nUSAGE\n((?: {2}im.*\n)(?: {4}(?!\{…).*\n)*)/.exec(page) ?? [];
      assertMatch(lines.replace(/\n +/g, " ").trim(), usage, command.name);
    }
  });
});

describe("what needs no service asks none", () => {
  const lines = [
    "",
    "-h",
    "--help",
    "--version",
    "--version --verbose",
    "help output",
    "help --all",
    "help --map",
    "help --search retry",
    "+messages-send -h",
    "config",
    "chats list --help",
    "completions bash",
    "schema chats.list",
    "config show",
    "whoami",
    "profile list",
    "+chat-list --dry-run",
  ];
  for (const line of lines) {
    it(`im ${line}`, async () => {
      const { fetch, seen } = fakeFetch();
      const stdout = fakeSink();
      const variables = { IM_USER_ACCESS_TOKEN: "u-1", IM_CONFIG_DIR: "/var/empty/im" };
      const words = line.split(" ").filter((word) => word !== "");
      assertEquals(await runProgram(words, fakeWorld({ stdout, fetch, variables })), 0);
      assertEquals([seen.length, stdout.text() === ""], [0, false]);
    });
  }
});
