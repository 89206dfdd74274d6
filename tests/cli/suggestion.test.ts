import { suggest, suggestLonger } from "../../cli/suggestion.ts";
import { editDistance } from "../../core/text/edit-distance.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("editDistance", () => {
  const rows: readonly (readonly [from: string, to: string, distance: number])[] = [
    ["", "", 0],
    ["", "abc", 3],
    ["abc", "", 3],
    ["abc", "abc", 0],
    ["abc", "abd", 1],
    ["abc", "ab", 1],
    ["abc", "xabc", 1],
    ["ab", "ba", 2],
    ["kitten", "sitting", 3],
    ["图片", "图", 1],
  ];
  for (const [from, to, distance] of rows) {
    it(`of "${from}" and "${to}" is ${distance}`, () => {
      assertEquals(editDistance(from, to), distance);
      assertEquals(editDistance(to, from), distance);
    });
  }
});

describe("suggestLonger", () => {
  const names = ["--chat-id", "--chats", "--page-all", "--page-size", "--page-token", "--page-limit"];
  it("finds what goes on behind a dash", () => assertEquals(suggestLonger("--chat", names), ["--chat-id"]));
  it("finds nothing where the word stops within a part", () =>
    assertEquals(suggestLonger("--cha", names), []));
  it("finds nothing for what only says no", () => assertEquals(suggestLonger("--no", ["--no-wait"]), []));
  it("finds nothing among many", () => assertEquals(suggestLonger("--page", names), []));
});

describe("suggest", () => {
  const OPTIONS = ["--message-id", "--file-key", "--type", "--output", "--overwrite"];
  const rows:
    readonly (readonly [word: string, names: readonly string[], limit: number, found: readonly string[]])[] =
      [
        ["--tpye", OPTIONS, 3, ["--type"]],
        ["--mesage-id", OPTIONS, 3, ["--message-id"]],
        ["--message", OPTIONS, 3, ["--message-id"]],
        ["--TYPE", OPTIONS, 3, ["--type"]],
        ["--zzzzzz", OPTIONS, 3, []],
        ["messages-send", ["+messages-send", "+messages-reply", "+chat-list"], 6, ["+messages-send"]],
        ["--mess", OPTIONS, 3, []],
        ["-x", ["-y", "--as"], 3, []],
        ["消息", ["消信", "+chat-list"], 3, []],
        ["+mesages-send", ["+chat-list", "+messages-reply", "+messages-send"], 1, ["+messages-send"]],
        ...["👍", "👍👍", "👍🏻", "❤️", "👨‍👩‍👧", "🇩🇪", "+1", "1", "💯!", "OK👍", "ОК", "#️⃣"].map((emoji) =>
          [emoji, ["No", "OK", "Yes", "+1s", "-x"], 3, []] as const
        ),
        ["Noo", ["No", "OK"], 1, ["No"]],
        ["aaa", ["aab", "aac", "aad"], 2, ["aab", "aac"]],
        ["aaaa", ["aadd", "aacc", "aaab"], 3, ["aaab", "aacc", "aadd"]],
        ["x", [], 3, []],
      ];
  for (const [word, names, limit, found] of rows) {
    it(`to "${word}" are ${JSON.stringify(found)}`, () => assertEquals(suggest(word, names, limit), found));
  }
});
