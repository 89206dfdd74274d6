import { filterMuted, type MuteFilterContext } from "../../../core/chat/mute-filter.ts";
import type { JsonValue } from "../../../core/json/json.ts";
import { rejectionOf } from "../detail-of.ts";
import { failure, fakeClient, heldClient, idRange, idsIn, items } from "../enrich/fake-client.ts";
import { settle } from "../../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const chatsOf = (ids: readonly string[]) => ids.map((id) => ({ chat_id: id }));
const ALL: MuteFilterContext = { notApplicable: undefined, hasMore: false };

/** Filters chats by what the service reports on them. */
async function filter(ids: readonly string[], settings: readonly JsonValue[], context = ALL) {
  const client = fakeClient(() => items(settings));
  const { chats, filter } = await filterMuted(() => client, chatsOf(ids), context);
  return { left: chats.map((chat) => chat.chat_id), filter, calls: client.calls };
}

const muted = (id: JsonValue, isMuted: JsonValue = true) => ({ chat_id: id, is_muted: isMuted });
const counts = (fetched: number, returned: number, hint: string) => ({
  applied: "exclude_muted",
  fetched_count: fetched,
  returned_count: returned,
  filtered_count: fetched - returned,
  hint,
});
const END = "; no more pages follow; the service's own counts include muted chats";

describe("filterMuted", () => {
  it("drops muted chats, and says how many", async () => {
    const { left, filter: summary } = await filter(["oc_1", "oc_2"], [muted("oc_1"), muted("oc_2", false)]);
    assertEquals([left, summary], [["oc_2"], counts(2, 1, `1 muted chat left out, 1 listed${END}`)]);
  });

  it("says that there are more pages", async () => {
    const { filter: summary } = await filter(["oc_1"], [muted("oc_1")], { ...ALL, hasMore: true });
    assertEquals(summary, counts(1, 0, `1 muted chat left out, 0 listed${END.replace("no more", "more")}`));
  });

  it("keeps chats whose setting is unknown, and counts them", async () => {
    const odd = [muted(7), muted("oc_3", "yes"), muted("oc_4", null)];
    assertEquals((await filter(["oc_2"], [muted("oc_2", false), muted("oc_9")])).left, ["oc_2"]);
    const ids = ["oc_1", "oc_2", "oc_3", "oc_4"];
    const { left, filter: summary } = await filter(ids, [muted("oc_1"), muted("oc_2", false), ...odd]);
    const hint = "1 muted chat left out, 3 listed (2 of them not joined, or with an unknown setting)";
    assertEquals([left, summary], [["oc_2", "oc_3", "oc_4"], counts(4, 3, hint + END)]);
  });

  it("has nothing to say where nothing is muted", async () => {
    const { left, filter: summary } = await filter(["oc_1"], []);
    assertEquals([left, summary], [["oc_1"], counts(1, 1, "")]);
  });

  it("asks nobody where settings do not apply, or no chat has an id", async () => {
    const first = await filter(["oc_1"], [muted("oc_1")], { ...ALL, notApplicable: "for users only" });
    assertEquals([first.left, first.filter, first.calls], [["oc_1"], counts(1, 1, "for users only"), []]);
    const second = await filter([" ", ""], []);
    assertEquals([second.left.length, second.filter, second.calls], [2, counts(2, 2, ""), []]);
  });

  it("asks for each chat once, 10 a call, 3 calls at a time", async () => {
    const client = heldClient();
    const ids = idRange("oc_", 31);
    const filtering = filterMuted(() => client, chatsOf([...ids, "oc_1"]), ALL);
    await settle();
    assertEquals(client.waiting(), 3);
    for (let at = 0; at < 4; at++) await client.held[at]?.answer(items([muted(ids[at * 10] ?? "")]));
    assertEquals(client.held.map(({ request }) => idsIn(request).length), [10, 10, 10, 1]);
    assertEquals(client.held.flatMap(({ request }) => idsIn(request)), ids);
    // The first chat comes twice.
    assertEquals((await filtering).filter["filtered_count"], 5);
  });

  it("fails where a call fails: muted chats must not slip through", async () => {
    const client = fakeClient(() => Promise.reject(failure("network", "timeout")));
    const detail = await rejectionOf(() => filterMuted(() => client, chatsOf(["oc_1"]), ALL));
    assertEquals(detail.subtype, "timeout");
  });
});
