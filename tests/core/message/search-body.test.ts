import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { formatRfc3339 } from "../../../core/message/local-time.ts";
import { searchBody, type SearchWish } from "../../../core/message/search-body.ts";

const NOTHING: SearchWish = {
  query: "",
  chatIds: [],
  senders: [],
  attachment: undefined,
  chatType: undefined,
  senderType: undefined,
  excludedSenderType: undefined,
  isAtMe: false,
  mentioned: [],
  start: undefined,
  end: undefined,
};
const START = 1_779_238_800_000;
const END = 1_779_325_199_000;

describe("searchBody", () => {
  const cases: readonly (readonly [name: string, wish: Partial<SearchWish>, body: unknown])[] = [
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
    ["mentions of me", { isAtMe: true }, { query: "", filter: { is_at_me: true } }],
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

  it("everything, in the order of the sheet", () => {
    const body = searchBody({
      query: "release plan",
      chatIds: ["oc_a1"],
      senders: ["ou_b2"],
      attachment: "file",
      chatType: "group",
      senderType: "user",
      excludedSenderType: "bot",
      isAtMe: true,
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
