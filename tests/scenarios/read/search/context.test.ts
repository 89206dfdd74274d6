import type { AnyFault, PlatformOptions, WorldChat } from "../../../../fixtures/platform/mod.ts";
import {
  CHATS_PATH,
  idsIn,
  LIST_PATH,
  messagesIn,
  MGET_PATH,
  REACTIONS_PATH,
  SEARCH_PATH,
} from "../../../support/reading.ts";
import { requestsTo } from "../../../support/requests.ts";
import { partOf, successDocument, warningsOf } from "../../../support/results.ts";
import { inScene } from "../../../support/scene.ts";
import { idsInBody, manyGroups, manyIn, news, roomOf, SEARCH } from "./scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PEOPLE_PATH = "/open-apis/contact/v3/users/basic_batch";
const CONTEXT = ["chat_id", "chat_type", "chat_name", "chat_partner"];

/** The chat fields of a message. */
function contextOf(message: Readonly<Record<string, unknown>> | undefined): Record<string, unknown> {
  return Object.fromEntries(Object.entries(message ?? {}).filter(([key]) => CONTEXT.includes(key)));
}

/** One message of Ana in one chat. */
function oneIn(chat: WorldChat, more: PlatformOptions = {}): PlatformOptions {
  return roomOf([news("one", 0, { chatId: chat.chatId })], { chats: [chat], ...more });
}
const onChats = (fault: AnyFault): AnyFault => ({ ...fault, when: { endpoint: CHATS_PATH, ...fault.when } });

describe("each message of a search shows its chat", () => {
  const direct: WorldChat = { chatId: "oc_d", mode: "p2p", p2pTarget: "ou_bo" };
  const cases: [name: string, chat: WorldChat, context: Record<string, unknown>][] = [
    ["a group", { chatId: "oc_g", mode: "group", name: "Team" }, { chat_type: "group", chat_name: "Team" }],
    ["a topic group", { chatId: "oc_t", mode: "topic", name: "Ideas" }, {
      chat_type: "topic",
      chat_name: "Ideas",
    }],
    ["a group without a name", { chatId: "oc_n", mode: "group", name: "" }, { chat_type: "group" }],
    ["a direct chat, with the partner's name", direct, {
      chat_type: "p2p",
      chat_partner: { open_id: "ou_bo", name: "Bo" },
    }],
    ["a direct chat with a name of its own", { ...direct, extra: { name: "odd" } }, {
      chat_type: "p2p",
      chat_partner: { open_id: "ou_bo", name: "Bo" },
    }],
    ["a direct chat whose partner is unknown", { chatId: "oc_u", mode: "p2p" }, { chat_type: "p2p" }],
  ];
  for (const [name, chat, context] of cases) {
    it(name, () =>
      inScene(oneIn(chat), async ({ run }) => {
        const result = await run(SEARCH);
        assertEquals(contextOf(messagesIn(successDocument(result))[0]), { chat_id: chat.chatId, ...context });
        assertEquals(result.stderr, "");
      }));
  }

  it("the partner's name takes a call only where it is not known from a message", () =>
    inScene(oneIn(direct), async ({ run, platform }) => {
      successDocument(await run(SEARCH));
      assertEquals(requestsTo(platform, PEOPLE_PATH).map((call) => idsInBody(call, "user_ids")), [["ou_bo"]]);
      platform.clearLog();
      platform.putMessage(news("two", 1, { chatId: "oc_d", senderId: "ou_bo" }));
      const [, last] = messagesIn(successDocument(await run(SEARCH)));
      assertEquals(partOf(last ?? {}, "chat_partner")["name"], "Bo");
      assertEquals(requestsTo(platform, PEOPLE_PATH).length, 0);
    }));

  it("the partners of several direct chats are asked for in one call", () => {
    const chats = [1, 2, 3].map((n): WorldChat => ({ chatId: `oc_${n}`, mode: "p2p", p2pTarget: `ou_${n}` }));
    const world = roomOf([1, 2, 3].map((n) => news(String(n), n, { chatId: `oc_${n}` })), { chats });
    return inScene(world, async ({ run, platform }) => {
      successDocument(await run(SEARCH));
      assertEquals(requestsTo(platform, PEOPLE_PATH).map((call) => idsInBody(call, "user_ids")), [
        ["ou_1", "ou_2", "ou_3"],
      ]);
    });
  });

  it("a partner whose name cannot be fetched keeps the id, with a warning", () =>
    inScene(
      oneIn(direct, { faults: [{ name: "error", code: 99991679, when: { endpoint: PEOPLE_PATH } }] }),
      async ({ run }) => {
        const result = await run(SEARCH);
        const [message] = messagesIn(successDocument(result));
        assertEquals(message?.["chat_partner"], { open_id: "ou_bo" });
        const [warning = "", ...others] = warningsOf(result);
        assertEquals(others, []);
        assertStringIncludes(warning, "warning: sender_names_failed: ");
      },
    ));

  it("chats are asked for once each, in the order in which they are first seen", () => {
    const chats = ["oc_b", "oc_a"].map((chatId): WorldChat => ({ chatId, mode: "group" }));
    const messages = [1, 2, 3, 4].map((n) => news(String(n), n, { chatId: n % 2 === 0 ? "oc_b" : "oc_a" }));
    return inScene(roomOf(messages, { chats }), async ({ run, platform }) => {
      assertEquals(idsIn(successDocument(await run(SEARCH))), ["om_4", "om_2", "om_3", "om_1"]);
      const [call, ...others] = requestsTo(platform, CHATS_PATH);
      assertEquals([idsInBody(call!, "chat_ids"), others.length], [["oc_b", "oc_a"], 0]);
    });
  });
});

describe("the chats cannot be looked up", () => {
  const faults: AnyFault[] = [
    { name: "error", code: 99991679 },
    { name: "status-502-html" },
    { name: "cut-json" },
    { name: "cut-before-headers" },
  ];
  for (const fault of faults) {
    it(`${fault.name}: the messages are there without context, one warning chat_context_failed, exit 0`, () =>
      inScene(manyIn(3, [onChats(fault)]), async ({ run }) => {
        const result = await run(SEARCH);
        const document = successDocument(result);
        assertEquals(messagesIn(document).map(contextOf), Array(3).fill({ chat_id: "oc_room" }));
        const [warning = "", ...others] = warningsOf(result);
        assertEquals(others, []);
        assertStringIncludes(warning, "warning: chat_context_failed: ");
      }));
  }

  it("one of two calls fails: the chats of the other are reported", () =>
    inScene(
      manyGroups(55, [onChats({ name: "error", code: 230001, when: { body: '"oc_54"' } })]),
      async ({ run }) => {
        const result = await run([...SEARCH, "--page-size", "50", "--page-all"]);
        const names = messagesIn(successDocument(result)).map((message) => message["chat_name"]);
        assertEquals(names.slice(0, 50), Array.from({ length: 50 }, (_, index) => `Group ${index}`));
        assertEquals(names.slice(50), Array(5).fill(undefined));
        assertEquals(warningsOf(result).length, 1);
      },
    ));

  it("both fail for the same reason: one warning", () =>
    inScene(manyGroups(55, [onChats({ name: "error", code: 230001 })]), async ({ run }) => {
      const result = await run([...SEARCH, "--page-size", "50", "--page-all"]);
      assertEquals(idsIn(successDocument(result)).length, 55);
      assertEquals(warningsOf(result).length, 1);
    }));

  const odd: [name: string, fault: AnyFault][] = [
    ["a chat that is left out", { name: "changed-data", set: { items: [] } }],
    ["null as data", { name: "null-data" }],
    ["entries that are no chats", { name: "changed-data", set: { items: [null, "oc_room", {}, []] } }],
    ["fields of other types", {
      name: "changed-data",
      set: { items: [{ chat_id: "oc_room", chat_mode: 1, name: {}, p2p_target_id: [] }] },
    }],
  ];
  for (const [name, fault] of odd) {
    it(`${name}: no context, no harm`, () =>
      inScene(manyIn(1, [onChats(fault)]), async ({ run }) => {
        assertEquals(messagesIn(successDocument(await run(SEARCH))).map(contextOf), [{ chat_id: "oc_room" }]);
      }));
  }
});

describe("other stages of a search", () => {
  const reacted = (count: number) =>
    roomOf(
      Array.from({ length: count }, (_, index) =>
        news(String(index), index, { reactions: [{ type: "OK", by: "ou_bo" }] })),
    );

  it("reactions come with the messages, 20 a call", () =>
    inScene(reacted(25), async ({ run, platform }) => {
      const document = successDocument(await run([...SEARCH, "--page-size", "25"]));
      const counts = messagesIn(document).map((message) => partOf(message, "reactions")["counts"]);
      assertEquals(counts, Array(25).fill([{ reaction_type: "OK", count: "1" }]));
      const sizes = requestsTo(platform, REACTIONS_PATH).map((call) => {
        const queries = idsInBody(call, "queries");
        return Array.isArray(queries) ? queries.length : 0;
      });
      assertEquals(sizes.sort((one, other) => other - one), [20, 5]);
    }));

  it("--no-reactions: no such call", () =>
    inScene(reacted(2), async ({ run, platform }) => {
      const document = successDocument(await run([...SEARCH, "--no-reactions"]));
      assertEquals(messagesIn(document).map((message) => "reactions" in message), [false, false]);
      assertEquals(requestsTo(platform, REACTIONS_PATH).length, 0);
    }));

  it("reactions that fail affect neither messages nor context", () =>
    inScene(
      manyIn(2, [{ name: "error", code: 230001, when: { endpoint: REACTIONS_PATH } }]),
      async ({ run }) => {
        const result = await run(SEARCH);
        const messages = messagesIn(successDocument(result));
        assertEquals(messages.map((message) => [message["reactions_error"], message["chat_name"]]), [
          [true, "Room"],
          [true, "Room"],
        ]);
        assertStringIncludes(warningsOf(result)[0] ?? "", "warning: reactions_batch_query_failed: ");
      },
    ));

  it("threads are not expanded: no list of replies is asked for", () => {
    const world = roomOf([
      news("root", 0, { threadId: "omt_t", isThreadRoot: true }),
      news("reply", 1, { threadId: "omt_t", rootId: "om_root", parentId: "om_root" }),
    ]);
    return inScene(world, async ({ run, platform }) => {
      const messages = messagesIn(successDocument(await run(SEARCH)));
      assertEquals(messages.map(({ message_id, thread_id }) => [message_id, thread_id]), [
        ["om_reply", "omt_t"],
        ["om_root", "omt_t"],
      ]);
      assertEquals(messages.map((message) => "thread_replies" in message), [false, false]);
      assertEquals(requestsTo(platform, LIST_PATH).length, 0);
    });
  });

  it("bundles that are found are opened, and senders are named", () => {
    const bundle = news("bundle", 0, { type: "merge_forward", children: [news("child", 0)] });
    return inScene(roomOf([bundle]), async ({ run }) => {
      const [message] = messagesIn(successDocument(await run(["+messages-search", "--sender", "ou_ana"])));
      assertStringIncludes(String(message?.["content"]), "news child");
      assertEquals(partOf(message ?? {}, "sender")["name"], "Ana");
    });
  });

  it("every call of a search carries the user's token", () =>
    inScene(reacted(2), async ({ run, platform }) => {
      successDocument(await run(SEARCH, { env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } }));
      assertEquals(platform.log.map(({ path, token }) => [path, token]).sort(), [
        [CHATS_PATH, "user"],
        [MGET_PATH, "user"],
        [REACTIONS_PATH, "user"],
        [SEARCH_PATH, "user"],
      ]);
    }));
});
