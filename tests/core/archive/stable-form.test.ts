import { stableForm } from "../../../core/archive/stable-form.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { assertEquals, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const message: JsonObject = {
  message_id: "om_1",
  body: { content: '{"text":"one"}' },
  sender: { id: "ou_1", sender_name: "Ana" },
  mentions: [{ key: "@_user_1", id: "ou_2", name: "Bo" }],
  update_time: "1",
};

describe("stableForm()", () => {
  const same: readonly (readonly [string, JsonObject])[] = [
    ["the order of keys", Object.fromEntries(Object.entries(message).toReversed())],
    ["the name of the sender", { ...message, sender: { id: "ou_1", sender_name: "Anna" } }],
    ["the name of somebody mentioned", {
      ...message,
      mentions: [{ key: "@_user_1", id: "ou_2", name: "Bob" }],
    }],
    ["a link into the app", { ...message, message_app_link: "https://example.com" }],
    ["the place in the chat", { ...message, message_position: "7" }],
    ["an empty value", { ...message, parent_id: null }],
    ["the time of an edit that was none", { ...message, update_time: "2" }],
  ];
  for (const [name, other] of same) {
    it(`is the same whatever is ${name}`, () => assertEquals(stableForm(other), stableForm(message)));
  }

  const others: readonly (readonly [string, JsonObject])[] = [
    ["the text", { ...message, body: { content: '{"text":"two"}' } }],
    ["a recall", { ...message, deleted: true }],
    ["the time of an edit", { ...message, updated: true, update_time: "2" }],
  ];
  for (const [name, other] of others) {
    it(`tells states apart by ${name}`, () => assertNotEquals(stableForm(other), stableForm(message)));
  }

  it("tells two edits apart by their time", () => {
    const edit = (time: string) => stableForm({ ...message, updated: true, update_time: time });
    assertNotEquals(edit("2"), edit("3"));
  });
});
