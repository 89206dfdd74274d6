import type { AnyFault } from "../../../../fixtures/platform/mod.ts";
import {
  ENDPOINT,
  fieldOf,
  groupOf,
  type Identity,
  itForBoth,
  LIST,
  listAt,
  reactionQueries,
  read,
  text,
  texts,
  thread,
} from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe } from "@std/testing/bdd";

const OK = [{ type: "OK", by: "ou_bo" }];
const when = { endpoint: ENDPOINT.reactions };
/** The endpoint takes either of the two; messages can be read with a third one. */
const NO_SCOPES = ["im:message.reactions:read", "im:message:readonly"];
const lacking = (identity: Identity) => ({ withoutScopes: { [identity]: NO_SCOPES } });

const WHOLE_CALLS: readonly (readonly [string, AnyFault])[] = [
  ["a refusal", { name: "error", code: 230001, when }],
  ["a fault of the server that does not end", { name: "status-503-json", when }],
  ["a gateway's page", { name: "html-200", when }],
  ["half a document", { name: "cut-json", when }],
  ["a broken connection", { name: "reset-before-headers", when }],
];

describe("reactions: what goes wrong affects the reactions only", () => {
  for (const [name, fault] of WHOLE_CALLS) {
    itForBoth(
      `${name}: reactions_error on each message and reply, one warning`,
      () => groupOf(thread("root", 1, 2, { reactions: OK }), { faults: [fault] }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, LIST);
        assertEquals(fieldOf(messages, "content"), ["text of root"]);
        const all = [...messages, ...listAt(messages[0], "thread_replies")];
        assertEquals(fieldOf(all, "reactions_error"), [true, true, true]);
        assertEquals(fieldOf(all, "reactions"), [undefined, undefined, undefined]);
        assertEquals(warnings.length, 1);
        assertMatch(warnings[0] ?? "", /^reactions_batch_query_failed: ./);
      },
    );
  }

  itForBoth(
    "one call of two fails: the messages of the other one have their reactions",
    () =>
      groupOf(texts(25, () => ({ reactions: OK })), {
        faults: [{ name: "error", code: 230001, when: { ...when, body: '"om_m24"' } }],
      }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      const failed = reactionQueries(scene.platform).find((ids) => ids.includes("om_m24")) ?? [];
      assertEquals([5, 20].includes(failed.length), true);
      for (const message of messages) {
        const isFailed = failed.includes(String(message["message_id"]));
        assertEquals([message["reactions_error"], "reactions" in message], [
          isFailed || undefined,
          !isFailed,
        ]);
      }
      assertEquals(warnings.length, 1);
    },
  );

  itForBoth(
    "the service fails for some messages: they are flagged, a warning names them and the reason",
    () =>
      groupOf([text("a", 1, { reactions: OK }), text("b", 2), text("c", 3)], {
        faults: [{
          name: "changed-data",
          set: {
            fail_msg_reaction_details: [
              { message_id: "om_b", fail_reason: "no_permission" },
              { message_id: "om_c", fail_reason: "no_permission" },
            ],
          },
          when,
        }],
      }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(fieldOf(messages, "reactions_error"), [undefined, true, true]);
      assertEquals(messages.map((one) => "reactions" in one), [true, false, false]);
      assertEquals(warnings.length, 1);
      assertMatch(
        warnings[0] ?? "",
        /^reactions_partial_failed: 2 message\(s\) failed \(om_b, om_c\).*no_permission/,
      );
    },
  );

  itForBoth(
    "too many calls at first: asked again, and all is there",
    () =>
      groupOf([text("a", 1, { reactions: OK })], {
        faults: [{ name: "status-429", retryAfter: "1", when: { ...when, times: 1 } }],
      }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals([messages.map((one) => "reactions" in one), warnings], [[true], []]);
      assertEquals(reactionQueries(scene.platform), [["om_a"], ["om_a"]]);
    },
  );
});

describe("reactions: without the scope", () => {
  itForBoth(
    "every message is flagged, the messages come, exit 0",
    (identity) => groupOf(texts(3), lacking(identity)),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(fieldOf(messages, "reactions_error"), [true, true, true]);
      assertEquals(warnings.length, 1);
      assertMatch(warnings[0] ?? "", /^reactions_batch_query_(failed|skipped): .*im:message\.reactions:read/);
    },
  );

  itForBoth(
    "once refused, the service is not asked for the rest of a long list; every message is flagged",
    (identity) => groupOf(texts(400), lacking(identity)),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, [
        ...LIST,
        "--page-all",
        "--page-delay",
        "0",
      ]);
      assertEquals(fieldOf(messages, "reactions_error"), Array(400).fill(true));
      assert(reactionQueries(scene.platform).length <= 4);
      assertEquals(warnings.map((line) => line.split(":")[0]).sort(), [
        "reactions_batch_query_failed",
        "reactions_batch_query_skipped",
      ]);
    },
  );

  itForBoth(
    "--no-reactions: nothing is asked, flagged or warned about",
    (identity) => groupOf(texts(3), lacking(identity)),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, [...LIST, "--no-reactions"]);
      assertEquals(fieldOf(messages, "reactions_error"), [undefined, undefined, undefined]);
      assertEquals([warnings, reactionQueries(scene.platform)], [[], []]);
    },
  );
});
