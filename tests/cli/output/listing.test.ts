import { factLines, listing } from "../../../cli/output/listing.ts";
import { lineText } from "../../../cli/output/style.ts";
import type { Screen } from "../../../cli/screen.ts";
import { displayWidth } from "../../../core/text/width.ts";
import { FILE_SCREEN, terminalScreen } from "../../support/screens.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ID = "oc_7b1e0c94f2d85a63b8e1407d6c39fa52";
const OTHER = "oc_20d9f6a8315c4be7a94f8d02e7c615b3";
const ROWS = [
  { name: "周末 🏔️", id: ID, facts: ["topic chat", "external"], notes: ["once a month"] },
  { name: "Release 2.4", id: OTHER },
];

const text = (screen: Screen, rows = ROWS) => listing(rows, screen).map((line) => lineText(line, screen));

describe("listing", () => {
  it("leads with the name; ids stand below each other", () =>
    assertEquals(text(terminalScreen(80)), [
      `周末 🏔️      ${ID}  topic chat, external`,
      "  once a month",
      `Release 2.4  ${OTHER}`,
    ]));
  it("puts facts below where they do not fit beside", () =>
    assertEquals(text(terminalScreen(60)).slice(0, 2), [`周末 🏔️      ${ID}`, "  topic chat, external"]));
  it("puts ids below the names where they do not fit beside", () =>
    assertEquals(text(terminalScreen(40)), [
      "周末 🏔️",
      `  ${ID}`,
      "  topic chat, external",
      "  once a month",
      "Release 2.4",
      `  ${OTHER}`,
    ]));
  it("is never wider than the terminal, with whole ids, at any width", () => {
    const rows = [
      { name: "名字很长".repeat(20), id: ID, facts: ["one", "two"], notes: ["x".repeat(300)] },
      ...ROWS,
    ];
    for (let columns = 40; columns <= 200; columns++) {
      const lines = text(terminalScreen(columns), rows);
      assert(lines.every((line) => displayWidth(line) <= columns), lines.join("\n"));
      for (const id of [ID, OTHER]) assert(lines.some((line) => line.includes(id)), lines.join("\n"));
    }
  });
  it("cuts nothing in a file", () => {
    const name = "名字很长".repeat(50);
    const lines = text(FILE_SCREEN, [{ name, id: ID, facts: ["one"], notes: ["x".repeat(300)] }]);
    assertEquals(lines, [`${name}  ${ID}  one`, `  ${"x".repeat(300)}`]);
  });
  it("leads with the ids of things that have no names", () =>
    assertEquals(
      listing([{ id: ID, facts: ["type: text"] }, { id: "om_1" }], terminalScreen(80)).map((line) =>
        lineText(line, FILE_SCREEN)
      ),
      [`${ID}  type: text`, "om_1"],
    ));
  it("says so where there is no name", () =>
    assertEquals(text(FILE_SCREEN, [{ name: " ", id: ID, facts: [], notes: [""] }]), [`(no name)  ${ID}`]));
});

describe("factLines", () => {
  it("breaks between facts, never inside", () =>
    assertEquals(factLines(["aaa", "bbb", "ccc ccc ccc"], 8), ["aaa, bbb", "ccc ccc ccc"]));
});

describe("times", () => {
  const { now } = FILE_SCREEN;
  const shown = (ms: number | undefined, screen: Screen, verb?: string) =>
    listing([{ id: "ou_1", facts: ["user", { ms, ...(verb === undefined ? {} : { verb }) }] }], screen)
      .map((line) => lineText(line, FILE_SCREEN));
  it("are spans from now on a terminal", () =>
    assertEquals(shown(now - 3_600_000, terminalScreen(80)), ["ou_1  user, 1 hour ago"]));
  it("are local to the minute in a file, and the zone is told once", () => {
    const [row = "", zone = "", ...more] = shown(now - 3_600_000, FILE_SCREEN, "read");
    assert(/^ou_1 {2}user, read \d{4}-\d\d-\d\d \d\d:\d\d$/.test(row), row);
    assert(/^times are UTC/.test(zone), zone);
    assertEquals(more, []);
  });
  it("are dates where they are long ago, with the zone on a terminal, too", () => {
    const [row = "", zone = ""] = shown(1_700_000_000_000, terminalScreen(80));
    assert(/\d{4}-\d\d-\d\d \d\d:\d\d$/.test(row), row);
    assert(/^times are UTC/.test(zone), zone);
  });
  it("are left out where there is none, the zone as well", () =>
    assertEquals(shown(undefined, FILE_SCREEN, "read"), ["ou_1  user"]));
});
