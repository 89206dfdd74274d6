import { createThreadMessages } from "../../../core/flag/threads.ts";
import type { Flag } from "../../../core/flag/wire.ts";
import { createWarnings } from "../../../core/warning.ts";
import {
  type Answer,
  failure,
  fakeClient,
  heldClient,
  idsIn,
  items,
  linesOf,
} from "../enrich/fake-client.ts";
import { settle } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const found: Answer = (request) => items(idsIn(request).map((id) => ({ message_id: id })));
const thread = (id: string, itemType: string | number = 4): Flag => ({
  item_id: id,
  item_type: itemType,
  flag_type: "1",
});

function scene(answer: Answer) {
  const client = fakeClient(answer);
  const warnings = createWarnings();
  return {
    client,
    threads: createThreadMessages(client, warnings, true),
    lines: () => linesOf(warnings),
  };
}

describe("createThreadMessages", () => {
  it("adds messages to flags of threads alone, those that came along without a call", async () => {
    const { client, threads } = scene(found);
    const bookmark: Flag = { item_id: "om_9", item_type: 0, flag_type: 2 };
    const known = { message_id: "om_1", msg_type: "text" };
    assertEquals(await threads.add([thread("om_1"), bookmark, thread("om_2", "11")], [known]), [
      { ...thread("om_1"), message: known },
      bookmark,
      { ...thread("om_2", "11"), message: { message_id: "om_2" } },
    ]);
    assertEquals(client.calls.map(idsIn), [["om_2"]]);
  });

  it("marks the flags of a call that failed, with one warning", async () => {
    const { threads, lines } = scene(() => Promise.reject(failure("network", "timeout", "too late")));
    assertEquals((await threads.add([thread("om_1"), thread("om_2")], [])).map((one) => one.message_error), [
      true,
      true,
    ]);
    assertEquals(lines(), ["thread_messages_failed: too late"]);
  });

  it("fetches all messages of a page together, and waits for them", async () => {
    const client = heldClient();
    const threads = createThreadMessages(client, createWarnings(), true);
    const adding = threads.add([thread("om_1"), thread("om_2")], []);
    await settle();
    assertEquals(client.held.map(({ request }) => idsIn(request)), [["om_1", "om_2"]]);
    await client.held[0]?.answer(items([{ message_id: "om_2" }]));
    assertEquals(await adding, [thread("om_1"), { ...thread("om_2"), message: { message_id: "om_2" } }]);
  });

  it("leaves a flag as it is where no such message exists, or it names none", async () => {
    const { threads, lines } = scene(() => items([]));
    const flags = [thread("om_1"), thread(" "), { flag_type: 1, item_type: 4 }];
    assertEquals([await threads.add(flags, []), lines()], [flags, []]);
  });
});
