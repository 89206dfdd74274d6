import { messagesOfPage } from "../../../../cli/commands/messages/reader.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import type { Page } from "../../../../core/platform/pages.ts";
import { fakeClock, settle } from "../../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function pageOf(number: number, data: JsonObject): Page {
  return { number, data, hasMore: false, token: "" };
}

describe("listedMessages", () => {
  it("keeps the messages until the event loop has turned, so that the next page is asked for first", async () => {
    const clock = fakeClock();
    let isThere = false;
    const messages = messagesOfPage(clock, pageOf(1, { items: [{ message_id: "om_1" }] }))
      .finally(() => isThere = true);
    await settle();
    assertEquals(isThere, false);
    await clock.advance(0);
    assertEquals(isThere, true);
    assertEquals(await messages, [{ message_id: "om_1" }]);
  });

  it("lets no page overtake another", async () => {
    const clock = fakeClock();
    const order: number[] = [];
    for (const number of [1, 2, 3]) {
      messagesOfPage(clock, pageOf(number, {})).then(() => order.push(number));
    }
    await clock.advance(0);
    assertEquals(order, [1, 2, 3]);
  });

  const odd: [name: string, data: JsonObject, messages: readonly JsonObject[]][] = [
    ["no list", {}, []],
    ["something else than a list", { items: "om_1" }, []],
    ["entries that are no messages", { items: [null, 1, { message_id: "om_1" }] }, [{ message_id: "om_1" }]],
  ];
  for (const [name, data, wanted] of odd) {
    it(`takes ${name} without an error`, async () => {
      const clock = fakeClock();
      const messages = messagesOfPage(clock, pageOf(1, data));
      await clock.advance(0);
      assertEquals(await messages, wanted);
    });
  }
});
