import { cleanForTerminal, terminalJson, visibleCell } from "../../../cli/output/terminal.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("terminalJson", () => {
  const cases: readonly (readonly [name: string, value: unknown, json: string])[] = [
    ["C1 and DEL", "a\u009b1m\u007f", '"a\\u009b1m\\u007f"'],
    ["reading direction", "a\u202eb\u2066", '"a\\u202eb\\u2066"'],
    ["line separators", "\u2028\u2029\u0085", '"\\u2028\\u2029\\u0085"'],
    ["characters beyond 16 bits", "a\u{e0041}b", '"a\\udb40\\udc41b"'],
    ["not joiners that belong to a word or an emoji", "👨\u200d👩 می\u200cخ", '"👨\u200d👩 می\u200cخ"'],
    ["not what can be seen", "世界 👍🏽 é", '"世界 👍🏽 é"'],
  ];
  for (const [name, value, json] of cases) {
    it(`escapes ${name}`, () => {
      assertEquals(terminalJson(JSON.stringify(value)), json);
      assertEquals(JSON.parse(terminalJson(JSON.stringify(value))), value);
    });
  }
  it("keeps the newlines of indented JSON", () =>
    assertEquals(terminalJson(JSON.stringify({ a: 1 }, null, 2)), '{\n  "a": 1\n}'));
});

const ESC = "\u001b";

describe("cleanForTerminal", () => {
  const rows: readonly (readonly [name: string, text: string, clean: string])[] = [
    ["a colour", `a${ESC}[31mb${ESC}[0mc`, "abc"],
    ["cursor and screen", `${ESC}[2J${ESC}[1;1Ha${ESC}[?25l`, "a"],
    ["CSI with intermediates", `a${ESC}[1 qb`, "ab"],
    ["CSI in eight bits", "a\u009b31mb", "ab"],
    ["a title ended by BEL", `a${ESC}]0;evil\u0007b`, "ab"],
    ["a title ended by ST", `a${ESC}]0;evil${ESC}\\b`, "ab"],
    ["a title ended by ST in eight bits", `a${ESC}]0;evil\u009cb`, "ab"],
    ["OSC in eight bits", "a\u009d0;evil\u0007b", "ab"],
    ["a link", `${ESC}]8;;https://evil${ESC}\\text${ESC}]8;;${ESC}\\`, "text"],
    ["the clipboard", `${ESC}]52;c;ZXZpbA==\u0007a`, "a"],
    ["DCS", `a${ESC}Pq#0${ESC}\\b`, "ab"],
    ["APC", `a${ESC}_x${ESC}\\b`, "ab"],
    ["a reset", `a${ESC}cb`, "ab"],
    ["a character set", `a${ESC}(0b`, "ab"],
    ["a lone ESC", `a${ESC}`, "a"],
    ["an ESC before ESC", `a${ESC}${ESC}[31mb`, "ab"],
    ["BEL, backspace, return and DEL", "a\u0007b\bc\rd\u007fe", "abcde"],
    ["C1", "a\u0080b\u0085c", "abc"],
    ["bidi", "a\u202eb\u2066c\u2069d\u202c", "abcd"],
    ["what cannot be seen", "a\u200bb\ufeffc\u2028d\u2029e", "abcde"],
    ["newline and tab stay", "a\nb\tc", "a\nb\tc"],
    ["Chinese stays", "季度报告，请查收。", "季度报告，请查收。"],
    ["emoji stay", "👍🏽🎉", "👍🏽🎉"],
    ["accents stay", "e\u0301té", "e\u0301té"],
    ["Arabic and Hebrew stay", "مرحبا שלום", "مرحبا שלום"],
    ["brackets and numbers stay", "[31m a]0;b", "[31m a]0;b"],
    ["nothing", "", ""],
  ];
  for (const [name, text, clean] of rows) it(name, () => assertEquals(cleanForTerminal(text), clean));

  it("leaves nothing that a second cleaning would find", () => {
    for (const text of [`${ESC}${ESC}[[31m31m`, `${ESC}[${ESC}[31m1m`, `${ESC}]${ESC}]0;a\u0007b\u0007`]) {
      const once = cleanForTerminal(text);
      assertEquals(cleanForTerminal(once), once);
      // deno-lint-ignore no-control-regex -- control characters are what it looks for
      assertEquals(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/.test(once), false);
    }
  });
});

describe("visibleCell", () => {
  it("shows newline and tab as signs", () => assertEquals(visibleCell("a\r\nb\tc\n"), "a⏎b⇥c⏎"));
  it("takes out what a terminal would obey", () =>
    assertEquals(visibleCell("a\u001b[2J\u001b]0;evil\u0007b\u009b1mc\u202ed\u0085e"), "abcde"));
});
