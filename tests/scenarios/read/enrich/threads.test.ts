import { maxOpenRequests, type Platform } from "../../../../fixtures/platform/mod.ts";
import { inScene } from "../../../support/scene.ts";
import {
  callsTo,
  ENDPOINT,
  fieldOf,
  groupOf,
  itForBoth,
  type Json,
  LIST,
  listAt,
  read,
  text,
  thread,
} from "./scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const isThreadCall = ({ query }: { query: Readonly<Record<string, string>> }) =>
  query["container_id_type"] === "thread";
/** Which threads were fetched, one entry a call. */
const fetched = (platform: Platform) =>
  callsTo(platform, ENDPOINT.list).filter(isThreadCall).map(({ query }) => query["container_id"]);
const replyIds = (message: Json | undefined) => fieldOf(listAt(message, "thread_replies"), "message_id");
const ids = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `om_${name}-${index + 1}`);
const mget = (...messageIds: readonly string[]) => ["+messages-mget", "--message-ids", messageIds.join(",")];

describe("thread replies: what is attached", () => {
  itForBoth(
    "the replies come with the host, oldest first, as full messages; the root is not repeated",
    () => groupOf([...thread("root", 1, 3), text("other", 2)]),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(fieldOf(messages, "message_id"), ["om_root", "om_other"]);
      assertEquals(replyIds(messages[0]), ids("root", 3));
      const [reply] = listAt(messages[0], "thread_replies");
      assertEquals([reply?.["content"], reply?.["thread_id"]], ["text of root-1", "omt_root"]);
      assertEquals(fieldOf(messages, "thread_has_more"), [undefined, undefined]);
      assertEquals("thread_replies" in { ...messages[1] }, false);
      assertEquals(warnings, []);
    },
  );

  itForBoth(
    "the service is asked once for a thread, with the parameters of a page",
    () => groupOf(thread("root", 1, 3)),
    async (scene, identity) => {
      await read(scene, identity, LIST);
      const calls = callsTo(scene.platform, ENDPOINT.list).filter(isThreadCall);
      assertEquals(calls.map(({ query }) => query), [{
        container_id_type: "thread",
        container_id: "omt_root",
        sort_type: "ByCreateTimeAsc",
        page_size: "50",
        card_msg_content_type: "raw_card_content",
        with_sender_name: "true",
      }]);
    },
  );

  itForBoth(
    "several messages of one thread: the root is the host, one fetch",
    () => groupOf(thread("root", 1, 3)),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, mget("om_root-2", "om_root", "om_root-1"));
      assertEquals(messages.map(replyIds), [[], ["om_root-3"], []]);
      assertEquals(fetched(scene.platform), ["omt_root"]);
    },
  );

  itForBoth(
    "a thread without replies: nothing is attached, nothing flagged",
    () => groupOf(thread("root", 1, 0)),
    async (scene, identity) => {
      const { messages: [host] } = await read(scene, identity, LIST);
      assertEquals(Object.keys({ ...host }).filter((key) => key.startsWith("thread_")), ["thread_id"]);
    },
  );

  itForBoth(
    "the list of a thread expands nothing",
    () => groupOf(thread("root", 1, 3)),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, ["+threads-messages-list", "--thread", "omt_root"]);
      assertEquals(fieldOf(messages, "message_id"), ["om_root", ...ids("root", 3)]);
      assertEquals(messages.filter((one) => "thread_replies" in one), []);
      assertEquals(fetched(scene.platform), ["omt_root"]);
    },
  );

  it("as user: search expands nothing", () =>
    inScene(groupOf(thread("root", 1, 3)), async (scene) => {
      const { messages } = await read(scene, "user", ["+messages-search", "--query", "text"]);
      assertEquals([messages.length, messages.filter((one) => "thread_replies" in one)], [4, []]);
      assertEquals(fetched(scene.platform), []);
    }));
});

describe("thread replies: at most 50 of a thread", () => {
  for (
    const [count, attached, more] of [[49, 49, undefined], [50, 50, undefined], [51, 50, true], [
      120,
      50,
      true,
    ]] as const
  ) {
    itForBoth(
      `${count} replies behind the root: ${attached} attached, ${more ? "flagged" : "no flag"}`,
      () => groupOf(thread("root", 1, count)),
      async (scene, identity) => {
        const { messages: [host] } = await read(scene, identity, LIST);
        assertEquals(replyIds(host), ids("root", attached));
        assertEquals(host?.["thread_has_more"], more);
      },
    );
  }

  for (const [count, attached, more] of [[50, 50, undefined], [51, 50, true]] as const) {
    itForBoth(
      `${count} messages in the thread and the host not among the first: ${attached} attached, ${
        more ? "flagged" : "no flag"
      }`,
      () => {
        // The host lies in the thread, but the service leaves it out of the thread's list.
        const replies = thread("root", 1, count).slice(1);
        return groupOf([text("host", 1), ...replies], {
          faults: [{
            name: "changed-data",
            set: { items: [hostItem] },
            when: { endpoint: ENDPOINT.mget },
          }],
        });
      },
      async (scene, identity) => {
        const { messages: [host] } = await read(scene, identity, mget("om_host"));
        assertEquals(replyIds(host), ids("root", attached));
        assertEquals(host?.["thread_has_more"], more);
      },
    );
  }
});

const hostItem = {
  message_id: "om_host",
  thread_id: "omt_root",
  msg_type: "text",
  chat_id: "oc_group",
  create_time: "1779238800000",
  sender: { id: "ou_ana", id_type: "open_id", sender_type: "user", sender_name: "Ana" },
  body: { content: '{"text":"host"}' },
};

/** So many threads `t0`, … with so many replies each, in this order. */
const threads = (count: number, replies: number) =>
  groupOf(Array.from({ length: count }, (_, index) => thread(`t${index}`, index, replies)).flat());
const shapeOf = (messages: readonly Json[]) =>
  messages.map((one) => [listAt(one, "thread_replies").length, one["thread_has_more"] ?? false]);

describe("thread replies: at most 500 in a run", () => {
  itForBoth("twelve short threads all fit", () => threads(12, 3), async (scene, identity) => {
    const { messages } = await read(scene, identity, LIST);
    assertEquals(shapeOf(messages), Array(12).fill([3, false]));
  });

  itForBoth(
    "ten threads of 50 fit exactly; roots do not count",
    () => threads(10, 50),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(shapeOf(messages), Array(10).fill([50, false]));
      assertEquals(warnings, []);
    },
  );

  itForBoth(
    "the thread that crosses the limit is cut and flagged",
    () => threads(13, 40),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(shapeOf(messages), [...Array(12).fill([40, false]), [20, true]]);
      assertEquals(replyIds(messages[12]), ids("t12", 20));
    },
  );

  itForBoth(
    "hosts behind the limit are flagged and not fetched, on further pages too",
    () => threads(60, 50),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, [
        ...LIST,
        "--page-all",
        "--page-delay",
        "0",
      ]);
      assertEquals(shapeOf(messages), [...Array(10).fill([50, false]), ...Array(50).fill([0, true])]);
      const asked = new Set(fetched(scene.platform));
      assert(asked.size <= 17, `${asked.size} threads were fetched`);
      assert(warnings.every((line) => line.startsWith("thread_replies_")), warnings.join("\n"));
    },
  );
});

describe("thread replies: calls", () => {
  itForBoth(
    "a thread that answers late does not make those behind the limit be fetched",
    () => ({
      ...threads(40, 50),
      faults: [{ name: "late-answer", delayMs: 300, when: { path: "container_id=omt_t0&" } }],
    }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(shapeOf(messages), [...Array(10).fill([50, false]), ...Array(30).fill([0, true])]);
      assert(new Set(fetched(scene.platform)).size <= 17);
    },
  );

  itForBoth(
    "several threads at a time, at most 8",
    () => ({ ...threads(30, 1), delayMs: 30 }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(shapeOf(messages), Array(30).fill([1, false]));
      const open = maxOpenRequests(scene.platform.log, isThreadCall);
      assert(open > 1 && open <= 8, `${open} open`);
    },
  );

  itForBoth(
    "replies are attached in the order of their hosts, whichever thread answers first",
    () => ({
      ...threads(13, 40),
      faults: [{ name: "late-answer", delayMs: 150, when: { path: "container_id=omt_t0&" } }],
    }),
    async (scene, identity) => {
      const { messages } = await read(scene, identity, LIST);
      assertEquals(shapeOf(messages), [...Array(12).fill([40, false]), [20, true]]);
    },
  );
});

describe("thread replies: failures", () => {
  for (
    const [name, fault] of [["a refusal", { name: "error", code: 230002 }], ["a fault of the server", {
      name: "status-502-html",
    }], ["half a document", { name: "cut-json" }]] as const
  ) {
    itForBoth(
      `${name}: the host is flagged and a warning names the thread; the others have their replies`,
      () => ({
        ...threads(3, 2),
        faults: [{ ...fault, when: { endpoint: ENDPOINT.list, path: "container_id=omt_t1&" } }],
      }),
      async (scene, identity) => {
        const { messages, warnings } = await read(scene, identity, LIST);
        assertEquals(fieldOf(messages, "thread_replies_error"), [undefined, true, undefined]);
        assertEquals(shapeOf(messages), [[2, false], [0, false], [2, false]]);
        assertEquals(warnings.length, 1);
        assertMatch(warnings[0] ?? "", /^thread_replies_failed: omt_t1: ./);
      },
    );
  }

  itForBoth(
    "many threads fail for one cause: every host is flagged, one line",
    () => ({
      ...threads(30, 2),
      faults: [{ name: "error", code: 230002, when: { path: "container_id_type=thread" } }],
    }),
    async (scene, identity) => {
      const { messages, warnings } = await read(scene, identity, LIST);
      assertEquals(fieldOf(messages, "thread_replies_error"), Array(30).fill(true));
      assertEquals(warnings.length, 1);
    },
  );
});
