import { appLinkHost, appLinkOf } from "../../../core/message/app-link.ts";
import { type RawMessage, readMessage } from "../../../core/message/wire.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const HOST = "applink.feishu.cn";
const THREAD = "https://applink.feishu.cn/client/thread/open?open_chat_id=oc_31&open_thread_id=omt_e1" +
  "&openchatid=oc_31&openthreadid=omt_e1&thread_position=";
const CHAT = "https://applink.feishu.cn/client/chat/open?openChatId=oc_31&position=";

/** A message of a thread with both positions, and what is changed in it. */
function message(changes: JsonObject): RawMessage {
  return readMessage({
    chat_id: "oc_31",
    thread_id: "omt_e1",
    message_position: "418",
    thread_message_position: "0",
    ...changes,
  });
}

describe("appLinkOf", () => {
  const cases: readonly (readonly [name: string, message: RawMessage, link: string | undefined])[] = [
    [
      "uses the own link, trimmed",
      message({ message_app_link: " https://own.test/x " }),
      "https://own.test/x",
    ],
    ["ignores a blank own link", message({ message_app_link: "  " }), `${THREAD}0`],
    ["ignores a null", message({ message_app_link: null }), `${THREAD}0`],
    ["ignores a own link that is no text", message({ message_app_link: 7 }), `${THREAD}0`],
    ["links into the thread", message({}), `${THREAD}0`],
    ["takes a number as position", message({ thread_message_position: 3 }), `${THREAD}3`],
    ["takes a negative position", message({ thread_message_position: "-1" }), `${THREAD}-1`],
    ["takes a padded position", message({ thread_message_position: " 12 " }), `${THREAD}12`],
    [
      "keeps all digits",
      message({ thread_message_position: 9007199254740993n }),
      `${THREAD}9007199254740993`,
    ],
    ["writes whole numbers without a point", message({ thread_message_position: "7.0" }), `${THREAD}7`],
    [
      "writes whole numbers without an exponent",
      message({ thread_message_position: "1e3" }),
      `${THREAD}1000`,
    ],
    ["writes zero without a sign", message({ thread_message_position: -0 }), `${THREAD}0`],
    ["keeps a fraction", message({ thread_message_position: 1.5 }), `${THREAD}1.5`],
    ["falls back to the chat on a bad position", message({ thread_message_position: "bad" }), `${CHAT}418`],
    ["falls back to the chat on a blank position", message({ thread_message_position: " " }), `${CHAT}418`],
    ["falls back to the chat on null", message({ thread_message_position: null }), `${CHAT}418`],
    ["falls back to the chat on infinity", message({ thread_message_position: "Infinity" }), `${CHAT}418`],
    ["falls back to the chat on overflow", message({ thread_message_position: "1e999" }), `${CHAT}418`],
    ["falls back to the chat on hexadecimal", message({ thread_message_position: "0x10" }), `${CHAT}418`],
    ["falls back to the chat on a point alone", message({ thread_message_position: "." }), `${CHAT}418`],
    ["falls back to the chat on two points", message({ thread_message_position: "1.2.3" }), `${CHAT}418`],
    ["takes a number without an integer part", message({ thread_message_position: ".5" }), `${THREAD}0.5`],
    ["links into the chat without a thread", message({ thread_id: "" }), `${CHAT}418`],
    ["takes a numeric position of the chat", message({ thread_id: null, message_position: 0 }), `${CHAT}0`],
    ["is absent without a chat", message({ chat_id: null }), undefined],
    ["is absent for a chat id that is no text", message({ chat_id: 31 }), undefined],
    [
      "is absent without a usable position",
      message({ thread_message_position: "bad", message_position: {} }),
      undefined,
    ],
    ["is absent for an empty message", {}, undefined],
    [
      "encodes values",
      { chat_id: "oc_a&b=c d/é", message_position: 1 },
      "https://applink.feishu.cn/client/chat/open?openChatId=oc_a%26b%3Dc+d%2F%C3%A9&position=1",
    ],
  ];
  for (const [name, raw, link] of cases) it(name, () => assertEquals(appLinkOf(raw, HOST), link));

  it("uses the host", () =>
    assertEquals(
      appLinkOf({ chat_id: "oc_1", message_position: 2 }, "applink.larksuite.com"),
      "https://applink.larksuite.com/client/chat/open?openChatId=oc_1&position=2",
    ));
});

describe("appLinkHost", () => {
  const cases: readonly (readonly [brand: string | undefined, host: string])[] = [
    ["feishu", "applink.feishu.cn"],
    ["lark", "applink.larksuite.com"],
    [" Lark ", "applink.larksuite.com"],
    ["other", "applink.feishu.cn"],
    [undefined, "applink.feishu.cn"],
  ];
  for (const [brand, host] of cases) {
    it(`of ${brand} is ${host}`, () => assertEquals(appLinkHost(brand), host));
  }
});
