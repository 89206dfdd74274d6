import type { FailureDetail } from "../../../core/failure.ts";
import { cancelFlags } from "../../../core/flag/cancel-flags.ts";
import { type FlagLayer, MESSAGE_LAYER } from "../../../core/flag/layer.ts";
import { rejectionOf } from "../detail-of.ts";
import { type Answer, failure, fakeClient, INTERRUPT, ok } from "../enrich/fake-client.ts";
import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const FEED_LAYER: FlagLayer = { itemType: "thread", flagType: "feed" };
const BOTH = [MESSAGE_LAYER, FEED_LAYER];
const MESSAGE_ITEM = { item_id: "om_1", item_type: "default", flag_type: "message" } as const;
const FEED_ITEM = { item_id: "om_1", item_type: "thread", flag_type: "feed" } as const;

const fine: Answer = () => ok({ done: true });
const fail = (type: Parameters<typeof failure>[0], subtype: string): Answer => () =>
  Promise.reject(failure(type, subtype, `${subtype} it is`));

/** Cancels both layers, the calls answered in turn. */
function cancel(...answers: readonly Answer[]) {
  const client = fakeClient((request, index) => {
    const answer = answers[index];
    if (answer === undefined) throw new Error("one call too many");
    return answer(request, index);
  });
  return { client, run: () => cancelFlags(client, "om_1", BOTH) };
}

describe("cancelFlags", () => {
  it("takes both layers away, one call each, the message first", async () => {
    const { client, run } = cancel(fine, fine);
    assertEquals(await run(), {
      results: [
        { ...MESSAGE_ITEM, status: "ok", response: { done: true } },
        { ...FEED_ITEM, status: "ok", response: { done: true } },
      ],
    });
    assertEquals(client.calls.map(({ body }) => body), [
      { flag_items: [{ item_id: "om_1", item_type: "0", flag_type: "2" }] },
      { flag_items: [{ item_id: "om_1", item_type: "4", flag_type: "1" }] },
    ]);
  });

  it("goes on after a failure, and accounts for both", async () => {
    const { results, failure: why } = await cancel(fail("api", "not_found"), fine).run();
    const error: FailureDetail = { type: "api", subtype: "not_found", message: "not_found it is" };
    assertEquals(results, [
      { ...MESSAGE_ITEM, status: "failed", error },
      { ...FEED_ITEM, status: "ok", response: { done: true } },
    ]);
    assertEquals([why?.detail.type, why?.detail.subtype], ["api", "partial_failure"]);
    assertEquals(why?.detail.message, "1 of 2 calls failed: message");
  });

  it("is a ledger, too, where the last of both fails for the login", async () => {
    const { results } = await cancel(fine, fail("authorization", "missing_scope")).run();
    assertEquals(results.map(({ status }) => status), ["ok", "failed"]);
  });

  it("is a ledger where one failed for the login and the other for something else", async () => {
    const { results } = await cancel(fail("authentication", "x"), fail("network", "timeout")).run();
    assertEquals(results.map(({ status }) => status), ["failed", "failed"]);
  });

  it("fails as a whole where every layer failed for the login", async () => {
    const { run } = cancel(fail("authentication", "token_expired"), fail("authorization", "missing_scope"));
    const detail = await rejectionOf(run);
    assertEquals([detail.type, detail.subtype], ["authentication", "token_expired"]);
  });

  it("interrupted at the first layer: nothing is known, the interrupt is all", async () => {
    const { client, run } = cancel(() => Promise.reject(INTERRUPT), fine);
    assertEquals([(await rejectionOf(run)).type, client.calls.length], ["interrupted", 1]);
  });

  it("interrupted between the layers: accounts for both, and the interrupt is the cause", async () => {
    const { results, failure: why } = await cancel(fine, () => Promise.reject(INTERRUPT)).run();
    assertEquals(results.map(({ flag_type: type, status }) => [type, status]), [
      ["message", "ok"],
      ["feed", "failed"],
    ]);
    assert(why === INTERRUPT);
  });

  it("passes on what is no failure of the service", async () => {
    const mistake = new TypeError("a mistake in the program");
    const reason = await cancel(() => Promise.reject(mistake), fine).run().catch((error) => error);
    assertStrictEquals(reason, mistake);
  });
});
