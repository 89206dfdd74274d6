import { renderText, replaceMentions } from "../../../../core/message/render/text.ts";
import type { Mention } from "../../../../core/message/wire.ts";
import { mentionOf, testRenderer } from "./rendering-of.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("renderText", () => {
  const mentions = [mentionOf("@_user_1", "Ana"), mentionOf("@_user_10", "Bo")];
  testRenderer(renderText, [
    ["resolves mentions", { text: "@_user_10 and @_user_1" }, "@Bo and @Ana", { mentions }],
    ["lets Markdown links through", { text: "[plan](https://ex.test/p)" }, "[plan](https://ex.test/p)"],
    ["tells everyone", { text: "@_all" }, "@all"],
    ["keeps line breaks and blanks", { text: " a\n\nb " }, " a\n\nb "],
    ["shows the content where the text is empty", { text: "" }, '{"text":""}'],
    ["shows the content where the text is no string", { text: 7 }, '{"text":7}'],
    ["does not resolve mentions in content without text", { note: "@_user_1" }, '{"note":"@_user_1"}', {
      mentions,
    }],
  ]);
});

describe("replaceMentions", () => {
  const ana = mentionOf("@_user_1", "Ana");
  const bo = mentionOf("@_user_10", "Bo");
  const cases:
    readonly (readonly [name: string, text: string, mentions: readonly Mention[], shown: string])[] = [
      ["replaces every occurrence", "@_user_1, @_user_1", [ana], "@Ana, @Ana"],
      ["keeps @_user_1 and @_user_10 apart", "@_user_10 @_user_1@_user_10", [ana, bo], "@Bo @Ana@Bo"],
      ["leaves @_user_10 alone where only @_user_1 is known", "@_user_10", [ana], "@_user_10"],
      [
        "does not look into names",
        "@_user_1",
        [mentionOf("@_user_1", "x@_user_10@_all"), bo],
        "@x@_user_10@_all",
      ],
      ["takes a name with $ literally", "@_user_1", [mentionOf("@_user_1", "$& $1")], "@$& $1"],
      [
        "replaces the tag around a key, with what stands inside",
        `<at user_id="@_user_1">x</at>, <at id='@_user_10'/> <at id=@_user_10></at>`,
        [ana, bo],
        "@Ana, @Bo @Bo",
      ],
      ["leaves the tag around a key without a name", '<at id="@_user_2"/>', [ana], '<at id="@_user_2"/>'],
      [
        "takes a key that is a tag",
        "<at id=@_user_1> a",
        [ana, mentionOf("<at id=@_user_1>", "Tag")],
        "@Tag a",
      ],
      ["leaves a key without a name", "@_user_1", [mentionOf("@_user_1", "")], "@_user_1"],
      ["ignores a name without a key", "hi", [mentionOf("", "Ana")], "hi"],
      ["leaves text without mentions", "a@b.test @_user_", [], "a@b.test @_user_"],
      ["shows @_all as @all", "@_all go", [], "@all go"],
      ["shows @_all by name where a mention covers it", "@_all go", [mentionOf("@_all", "Team")], "@Team go"],
      ["shows @_all as @all where its mention has no name", "@_all", [mentionOf("@_all", "")], "@all"],
      ["takes keys of another form, the longest first", "#ab #a", [
        mentionOf("#a", "A"),
        mentionOf("#ab", "B"),
      ], "@B @A"],
      [
        "takes keys with characters of patterns",
        "a.b axb [c",
        [mentionOf("a.b", "A"), mentionOf("[c", "C")],
        "@A axb @C",
      ],
      ["a key that begins like others harms none", "@_user_1 @", [
        mentionOf("@", "X"),
        mentionOf("@_user_", "Y"),
        ana,
      ], "@Ana @X"],
      [
        "takes a key that goes on after a number",
        "@_user_1b @_user_1",
        [ana, mentionOf("@_user_1b", "B")],
        "@B @Ana",
      ],
    ];
  for (const [name, text, mentions, shown] of cases) {
    it(name, () => assertEquals(replaceMentions(text, mentions), shown));
  }
});
