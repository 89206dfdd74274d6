import { allCommands, loadCommands } from "../../../cli/commands/mod.ts";
import { TOPIC_NAMES } from "../../../cli/commands/names.ts";
import { allHelp } from "../../../cli/help/map.ts";
import { commandHelp, groupHelp, rootHelp } from "../../../cli/help/pages.ts";
import { searchHelp } from "../../../cli/help/search.ts";
import { topicHelp } from "../../../cli/help/topics.ts";
import { rawResources } from "../../../cli/raw/resources.ts";
import { displayWidth } from "../../../core/text/width.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ALL = await allCommands();
const SHORTCUTS = await loadCommands();
const METHODS = ALL.filter((one) => !SHORTCUTS.includes(one));
const RESOURCES = await rawResources();

/** Every page of help by name. */
function pagesFor(columns: number): readonly (readonly [name: string, page: string])[] {
  const groups = Map.groupBy(
    ALL.filter(({ name }) => name.includes(" ")),
    ({ name }) => name.split(" ")[0] ?? "",
  );
  return [
    ...[true, false].flatMap((isShort) => [
      ["im", rootHelp(SHORTCUTS, RESOURCES, { isShort, columns })] as const,
      ...ALL.map((one) => [one.name, commandHelp(one, { isShort, columns })] as const),
    ]),
    ...[...groups].map(([name, members]) =>
      [name, groupHelp(name, members, { isShort: false, columns })] as const
    ),
    ...TOPIC_NAMES.map((name) => [`help ${name}`, topicHelp(name, columns)] as const),
    ["help --all", allHelp(SHORTCUTS, METHODS, columns)],
    ["help --search", searchHelp("message", ALL, columns)],
    ["help --search nothing", searchHelp("nothing that there is anywhere in the help", ALL, columns)],
  ];
}

/** A word of a command line, or a text inside its JSON, cannot be broken without changing it. */
function isOneWord(line: string): boolean {
  const text = line.trim().replace(/ \\$/, "");
  if (/^'[^'{[][^']*'$/.test(text)) return true;
  return !/\s/.test(text.replace(/"(?:[^"\\]|\\.)*"/g, '""')) && !/(?<!\\)"[,:]["{[]/.test(text);
}

describe("no line of help is wider than the terminal, nor than 100 columns", () => {
  for (const [columns, most] of [[40, 40], [60, 60], [80, 80], [100, 100]] as const) {
    it(`at ${columns}`, () => {
      const wide = pagesFor(columns).flatMap(([name, page]) =>
        page.split("\n").filter((line) => displayWidth(line) > most && !isOneWord(line))
          .map((line) => `${name}: ${line}`)
      );
      assertEquals(wide, []);
    });
  }

  it("at 20, where the page of the program is concerned", () => {
    const wide = [true, false].flatMap((isShort) =>
      rootHelp(SHORTCUTS, RESOURCES, { isShort, columns: 20 }).split("\n")
        .filter((line) => displayWidth(line) > 20 && !isOneWord(line))
    );
    assertEquals(wide, []);
  });
});
