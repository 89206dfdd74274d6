import { spelled } from "../../../cli/spelling.ts";
import { createMessageLoader, loadThreadId } from "../../../core/message/loader.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { messageIdOf } from "../../../core/message/wire.ts";
import { settle } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import {
  type Answer,
  failure,
  fakeClient,
  heldClient,
  idRange,
  idsIn,
  INTERRUPT,
  items,
  pathsOf,
  sizesOf,
  stageContext,
  textMessage,
} from "../enrich/fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Answers in an order of its own, leaving some ids out. */
const reversedBut = (...missing: readonly string[]): Answer => (request) =>
  items(idsIn(request).filter((id) => !missing.includes(id)).map((id) => textMessage(id)).toReversed());

function scene(answer: Answer = reversedBut()) {
  const client = fakeClient(answer);
  const loader = createMessageLoader(stageContext(client));
  return {
    client,
    ...loader,
    async fetch(ids: readonly string[]) {
      const found = loader.fetch(ids);
      loader.flush();
      return (await found).map(messageIdOf);
    },
  };
}

describe("createMessageLoader", () => {
  it("asks for 55 messages with 50 and 5", async () => {
    const { client, fetch } = scene();
    await fetch(idRange("om_", 55));
    assertEquals(sizesOf(client.calls), [50, 5]);
    assertEquals(client.calls[0]?.path, "/open-apis/im/v1/messages/mget");
  });

  it("fills a call with the ids of several pages", async () => {
    const client = fakeClient(reversedBut());
    const loader = createMessageLoader(stageContext(client));
    const pages = [idRange("a", 20), idRange("b", 20), idRange("c", 20)].map(loader.fetch);
    await settle();
    assertEquals(sizesOf(client.calls), [50]);
    loader.flush();
    assertEquals((await Promise.all(pages)).map((page) => page.length), [20, 20, 20]);
    assertEquals([sizesOf(client.calls), loader.missing()], [[50, 10], []]);
  });

  it("answers in the order of the ids, not of the service", async () => {
    const { fetch, missing, failure } = scene();
    assertEquals(await fetch(["om_3", "om_1", "om_2"]), ["om_3", "om_1", "om_2"]);
    assertEquals([missing(), failure()], [[], undefined]);
  });

  it("asks once for an id that is there twice", async () => {
    const { client, fetch } = scene();
    await fetch(["om_1", "om_2", "om_1"]);
    assertEquals(client.calls.map(idsIn), [["om_1", "om_2"]]);
  });

  it("notes what the service leaves out, each id once", async () => {
    const { fetch, missing, failure } = scene(reversedBut("om_2", "om_4"));
    assertEquals(await fetch(["om_4", "om_1", "om_2"]), ["om_1"]);
    assertEquals(await fetch(["om_2", "om_3"]), ["om_3"]);
    assertEquals([missing(), failure()], [["om_4", "om_2"], undefined]);
  });

  it("a call that failed affects its own messages only, and says why", async () => {
    const refused = failure("authorization", "permission_denied", "no access");
    const { fetch, missing, ...loader } = scene((request, index) =>
      index === 0 ? Promise.reject(refused) : reversedBut()(request, index)
    );
    assertEquals(await fetch(idRange("om_", 52)), ["om_51", "om_52"]);
    assertEquals(missing(), idRange("om_", 50));
    assertStrictEquals(loader.failure(), refused);
  });

  it("shows the first of several failures", async () => {
    const { fetch, ...loader } = scene((_request, index) =>
      Promise.reject(failure("network", "timeout", `failure ${index}`))
    );
    await fetch(idRange("om_", 51));
    assertEquals(loader.failure()?.message, "failure 0");
  });

  it("takes an unexpected exception for a failed call", async () => {
    const { fetch, missing, ...loader } = scene(() => {
      throw new TypeError("no such thing");
    });
    assertEquals([await fetch(["om_1"]), missing()], [[], ["om_1"]]);
    assertEquals(loader.failure()?.message, "unexpected: no such thing");
  });

  it("bears odd answers", async () => {
    const { fetch, missing } = scene(() => ({ data: { items: [null, 7, { message_id: 3 }, [], {}] } }));
    assertEquals([await fetch(["om_1"]), missing()], [[], ["om_1"]]);
  });

  it("makes one call after the other", async () => {
    const client = heldClient();
    const loader = createMessageLoader(stageContext(client));
    const found = loader.fetch(idRange("om_", 150));
    await settle();
    for (const count of [1, 2, 3]) {
      assertEquals([client.waiting(), client.calls.length], [1, count]);
      await client.held[count - 1]?.answer(items([]));
    }
    assertEquals((await found).length, 0);
  });

  it("ends with the person's interrupt", async () => {
    const { fetch } = scene(() => Promise.reject(INTERRUPT));
    assertStrictEquals(await assertRejects(() => fetch(["om_1"])), INTERRUPT);
  });
});

describe("findThread", () => {
  it("asks for the message and takes the first thread of the response", async () => {
    const client = fakeClient(() =>
      items([null, {}, { thread_id: "" }, { thread_id: 7 }, { thread_id: "omt_1" }, { thread_id: "omt_2" }])
    );
    assertEquals(await loadThreadId(client, "om_1"), "omt_1");
    assertEquals(pathsOf(client.calls), ["/open-apis/im/v1/messages/om_1"]);
    assertEquals(client.calls[0]?.params, undefined);
  });

  const without: readonly JsonObject[] = [
    { code: 0 },
    { data: null },
    items([]),
    items([{ message_id: "om_1" }]),
  ];
  for (const body of without) {
    it(`says that the message has no thread for ${JSON.stringify(body)}`, async () => {
      const detail = await rejectionOf(() => loadThreadId(fakeClient(() => body), "om_1"));
      assertEquals([detail.type, detail.subtype], ["api", "not_found"]);
      assertStringIncludes(spelled(detail.message), '"om_1" has no thread');
      assertStringIncludes(spelled(detail.hint ?? ""), "+messages-mget --message-ids om_1");
    });
  }

  it("says what the service said where it refused", async () => {
    const refused = failure("authorization", "permission_denied");
    const client = fakeClient(() => Promise.reject(refused));
    assertStrictEquals(await assertRejects(() => loadThreadId(client, "om_1")), refused);
  });
});
