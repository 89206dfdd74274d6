import { parseChatId } from "../../../core/chat/chat-id.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("chatIdFrom", () => {
  const good: readonly (readonly [name: string, text: string])[] = [
    ["an id", "oc_aB-1_2"],
    ["an id with blanks around", "  oc_aB-1_2\n"],
    ["a link with the id in the path", "https://applink.feishu.cn/chat/oc_aB-1_2"],
    ["what follows the id in the path", "https://x.larksuite.com/chat/oc_aB-1_2/messages?tab=1#top"],
    ["what follows the id in its segment", "https://x.larksuite.com/chat/oc_aB-1_2;v=1"],
    ["openChatId in the query", "https://applink.feishu.cn/client/chat/open?openChatId=oc_aB-1_2&position=4"],
    [
      "open_chat_id in the query",
      "https://applink.larksuite.com/client/thread/open?x=1&open_chat_id=oc_aB-1_2",
    ],
    ["openchatid in the query", "https://applink.feishu.cn/client/thread/open?openchatid=oc_aB-1_2"],
    ["chatId in the query", "https://www.feishu.cn/messenger?chatId=oc_aB-1_2"],
    ["an id behind the hash", "https://www.feishu.cn/messenger/#/chat/oc_aB-1_2"],
    ["a link without a scheme", "applink.feishu.cn/client/chat/open?openChatId=oc_aB-1_2"],
    ["a link with the app's scheme", "lark://applink.feishu.cn/client/chat/open?openChatId=oc_aB-1_2"],
    ["the bare host", "https://feishu.cn/oc_aB-1_2"],
    ["a host in capitals", "HTTPS://APPLINK.FEISHU.CN/oc_aB-1_2"],
    ["the first id of several", "https://feishu.cn/oc_aB-1_2/oc_3?chatId=oc_4"],
    ["the query when the path has no id", "https://feishu.cn/oc_/x?chatId=oc_aB-1_2"],
  ];
  for (const [name, text] of good) it(`takes ${name}`, () => assertEquals(parseChatId(text), "oc_aB-1_2"));

  const bad: readonly (readonly [name: string, text: string])[] = [
    ["nothing", ""],
    ["the prefix alone", "oc_"],
    ["an id in capitals", "OC_1"],
    ["another kind of id", "ou_1"],
    ["words before the id", "chat oc_1"],
    ["a slash in the id", "oc_1/2"],
    ["a percent sign in the id", "oc_1%2f"],
    ["a blank in the id", "oc_1 2"],
    ["a letter beyond ASCII", "oc_é"],
    ["a character that is not seen", "oc_1\u200b2"],
    ["a link of another host", "https://feishu.cn.evil.test/oc_1"],
    ["a host that only ends alike", "https://notfeishu.cn/oc_1"],
    ["a host named before an @", "https://feishu.cn@evil.test/oc_1"],
    ["a link of another host that mentions ours", "https://evil.test/?u=feishu.cn/oc_1"],
    ["a link without an id", "https://applink.feishu.cn/client/chat/open?position=4"],
    ["an id under another key", "https://feishu.cn/x?chat=oc_1"],
    ["an id that is not at the start", "https://feishu.cn/x_oc_1?chatId=xoc_1"],
    ["a link over two lines", "https://feishu.cn/oc_1\n2"],
    ["a broken link", "https://[feishu.cn/oc_1"],
  ];
  for (const [name, text] of bad) it(`refuses ${name}`, () => assertEquals(parseChatId(text), undefined));
});
