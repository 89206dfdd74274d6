import {
  type ChatContext,
  chatFields,
  createChatContextLoader,
} from "../../../../core/enrich/stages/chat-context.ts";
import {
  type Answer,
  failure,
  fakeClient,
  idRange,
  idsIn,
  INTERRUPT,
  items,
  linesOf,
  sizesOf,
  stageContext,
} from "../fake-client.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import type { JsonObject } from "../../../../core/json/json.ts";
import { describe, it } from "@std/testing/bdd";

const groups: Answer = (request) =>
  items(idsIn(request).map((chat_id) => ({ chat_id, chat_mode: "group", name: `Chat ${chat_id}` })));

function scene(answer: Answer = groups) {
  const client = fakeClient(answer);
  const context = stageContext(client);
  const loader = createChatContextLoader(context);
  return {
    client,
    async fetch(ids: readonly string[]) {
      const found = loader.fetch(ids);
      loader.flush();
      return Object.fromEntries(await found);
    },
    lines: () => linesOf(context.warnings),
  };
}

describe("createChatContextLoader", () => {
  it("asks for 55 chats with 50 and 5, in the order in which they were seen", async () => {
    const { client, fetch } = scene();
    assertEquals(Object.keys(await fetch(idRange("oc_", 55))).length, 55);
    assertEquals(sizesOf(client.calls), [50, 5]);
    assertEquals(client.calls.flatMap(idsIn), idRange("oc_", 55));
    assertEquals([client.calls[0]?.method, client.calls[0]?.path, client.calls[0]?.params], [
      "POST",
      "/open-apis/im/v1/chats/batch_query",
      { user_id_type: "open_id" },
    ]);
  });

  it("asks for each chat once in a run", async () => {
    const { client, fetch } = scene();
    await fetch(["oc_1", "oc_2", "oc_1"]);
    assertEquals(Object.keys(await fetch(["oc_2", "oc_3"])), ["oc_2", "oc_3"]);
    assertEquals(client.calls.map(idsIn), [["oc_1", "oc_2"], ["oc_3"]]);
  });

  it("shows mode, name and partner, where they are filled", async () => {
    const { fetch } = scene(() =>
      items([
        { chat_id: "oc_1", chat_mode: "topic", name: "Plans", p2p_target_id: "" },
        { chat_id: "oc_2", chat_mode: "p2p", name: " ", p2p_target_id: "ou_1" },
        { chat_id: "oc_3", chat_mode: 7, name: null },
        { chat_mode: "group" },
        "odd",
      ])
    );
    assertEquals(await fetch(["oc_1", "oc_2", "oc_3", "oc_4"]), {
      oc_1: { mode: "topic", name: "Plans", partner: undefined },
      oc_2: { mode: "p2p", name: undefined, partner: "ou_1" },
      oc_3: { mode: undefined, name: undefined, partner: undefined },
    });
  });

  it("a call that failed affects its own chats only, with a warning", async () => {
    const { fetch, lines } = scene((request, index) =>
      index === 0 ? Promise.reject(failure("network", "timeout", "too late")) : groups(request, index)
    );
    assertEquals(Object.keys(await fetch(idRange("oc_", 52))), ["oc_51", "oc_52"]);
    assertEquals(lines(), ["chat_context_failed: too late"]);
  });

  it("takes an unexpected exception for a failed call", async () => {
    const { fetch, lines } = scene(() => {
      throw new TypeError("no such thing");
    });
    assertEquals(await fetch(["oc_1"]), {});
    assertEquals(lines(), ["chat_context_failed: unexpected: no such thing"]);
  });

  it("ends with the person's interrupt", async () => {
    const { fetch } = scene(() => Promise.reject(INTERRUPT));
    assertStrictEquals(await assertRejects(() => fetch(["oc_1"])), INTERRUPT);
  });
});

describe("chatFields", () => {
  const cases: readonly (readonly [name: string, chat: Partial<ChatContext>, fields: JsonObject])[] = [
    ["a group has mode and name", { mode: "group", name: "Plans" }, {
      chat_type: "group",
      chat_name: "Plans",
    }],
    ["a topic chat has mode and name", { mode: "topic", name: "Plans" }, {
      chat_type: "topic",
      chat_name: "Plans",
    }],
    ["a group without a name has its mode", { mode: "group" }, { chat_type: "group" }],
    ["a direct chat has its partner, not its name", { mode: "p2p", name: "x", partner: "ou_9" }, {
      chat_type: "p2p",
      chat_partner: { open_id: "ou_9" },
    }],
    ["a partner has a name where it is known", { mode: "p2p", partner: "ou_1" }, {
      chat_type: "p2p",
      chat_partner: { open_id: "ou_1", name: "Mei Lin" },
    }],
    ["a direct chat without a partner has its mode", { mode: "p2p" }, { chat_type: "p2p" }],
    ["a group has no partner", { mode: "group", partner: "ou_1" }, { chat_type: "group" }],
    ["a chat without a mode has its name", { name: "Plans" }, { chat_name: "Plans" }],
  ];
  const nameOf = (id: string) => id === "ou_1" ? "Mei Lin" : undefined;
  for (const [name, parts, fields] of cases) {
    it(name, () => {
      const chat = { mode: undefined, name: undefined, partner: undefined, ...parts };
      assertEquals(chatFields(chat, nameOf), fields);
    });
  }
  it("an unknown chat has nothing", () => assertEquals(chatFields(undefined, nameOf), {}));
});
