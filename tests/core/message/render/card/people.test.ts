import { cardBody, type ElementCase } from "./card-body.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const attachment = {
  persons: { ou_1: { content: "Ana" } },
  at_users: {
    t1: { content: "Bob", user_id: "u_bob" },
    t2: { content: "Old name", user_id: "u_2", mention_key: "@_user_1" },
    t3: { content: "Cy" },
    t4: { user_id: "u_4" },
    t5: { content: "Kim", user_id: "u_5", mention_key: "@_user_9" },
  },
};
const mentions = [{ key: "@_user_1", id: "ou_ana", name: "Ana" }];
const of = (tag: string, property: Readonly<Record<string, string>>) => ({ tag, property });

const cases: readonly ElementCase[] = [
  ["person: the name", of("person", { userID: "ou_1" }), "Ana"],
  [
    "person: else the notation",
    { tag: "person", property: { userID: "ou_2", notation: { content: "Guest" } } },
    "Guest",
  ],
  ["person: else the id", of("person", { userID: "ou_2" }), "ou_2"],
  ["person_v1: the name", of("person_v1", { userID: "ou_1" }), "Ana"],
  [
    "person_v1: else the id, whatever the notation",
    { tag: "person_v1", property: { userID: "ou_2", notation: { content: "Guest" } } },
    "ou_2",
  ],
  [
    "person_list: names or ids",
    { tag: "person_list", property: { persons: [{ id: "ou_2" }, { id: "ou_1" }] } },
    "ou_2, Ana",
  ],
  ["avatar: the name", of("avatar", { userID: "ou_1" }), "👤 Ana"],
  ["avatar: else the id", of("avatar", { userID: "ou_2" }), "👤(id:ou_2)"],
  ["avatar: of nobody", of("avatar", {}), "👤"],
  ["at: name and id of the mention", of("at", { userID: "t2" }), "@Ana(ou_ana)"],
  ["at: else of the card's table", of("at", { userID: "t1" }), "@Bob(u_bob)"],
  ["at: a key that no mention has", of("at", { userID: "t5" }), "@Kim(u_5)"],
  ["at: a name whose id is not told", of("at", { userID: "t3" }), "@Cy(t3)"],
  ["at: an id without a name", of("at", { userID: "t4" }), "@u_4"],
  ["at: in no table", of("at", { userID: "ou_7" }), "@ou_7"],
  ["at_all", { tag: "at_all" }, "@everyone"],
];

describe("people in cards", () => {
  for (const [name, element, expected] of cases) {
    it(name, () => assertEquals(cardBody([element], { attachment, mentions }), expected));
  }

  it("are also found where the attachment is JSON text", () => {
    const text = JSON.stringify(attachment);
    assertEquals(cardBody([of("person", { userID: "ou_1" })], { attachment: text }), "Ana");
  });

  it("are reported by id where the attachment is damaged", () => {
    assertEquals(cardBody([of("person", { userID: "ou_1" })], { attachment: "{oops" }), "ou_1");
  });

  it("have names of limited length, and the cut is seen", () => {
    const endless = { persons: { ou_1: { content: "x".repeat(5000) } } };
    assertEquals(
      cardBody([of("person", { userID: "ou_1" })], { attachment: endless }),
      "x".repeat(300) + "…",
    );
  });
});
