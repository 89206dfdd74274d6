import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import type { JsonValue } from "../../../../core/json.ts";
import { messageIdOf, type RawMessage } from "../../../../core/message/raw-message.ts";
import { bundleTree } from "../../../../core/message/render/bundle-tree.ts";

describe("bundleTree", () => {
  const item = (id: string, upper?: JsonValue, time?: JsonValue): RawMessage => ({
    message_id: id,
    ...(upper === undefined ? {} : { upper_message_id: upper }),
    ...(time === undefined ? {} : { create_time: time }),
  });
  const treeOf = (items: readonly RawMessage[]) =>
    Object.fromEntries(
      [...bundleTree({ id: "root", items, nameOf: () => undefined })].map((
        [id, group],
      ) => [id, group.map(messageIdOf)]),
    );

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
