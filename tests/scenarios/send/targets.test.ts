import { GROUP, PERSON, SEND, SEND_PATH, sentMessage, writingWorld } from "../../support/composing.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { bodyField } from "../../support/requests.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Ways to name a target, and what the service is told. */
const TARGETS: readonly (readonly [name: string, words: string[], type: string, id: string])[] = [
  ["a chat", ["--chat-id", GROUP], "chat_id", GROUP],
  ["a chat between blanks", ["--chat-id", ` ${GROUP}\t`], "chat_id", GROUP],
  ["a link to a chat", ["--chat-id", `https://a.feishu.cn/im/chat/${GROUP}`], "chat_id", GROUP],
  [
    "a link with more behind the id",
    ["--chat-id", `https://a.larksuite.com/${GROUP}/info?x=1#y`],
    "chat_id",
    GROUP,
  ],
  [
    "an app link",
    ["--chat-id", `https://applink.feishu.cn/client/chat/open?openChatId=${GROUP}`],
    "chat_id",
    GROUP,
  ],
  ["a link without https://", ["--chat-id", `a.feishu.cn/im/${GROUP}`], "chat_id", GROUP],
  ["a chat whose kind is told", ["--chat-id", GROUP, "--receive-id-type", "chat_id"], "chat_id", GROUP],
  ["a topic group", ["--chat-id", "oc_topic"], "chat_id", "oc_topic"],
  ["a direct chat", ["--chat-id", "oc_direct"], "chat_id", "oc_direct"],
  ["an open id", ["--user-id", PERSON], "open_id", PERSON],
  ["an open id between blanks", ["--user-id", ` ${PERSON}\n`], "open_id", PERSON],
  ["a union id", ["--user-id", "on_ana"], "union_id", "on_ana"],
  ["a mail address", ["--user-id", "ana@example.com"], "email", "ana@example.com"],
  [
    "a mail address whose kind is told",
    ["--user-id", "ana@example.com", "--receive-id-type", "email"],
    "email",
    "ana@example.com",
  ],
  ["an open id whose kind is told", ["--user-id", PERSON, "--receive-id-type", "open_id"], "open_id", PERSON],
  ["an id of the tenant", ["--user-id", "ana7", "--receive-id-type", "user_id"], "user_id", "ana7"],
];

describe("a target is named in the query by its kind, in the body by the id alone", () => {
  for (const [identity, env] of IDENTITIES) {
    for (const [name, words, type, id] of TARGETS) {
      it(`${name}, as ${identity}`, () =>
        inScene(writingWorld, async ({ run, platform }) => {
          const data = dataOf(await run([SEND, ...words, "--text", "x"], { env }));
          const [request, ...others] = platform.log;
          assertEquals([request?.method, request?.path, others], ["POST", SEND_PATH, []]);
          assertEquals(request?.query, { receive_id_type: type });
          assertEquals(Object.keys(Object(request?.body)), ["receive_id", "msg_type", "content", "uuid"]);
          assertEquals([bodyField(request, "receive_id"), request?.token], [id, identity]);
          assertEquals(data["chat_id"], sentMessage(platform).chatId);
        }));
    }
  }
});

describe("a direct message shows the chat that it made", () => {
  it("its id is the service's", () =>
    inScene({ ...writingWorld, chats: [] }, async ({ run, platform }) => {
      const chat = String(dataOf(await run([SEND, "--user-id", PERSON, "--text", "x"]))["chat_id"]);
      assertEquals([chat.startsWith("oc_"), chat], [true, sentMessage(platform).chatId]);
    }));
});

describe("kinds that do not fit", () => {
  const cases: readonly (readonly [words: string[], param: string])[] = [
    [["--chat-id", GROUP, "--receive-id-type", "email"], "--receive-id-type"],
    [["--user-id", GROUP, "--receive-id-type", "chat_id"], "--receive-id-type"],
    [["--user-id", "two words", "--receive-id-type", "user_id"], "--user-id"],
    [["--user-id", "", "--receive-id-type", "user_id"], "--user-id"],
    [["--user-id", "a\u200bb", "--receive-id-type", "user_id"], "--user-id"],
    [["--text", "y", "--receive-id-type", "user_id"], "--chat-id"],
  ];
  for (const [words, param] of cases) {
    it(words.join(" "), () =>
      inScene(writingWorld, async ({ run, platform }) => {
        const error = errorOf(await run([SEND, "--text", "x", ...words]), 2);
        assertEquals([error["param"], platform.log.length], [param, 0]);
      }));
  }
});

describe("what the service refuses about a target is reported with the next step", () => {
  const world = {
    ...writingWorld,
    chats: [
      ...writingWorld.chats ?? [],
      { chatId: "oc_away", mode: "group", user: false, bot: false } as const,
    ],
  };
  for (const [identity, env] of IDENTITIES) {
    it(`a chat without the ${identity}: 230002 is a matter of permission`, () =>
      inScene(world, async ({ run, platform }) => {
        const error = errorOf(await run([SEND, "--chat-id", "oc_away", "--text", "x"], { env }), 3);
        assertEquals([error["type"], error["subtype"], error["code"]], [
          "authorization",
          "permission_denied",
          230002,
        ]);
        assertStringIncludes(String(error["hint"]), "oc_away");
        assertEquals(platform.sentMessages, []);
      }));
    it(`a chat that does not exist, as ${identity}`, () =>
      inScene(world, async ({ run }) => {
        const error = errorOf(await run([SEND, "--chat-id", "oc_none", "--text", "x"], { env }), 1);
        assertEquals([error["type"], error["code"]], ["api", 230034]);
        assertStringIncludes(String(error["hint"]), "oc_none");
      }));
  }
});
