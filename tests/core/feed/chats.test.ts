import { createFeedChats } from "../../../core/feed/chats.ts";
import { plainText } from "../../../core/text/phrase.ts";
import { createWarnings } from "../../../core/warning.ts";
import { type Answer, failure, fakeClient, idRange, idsIn, items, linesOf } from "../enrich/fake-client.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const visible: Answer = (request) => items(idsIn(request).map((id) => ({ chat_id: id })));

function scene(answer: Answer) {
  const client = fakeClient(answer);
  const warnings = createWarnings();
  return { client, chats: createFeedChats(client, warnings), lines: () => linesOf(warnings) };
}

describe("createFeedChats", () => {
  it("fetches each chat once, and has nothing to say where all are visible", async () => {
    const { client, chats, lines } = scene(visible);
    assertEquals([...(await chats.fetch(["oc_1", "oc_1", "oc_2"])).keys()], ["oc_1", "oc_2"]);
    await chats.fetch(["oc_2"]);
    assertEquals(client.calls.map(idsIn), [["oc_1", "oc_2"]]);
    assertEquals([chats.finish(), lines()], [undefined, []]);
  });

  it("has nothing to say where there are no cards", async () => {
    const { client, chats } = scene(visible);
    await chats.fetch([]);
    assertEquals([chats.finish(), client.calls.length], [undefined, 0]);
  });

  it("says that none is visible", async () => {
    const { chats, lines } = scene(() => items([]));
    await chats.fetch(["oc_1", "oc_2"]);
    const detail = "none of 2 chats is visible: their details are missing";
    assertEquals([chats.finish(), lines()], [detail, [`chats_not_visible: ${detail}`]]);
  });

  it("counts the chats of calls that failed, and says why", async () => {
    const { chats, lines } = scene((request, index) =>
      index === 0 ? Promise.reject(failure("network", "timeout", "too late")) : visible(request, index)
    );
    assertEquals((await chats.fetch(idRange("oc_", 52))).size, 2);
    const detail = "skipped the details of 50 chats: too late";
    assertEquals([plainText(chats.finish() ?? ""), lines()], [detail, [`chat_context_failed: ${detail}`]]);
  });
});
