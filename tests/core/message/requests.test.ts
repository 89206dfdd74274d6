import {
  getBundle,
  getMessage,
  getMessages,
  listFolder,
  listMessages,
  queryReactions,
  searchBody,
  searchMessages,
  type SearchQuery,
} from "../../../core/message/requests.ts";
import { type ApiRequest, requestPath, requestQuery } from "../../../core/platform/request.ts";
import { formatRfc3339 } from "../../../core/text/time.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const CARDS = "card_msg_content_type=raw_card_content";
const NAMES = "with_sender_name=true";
const LIST = { container: "chat", id: "oc_1", order: "desc", pageSize: 50 } as const;

describe("requests that read messages", () => {
  /** The line of each request, without `/open-apis/im/v1/`, and its body. */
  const cases: readonly (readonly [name: string, request: ApiRequest, line: string, body?: unknown])[] = [
    [
      "a chat, newest first",
      listMessages(LIST),
      `GET messages?container_id_type=chat&container_id=oc_1&sort_type=ByCreateTimeDesc&page_size=50&${CARDS}` +
      `&only_thread_root_messages=false&${NAMES}`,
    ],
    [
      "a chat with everything",
      listMessages({ ...LIST, order: "asc", pageSize: 1, pageToken: "t/2=", start: "100", end: "200" }),
      `GET messages?container_id_type=chat&container_id=oc_1&sort_type=ByCreateTimeAsc&page_size=1&${CARDS}` +
      `&start_time=100&end_time=200&page_token=t%2F2%3D&only_thread_root_messages=false&${NAMES}`,
    ],
    [
      "a thread, with its replies",
      listMessages({ ...LIST, container: "thread", id: "omt_1", order: "asc", pageToken: "t2" }),
      `GET messages?container_id_type=thread&container_id=omt_1&sort_type=ByCreateTimeAsc&page_size=50&${CARDS}` +
      `&page_token=t2&${NAMES}`,
    ],
    ["one message, without a query", getMessage("om_1"), "GET messages/om_1"],
    [
      "a bundle",
      getBundle("om_1"),
      `GET messages/om_1?user_id_type=open_id&${CARDS}&${NAMES}`,
    ],
    [
      "a bundle without the parameter for cards",
      getBundle("om_1", "plain"),
      `GET messages/om_1?user_id_type=open_id&${NAMES}`,
    ],
    [
      "messages by id, the ids last and each under the key",
      getMessages(["om_1", "om_2"]),
      `GET messages/mget?${CARDS}&${NAMES}&message_ids=om_1&message_ids=om_2`,
    ],
    ["a search", searchMessages({ query: "a" }, 20), "POST messages/search?page_size=20", { query: "a" }],
    [
      "a further page of a search",
      searchMessages({ query: "" }, 50, "t2"),
      "POST messages/search?page_size=50&page_token=t2",
      { query: "" },
    ],
    ["reactions", queryReactions(["om_1", "om_2"]), "POST messages/reactions/batch_query", {
      queries: [{ message_id: "om_1" }, { message_id: "om_2" }],
    }],
    [
      "a folder",
      listFolder("fld_1", "om_1"),
      "GET files/fld_1/folder?srctype=message&srcid=om_1&recursive=false",
    ],
    ["an id as one segment", getMessage("om_1/../x?y"), "GET messages/om_1%2F..%2Fx%3Fy"],
  ];
  for (const [name, request, line, body] of cases) {
    it(name, () => {
      const path = requestPath(request).replace("/open-apis/im/v1/", "");
      assertEquals(`${request.method} ${path}${requestQuery(request)}`, line);
      assertEquals(request.body, body);
      assertEquals(request.repeatable, true);
    });
  }
});

const NOTHING: SearchQuery = {
  query: "",
  chatIds: [],
  senders: [],
  attachment: undefined,
  chatType: undefined,
  senderType: undefined,
  excludedSenderType: undefined,
  mentionsMe: false,
  mentioned: [],
  start: undefined,
  end: undefined,
};
const START = 1_779_238_800_000;
const END = 1_779_325_199_000;

describe("searchBody", () => {
  const cases: readonly (readonly [name: string, wish: Partial<SearchQuery>, body: unknown])[] = [
    ["an empty query is sent, an empty filter is not", {}, { query: "" }],
    ["the query as it is", { query: " release plan " }, { query: " release plan " }],
    ["chats", { chatIds: ["oc_1", "oc_2"] }, { query: "", filter: { chat_ids: ["oc_1", "oc_2"] } }],
    ["senders", { senders: ["ou_1"] }, { query: "", filter: { from_ids: ["ou_1"] } }],
    ["the kind of chat", { chatType: "p2p" }, { query: "", filter: { chat_type: "p2p" } }],
    ["the kind of sender", { senderType: "bot" }, { query: "", filter: { from_types: ["bot"] } }],
    ["the kind of sender left out", { excludedSenderType: "bot" }, {
      query: "",
      filter: { exclude_from_types: ["bot"] },
    }],
    ["attachments", { attachment: "file" }, { query: "", filter: { include_attachment_types: ["file"] } }],
    ["mentions of me", { mentionsMe: true }, { query: "", filter: { is_at_me: true } }],
    ["mentions of others", { mentioned: ["ou_3"] }, { query: "", filter: { at_chatter_ids: ["ou_3"] } }],
    ["a start alone", { start: START }, {
      query: "",
      filter: { time_range: { start_time: formatRfc3339(START) } },
    }],
    ["an end alone", { end: END }, { query: "", filter: { time_range: { end_time: formatRfc3339(END) } } }],
    ["a start of zero", { start: 0 }, {
      query: "",
      filter: { time_range: { start_time: formatRfc3339(0) } },
    }],
  ];
  for (const [name, wish, body] of cases) {
    it(name, () => assertEquals<unknown>(searchBody({ ...NOTHING, ...wish }), body));
  }

  it("everything, in order", () => {
    const body = searchBody({
      query: "release plan",
      chatIds: ["oc_a1"],
      senders: ["ou_b2"],
      attachment: "file",
      chatType: "group",
      senderType: "user",
      excludedSenderType: "bot",
      mentionsMe: true,
      mentioned: ["ou_c3"],
      start: START,
      end: END,
    });
    assertEquals(
      JSON.stringify(body),
      '{"query":"release plan","filter":{"chat_ids":["oc_a1"],"from_ids":["ou_b2"],"chat_type":"group",' +
        '"from_types":["user"],"exclude_from_types":["bot"],"include_attachment_types":["file"],"is_at_me":true,' +
        `"at_chatter_ids":["ou_c3"],"time_range":{"start_time":"${formatRfc3339(START)}",` +
        `"end_time":"${formatRfc3339(END)}"}}}`,
    );
  });
});
