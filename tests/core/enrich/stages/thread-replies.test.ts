import { createReplyLoader } from "../../../../core/enrich/stages/thread-replies.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import { messageIdOf } from "../../../../core/message/wire.ts";
import { settle } from "../../../support/fake-world.ts";
import { failure, heldClient, idsIn, INTERRUPT, items, stageContext, textMessage } from "../fake-client.ts";
import { host, hosts, replies, scene, shortly } from "./thread-replies-scene.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("thread replies", () => {
  it("are fetched from the oldest on, 50 of them", async () => {
    const { client, fetch } = scene(() => items(replies("omt_1", 2)));
    const found = await fetch([host("om_1", "omt_1")]);
    assertEquals(client.calls.map(({ path, params }) => ({ path, params })), [{
      path: "/open-apis/im/v1/messages",
      params: {
        container_id_type: "thread",
        container_id: "omt_1",
        sort_type: "ByCreateTimeAsc",
        page_size: "50",
        card_msg_content_type: "raw_card_content",
        with_sender_name: "true",
      },
    }]);
    assertEquals(Object.fromEntries(found), {
      om_1: { replies: replies("omt_1", 2), hasMore: false, failed: false },
    });
  });

  it("are fetched once a thread; the first message that carries it is the host", async () => {
    const { client, fetch } = scene(() => items(replies("omt_1", 1)));
    const found = await fetch([
      textMessage("om_0"),
      textMessage("om_x", { thread_id: " " }),
      host("om_1", "omt_1"),
      host("om_2", "omt_1"),
      host("om_1", "omt_1"),
    ]);
    assertEquals([shortly(found), client.calls.length], [[["om_1", 1]], 1]);
  });

  it("have their host on the first page of the run that carries the thread", async () => {
    const { client, fetch } = scene(() => items(replies("omt_1", 1)));
    const found = await Promise.all([fetch([host("om_1", "omt_1")]), fetch([host("om_2", "omt_1")])]);
    assertEquals([found.map(shortly), client.calls.length], [[[["om_1", 1]], []], 1]);
  });

  describe("of a thread whose reply is listed before its root", () => {
    const reply = textMessage("om_2", { thread_id: "omt_1", root_id: "om_1" });
    const later = textMessage("om_3", { thread_id: "omt_1", root_id: "om_1" });
    const whole = () => items([textMessage("om_1"), reply, later]);

    it("stand with the root of a later page, though the reply's call is still under way", async () => {
      const client = heldClient();
      const fetch = createReplyLoader(stageContext(client));
      const found = [fetch([reply]), fetch([later]), fetch([host("om_1", "omt_1")])];
      await settle();
      assertEquals(client.calls.length, 1);
      await client.held[0]?.answer(whole());
      await client.held[1]?.answer(whole());
      assertEquals((await Promise.all(found)).map(shortly), [[], [], [["om_1", 2]]]);
      assertEquals(client.calls.length, 2);
    });

    it("stand with the root even where the reply's call failed", async () => {
      const { fetch } = scene((_request, index) =>
        index === 0 ? Promise.reject(failure("network", "timeout")) : whole()
      );
      assertEquals(shortly(await fetch([reply])), [["om_2", 0, "failed"]]);
      assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 2]]);
    });

    it("are attached to a message that quotes one outside of the thread", async () => {
      const { fetch } = scene(() => items([reply, later]));
      assertEquals(shortly(await fetch([reply])), [["om_2", 1]]);
    });
  });

  it("do not hold the host itself", async () => {
    const { fetch } = scene(() => items([textMessage("om_1"), ...replies("omt_1", 2)]));
    const found = await fetch([host("om_1", "omt_1")]);
    assertEquals(found.get("om_1")?.replies.map(messageIdOf), ["omt_1/1", "omt_1/2"]);
  });

  it("are none where the thread holds its host alone", async () => {
    const { fetch } = scene(() => items([textMessage("om_1")]));
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 0]]);
  });

  it("are flagged where the service says that there are more", async () => {
    const { client, fetch } = scene(() => items(replies("omt_1", 50), { has_more: true, page_token: "t2" }));
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 50, "more"]]);
    assertEquals(client.calls.length, 1);
  });

  it("an answer of an unexpected shape is a failure, not a thread without replies", async () => {
    const { fetch, lines } = scene(() => ({ data: { items: "none" } }));
    await fetch([host("om_1", "omt_1")]);
    assertEquals(lines().map((line) => line.split(":")[0]), ["thread_replies_failed"]);
  });

  const odd: readonly JsonObject[] = [{}, { data: null }, { data: { items: [null] } }];
  for (const body of odd) {
    it(`are none in ${JSON.stringify(body)}`, async () => {
      const { fetch, lines } = scene(() => body);
      assertEquals([shortly(await fetch([host("om_1", "omt_1")])), lines()], [[["om_1", 0]], []]);
    });
  }

  it("are fetched 8 threads at a time", async () => {
    const client = heldClient();
    const found = createReplyLoader(stageContext(client))(hosts(10));
    await settle();
    assertEquals(client.waiting(), 8);
    await client.held[7]?.answer(items([]));
    assertEquals([client.waiting(), client.calls.length], [8, 9]);
    for (const index of [0, 1, 2, 3, 4, 5, 6, 8, 9]) await client.held[index]?.answer(items([]));
    assertEquals((await found).size, 10);
  });
});

describe("thread replies, the 50th behind the root", () => {
  const root = textMessage("om_1");
  const full = items([root, ...replies("omt_1", 49)], { has_more: true, page_token: "t2" });

  it("comes with a second page of one", async () => {
    const { client, fetch } = scene((_request, index) => index === 0 ? full : items([textMessage("last")]));
    const found = await fetch([host("om_1", "omt_1")]);
    assertEquals(client.calls.map(({ params }) => [params?.["page_size"], params?.["page_token"]]), [
      ["50", undefined],
      ["1", "t2"],
    ]);
    assertEquals(shortly(found), [["om_1", 50]]);
    assertEquals(found.get("om_1")?.replies.at(-1), textMessage("last"));
  });

  it("is flagged where there are more behind it", async () => {
    const { fetch } = scene((_request, index) =>
      index === 0 ? full : items([textMessage("last")], { has_more: true, page_token: "t3" })
    );
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 50, "more"]]);
  });

  it("that cannot be fetched affects neither the others nor the flag", async () => {
    const { fetch, lines } = scene((_request, index) =>
      index === 0 ? full : Promise.reject(failure("network", "timeout", "too late"))
    );
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 49, "more"]]);
    assertEquals(lines(), ["thread_replies_failed: omt_1: too late"]);
  });

  it("is not asked for where the service does not say where it is", async () => {
    const { client, fetch } = scene(() => items([root, ...replies("omt_1", 49)], { has_more: true }));
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 49, "more"]]);
    assertEquals(client.calls.length, 1);
  });

  it("is not asked for behind a short page that did not hold the root", async () => {
    const { client, fetch } = scene(() => items(replies("omt_1", 30), { has_more: true, page_token: "t2" }));
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 30, "more"]]);
    assertEquals(client.calls.length, 1);
  });

  it("is not asked for where there is none", async () => {
    const { client, fetch } = scene(() => items([root, ...replies("omt_1", 49)], { has_more: false }));
    assertEquals(shortly(await fetch([host("om_1", "omt_1")])), [["om_1", 49]]);
    assertEquals(client.calls.length, 1);
  });
});

describe("thread replies, failures", () => {
  it("are flagged at the host, with a warning; other threads are attached", async () => {
    const { fetch, lines } = scene((request) =>
      idsIn(request)[0] === "omt_2"
        ? items(replies("omt_2", 1))
        : Promise.reject(failure("authorization", "permission_denied", "no access"))
    );
    assertEquals(shortly(await fetch(hosts(3))), [["om_1", 0, "failed"], ["om_2", 1], ["om_3", 0, "failed"]]);
    assertEquals(lines(), ["thread_replies_failed: omt_1, omt_3: no access"]);
  });

  it("are flagged after an unexpected exception, too", async () => {
    const { fetch, lines } = scene(() => {
      throw new TypeError("no such thing");
    });
    assertEquals(shortly(await fetch(hosts(1))), [["om_1", 0, "failed"]]);
    assertEquals(lines(), ["thread_replies_failed: omt_1: unexpected: no such thing"]);
  });

  it("end with the person's interrupt", async () => {
    const { fetch } = scene((_request, index) => index === 0 ? Promise.reject(INTERRUPT) : items([]));
    assertStrictEquals(await assertRejects(() => fetch(hosts(3))), INTERRUPT);
  });
});
