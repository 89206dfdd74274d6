import { maxOpenRequests, type WorldReaction } from "../../../../fixtures/platform/mod.ts";
import { inScene } from "../../../support/scene.ts";
import {
  ENDPOINT,
  fieldOf,
  groupOf,
  itForBoth,
  type Json,
  LIST,
  listAt,
  objectAt,
  reactionQueries,
  read,
  text,
  texts,
  thread,
} from "./scene.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const reactions = (type: string, count: number): WorldReaction[] =>
  Array.from({ length: count }, (_, index) => ({ type, by: `ou_p${index}` }));
/** Sizes of the calls, the largest first: calls that run side by side may arrive in any order. */
const sizesOf = (calls: readonly (readonly string[])[]) =>
  calls.map((ids) => ids.length).sort((one, other) => other - one);
const countsOf = (message: Json | undefined) => listAt(objectAt(message, "reactions"), "counts");
const detailsOf = (message: Json | undefined) => listAt(objectAt(message, "reactions"), "details");

describe("reactions: how the service is asked", () => {
  itForBoth("25 messages go into calls of 20 and 5", () => groupOf(texts(25)), async (scene, identity) => {
    const { messages } = await read(scene, identity, LIST);
    assertEquals(sizesOf(reactionQueries(scene.platform)), [20, 5]);
    assertEquals(reactionQueries(scene.platform).flat().sort(), fieldOf(messages, "message_id").toSorted());
  });

  itForBoth(
    "65 messages on two pages go into 4 calls, at most 4 at a time",
    () => groupOf(texts(65), { delayMs: 20 }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, [...LIST, "--page-all", "--page-delay", "0"]);
      assertEquals(messages.length, 65);
      assertEquals(sizesOf(reactionQueries(scene.platform)), [20, 20, 20, 5]);
      assert(maxOpenRequests(scene.platform.log, ({ path }) => path === ENDPOINT.reactions) <= 4);
    },
  );

  itForBoth(
    "200 messages: 10 calls, several but at most 4 at a time",
    () => groupOf(texts(200), { delayMs: 30 }),
    async (scene, identity) => {
      await read(scene, identity, [...LIST, "--page-all", "--page-delay", "0"]);
      assertEquals(sizesOf(reactionQueries(scene.platform)), Array.from({ length: 10 }, () => 20));
      const open = maxOpenRequests(scene.platform.log, ({ path }) => path === ENDPOINT.reactions);
      assert(open > 1 && open <= 4, `${open} open`);
    },
  );

  itForBoth(
    "replies are asked about in the same call as their host, and get their block",
    () => {
      const messages = thread("root", 1, 3, { reactions: reactions("OK", 1) });
      return groupOf(
        messages.map((one) =>
          one.messageId === "om_root-2" ? { ...one, reactions: reactions("SMILE", 2) } : one
        ),
      );
    },
    async (scene, identity) => {
      const { messages: [host] } = await read(scene, identity, LIST);
      assertEquals(reactionQueries(scene.platform).map((ids) => ids.toSorted()), [
        ["om_root", "om_root-1", "om_root-2", "om_root-3"],
      ]);
      assertEquals(countsOf(host), [{ reaction_type: "OK", count: "1" }]);
      assertEquals(listAt(host, "thread_replies").map(countsOf), [
        [],
        [{ reaction_type: "SMILE", count: "2" }],
        [],
      ]);
    },
  );

  itForBoth(
    "an id that is named twice is asked about once; both messages get the block",
    () => groupOf([text("a", 1, { reactions: reactions("OK", 2) })]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, ["+messages-mget", "--message-ids", "om_a,om_a"]);
      assertEquals(reactionQueries(scene.platform), [["om_a"]]);
      assertEquals(messages.map(countsOf), Array(2).fill([{ reaction_type: "OK", count: "2" }]));
    },
  );

  itForBoth(
    "recalled messages are not asked about and carry neither block nor flag",
    () => groupOf([text("a", 1, { reactions: reactions("OK", 1) }), text("gone", 2, { deleted: true })]),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(reactionQueries(scene.platform), [["om_a"]]);
      assertEquals(messages.map((one) => "reactions" in one), [true, false]);
      assertEquals(fieldOf(messages, "reactions_error"), [undefined, undefined]);
      assertEquals(warnings, []);
    },
  );

  for (
    const [name, messages] of [["no messages", []], ["recalled ones only", [
      text("x", 1, { deleted: true }),
    ]]] as const
  ) {
    itForBoth(`${name}: no call`, () => groupOf(messages), async (scene, identity) => {
      await read(scene, identity, LIST);
      assertEquals(reactionQueries(scene.platform), []);
    });
  }
});

describe("reactions: what is shown", () => {
  itForBoth(
    "counts and details as the service gives them, numbers as well as texts; none where there are none",
    () =>
      groupOf([
        text("text", 1, { reactions: [{ type: "OK", by: "ou_bo", time: 7 }] }),
        text("number", 2, { reactions: reactions("HEART", 3), numericReactionCounts: true }),
        text("plain", 3),
      ]),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(messages[0]?.["reactions"], {
        counts: [{ reaction_type: "OK", count: "1" }],
        details: [{
          reaction_id: "rx_om_text_0",
          operator: { operator_id: "ou_bo", operator_type: "user" },
          action_time: "7",
          emoji_type: "OK",
        }],
      });
      assertEquals(countsOf(messages[1]), [{ reaction_type: "HEART", count: 3 }]);
      assertEquals(["reactions" in { ...messages[2] }, "reactions_error" in { ...messages[2] }], [
        false,
        false,
      ]);
      assertEquals(warnings, []);
    },
  );

  for (const [count, more] of [[10, undefined], [11, true]] as const) {
    itForBoth(
      `${count} reactions: ${
        more ? "ten details and details_has_more" : "all details, no flag"
      }; the count is complete`,
      () => groupOf([text("a", 1, { reactions: reactions("OK", count) })]),
      async (scene, identity) => {
        const { messages: [message] } = await read(scene, identity, LIST);
        assertEquals(countsOf(message), [{ reaction_type: "OK", count: String(count) }]);
        assertEquals(detailsOf(message).length, 10);
        assertEquals(objectAt(message, "reactions")["details_has_more"], more);
      },
    );
  }
});

/** The other commands, on the thread `omt_root`. */
const COMMANDS: readonly (readonly [string, readonly string[]])[] = [
  ["chat list", LIST],
  ["mget", ["+messages-mget", "--message-ids", "om_root"]],
  ["thread list", ["+threads-messages-list", "--thread", "omt_root"]],
];
const reacted = () => groupOf(thread("root", 1, 1, { reactions: reactions("OK", 1) }));

describe("reactions: every command", () => {
  for (const [name, args] of COMMANDS) {
    itForBoth(`${name}: asks by default, in one call`, reacted, async (scene, identity) => {
      const { messages } = await read(scene, identity, args);
      assertEquals(countsOf(messages[0]), [{ reaction_type: "OK", count: "1" }]);
      assertEquals(sizesOf(reactionQueries(scene.platform)), [2]);
    });

    itForBoth(`${name} --no-reactions: no call, no field, no flag`, reacted, async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, [...args, "--no-reactions"]);
      assertEquals(reactionQueries(scene.platform), []);
      assertEquals(messages.flatMap((one) => Object.keys(one)).filter((key) => key.startsWith("react")), []);
      assertEquals(warnings, []);
    });
  }

  const search = ["+messages-search", "--query", "text"];
  it("as user: search: asks by default", () =>
    inScene(reacted(), async (scene) => {
      const { messages } = await read(scene, "user", search);
      const root = messages.find((one) => one["message_id"] === "om_root");
      assertEquals(countsOf(root), [{ reaction_type: "OK", count: "1" }]);
      assertEquals(sizesOf(reactionQueries(scene.platform)), [2]);
    }));

  it("as user: search --no-reactions: no call, no field", () =>
    inScene(reacted(), async (scene) => {
      const { messages } = await read(scene, "user", [...search, "--no-reactions"]);
      assertEquals([messages.length, reactionQueries(scene.platform).length], [2, 0]);
      assertEquals(fieldOf(messages, "reactions"), [undefined, undefined]);
    }));
});
