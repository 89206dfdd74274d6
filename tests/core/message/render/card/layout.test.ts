import { cardBody, type ElementCase } from "./card-body.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const say = (content: string) => ({ tag: "text", property: { content } });
const button = (content: string) => ({ tag: "button", property: { text: { content } } });
const column = (...elements: readonly { tag: string }[]) => ({ tag: "column", property: { elements } });
const openUrl = (url: string) => ({ type: "open_url", action: { url } });

const cases: readonly ElementCase[] = [
  [
    "column_set: columns are parted by a blank line",
    { tag: "column_set", property: { columns: [column(say("a"), say("b")), column(say("c"))] } },
    "a\nb\n\nc",
  ],
  [
    "column_set: a row of buttons is one line",
    { tag: "column_set", property: { columns: [column(button("A")), column(button("B"))] } },
    "[A] [B]",
  ],
  [
    "column_set: two buttons in a column are no such row",
    { tag: "column_set", property: { columns: [column(button("A"), button("B")), column(button("C"))] } },
    "[A]\n[B]\n\n[C]",
  ],
  [
    "column_set: a text beside a button is no such row",
    { tag: "column_set", property: { columns: [column(say("a")), column(button("B"))] } },
    "a\n\n[B]",
  ],
  [
    "column_set: empty columns leave no gap",
    { tag: "column_set", property: { columns: [column(), column(say("a"))] } },
    "a",
  ],
  ["column: children, one per line", column(say("a"), say("b")), "a\nb"],
  ["repeat: nothing without children", { tag: "repeat", property: { elements: [] } }, ""],
  ["repeat: children, one per line", { tag: "repeat", property: { elements: [say("a"), say("b")] } }, "a\nb"],
  [
    "collapsible_panel: open",
    {
      tag: "collapsible_panel",
      property: { expanded: true, header: { title: { content: "More" } }, elements: [say("a\nb"), say("c")] },
    },
    "▼ More\n    a\n    b\n    c\n▲",
  ],
  [
    "collapsible_panel: closed, with what it hides and the usual title",
    { tag: "collapsible_panel", property: { expanded: false, elements: [say("hidden")] } },
    "▶ Details\n    hidden\n▲",
  ],
  [
    "collapsible_panel: a header that is an element of its own",
    {
      tag: "collapsible_panel",
      property: { header: { property: { title: { content: "More" } } }, elements: [say("a")] },
    },
    "▶ More\n    a\n▲",
  ],
  ["collapsible_panel: empty", { tag: "collapsible_panel", property: {} }, "▶ Details\n▲"],
  ["form", { tag: "form", property: { elements: [say("a"), say("b")] } }, "<form>\na\nb\n</form>"],
  [
    "interactive_container: with the address of its first action, escaped",
    {
      tag: "interactive_container",
      property: { actions: [openUrl('https://ex.test/"q"')], elements: [say("a"), say("b")] },
    },
    '<clickable url="https://ex.test/\\"q\\"">\na\nb\n</clickable>',
  ],
  [
    "interactive_container: a later action does not count",
    {
      tag: "interactive_container",
      property: { actions: [{ type: "callback" }, openUrl("https://ex.test")], elements: [say("a")] },
    },
    "<clickable>\na\n</clickable>",
  ],
  ...["card_header", "custom_icon", "standard_icon"].map((tag): ElementCase => [
    `${tag}: nothing`,
    { tag, property: { content: "no" } },
    "",
  ]),
  ...["content", "text", "title", "label", "placeholder"].map((key): ElementCase => [
    `an unknown element: its ${key}`,
    { tag: "brand_new", property: { [key]: { content: "found" }, elements: [say("no")] } },
    "found",
  ]),
  [
    "an unknown element: content before placeholder",
    { tag: "brand_new", property: { placeholder: "no", content: "yes" } },
    "yes",
  ],
  [
    "an unknown element: else its children",
    { tag: "brand_new", property: { elements: [say("a"), say("b")] } },
    "a\nb",
  ],
  [
    "an unknown element: else a text that says so",
    { tag: "brand_new", property: { x: 1 } },
    "[Unknown content]",
  ],
  [
    "a tag that every object knows is unknown, too",
    { tag: "constructor", property: {} },
    "[Unknown content]",
  ],
];

describe("elements that hold others, and unknown ones", () => {
  for (const [name, element, expected] of cases) {
    it(name, () => assertEquals(cardBody([element]), expected));
  }
});
