import { createBundleLoader } from "../../../../core/enrich/stages/bundles.ts";
import { Failure } from "../../../../core/failure.ts";
import { settle } from "../../../support/fake-world.ts";
import {
  failure,
  fakeClient,
  heldClient,
  idRange,
  INTERRUPT,
  items,
  linesOf,
  pathsOf,
  stageContext,
  textMessage,
} from "../fake-client.ts";
import { assertEquals, assertInstanceOf, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const bundle = (id: string) => textMessage(id, { msg_type: "merge_forward" });
const DENIED = failure("authorization", "permission_denied", "no access");
const BROKEN = failure("network", "transport", "the line broke");

describe("createBundleLoader", () => {
  it("fetches what each bundle holds and leaves other messages alone", async () => {
    const inner = textMessage("om_inner", { upper_message_id: "om_1" });
    const client = fakeClient(() => items([inner, "odd"]));
    const found = await createBundleLoader(stageContext(client))([bundle("om_1"), textMessage("om_2")]);
    assertEquals([...found], [["om_1", [inner]]]);
    assertEquals(client.calls.map(({ path, pathValues, params }) => ({ path, pathValues, params })), [{
      path: "/open-apis/im/v1/messages/:message_id",
      pathValues: { message_id: "om_1" },
      params: {
        user_id_type: "open_id",
        card_msg_content_type: "raw_card_content",
        with_sender_name: "true",
      },
    }]);
  });

  it("takes an answer without data for an empty bundle", async () => {
    const context = stageContext(fakeClient(() => ({ code: 0 })));
    assertEquals([...await createBundleLoader(context)([bundle("om_1")])], [["om_1", []]]);
    assertEquals(linesOf(context.warnings), []);
  });

  it("does not ask for a bundle without an id", async () => {
    const client = fakeClient(() => items([]));
    assertEquals([...await createBundleLoader(stageContext(client))([bundle("")])], []);
    assertEquals(client.calls, []);
  });

  it("fetches a bundle once that is there twice, also in two calls at a time", async () => {
    const client = heldClient();
    const load = createBundleLoader(stageContext(client, { cache: false }));
    const all = Promise.all([
      load([bundle("om_1"), bundle("om_1")]),
      load([bundle("om_1")]),
    ]);
    await settle();
    assertEquals(client.held.length, 1);
    await client.held[0]?.answer(items([textMessage("om_a")]));
    assertEquals((await all).map((found) => found.size), [1, 1]);
  });

  for (const remember of [true, false]) {
    it(`fetches a bundle ${remember ? "once in" : "again later in"} a run that ${remember ? "remembers" : "does not"}`, async () => {
      const client = fakeClient(() => items([]));
      const load = createBundleLoader(stageContext(client, { cache: remember }));
      await load([bundle("om_1")]);
      await load([bundle("om_1")]);
      assertEquals(client.calls.length, remember ? 1 : 2);
    });

    it(`asks once for a bundle that failed for good, in a run that ${remember ? "remembers" : "does not"}`, async () => {
      const client = fakeClient(() => Promise.reject(DENIED));
      const context = stageContext(client, { cache: remember });
      const load = createBundleLoader(context);
      const first = await load([bundle("om_1")]);
      const second = await load([bundle("om_1")]);
      assertEquals(client.calls.length, 1);
      assertStrictEquals(first.get("om_1"), DENIED);
      assertStrictEquals(second.get("om_1"), DENIED);
      assertEquals(linesOf(context.warnings), ["merge_forward_prefetch_failed: om_1: no access"]);
    });
  }

  it("asks twice where the failure may pass, and takes the second answer", async () => {
    const client = fakeClient((_request, index) =>
      index === 0 ? Promise.reject(BROKEN) : items([textMessage("om_a")])
    );
    const context = stageContext(client);
    const found = await createBundleLoader(context)([bundle("om_1")]);
    assertEquals(found.get("om_1"), [textMessage("om_a")]);
    assertEquals(client.calls.map((call) => call.params?.["card_msg_content_type"]), [
      "raw_card_content",
      "raw_card_content",
    ]);
    assertEquals(linesOf(context.warnings), []);
  });

  it("gives up after the second failure with one warning", async () => {
    const client = fakeClient(() => Promise.reject(BROKEN));
    const context = stageContext(client);
    const found = await createBundleLoader(context)([bundle("om_1")]);
    assertStrictEquals(found.get("om_1"), BROKEN);
    assertEquals(client.calls.length, 2);
    assertEquals(linesOf(context.warnings), ["merge_forward_prefetch_failed: om_1: the line broke"]);
  });

  for (const type of ["network", "api"] as const) {
    it(`makes the second try without the parameter for cards after ${type}/server_error`, async () => {
      const client = fakeClient((_request, index) =>
        index === 0 ? Promise.reject(failure(type, "server_error")) : items([])
      );
      assertEquals([...await createBundleLoader(stageContext(client))([bundle("om_1")])], [[
        "om_1",
        [],
      ]]);
      assertEquals(client.calls.map((call) => call.params), [
        {
          user_id_type: "open_id",
          card_msg_content_type: "raw_card_content",
          with_sender_name: "true",
        },
        { user_id_type: "open_id", with_sender_name: "true" },
      ]);
    });
  }

  it("shows each bundle that failed", async () => {
    const context = stageContext(fakeClient(() => Promise.reject(DENIED)));
    await createBundleLoader(context)([bundle("om_1"), bundle("om_2")]);
    assertEquals(linesOf(context.warnings), [
      "merge_forward_prefetch_failed: om_1: no access",
      "merge_forward_prefetch_failed: om_2: no access",
    ]);
  });

  it("takes an unexpected exception for a failure of the bundle", async () => {
    const context = stageContext(fakeClient(() => {
      throw new TypeError("no such thing");
    }));
    const found = await createBundleLoader(context)([bundle("om_1")]);
    assertInstanceOf(found.get("om_1"), Failure);
    assertEquals(linesOf(context.warnings), [
      "merge_forward_prefetch_failed: om_1: unexpected: no such thing",
    ]);
  });

  it("has 8 calls open at most", async () => {
    const client = heldClient();
    const all = createBundleLoader(stageContext(client))(idRange("om_", 10).map(bundle));
    await settle();
    assertEquals(client.waiting(), 8);
    await client.held[3]?.answer(items([]));
    assertEquals([client.waiting(), client.calls.length], [8, 9]);
    for (const call of client.held) await call.answer(items([]));
    for (const call of client.held.slice(9)) await call.answer(items([]));
    assertEquals((await all).size, 10);
    assertEquals(pathsOf(client.calls), idRange("/open-apis/im/v1/messages/om_", 10));
  });

  it("ends with the person's interrupt", async () => {
    const load = createBundleLoader(stageContext(fakeClient(() => Promise.reject(INTERRUPT))));
    assertStrictEquals(await assertRejects(() => load([bundle("om_1")])), INTERRUPT);
  });
});
