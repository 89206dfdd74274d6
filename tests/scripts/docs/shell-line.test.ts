import { commandsOf } from "../../../scripts/docs/shell-line.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a line of a documented session", () => {
  const lines: readonly [line: string, words: readonly (readonly string[])[]][] = [
    ["im +chat-list", [["im", "+chat-list"]]],
    ["im +messages-send \\\n    --text 'a \"b\" | c'", [["im", "+messages-send", "--text", 'a "b" | c']]],
    [`im --jq ".data | length"`, [["im", "--jq", ".data | length"]]],
    ["im +chat-list | head -n 1", [["im", "+chat-list"], ["head", "-n", "1"]]],
    ["printf 'a\\n' | im api", [["printf", "a\\n"], ["im", "api"]]],
    ["echo a\\ b", [["echo", "a b"]]],
  ];
  for (const [line, words] of lines) {
    it(`${JSON.stringify(line)} is read like a shell does`, () => {
      assertEquals(commandsOf(line)?.map((command) => command.words), words);
    });
  }

  it("variables before a command are its own", () => {
    const [command] = commandsOf("IM_FORMAT=json NAME='a b' im +chat-list") ?? [];
    assertEquals([command?.variables, command?.words], [{ IM_FORMAT: "json", NAME: "a b" }, [
      "im",
      "+chat-list",
    ]]);
  });

  for (
    const line of [
      "im +chat-list > chats.json",
      "id=$(im whoami)",
      "echo $?",
      "im a && im b",
      "for x in 1; do :; done",
    ]
  ) {
    it(`${line} is left to a shell`, () => assertEquals(commandsOf(line), undefined));
  }
});
