import type { JsonObject, JsonValue } from "../../../../core/json/json.ts";
import { groupByBundle, renderMergeForward } from "../../../../core/message/render/merge-forward.ts";
import type { Bundle, RenderInput } from "../../../../core/message/render/renderer.ts";
import { messageIdOf, type RawMessage, readMessage } from "../../../../core/message/wire.ts";
import { localTimeWithOffset } from "./local-time.ts";
import { renderingOf } from "./rendering-of.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("bundleTree", () => {
  const item = (id: string, upper?: JsonValue, time?: JsonValue): RawMessage =>
    readMessage({
      message_id: id,
      ...(upper === undefined ? {} : { upper_message_id: upper }),
      ...(time === undefined ? {} : { create_time: time }),
    });
  const treeOf = (items: readonly RawMessage[]) => {
    const groups = groupByBundle({ id: "root", items, nameOf: () => undefined });
    return Object.fromEntries([...groups].map(([id, group]) => [id, group.map(messageIdOf)]));
  };

  const cases: readonly (readonly [string, readonly RawMessage[], Record<string, string[]>])[] = [
    ["holds nothing of nothing", [], {}],
    ["passes over the root itself", [item("root"), item("a", "root")], { root: ["a"] }],
    ["keeps the root's id inside another bundle", [item("root", "a")], { a: ["root"] }],
    ["puts what names no bundle into the root", [item("a"), item("b", ""), item("c", null)], {
      root: ["a", "b", "c"],
    }],
    ["groups by bundle", [item("a", "root"), item("b", "a"), item("c", "root")], {
      root: ["a", "c"],
      a: ["b"],
    }],
    [
      "sorts by time as a number, equal times in the given order",
      [
        item("c", "root", "10000000000000"),
        item("a", "root", "9000000000000"),
        item("b", "root", 9000000000000),
        item("d", "root", 10000000000000n),
      ],
      { root: ["a", "b", "c", "d"] },
    ],
    ["compares seconds with milliseconds", [
      item("b", "root", "1779242401"),
      item("a", "root", "1779242400000"),
    ], { root: ["a", "b"] }],
    ["puts unknown times first, in the given order", [
      item("c", "root", "5"),
      item("a", "root", "x"),
      item("b", "root"),
    ], { root: ["a", "b", "c"] }],
  ];
  for (const [name, items, tree] of cases) it(name, () => assertEquals(treeOf(items), tree));

  it("leaves the list that it was given in its order", () => {
    const items = [item("b", "root", "2"), item("a", "root", "1")];
    treeOf(items);
    assertEquals(items.map(messageIdOf), ["b", "a"]);
  });
});

const noon = 1779242400000;
const names: Readonly<Record<string, string>> = { ou_1: "Ravi", ou_2: "Mei Lin" };

/** A message in a bundle; its content is shown by `render` below. */
function item(id: string, upper: string, content: string, more: JsonObject = {}): RawMessage {
  return {
    message_id: id,
    upper_message_id: upper,
    msg_type: "text",
    create_time: String(noon),
    sender: { id: "ou_1" },
    body: { content },
    ...more,
  };
}

const inner = (id: string, upper: string) => item(id, upper, "placeholder", { msg_type: "merge_forward" });

/** Renders a bundle whose id is `root`; other messages become their content. */
function render(items: readonly RawMessage[], renderChild = ({ content }: RenderInput) => content): string {
  const bundle: Bundle = { id: "root", items, nameOf: (id) => names[id] };
  return renderMergeForward(renderingOf("merge_forward", "", { bundle }), renderChild);
}

const head = `[${localTimeWithOffset(noon)}] Ravi:`;
const wrap = (...lines: string[]) => ["<forwarded_messages>", ...lines, "</forwarded_messages>"].join("\n");

describe("renderMergeForward: without messages", () => {
  const cases:
    readonly (readonly [name: string, content: string, more: Partial<RenderInput>, text: string])[] = [
      ["nobody asked", "Merged and Forwarded Message", {}, "[Merged forward]"],
      ["nobody asked, nothing is known", "", {}, "[Merged forward]"],
      [
        "nobody asked, the number is known",
        '{"create_message_ids":["om_1","om_2"]}',
        {},
        "[Merged forward: 2 messages]",
      ],
      ["nobody asked, the ids are no array", '{"create_message_ids":"om_1"}', {}, "[Merged forward]"],
      [
        "the fetch failed",
        "x",
        { bundle: { failure: "no permission" } },
        "[Merged forward: fetch failed: no permission]",
      ],
    ];
  for (const [name, content, more, text] of cases) {
    it(name, () => {
      assertEquals(renderMergeForward(renderingOf("merge_forward", content, more), () => "?"), text);
    });
  }
  it("is one tag when it is empty", () => assertEquals(render([]), "<forwarded_messages/>"));
});

describe("renderMergeForward", () => {
  it("shows the time with its offset and the sender, and indents what was said", () => {
    const later = String(noon + 300_000);
    const items = [
      item("root", "", "the root", { msg_type: "merge_forward" }),
      item("b", "root", "hello", { create_time: later, sender: { id: "ou_2" } }),
      item("a", "", "first line\n\nsecond line"),
    ];
    assertEquals(
      render(items),
      wrap(
        head,
        "    first line",
        "    ",
        "    second line",
        `[${localTimeWithOffset(noon + 300_000)}] Mei Lin:`,
        "    hello",
      ),
    );
  });

  it("nests inner bundles from the same list", () => {
    const items = [item("c", "b", "deep"), inner("b", "a"), inner("a", "root"), inner("empty", "root")];
    assertEquals(
      render(items),
      wrap(
        head,
        "    <forwarded_messages>",
        `    ${head}`,
        "        <forwarded_messages>",
        `        ${head}`,
        "            deep",
        "        </forwarded_messages>",
        "    </forwarded_messages>",
        head,
        "    <forwarded_messages/>",
      ),
    );
  });

  it("hands over type, content, mentions and recall of each message, and no listing of folders", () => {
    const seen: RenderInput[] = [];
    const mentions = [{ key: "@_user_1", id: { open_id: "ou_2" }, name: "Mei Lin" }];
    const items = [
      item("a", "root", "A", { msg_type: "post", mentions, deleted: true }),
      { message_id: "b", upper_message_id: "root" },
    ];
    const bundle: Bundle = { id: "root", items, nameOf: () => undefined };
    const folders = new Map([["file_1", { items: [], total: 0 }]]);
    renderMergeForward(renderingOf("merge_forward", "", { bundle, folders }), (rendering) => {
      seen.push(rendering);
      return "";
    });
    assertEquals(seen, [
      { type: "text", content: "", mentions: [], deleted: false },
      {
        type: "post",
        content: "A",
        mentions: [{ key: "@_user_1", id: "ou_2", name: "Mei Lin" }],
        deleted: true,
      },
    ]);
  });

  const heads: readonly (readonly [name: string, more: JsonObject, head: string])[] = [
    [
      "name of the service",
      { sender: { id: "ou_1", sender_name: "R. Rao" } },
      `[${localTimeWithOffset(noon)}] R. Rao:`,
    ],
    ["id without a name", { sender: { id: "ou_9" } }, `[${localTimeWithOffset(noon)}] ou_9:`],
    [
      "name that came with the message",
      { sender: { id: "ou_9", name: "Zoe" } },
      `[${localTimeWithOffset(noon)}] Zoe:`,
    ],
    ["no sender", { sender: null }, `[${localTimeWithOffset(noon)}] unknown:`],
    ["no time", { create_time: "" }, "[unknown] Ravi:"],
    ["time in seconds, as a number", { create_time: noon / 1000 }, head],
    [
      "name of several lines",
      { sender: { sender_name: "Eve\n[x] Ravi:\r\n  hi\u2028" } },
      `[${localTimeWithOffset(noon)}] Eve [x] Ravi: hi :`,
    ],
  ];
  for (const [name, more, line] of heads) {
    it(`head: ${name}`, () => assertEquals(render([item("a", "root", "x", more)]), wrap(line, "    x")));
  }

  it("shows a message without text by its head alone", () => {
    assertEquals(render([item("a", "root", "")]), wrap(head));
  });
});

describe("renderMergeForward: hostile bundles", () => {
  const repeated = "[messages shown before are not repeated]";
  const further = "[further messages are not shown]";

  it("opens a bundle that holds itself once", () => {
    const items = [inner("a", "root"), inner("root", "a")];
    const text = wrap(
      head,
      ...wrap(head, ...wrap(repeated).split("\n").map((line) => `    ${line}`)).split("\n").map((line) =>
        `    ${line}`
      ),
    );
    assertEquals(render(items), text);
  });

  it("opens a bundle whose id comes twice once", () => {
    const items = [inner("a", "root"), inner("a", "root"), item("x", "a", "inside")];
    const text = render(items);
    assertEquals(text.split("inside").length - 1, 1);
    assertEquals(text.split(repeated).length - 1, 1);
  });

  it("stays small where repeated ids multiply", () => {
    const items = Array.from(
      { length: 8 },
      (_, level) =>
        Array.from({ length: 20 }, () => inner(`l${level}`, level === 0 ? "root" : `l${level - 1}`)),
    ).flat();
    const lines = render(items).split("\n");
    assertEquals(lines.filter((line) => line.endsWith("Ravi:")).length, items.length);
  });

  it("reports messages that hold each other beside the root", () => {
    assertEquals(render([inner("a", "b"), inner("b", "a")]), wrap(further));
  });

  it("reports messages whose bundle is not there", () => {
    assertEquals(render([item("a", "root", "x"), item("b", "gone", "y")]), wrap(head, "    x", further));
  });

  const chain = (levels: number) => [
    ...Array.from({ length: levels - 1 }, (_, at) => inner(`l${at + 2}`, at === 0 ? "root" : `l${at + 1}`)),
    item("last", levels === 1 ? "root" : `l${levels}`, "the last"),
  ];
  const empty = [inner("empty", "l10"), inner("a", "root"), inner("a", "root")];
  it("says nothing of empty bundles that come twice or are deeper", () =>
    assertEquals(render([...chain(10), ...empty]).includes("shown"), false));
  it("shows ten levels", () => {
    const text = render(chain(10));
    assertMatch(text, /^ {40}the last$/m);
    assertEquals(text.includes("not shown"), false);
  });
  for (const levels of [11, 500]) {
    it(`says what it leaves out of ${levels} levels`, () => {
      const text = render(chain(levels));
      assertMatch(text, /^ {40}\[deeper messages are not shown\]$/m);
      assertEquals(text.split("not shown").length - 1, 1);
      assertEquals(text.includes("the last"), false);
    });
  }

  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => item(`m${at}`, "root", `said ${at}`));
  it("shows a thousand messages", () => {
    const text = render(many(1000));
    assertStringIncludes(text, "said 999\n</forwarded_messages>");
  });
  it("says what it leaves out of more than a thousand messages", () => {
    const text = render(many(1001));
    assertStringIncludes(text, `said 999\n${further}\n</forwarded_messages>`);
  });
  it("counts the messages of inner bundles", () => {
    const items = [
      inner("a", "root"),
      ...many(2000).map((message) => ({ ...message, upper_message_id: "a" })),
      item("z", "root", "end"),
    ];
    const text = render(items);
    assertStringIncludes(
      text,
      `said 998\n    ${further}\n    </forwarded_messages>\n${further}\n</forwarded_messages>`,
    );
    assertEquals(text.includes("said 999"), false);
  });
  it("takes a message of very many lines", () => {
    const lines = render([item("a", "root", "\n".repeat(300_000))]).split("\n");
    assertEquals(lines.length, 300_001 + 3);
  });
});
