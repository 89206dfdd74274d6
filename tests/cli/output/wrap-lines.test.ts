import { lineText } from "../../../cli/output/style.ts";
import { wrapLine } from "../../../cli/output/wrap-lines.ts";
import type { Line } from "../../../cli/screen.ts";
import { displayWidth } from "../../../core/text/width.ts";
import { FILE_SCREEN, terminalScreen } from "../../support/screens.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const wrapped = (line: Line, columns: number) =>
  wrapLine(line, terminalScreen(columns)).map((one) => lineText(one, FILE_SCREEN));

describe("lines that are too wide for a terminal", () => {
  const cases: readonly (readonly [what: string, line: Line, columns: number, lines: readonly string[]])[] = [
    ["what fits stays", "user: Mia", 40, ["user: Mia"]],
    ["they break at blanks, the rest indented", "appSecret: ****  (variable IM_APP_SECRET)", 30, [
      "appSecret: ****  (variable",
      "  IM_APP_SECRET)",
    ]],
    [
      "what follows a short label stands below itself",
      "ok    clock: this clock and the service's agree",
      30,
      [
        "ok    clock: this clock and",
        "      the service's agree",
      ],
    ],
    ["an indent is kept", "  one two three four", 12, ["  one two", "    three", "    four"]],
    ["a command stands on a line of its own", "no profiles; make one with: im config init", 40, [
      "no profiles; make one with:",
      "  im config init",
    ]],
    [
      "an error that begins with the name of a command is a sentence",
      [{ text: "error:", style: "red" }, " im messages delete was not confirmed: nothing was done"],
      40,
      ["error: im messages delete was not", "  confirmed: nothing was done"],
    ],
    [
      "a long command goes on as a shell reads it",
      "more: im +threads-messages-list --thread omt_6a0fd1c83b7e9254 --format 'a b'",
      40,
      [
        "more:",
        "  im +threads-messages-list \\",
        "  --thread omt_6a0fd1c83b7e9254 \\",
        "  --format 'a b'",
      ],
    ],
    ["a quote within quotes is not broken", "more: im x --a 'it'\\''s a; b' --cc dddddddd", 24, [
      "more:",
      "  im x --a 'it'\\''s a; b' --cc dddddddd",
    ]],
    ["an id stays whole, however narrow it is", "found om_0d4f9b26a7c35e18940e6b1d72fc8a53", 38, [
      "found",
      "  om_0d4f9b26a7c35e18940e6b1d72fc8a53",
    ]],
    [
      "an id begins further to the left where it would not fit",
      "09:21  ou_5d27c0b9e18f46a3942db7f03ea6c18e",
      40,
      [
        "09:21",
        "     ou_5d27c0b9e18f46a3942db7f03ea6c18e",
      ],
    ],
    [
      "what has no room anywhere stays behind its name",
      "  file file_v3_00n1_1c6e94d2-7a35-4f0b-8e21-90b4c7d5f3ag",
      40,
      [
        "  file file_v3_00n1_1c6e94d2-7a35-4f0b-8e21-90b4c7d5f3ag",
      ],
    ],
    ["Chinese breaks between characters", "客户支持客户支持", 10, ["客户支持客", "  户支持"]],
  ];
  for (const [what, line, columns, lines] of cases) {
    it(what, () => assertEquals(wrapped(line, columns), lines));
  }
  it("in a file nothing is wrapped", () =>
    assertEquals(wrapLine("x ".repeat(200), FILE_SCREEN), ["x ".repeat(200)]));
  it("pieces keep their looks", () =>
    assertEquals(
      wrapLine(
        [{ text: "bold bold", style: "bold" }, " plain ", { text: "dim", style: "dim" }],
        terminalScreen(12),
      ),
      [
        [{ text: "bold bold", style: "bold" }],
        ["  ", { text: "plain " }, { text: "dim", style: "dim" }],
      ],
    ));
  it("nothing is lost and nothing is wider, at any width", () => {
    const line =
      "warning: credentials_from_environment: variables hold credentials and win over every profile";
    for (let columns = 32; columns < 100; columns++) {
      const lines = wrapped(line, columns);
      assert(lines.every((one) => displayWidth(one) <= columns), lines.join("\n"));
      assertEquals(lines.map((one) => one.trim()).join(" "), line);
    }
  });
});
