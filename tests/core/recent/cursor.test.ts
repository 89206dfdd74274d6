import { decodeCursor, encodeCursor } from "../../../core/recent/cursor.ts";
import type { Cursor } from "../../../core/recent/question.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const question: Cursor["question"] = {
  ...{ start: 1_779_238_800_000, end: 1_779_325_200_000, types: ["p2p"], mentionsMe: true },
  chatIds: ["oc_1"],
};

describe("cursors", () => {
  const places: readonly Cursor["place"][] = [
    { by: "search", token: undefined, chats: undefined, seen: undefined },
    { by: "search", token: "tok/+=", chats: undefined, seen: ["om_1", "om_2"] },
    { by: "chats", token: "飞书", chats: ["oc_1"], seen: undefined },
  ];
  for (const place of places) {
    it(`come back as they were: ${JSON.stringify(place)}`, () => {
      const text = encodeCursor({ question, place });
      assertMatch(text, /^recent\.[\w-]+$/);
      assertEquals(decodeCursor(text), { question, place });
    });
  }

  const whole = encodeCursor({ question, place: { by: "search" } });
  const other = (change: (fields: Record<string, unknown>) => unknown) => {
    const fields = JSON.parse(atob(whole.slice("recent.".length)));
    return `recent.${btoa(JSON.stringify(change(fields)))}`;
  };
  const odd: readonly (readonly [what: string, text: string])[] = [
    ["nothing", ""],
    ["a token of the service", "WyJhIl0="],
    ["no base64", "recent.%%%"],
    ["no JSON", "recent.aGFsbG8"],
    ["a list", "recent.W10"],
    ["a field too much", other((fields) => ({ ...fields, more: 1 }))],
    ["another way", other((fields) => ({ ...fields, by: "guess" }))],
    ["an id with a slash", other((fields) => ({ ...fields, chats: ["../x"] }))],
    ["a time that is none", other((fields) => ({ ...fields, end: -1 }))],
    ["a half", whole.slice(0, 40)],
  ];
  for (const [what, text] of odd) it(`${what} is none`, () => assertEquals(decodeCursor(text), undefined));
});
