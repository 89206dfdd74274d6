import {
  createChat,
  listChats,
  listMembers,
  MAX_CHATS,
  MAX_DESCRIPTION,
  MAX_INITIAL_BOTS,
  MAX_INITIAL_USERS,
  MAX_NAME,
  type NewChat,
  queryChats,
  queryDirectChats,
  searchChats,
} from "../../../core/chat/requests.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("requests that look up chats", () => {
  it("asks for up to 50 chats by id", () => {
    assertEquals(MAX_CHATS, 50);
    assertEquals(queryChats(["oc_1", "oc_2"]), {
      method: "POST",
      path: "/open-apis/im/v1/chats/batch_query",
      params: { user_id_type: "open_id" },
      body: { chat_ids: ["oc_1", "oc_2"] },
      repeatable: true,
    });
  });

  it("asks for the direct chats with people", () => {
    assertEquals(queryDirectChats(["ou_1"]), {
      method: "POST",
      path: "/open-apis/im/v1/chat_p2p/batch_query",
      params: { chatter_id_type: "open_id" },
      body: { chatter_ids: ["ou_1"] },
      repeatable: true,
    });
  });
});

describe("listMembers", () => {
  const query = { memberIdType: "open_id", pageSize: 50, pageToken: undefined } as const;
  const types: readonly (readonly [memberTypes: readonly string[], sent: string | undefined])[] = [
    [[], undefined],
    [["user"], "user"],
    [["user", "bot"], "user,bot"],
  ];
  for (const [memberTypes, sent] of types) {
    it(`asks for ${sent ?? "all kinds"}`, () =>
      assertEquals(listMembers("oc_1", { ...query, memberTypes }).params, {
        member_id_type: "open_id",
        page_size: "50",
        ...(sent === undefined ? {} : { member_types: sent }),
      }));
  }

  it("goes on behind a page", () =>
    assertEquals(
      listMembers("oc_1", { ...query, memberTypes: [], pageToken: "t" }).params?.["page_token"],
      "t",
    ));
});

describe("listChats and searchChats", () => {
  const list = {
    sort: "create_time",
    userIdType: "open_id",
    types: [],
    pageSize: 20,
    pageToken: undefined,
  } as const;

  it("asks for a page", () => {
    assertEquals(listChats(list).params, {
      user_id_type: "open_id",
      sort_type: "ByCreateTimeAsc",
      page_size: "20",
    });
    assertEquals(searchChats({ query: "x" }, 20, undefined), {
      method: "POST",
      path: "/open-apis/im/v2/chats/search",
      params: { page_size: "20" },
      body: { query: "x" },
      repeatable: true,
    });
  });

  it("asks for the page behind a token, of some types, in another order", () => {
    const { params } = listChats({ ...list, sort: "active_time", types: ["p2p", "group"], pageToken: "t" });
    assertEquals(params, {
      user_id_type: "open_id",
      sort_type: "ByActiveTimeDesc",
      page_size: "20",
      types: "p2p,group",
      page_token: "t",
    });
    assertEquals(searchChats({}, 20, "t").params, { page_size: "20", page_token: "t" });
  });
});

describe("createChat", () => {
  const chat: NewChat = {
    chatType: "private",
    chatMode: "group",
    name: undefined,
    description: undefined,
    users: [],
    bots: [],
    owner: undefined,
    isBotManager: false,
    uuid: "u-1",
  };

  it("sends what is given, and no more", () => {
    assertEquals(createChat(chat, "bot"), {
      method: "POST",
      path: "/open-apis/im/v1/chats",
      params: { user_id_type: "open_id", uuid: "u-1" },
      body: { chat_type: "private", chat_mode: "group" },
      scopes: ["im:chat:create"],
      repeatable: true,
      isWrite: true,
    });
  });

  it("sends all that is given", () => {
    const all = {
      ...chat,
      ...{ name: "n", description: "d", users: ["ou_1"], bots: ["cli_1"], owner: "ou_2", isBotManager: true },
    };
    const { params, body, scopes } = createChat(all, "user");
    assertEquals([params, body, scopes], [
      { user_id_type: "open_id", set_bot_manager: true, uuid: "u-1" },
      {
        ...{ chat_type: "private", chat_mode: "group", name: "n", description: "d" },
        ...{ user_id_list: ["ou_1"], bot_id_list: ["cli_1"], owner_id: "ou_2" },
      },
      ["im:chat:create_by_user"],
    ]);
  });
});

describe("a new chat", () => {
  it("has the limits of the platform", () =>
    assertEquals([MAX_INITIAL_USERS, MAX_INITIAL_BOTS, MAX_NAME, MAX_DESCRIPTION], [50, 5, 60, 100]));
});
