import { parseApiPath } from "../../../core/api/api-path.ts";
import { Failure } from "../../../core/failure.ts";
import { assertEquals, assertThrows } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const HOSTS = ["https://open.feishu.cn", "http://127.0.0.1:8080"];

describe("apiPath gives the path from /open-apis/", () => {
  const cases: readonly (readonly [text: string, path: string])[] = [
    ["/open-apis/im/v1/chats", "/open-apis/im/v1/chats"],
    ["open-apis/im/v1/chats", "/open-apis/im/v1/chats"],
    ["/im/v1/chats/oc_1", "/open-apis/im/v1/chats/oc_1"],
    ["im/v1/chats", "/open-apis/im/v1/chats"],
    ["https://open.feishu.cn/open-apis/im/v1/chats", "/open-apis/im/v1/chats"],
    ["http://127.0.0.1:8080/open-apis/im/v1/chats", "/open-apis/im/v1/chats"],
    ["im/v1/x/日本", "/open-apis/im/v1/x/%E6%97%A5%E6%9C%AC"],
  ];
  for (const [text, path] of cases) it(text, () => assertEquals(parseApiPath(text, HOSTS), path));
});

describe("apiPath refuses", () => {
  const cases: readonly (readonly [name: string, text: string])[] = [
    ["another host", "https://evil.example/open-apis/im/v1/chats"],
    ["a host that begins like ours", "https://open.feishu.cn.evil.example/open-apis/x"],
    ["a host behind a user name", "https://open.feishu.cn@evil.example/open-apis/x"],
    ["ours with a user name", "https://me@open.feishu.cn/open-apis/x"],
    ["ours on another port", "http://127.0.0.1:8081/open-apis/x"],
    ["ours without encryption", "http://open.feishu.cn/open-apis/x"],
    ["another scheme", "file:///etc/passwd"],
    ["a scheme that is none", "1x://evil.example/x"],
    ["an address without a scheme before its colon", "://evil.example/x"],
    ["a query", "im/v1/chats?page_size=1"],
    ["a query in an address", "https://open.feishu.cn/open-apis/x?a=1"],
    ["a fragment", "im/v1/chats#x"],
    ["..", "im/v1/../v2/chats"],
    [".. at the end", "im/v1/.."],
    [". in the middle", "im/./v1"],
    ["an empty segment", "im//v1"],
    ["an empty segment at the end", "im/v1/"],
    ["an empty segment behind the prefix", "/open-apis//im/v1"],
    ["an address without its scheme", "//evil.example/x"],
    ["three slashes", "///im/v1"],
    ["an empty segment behind our host", "https://open.feishu.cn//im/v1"],
    ["nothing", ""],
    ["the prefix alone", "/open-apis/"],
    ["percent encoding", "im/v1/%2e%2e/x"],
    ["a backslash", "im\\v1"],
    ["a blank", "im/v1/a b"],
    ["a line break", "im/v1/a\nb"],
    ["half a character", "im/v1/\ud800"],
    ["a character that is not seen", "im/v1/a\u200bb"],
  ];
  for (const [name, text] of cases) {
    it(name, () => {
      const { detail } = assertThrows(() => parseApiPath(text, HOSTS), Failure);
      assertEquals([detail.type, detail.param], ["validation", "path"]);
    });
  }
});
