import type { Platform } from "../../../../fixtures/platform/mod.ts";
import { previewCalls } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import {
  callsTo,
  ENDPOINT,
  fieldOf,
  groupOf,
  itForBoth,
  type Json,
  LIST,
  read,
  text,
  thread,
} from "./scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Which threads were fetched, one entry a call. */
const fetched = (platform: Platform) =>
  callsTo(platform, ENDPOINT.list).filter(({ query }) => query["container_id_type"] === "thread")
    .map(({ query }) => query["container_id"]);
const mget = (...messageIds: readonly string[]) => ["+messages-mget", "--message-ids", messageIds.join(",")];
const threads = (count: number, replies: number) =>
  groupOf(Array.from({ length: count }, (_, index) => thread(`t${index}`, index, replies)).flat());

describe("--no-threads", () => {
  const withReplies = () => groupOf([...thread("root", 1, 35), ...thread("none", 2, 0), text("other", 3)]);
  const LINES: readonly (readonly [name: string, line: readonly string[]])[] = [
    ["mget", mget("om_root", "om_none", "om_other")],
    ["chat list", LIST],
  ];
  const about = (messages: readonly Json[]) =>
    messages.map((one) => [one["message_id"], one["thread_reply_count"], one["thread_replies"]]);

  for (const [name, line] of LINES) {
    itForBoth(
      `${name}: the roots, each with the number of its replies, and nothing of the replies`,
      withReplies,
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, [...line, "--no-threads"]);
        assertEquals(about(messages), [
          ["om_root", 35, undefined],
          ["om_none", 0, undefined],
          ["om_other", undefined, undefined],
        ]);
        assertEquals([warnings, fetched(scene.platform)], [[], ["omt_root", "omt_none"]]);
        const asked = callsTo(scene.platform, ENDPOINT.reactions).flatMap(({ body }) => queriesIn(body));
        assertEquals(asked.length, 3);
      },
    );
  }

  itForBoth(
    "a thread of more than fifty: fifty, and that there are more, without a warning",
    () => groupOf(thread("long", 1, 60)),
    async (scene, identity) => {
      const { messages: [host], warnings } = await read(scene, identity, [...LIST, "--no-threads"]);
      assertEquals([host?.["thread_reply_count"], host?.["thread_has_more"], warnings], [50, true, []]);
    },
  );

  itForBoth(
    "many replies in all: each thread is counted",
    () => threads(15, 40),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, [...LIST, "--no-threads"]);
      assertEquals(fieldOf(messages, "thread_reply_count"), Array(15).fill(40));
    },
  );

  itForBoth(
    "a thread that cannot be read: flagged, no number, one warning",
    () => ({
      ...threads(2, 1),
      faults: [{ name: "error", code: 230002, when: { path: "container_id=omt_t1&" } }],
    }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, [...LIST, "--no-threads"]);
      assertEquals(fieldOf(messages, "thread_reply_count"), [1, undefined]);
      assertEquals(fieldOf(messages, "thread_replies_error"), [undefined, true]);
      assertMatch(warnings.join("\n"), /^thread_replies_failed: omt_t1: ./);
    },
  );

  itForBoth(
    "a topic chat: replies beside their root are counted there, others stay",
    () => ({
      ...groupOf([...thread("old", 1, 2), ...thread("new", 1100, 1)]),
      chats: [{ chatId: "oc_group", mode: "topic", name: "Topics" }],
    }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, [
        ...LIST,
        "--no-threads",
        "--start",
        String(1_779_238_800 + 1001 * 60),
      ]);
      assertEquals(about(messages), [["om_old-1", undefined, undefined], ["om_old-2", undefined, undefined], [
        "om_new",
        1,
        undefined,
      ]]);
    },
  );

  for (
    const [format, shown] of [["pretty", "35 replies"], [
      "concise",
      "thread_reply_count: 35",
    ]] as const
  ) {
    it(`${format}: says how many replies there are`, () =>
      inScene(withReplies(), async ({ run }) => {
        const { status, stdout } = await run([...mget("om_root"), "--no-threads", "--format", format]);
        assertEquals(status, 0);
        assertStringIncludes(stdout, shown);
      }));
  }

  it("the dry run says that replies are counted", () =>
    inScene(withReplies(), async ({ run }) => {
      const calls = previewCalls(await run([...mget("om_root"), "--no-threads", "--dry-run"]));
      assertEquals(
        calls.filter(({ params }) => params?.["container_id_type"] === "thread").map(({ desc }) => desc),
        ["for each message with a thread: counts its replies, up to 50 a thread"],
      );
    }));
});

function queriesIn(body: unknown): readonly unknown[] {
  return (body as { readonly queries: readonly unknown[] }).queries;
}
