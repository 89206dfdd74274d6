import type { StageContext } from "../../../../core/enrich/stage.ts";
import { createReactionLoader } from "../../../../core/enrich/stages/reactions.ts";
import type { JsonObject, JsonValue } from "../../../../core/json/json.ts";
import type { RawMessage } from "../../../../core/message/wire.ts";
import { settle } from "../../../support/fake-world.ts";
import {
  type Answer,
  failure,
  fakeClient,
  heldClient,
  idRange,
  idsIn,
  INTERRUPT,
  linesOf,
  ok,
  sizesOf,
  stageContext,
  textMessage,
} from "../fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SMILE = { reaction_type: "SMILE", count: "3" };
const LAUGH = { reaction_type: "LAUGH", count: 2 };
const RX1 = { reaction_id: "rx1", emoji_type: "SMILE", operator: { operator_id: "ou_1" } };
const RX2 = { reaction_id: "rx2", emoji_type: "LAUGH" };

const messages = (count: number) => idRange("om_", count).map((id) => textMessage(id));
const smileAt: Answer = (request) =>
  ok({
    success_msg_reaction_counts: idsIn(request).map((message_id) => ({
      message_id,
      reaction_count: [SMILE],
    })),
  });

function scene(answer: Answer = smileAt, parts: Partial<StageContext> = {}) {
  const client = fakeClient(answer);
  const context = stageContext(client, parts);
  const loader = createReactionLoader(context);
  return {
    client,
    /** All of a run at once. */
    async fetch(list: readonly RawMessage[]) {
      const found = loader.fetch(list);
      loader.flush();
      return Object.fromEntries(await found);
    },
    lines: () => linesOf(context.warnings),
  };
}

/** What one message is found to have, given the data of the answer. */
async function reactionsOf(
  data: JsonValue,
): Promise<readonly [reactions: unknown, lines: readonly string[]]> {
  const { fetch, lines } = scene(() => ok(data));
  return [(await fetch(messages(1)))["om_1"], lines()];
}

describe("reactions, calls", () => {
  it("asks for 25 messages with 20 and 5", async () => {
    const { client, fetch } = scene();
    assertEquals(Object.keys(await fetch(messages(25))).length, 25);
    assertEquals(sizesOf(client.calls), [20, 5]);
    assertEquals(client.calls.flatMap(idsIn), idRange("om_", 25));
  });

  it("asks for 65 messages with 4 calls", async () => {
    const { client, fetch } = scene();
    await fetch(messages(65));
    assertEquals(sizesOf(client.calls), [20, 20, 20, 5]);
  });

  it("has 4 calls open at most", async () => {
    const client = heldClient();
    const loader = createReactionLoader(stageContext(client));
    const found = loader.fetch(messages(101));
    loader.flush();
    await settle();
    assertEquals([client.waiting(), sizesOf(client.calls)], [4, [20, 20, 20, 20]]);
    await client.held[2]?.answer(ok({}));
    assertEquals([client.waiting(), client.calls.length], [4, 5]);
    for (const index of [0, 1, 3, 4, 5]) await client.held[index]?.answer(ok({}));
    assertEquals([sizesOf(client.calls).at(-1), (await found).size], [1, 0]);
  });

  it("sends the ids and nothing else", async () => {
    const { client, fetch } = scene();
    await fetch(messages(2));
    assertEquals(client.calls, [{
      method: "POST",
      path: "/open-apis/im/v1/messages/reactions/batch_query",
      body: { queries: [{ message_id: "om_1" }, { message_id: "om_2" }] },
      repeatable: true,
    }]);
  });

  it("asks once for a message that is there twice", async () => {
    const { client, fetch } = scene();
    await fetch([...messages(2), ...messages(2)]);
    assertEquals(client.calls.map(idsIn), [["om_1", "om_2"]]);
  });

  it("makes no call without messages", async () => {
    const { client, fetch } = scene();
    await fetch([]);
    assertEquals(client.calls, []);
  });

  it("does not ask for recalled messages and for those without an id", async () => {
    const { client, fetch } = scene();
    const found = await fetch([textMessage("om_1", { deleted: true }), textMessage(""), textMessage("om_2")]);
    assertEquals(client.calls.map(idsIn), [["om_2"]]);
    assertEquals(Object.keys(found), ["om_2"]);
  });

  for (const remember of [true, false]) {
    it(`asks ${remember ? "not again" : "again"} on a later page in a run that ${remember ? "remembers" : "does not"}`, async () => {
      const { client, fetch } = scene(smileAt, { cache: remember });
      await fetch(messages(1));
      await fetch(messages(1));
      assertEquals(client.calls.length, remember ? 1 : 2);
    });
  }
});

describe("reactions, answers", () => {
  const counts = (...lists: JsonValue[]) =>
    lists.map((reaction_count) => ({ message_id: "om_1", reaction_count }));
  const details = (more: JsonObject, ...lists: JsonValue[]) =>
    lists.map((message_reaction_items) => ({ message_id: "om_1", message_reaction_items, ...more }));

  const cases: readonly (readonly [name: string, data: JsonValue, reactions: JsonValue | undefined])[] = [
    ["has nothing where nothing was told", {}, undefined],
    ["has nothing for empty lists", {
      success_msg_reaction_counts: counts([]),
      success_msg_reaction_details: details({ has_more: true }, []),
    }, undefined],
    ["passes counts on as they are, text or number", {
      success_msg_reaction_counts: counts([SMILE, LAUGH]),
    }, { counts: [SMILE, LAUGH] }],
    ["passes details on as they are", {
      success_msg_reaction_details: details({}, [RX1]),
    }, { details: [RX1] }],
    ["has counts before details", {
      success_msg_reaction_details: details({}, [RX1]),
      success_msg_reaction_counts: counts([SMILE]),
    }, { counts: [SMILE], details: [RX1] }],
    ["joins the parts of one message", {
      success_msg_reaction_counts: counts([SMILE], [LAUGH]),
      success_msg_reaction_details: details({}, [RX1], [RX2]),
    }, { counts: [SMILE, LAUGH], details: [RX1, RX2] }],
    ["tells nothing of more details where there are none", {
      success_msg_reaction_details: details({ has_more: false }, [RX1]),
    }, { details: [RX1] }],
    ["bears odd entries", {
      success_msg_reaction_counts: [null, 7, "x", { message_id: 3 }, ...counts("odd"), ...counts([SMILE])],
      success_msg_reaction_details: [{ om_1: [] }, null],
      fail_msg_reaction_details: null,
    }, { counts: [SMILE] }],
  ];
  for (const [name, data, reactions] of cases) {
    it(name, async () => {
      const [found, lines] = await reactionsOf(data);
      assertEquals([JSON.stringify(found), lines], [JSON.stringify(reactions), []]);
    });
  }

  for (const data of [[1, 2], "x", { success_msg_reaction_counts: { om_1: [] } }]) {
    it(`calls ${JSON.stringify(data)} a failure, not a message without reactions`, async () => {
      const [found, lines] = await reactionsOf(data);
      assertEquals([found, lines.length], ["error", 1]);
      assertStringIncludes(
        lines[0] ?? "",
        "reactions_batch_query_failed: the service's answer has an unexpected",
      );
    });
  }

  it("says that there are more details, in the data and in a warning", async () => {
    const [found, lines] = await reactionsOf({
      success_msg_reaction_counts: counts([SMILE]),
      success_msg_reaction_details: details({ has_more: true, page_token: "p2" }, [RX1]),
    });
    assertEquals(
      [JSON.stringify(found), lines],
      [JSON.stringify({ counts: [SMILE], details: [RX1], details_has_more: true }), [
        "reactions_details_limit: om_1: the service lists the first 10 reactions of a message; the counts are complete",
      ]],
    );
  });

  it("gives each message its own", async () => {
    const { fetch } = scene(() =>
      ok({
        success_msg_reaction_counts: [
          { message_id: "om_2", reaction_count: [LAUGH] },
          { message_id: "om_1", reaction_count: [SMILE] },
        ],
      })
    );
    assertEquals(await fetch(messages(3)), { om_2: { counts: [LAUGH] }, om_1: { counts: [SMILE] } });
  });
});

describe("reactions, failures", () => {
  it("marks the messages that a call lists as failed, one line a reason", async () => {
    const { fetch, lines } = scene(() =>
      ok({
        success_msg_reaction_counts: [{ message_id: "om_1", reaction_count: [SMILE] }],
        fail_msg_reaction_details: [
          { message_id: "om_2", fail_reason: "no_permission" },
          { message_id: "om_3", fail_reason: "invalid" },
          { message_id: "om_4", fail_reason: "no_permission" },
          { message_id: "om_5" },
        ],
      })
    );
    assertEquals(await fetch(messages(5)), {
      om_1: { counts: [SMILE] },
      om_2: "error",
      om_3: "error",
      om_4: "error",
      om_5: "error",
    });
    assertEquals(lines(), [
      "reactions_partial_failed: 2 message(s) failed (om_2, om_4): no_permission",
      "reactions_partial_failed: 1 message(s) failed (om_3): invalid",
      "reactions_partial_failed: 1 message(s) failed (om_5): no reason given",
    ]);
  });

  it("marks all messages of a call that failed; the other calls go on", async () => {
    const { client, fetch, lines } = scene((request, index) =>
      index === 0
        ? Promise.reject(failure("api", "unknown", "bot ability off", { code: 230006 }))
        : smileAt(request, index)
    );
    const found = await fetch(messages(21));
    assertEquals(client.calls.length, 2);
    assertEquals([found["om_1"], found["om_20"], found["om_21"]], ["error", "error", { counts: [SMILE] }]);
    assertEquals(lines(), ["reactions_batch_query_failed: bot ability off (code 230006)"]);
  });

  it("shows calls that failed for the same cause once", async () => {
    const { fetch, lines } = scene(() => Promise.reject(failure("network", "timeout", "too late")));
    await fetch(messages(45));
    assertEquals(lines(), ["reactions_batch_query_failed: too late"]);
  });

  for (const subtype of ["missing_scope", "app_scope_not_applied", "token_scope_insufficient"]) {
    it(`makes no further call after ${subtype}, marks the messages and warns that they were skipped`, async () => {
      const { client, fetch, lines } = scene(() =>
        Promise.reject(failure("authorization", subtype, "scope missing"))
      );
      assertEquals(await fetch(messages(1)), { om_1: "error" });
      assertEquals(await fetch([textMessage("om_9")]), { om_9: "error" });
      assertEquals(client.calls.length, 1);
      assertEquals(lines(), [
        "reactions_batch_query_failed: scope missing",
        "reactions_batch_query_skipped: the scope for reactions is missing",
      ]);
    });
  }

  it("does not send the calls that wait when the scope turns out to be missing", async () => {
    const client = heldClient();
    const loader = createReactionLoader(stageContext(client));
    const found = loader.fetch(messages(100));
    await settle();
    for (const call of client.held.slice(0, 4)) {
      await call.fail(failure("authorization", "missing_scope", "scope missing"));
    }
    assertEquals([...(await found).values()].filter((one) => one !== "error"), []);
    assertEquals([client.calls.length, (await found).size], [4, 100]);
  });

  it("goes on after a refusal that is about the chat", async () => {
    const { client, fetch } = scene(() => Promise.reject(failure("authorization", "permission_denied")));
    await fetch(messages(1));
    await fetch([textMessage("om_9")]);
    assertEquals(client.calls.length, 2);
  });

  it("takes an unexpected exception for a failed call", async () => {
    const { fetch, lines } = scene(() => {
      throw new TypeError("no such thing");
    });
    assertEquals(await fetch(messages(1)), { om_1: "error" });
    assertEquals(lines(), ["reactions_batch_query_failed: unexpected: no such thing"]);
  });

  it("ends with the person's interrupt", async () => {
    const { fetch } = scene(() => Promise.reject(INTERRUPT));
    assertStrictEquals(await assertRejects(() => fetch(messages(1))), INTERRUPT);
  });
});
