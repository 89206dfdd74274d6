import {
  type AnyFault,
  maxOpenRequests,
  type Platform,
  type WorldMessage,
} from "../../../../fixtures/platform/mod.ts";
import { inScene } from "../../../support/scene.ts";
import { callsTo, ENDPOINT, fieldOf, groupOf, itForBoth, LIST, listAt, read, text, thread } from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A forwarded bundle `om_NAME`. */
function bundle(
  name: string,
  minute: number,
  children: readonly WorldMessage[],
  more: Partial<WorldMessage> = {},
) {
  const { content: _, ...base } = text(name, minute);
  return { ...base, type: "merge_forward", children, ...more };
}

const gets = (platform: Platform) => callsTo(platform, ENDPOINT.get);
/** Times are local; only their place matters here. */
const withoutTimes = (content: unknown) => String(content).replaceAll(/\[\d{4}-[^\]]*\]/g, "[time]");

describe("forwarded bundles", () => {
  itForBoth(
    "are shown oldest first with the senders' names, bundles in them too, from one call",
    () =>
      groupOf([
        bundle("outer", 1, [
          text("late", 9, { senderId: "ou_bo", content: { text: "two\nlines" } }),
          bundle("inner", 5, [text("deep", 2, { senderId: "cli_helper", content: { text: "older" } })]),
        ]),
      ]),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(messages.map((one) => withoutTimes(one["content"])), [
        [
          "<forwarded_messages>",
          "[time] Ana:",
          "    <forwarded_messages>",
          "    [time] Helper:",
          "        older",
          "    </forwarded_messages>",
          "[time] Bo:",
          "    two",
          "    lines",
          "</forwarded_messages>",
        ].join("\n"),
      ]);
      assertEquals(gets(scene.platform).map(({ path, query }) => [path, query]), [[
        "/open-apis/im/v1/messages/om_outer",
        { user_id_type: "open_id", card_msg_content_type: "raw_card_content", with_sender_name: "true" },
      ]]);
      assertEquals(warnings, []);
    },
  );

  itForBoth(
    "children are named by the contact route where the server shows no names, together with everybody else",
    () =>
      groupOf([text("a", 1), bundle("b", 2, [text("c", 1, { senderId: "ou_bo" })])], { serverNames: false }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertMatch(String(messages[1]?.["content"]), /\] Bo:\n/);
      const endpoint = identity === "user" ? ENDPOINT.peopleAsUser : ENDPOINT.peopleAsBot;
      assertEquals(callsTo(scene.platform, endpoint).length, 1);
    },
  );

  itForBoth(
    "children whose names cannot be fetched are shown with their ids",
    () => groupOf([bundle("b", 2, [text("c", 1, { senderId: "ou_nobody" })])]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertMatch(String(messages[0]?.["content"]), /\] ou_nobody:\n {4}text of c\n/);
    },
  );

  itForBoth(
    "replies that are bundles are opened like others",
    () => {
      const [root, reply] = thread("root", 1, 1) as [WorldMessage, WorldMessage];
      return groupOf([
        root,
        bundle("root-1", 2000, [text("c", 1)], { threadId: "omt_root", rootId: "om_root" }),
        {
          ...reply,
          messageId: "om_root-2",
        },
      ]);
    },
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      const contents = fieldOf(listAt(messages[0], "thread_replies"), "content").map(withoutTimes);
      assertEquals(contents.toSorted().reverse(), [
        "text of root-1",
        "<forwarded_messages>\n[time] Ana:\n    text of c\n</forwarded_messages>",
      ]);
    },
  );

  itForBoth("an empty one is an empty tag", () => groupOf([bundle("b", 1, [])]), async (scene, identity) => {
    assertEquals(fieldOf((await read(scene, identity, LIST)).messages, "content"), ["<forwarded_messages/>"]);
  });

  itForBoth(
    "an empty content text is opened all the same",
    () => groupOf([bundle("b", 1, [text("c", 1)], { content: "" })]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertMatch(String(messages[0]?.["content"]), /text of c/);
    },
  );

  itForBoth(
    "bundles that hold each other come to an end",
    () =>
      groupOf([bundle("b", 1, [
        bundle("x", 1, [], { upperMessageId: "om_y" }),
        bundle("y", 2, [], { upperMessageId: "om_x" }),
        text("c", 3),
      ])]),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertMatch(String(messages[0]?.["content"]), /text of c/);
    },
  );

  itForBoth(
    "twenty of them are fetched several at a time, at most 8, each once",
    () =>
      groupOf(Array.from({ length: 20 }, (_, index) => bundle(`b${index}`, index, [text(`c${index}`, 1)])), {
        delayMs: 30,
      }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      messages.forEach((one, index) =>
        assertMatch(String(one["content"]), new RegExp(`text of c${index}\n`))
      );
      assertEquals(gets(scene.platform).length, 20);
      const open = maxOpenRequests(gets(scene.platform));
      assert(open > 1 && open <= 8, `${open} open`);
    },
  );

  const [holder] = [bundle("b", 1, [text("c", 1, { content: { text: "needle" } })], { threadId: "omt_b" })];
  it("as user: search opens them as well", () =>
    inScene(groupOf([holder, text("needle", 2, { content: { text: "needle" } })]), async (scene) => {
      const args = ["+messages-search", "--query", "", "--chat-id", "oc_group"];
      const { messages } = await read(scene, "user", args);
      assertEquals(messages.filter((one) => /\n {4}needle\n/.test(String(one["content"]))).length, 1);
    }));

  itForBoth("the list of a thread opens them as well", () => groupOf([holder]), async (scene, identity) => {
    const { messages } = await read(scene, identity, ["+threads-messages-list", "--thread", "omt_b"]);
    assertMatch(String(messages[0]?.["content"]), /\n {4}needle\n/);
  });
});

/** A fault of the calls that fetch the bundle `om_b`. */
const hitting = (fault: AnyFault, path = "/om_b?"): AnyFault => ({
  ...fault,
  when: { endpoint: ENDPOINT.get, path },
});
const one = () => [bundle("b", 1, [text("c", 1)]), text("after", 2)];
const FAILED_REGEXP = /^\[Merged forward: fetch failed: .+\]$/;

describe("forwarded bundles that cannot be fetched", () => {
  for (
    const [name, code] of [["no permission", 230002], ["not visible", 230050], ["not found", 230030]] as const
  ) {
    itForBoth(
      `${name}: the content says so, a warning names the bundle, and it is asked for once`,
      () => groupOf(one(), { faults: [hitting({ name: "error", code })] }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, LIST);
        assertMatch(String(messages[0]?.["content"]), FAILED_REGEXP);
        assertEquals(messages[1]?.["content"], "text of after");
        assertEquals(gets(scene.platform).length, 1);
        assertEquals(warnings.length, 1);
        assertMatch(warnings[0] ?? "", new RegExp(`^merge_forward_prefetch_failed: om_b: .*${code}`));
      },
    );
  }

  for (const name of ["status-500-html", "status-503-json"] as const) {
    itForBoth(
      `${name} while cards are asked for: tried again without that parameter`,
      () => groupOf(one(), { faults: [hitting({ name }, "card_msg_content_type")] }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, LIST);
        assertMatch(String(messages[0]?.["content"]), /text of c/);
        assertEquals(warnings, []);
        const last = gets(scene.platform).at(-1)?.query ?? {};
        assertEquals([last["card_msg_content_type"], last["user_id_type"]], [undefined, "open_id"]);
      },
    );
  }

  itForBoth(
    "a fault that never ends: the content says so, one warning, the other messages come",
    () => groupOf(one(), { faults: [hitting({ name: "status-502-html" })] }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertMatch(String(messages[0]?.["content"]), FAILED_REGEXP);
      assertEquals(messages[1]?.["content"], "text of after");
      assertEquals(warnings.map((line) => line.slice(0, 36)), ["merge_forward_prefetch_failed: om_b:"]);
    },
  );

  itForBoth(
    "a fault that ends is never heard of",
    () =>
      groupOf(one(), {
        faults: [{ name: "cut-json", when: { endpoint: ENDPOINT.get, times: 1 } }],
      }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertMatch(String(messages[0]?.["content"]), /text of c/);
      assertEquals(warnings, []);
    },
  );

  for (const name of ["null-data", "no-data"] as const) {
    itForBoth(
      `${name}: counts as an empty bundle`,
      () => groupOf(one(), { faults: [hitting({ name })] }),
      async (scene, identity) => {
        assertEquals((await read(scene, identity, LIST)).messages[0]?.["content"], "<forwarded_messages/>");
      },
    );
  }
});
