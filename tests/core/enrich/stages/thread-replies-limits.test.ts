import { createReplyLoader } from "../../../../core/enrich/stages/thread-replies.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { settle } from "../../../support/fake-world.ts";
import { type Answer, heldClient, idsIn, items, linesOf, stageContext, textMessage } from "../fake-client.ts";
import { host, hosts, replies, scene, shortly } from "./thread-replies-scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("thread replies, limits", () => {
  const threadOf = (answer: (n: number) => JsonObject): Answer => (request) =>
    answer(Number(idsIn(request)[0]?.slice("omt_".length)));

  it("are 50 a thread, whatever the service sends", async () => {
    const { fetch } = scene(() => items(replies("omt_1", 60)));
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 50, "more"]]);
  });

  it("are counted as they come: twelve threads with three each all fit", async () => {
    const { fetch, lines } = scene(threadOf((n) => items(replies(`omt_${n}`, 3))));
    const found = await fetch(hosts(12));
    assertEquals(shortly(found), hosts(12).map(({ message_id }) => [message_id, 3]));
    assertEquals(lines(), []);
  });

  it("are 500 in all: the thread that crosses is cut and flagged", async () => {
    const { fetch, lines } = scene(threadOf((n) => items(replies(`omt_${n}`, n === 1 ? 10 : 50))));
    const found = shortly(await fetch(hosts(11)));
    assertEquals(found.slice(0, 2), [["om_1", 10], ["om_2", 50]]);
    assertEquals(found.slice(9), [["om_10", 50], ["om_11", 40, "more"]]);
    assertEquals(lines(), ["thread_replies_limit: omt_11: cut off: only 500 replies are attached in all"]);
  });

  it("are not flagged where they end exactly at 500", async () => {
    const { fetch, lines } = scene(threadOf((n) => items(n > 10 ? [] : replies(`omt_${n}`, 50))));
    const found = shortly(await fetch(hosts(10)));
    assertEquals([found.at(-1), lines()], [["om_10", 50], []]);
  });

  it("roots do not count: ten full threads with theirs fit", async () => {
    const { fetch, lines } = scene(
      threadOf((n) => items([textMessage(`om_${n}`), ...replies(`omt_${n}`, 50)])),
    );
    assertEquals(shortly(await fetch(hosts(10))).at(-1), ["om_10", 50]);
    assertEquals(lines(), []);
  });

  it("are not fetched behind the limit; the hosts are flagged", async () => {
    const { client, fetch, lines } = scene(threadOf((n) => items(replies(`omt_${n}`, 50))));
    await fetch(hosts(10));
    const found = await fetch([host("om_a", "omt_a"), host("om_b", "omt_b")]);
    assertEquals([shortly(found), client.calls.length], [[["om_a", 0, "more"], ["om_b", 0, "more"]], 10]);
    assertEquals(lines(), ["thread_replies_limit: omt_a, omt_b: not read: 500 replies are attached already"]);
  });

  it("are counted in the order of the hosts, whichever thread answers first", async () => {
    const client = heldClient();
    const context = stageContext(client);
    const found = createReplyLoader(context)(hosts(12));
    await settle();
    // The last ones of those under way answer first, and let those behind them in.
    for (let index = 7; index >= 1; index--) {
      await client.held[index]?.answer(items(replies(`${index}`, 50)));
    }
    for (const call of client.held.slice(8)) await call.answer(items(replies("later", 50)));
    assertEquals(client.calls.length, 12);
    await client.held[0]?.answer(items(replies("first", 50)));
    const all = shortly(await found);
    assertEquals(all.slice(0, 10), hosts(10).map(({ message_id }) => [message_id, 50]));
    assertEquals(all.slice(10), [["om_11", 0, "more"], ["om_12", 0, "more"]]);
    assertEquals(linesOf(context.warnings), [
      "thread_replies_limit: omt_11, omt_12: cut off: only 500 replies are attached in all",
    ]);
  });

  it("cut nothing from a thread that turns out to be empty", async () => {
    const client = heldClient();
    const found = createReplyLoader(stageContext(client))(hosts(11));
    await settle();
    while (client.waiting() > 0) {
      const index = client.calls.length - client.waiting();
      await client.held[index]?.answer(
        items(index === 10 ? [textMessage("om_11")] : replies(`${index}`, 50)),
      );
    }
    // The eleventh was under way before the budget was spent.
    assertEquals(shortly(await found).at(-1), ["om_11", 0]);
  });
});
