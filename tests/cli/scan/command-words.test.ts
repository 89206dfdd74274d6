import { commandWords } from "../../../cli/scan/command-words.ts";
import { findCommands } from "../../../cli/scan/find-commands.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("commandWords leaves global flags out", () => {
  const cases: readonly (readonly [line: readonly string[], words: readonly string[]])[] = [
    [["chats", "get"], ["chats", "get"]],
    [["--as", "user", "chats", "--format=json", "get"], ["chats", "get"]],
    [["-C", "dir", "chats", "-q", ".data"], ["chats"]],
    [["--dry-run", "chats", "--chat-id", "oc_1"], ["chats", "--chat-id", "oc_1"]],
    [["--as"], []],
  ];
  for (const [line, words] of cases) {
    it(line.join(" "), () => assertEquals(commandWords(line), words));
  }
});

describe("findCommands", () => {
  const cases: readonly (readonly [line: readonly string[], hasRaw: boolean])[] = [
    [["+messages-send"], false],
    [["+mesages-send"], false],
    [["schema", "chats"], false],
    [["--as", "user", "api", "GET", "x"], false],
    [[], false],
    [["chats", "get"], true],
    [["--as", "user", "chats", "get"], true],
    [["help", "chats"], true],
  ];
  for (const [line, hasRaw] of cases) {
    it(`${hasRaw ? "looks raw methods up" : "needs no raw methods"} for: ${line.join(" ")}`, async () => {
      const names = (await findCommands(line)).map(({ name }) => name);
      assertEquals(names.includes("chats get"), hasRaw);
    });
  }

  it("takes the methods of the resource that was named, and no others", async () => {
    const names = (await findCommands(["pins", "list"])).map(({ name }) => name);
    assertEquals(names.filter((name) => / /.test(name)), ["pins create", "pins delete", "pins list"]);
  });
});
