import {
  createCountingNesting,
  createNesting,
  type Order,
  withoutRepetition,
} from "../../../core/enrich/nest-replies.ts";
import type { Message } from "../../../core/message/message.ts";
import { messageOf } from "../../support/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const plain = (id: string, more: Partial<Message> = {}) => messageOf({ message_id: id, ...more });
const root = (id: string, replies: readonly string[] = []) =>
  plain(id, {
    thread_id: `t-${id}`,
    ...(replies.length === 0 ? {} : { thread_replies: replies.map((reply) => plain(reply)) }),
  });
const reply = (id: string, rootId: string) => plain(id, { thread_id: `t-${rootId}`, root_id: rootId });
/** `root[reply,reply]`, in short. */
const shortly = (messages: readonly Message[]) =>
  messages.map(({ message_id, thread_replies: replies }) =>
    replies === undefined ? message_id : `${message_id}[${replies.map((one) => one.message_id)}]`
  ).join(" ");

describe("createNesting", () => {
  const cases: readonly (readonly [string, Order, readonly Message[], string])[] = [
    ["a reply goes to its root", "asc", [root("a"), plain("b"), reply("c", "a")], "a[c] b"],
    [
      "replies stand oldest first in a list that is newest first",
      "desc",
      [reply("d", "a"), plain("x"), reply("c", "a"), root("a"), plain("b")],
      "x a[c,d] b",
    ],
    [
      "a reply that was read with the thread is there once",
      "asc",
      [root("a", ["b"]), reply("b", "a")],
      "a[b]",
    ],
    ["one beyond those that were read joins them", "asc", [root("a", ["b"]), reply("z", "a")], "a[b,z]"],
    ["a reply without its root is a message of its own", "asc", [plain("b"), reply("c", "a")], "b c"],
    [
      "a reply that does not say its root stands in the thread that was read",
      "asc",
      [root("a", ["b"]), plain("b", { thread_id: "t-a" })],
      "a[b]",
    ],
    [
      "a quoted message of the chat is no root of the thread that a reply to it begins",
      "asc",
      [plain("a"), plain("b", { thread_id: "t-b", root_id: "a" })],
      "a b",
    ],
    [
      "two messages that call each other root are both there",
      "asc",
      [plain("a", { thread_id: "t", root_id: "b" }), plain("b", { thread_id: "t", root_id: "a" })],
      "a b",
    ],
    ["messages without an id are all there", "asc", [plain(""), plain(""), root("", [""])], "  []"],
  ];
  for (const [name, order, messages, result] of cases) {
    it(name, () => assertEquals(shortly(createNesting(order).nest(messages)), result));
  }

  it("shows nothing again on a further page", () => {
    const { nest } = createNesting("asc");
    assertEquals(shortly(nest([root("a", ["b"]), plain("x")])), "a[b] x");
    assertEquals(shortly(nest([reply("b", "a"), plain("x"), reply("c", "a")])), "c");
  });

  it("does not attach what was printed before its root", () => {
    const { nest } = createNesting("desc");
    assertEquals(shortly(nest([reply("c", "a")])), "c");
    assertEquals(shortly(nest([root("a", ["b", "c"])])), "a[b]");
    assertEquals(shortly(nest([root("d", ["b"])])), "d");
  });
});

describe("createCountingNesting", () => {
  const counts = (messages: readonly Message[]) =>
    createCountingNesting("asc").nest(messages).map((one) => [
      one.message_id,
      one.thread_reply_count,
      one.thread_replies,
    ]);

  it("counts replies that are listed with their root, and keeps others", () =>
    assertEquals(counts([root("a"), reply("b", "a"), reply("c", "a"), reply("e", "d")]), [
      ["a", 2, undefined],
      ["e", undefined, undefined],
    ]));

  it("keeps what was counted before, and counts nothing where that failed", () =>
    assertEquals(
      counts([
        { ...root("a"), thread_reply_count: 50 },
        reply("b", "a"),
        { ...root("c"), thread_replies_error: true },
        reply("d", "c"),
      ]),
      [["a", 50, undefined], ["c", undefined, undefined]],
    ));
});

describe("withoutRepetition", () => {
  it("keeps messages where they were asked for", () => {
    assertEquals(shortly(withoutRepetition([reply("b", "a"), root("a", ["b", "c"])])), "b a[c]");
    assertEquals(shortly(withoutRepetition([root("a", ["b"]), reply("b", "a")])), "a b");
  });
});
