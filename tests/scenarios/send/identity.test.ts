import {
  GROUP,
  LINES,
  REPLY,
  SEND,
  sentContent,
  sentMessage,
  writesOf,
  writingWorld,
} from "../../support/composing.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const USER = { IM_USER_ACCESS_TOKEN: "u-demo" };
const BOT = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
const NO_USER = { IM_USER_ACCESS_TOKEN: "" };
const APP = { IM_APP_ID: "cli_demo", IM_APP_SECRET: "demo-secret" };

describe("who sends: the flag, the variable, else the user where there is a user token, else the bot", () => {
  const cases:
    readonly (readonly [name: string, env: Record<string, string>, words: string[], as: string])[] = [
      ["a user token", USER, [], "user"],
      ["both tokens", { ...USER, ...BOT }, [], "user"],
      ["a bot token", { ...NO_USER, ...BOT }, [], "bot"],
      ["an app alone", { ...NO_USER, ...APP }, [], "bot"],
      ["an app beside a user token", { ...USER, ...APP }, [], "user"],
      ["--as bot", { ...USER, ...BOT }, ["--as", "bot"], "bot"],
      ["--as bot with an app", { ...USER, ...APP }, ["--as", "bot"], "bot"],
      ["--as user", { ...USER, ...BOT }, ["--as", "user"], "user"],
      ["--as auto", { ...USER, ...BOT }, ["--as", "auto"], "user"],
      ["the variable", { ...USER, ...BOT, IM_DEFAULT_AS: "bot" }, [], "bot"],
      ["the flag before the variable", { ...USER, ...BOT, IM_DEFAULT_AS: "bot" }, ["--as", "user"], "user"],
    ];
  for (const [name, env, words, as] of cases) {
    for (const [command, line] of LINES) {
      it(`${command}: ${name}`, () =>
        inScene(writingWorld, async ({ run, platform }) => {
          const result = await run([...line, "--text", "x", ...words], { env });
          dataOf(result);
          assertEquals([documentOf(result.stdout)["identity"], sentMessage(platform).as], [as, as]);
        }));
    }
  }
});

describe("without credentials nothing is sent", () => {
  const cases: readonly (readonly [name: string, env: Record<string, string>, words: string[]])[] = [
    ["none at all", NO_USER, []],
    ["a bot token, as user", { ...NO_USER, ...BOT }, ["--as", "user"]],
    ["a user token, as bot", USER, ["--as", "bot"]],
  ];
  for (const [name, env, words] of cases) {
    it(name, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        errorOf(await run([SEND, "--chat-id", GROUP, "--text", "x", ...words], { env }), 3);
        assertEquals(writesOf(platform), []);
      }));
  }
  it("a missing scope is reported with the scopes that would do", () =>
    inScene(
      {
        ...writingWorld,
        withoutScopes: { bot: ["im:message", "im:message:send_as_bot", "im:message:send"] },
      },
      async ({ run, platform }) => {
        const error = errorOf(
          await run([SEND, "--chat-id", GROUP, "--text", "x", "--as", "bot"], { env: BOT }),
          3,
        );
        assertEquals([error["type"], platform.sentMessages], ["authorization", []]);
        assertStringIncludes(JSON.stringify(error), "im:message:send_as_bot");
      },
    ));
});

describe("command lines as the documents write them run unchanged", () => {
  const card =
    '{"config":{"wide_screen_mode":true},"elements":[{"tag":"div","text":{"content":"**Meeting Reminder**\\n' +
    'Daily standup meeting at 10:00 AM","tag":"lark_md"}},{"actions":[{"tag":"button","text":{"content":"Accept","tag":' +
    '"plain_text"},"type":"primary","value":{"action":"accept"}}],"tag":"action"}],"header":{"template":"blue","title":' +
    '{"content":"Meeting Invitation","tag":"plain_text"}}}';
  const post =
    '{"post":{"zh_cn":{"title":"Project Update","content":[[{"tag":"text","text":"The project is "},{"tag":' +
    '"text","text":"on track","style":["bold","underline"]}]]}}}';
  const image = "img_v2_041b28e3-aa4f-4e3b-9f3c-02b9c1e3e4f5";
  const file = "file_v2_041b28e3-aa4f-4e3b-9f3c-02b9c1e3e4f5";
  const world = {
    ...writingWorld,
    writing: { keys: [{ key: image, kind: "image" }, { key: file, kind: "file" }] },
  } as const;
  const target = ["--user-id", "ou_ana"];

  const lines: readonly (readonly [words: string[], type: string, content: unknown])[] = [
    [["im", SEND, ...target, "--text", "Hello, this is a test message!"], "text", {
      text: "Hello, this is a test message!",
    }],
    [["im", SEND, ...target, "--msg-type", "text", "--text", "hi"], "text", { text: "hi" }],
    [["im", SEND, ...target, "--msg-type", "text", "--content", '{"text":"hi"}'], "text", { text: "hi" }],
    [["im", SEND, ...target, "--msg-type", "post", "--content", post], "post", JSON.parse(post).post],
    [
      ["im", SEND, ...target, "--msg-type", "interactive", "--content", card],
      "interactive",
      JSON.parse(card),
    ],
    [["im", SEND, ...target, "--msg-type", "image", "--content", `{"image_key":"${image}"}`], "image", {
      image_key: image,
    }],
    [["im", SEND, ...target, "--image", image], "image", { image_key: image }],
    [["im", SEND, ...target, "--file", file], "file", { file_key: file }],
    [["im", "--as", "user", SEND, ...target, "--markdown", "hi"], "post", {
      zh_cn: { content: [[{ tag: "md", text: "hi" }]] },
    }],
    [["im", REPLY, "--message-id", "om_first", "--text", "Received"], "text", { text: "Received" }],
    [
      [
        "im",
        REPLY,
        "--message-id",
        "om_first",
        "--msg-type",
        "text",
        "--content",
        '{"text":"This is a reply"}',
      ],
      "text",
      {
        text: "This is a reply",
      },
    ],
  ];
  for (const [words, type, content] of lines) {
    for (const line of [words, words.slice(1)]) {
      it(line.join(" ").slice(0, 100), () =>
        inScene(world, async ({ run, platform }) => {
          dataOf(await run(line));
          assertEquals(sentContent(platform), [type, content]);
        }));
    }
  }

  it("sending is not asked to be confirmed", () =>
    inScene(world, async ({ run, platform }) => {
      dataOf(await run([SEND, "--chat-id", GROUP, "--text", "hi"]));
      assertEquals(platform.sentMessages.length, 1);
    }));
});
