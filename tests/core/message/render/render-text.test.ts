import { describe } from "@std/testing/bdd";
import { renderText } from "../../../../core/message/render/render-text.ts";
import { mentionOf, testRenderer } from "./rendering-of.ts";

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
