import { loadCommands } from "../../../cli/commands/mod.ts";
import { commandHelp, groupHelp, rootHelp } from "../../../cli/help/pages.ts";
import { GLOBAL_OPTIONS } from "../../../cli/options/global.ts";
import { optionName } from "../../../cli/options/option.ts";
import { rawCommands } from "../../../cli/raw/commands.ts";
import { understood } from "../command-table.ts";
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { split } from "shlex";

const COMMANDS = await loadCommands();
const METHODS = await rawCommands("");

const LONG = { isShort: false, columns: 80 };
const SHORT = { isShort: true, columns: 80 };
const RESOURCES = [["chats", "create, get, update, list, search, delete"]] as const;

/** Pages by name, in one style. */
function pagesIn(style: typeof LONG): readonly (readonly [name: string, page: string])[] {
  return [
    ["im", rootHelp(COMMANDS, RESOURCES, style)],
    ["im chats", groupHelp("chats", METHODS.filter(({ name }) => name.startsWith("chats ")), style)],
    ...[...COMMANDS, ...METHODS].map((one) => [one.name, commandHelp(one, style)] as const),
  ];
}

describe("pages of help", () => {
  for (const isShort of [true, false]) {
    for (const columns of [60, 80, 100]) {
      it(`${isShort ? "short" : "long"} ones fit into ${columns} columns`, () => {
        const pages = pagesIn({ isShort, columns });
        // An argument that a person copies as a whole is not broken.
        const wide = pages.flatMap(([, page]) => page.split("\n"))
          .filter((line) => line.length > columns && !/^ +im |^ {4}--\S+ \S+( \\)?$/.test(line));
        assertEquals(wide, []);
      });
    }

    it(`${isShort ? "short" : "long"} ones are tidy`, () => {
      for (const [name, page] of pagesIn({ isShort, columns: 80 })) {
        assert(page.endsWith("\n") && !page.endsWith("\n\n"), name);
        assertEquals(page.split("\n").filter((line) => /\s$/.test(line)), [], name);
        assertEquals(/^[A-Z ]+\n(\n|$)/m.exec(page), null, name);
        assertEquals(page.match(/\S\n[A-Z][A-Z ]+(:.*)?\n/g), null, name);
      }
    });
  }

  it("use the width of a wide terminal", () => {
    const longest = (columns: number) => {
      const lines = pagesIn({ isShort: false, columns }).flatMap(([, page]) => page.split("\n"));
      return Math.max(...lines.filter((line) => !/^ +(im |--)/.test(line)).map((line) => line.length));
    };
    assert(longest(80) > 75 && longest(100) > 95);
  });

  it("stand one below the other where two columns have no room", () => {
    const page = commandHelp(COMMANDS.find(({ name }) => name === "+chat-list") ?? COMMANDS[0]!, {
      isShort: true,
      columns: 40,
    });
    assertStringIncludes(
      page,
      "\n  --exclude-muted\n      leave out chats you have muted; as\n      a user only\n",
    );
    assertEquals(page.split("\n").filter((line) => line.length > 40 && !/^ +(im |--)/.test(line)), []);
  });
});

describe("help of im", () => {
  it("names every command with its summary, in sections", () => {
    for (const style of [SHORT, LONG]) {
      const page = rootHelp(COMMANDS, [], style);
      for (const { name, summary } of COMMANDS) {
        const [group = "", word] = name.split(" ");
        if (style.isShort && word !== undefined) {
          assertMatch(page, new RegExp(`^  ${group} .*\\b${word}\\b`, "m"));
          continue;
        }
        assertStringIncludes(page, `  ${name} `);
        assertStringIncludes(page.replace(/\s+/g, " "), summary);
      }
      const titles = Array.from(page.matchAll(/^[A-Z ]+$/gm), ([title]) => title);
      assertEquals(titles.slice(1, 4), ["MESSAGES", "CHATS", "BOOKMARKS AND FEED"]);
    }
  });

  it("has the global options and the topics only in the long page", () => {
    const [short, long] = [SHORT, LONG].map((style) => rootHelp(COMMANDS, RESOURCES, style));
    for (const word of ["GLOBAL OPTIONS", "--retry-budget", "TOPICS", "exit-codes", "API METHODS", "--map"]) {
      assertStringIncludes(long ?? "", word);
      assert(!short?.includes(word), word);
    }
  });
});

for (const command of COMMANDS) {
  describe(`help of ${command.name}`, () => {
    it("tells every option, choice and scope, and the global options", () => {
      const page = commandHelp(command, LONG);
      for (const [key, option] of Object.entries({ ...GLOBAL_OPTIONS, ...command.options })) {
        assertStringIncludes(page, option.isPositional ? `<${option.placeholder}>` : optionName(key));
        for (const word of option.choices ?? []) assertStringIncludes(page, word);
      }
      for (const scope of command.scopes) assertStringIncludes(page, scope);
      assertEquals(page.includes("; needs this scope:\n"), command.scopes.length === 1);
    });

    it("is short with -h: its own options, two examples, nothing that all commands share", () => {
      const page = commandHelp(command, SHORT);
      for (const [key, option] of Object.entries(command.options)) {
        assertStringIncludes(page, option.isPositional ? `<${option.placeholder}>` : optionName(key));
      }
      assertEquals(page.match(/^ {2}# /gm)?.length, 2);
      for (const word of ["GLOBAL OPTIONS", "--retry-budget", "IDENTITY", "EXIT STATUS", "IM_"]) {
        assert(!page.replace("IM_RELEASES", "").includes(word), word);
      }
      assertStringIncludes(page, `im ${command.name} --help`);
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
        const page = commandHelp(command, LONG).replace(/ \\\n +/g, " ");
        assertStringIncludes(page, `  # ${comment}\n  im ${line}\n`);
      });
    }
  });
}

describe("help of a group", () => {
  const groups = Map.groupBy(
    [...COMMANDS, ...METHODS].filter(({ name }) => name.includes(" ")),
    ({ name }) => name.split(" ")[0] ?? "",
  );
  for (const [group, members] of groups) {
    it(`${group}: what it is about, its commands, how to go on`, () => {
      const [first, second, ...rest] = groupHelp(group, members, LONG).split("\n");
      assert(first !== undefined && /^[A-Z]\w+ .{20,}[^.]$/.test(first), first);
      assert(!first.startsWith("Commands of"), first);
      assertEquals([second, rest[0]], ["", "USAGE"]);
      for (const { name, summary } of members) {
        assertStringIncludes(
          rest.join(" ").replace(/\s+/g, " "),
          `${name.slice(group.length + 1)} ${summary}`,
        );
      }
      assertStringIncludes(rest.join("\n"), `  im ${group} <command> -h`);
    });
  }
});

describe("every command and method", () => {
  it("has two examples or more", () => {
    const few = [...COMMANDS, ...METHODS].filter(({ examples }) => examples.length < 2);
    assertEquals(few.map(({ name }) => name), []);
  });
});
