import {
  GROUP,
  LINES,
  MESSAGE,
  PERSON,
  REPLY,
  SEND,
  sentContent,
  sentMessage,
  writingWorld,
} from "../../support/composing.ts";
import { IDENTITIES } from "../../support/reading.ts";
import { bodyField } from "../../support/requests.ts";
import { dataOf, errorOf, previewCalls } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BOT = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "t-demo" };

const text = (value: string) => ({ zh_cn: { content: [[{ tag: "text", text: value }]] } });
const template = {
  type: "template",
  data: { template_id: "AAdemo", template_version_name: "1.0.2", template_variable: { who: "Kim" } },
};
const entity = { type: "card", data: { card_id: "7300000000000000001" } };
const card2 = {
  schema: "2.0",
  config: { update_multi: true, width_mode: "default", enable_forward: true, summary: { content: "Done" } },
  header: { title: { tag: "plain_text", content: "Deploy" }, template: "green" },
  body: {
    direction: "vertical",
    elements: [
      { tag: "markdown", content: "**2.1** is live <at id=ou_ana></at>" },
      {
        tag: "button",
        text: { tag: "plain_text", content: "Open" },
        type: "primary",
        behaviors: [{ type: "open_url", default_url: "https://example.com" }],
      },
    ],
  },
};
const button = {
  tag: "button",
  type: "primary",
  text: { tag: "plain_text", content: "Yes" },
  value: { a: "yes" },
};
const card1 = {
  config: { update_multi: true, wide_screen_mode: true },
  header: { template: "blue", title: { tag: "plain_text", content: "Ask" } },
  elements: [
    { tag: "div", text: { tag: "lark_md", content: "**OK?**" } },
    { tag: "action", actions: [button] },
  ],
};
const post = {
  en_us: {
    title: "Release 2.1",
    content: [
      [{ tag: "text", text: "Owner: ", style: ["bold"] }, { tag: "at", user_id: PERSON }],
      [{ tag: "a", text: "notes", href: "https://example.com/notes" }],
      [{ tag: "img", image_key: "img_v3_known" }],
      [{ tag: "media", file_key: "file_v3_clip", image_key: "img_v3_known" }],
      [{ tag: "emotion", emoji_type: "SMILE" }],
      [{ tag: "code_block", language: "bash", text: "make release" }],
      [{ tag: "hr" }],
      [{ tag: "md", text: "- one\n- two" }],
    ],
  },
  zh_cn: { title: "版本 2.1", content: [[{ tag: "text", text: "好", un_escape: true }]] },
  files: [{ key: "file_v3_known" }],
};

/** Contents by the type that they show; sent as they are unless something else is told. */
const BY_KEYS: readonly (readonly [name: string, type: string, content: object, sent?: object])[] = [
  ["a text", "text", { text: 'Build 42\n<at user_id="ou_ana">Ana</at>' }],
  ["a post in two languages", "post", post],
  ["a post as webhooks want it", "post", { post: text("x") }, text("x")],
  ["such a post with attachments", "post", { post: text("x"), files: [{ key: "file_v3_known" }] }, {
    ...text("x"),
    files: [{ key: "file_v3_known" }],
  }],
  ["a post with attachments alone", "post", {
    zh_cn: { content: [] },
    files: [{ key: "file_v3_known" }],
  }],
  ["an image", "image", { image_key: "img_v3_known" }],
  ["a file", "file", { file_key: "file_v3_known" }],
  ["a video with its cover", "media", { file_key: "file_v3_clip", image_key: "img_v3_known" }],
  ["a chat", "share_chat", { chat_id: GROUP }],
  ["a person", "share_user", { user_id: PERSON }],
  ["a card by template", "interactive", template],
  ["a card by id", "interactive", entity],
  ["a card 2.0", "interactive", card2],
  ["a card 1.0", "interactive", card1],
];

/** Contents that could be of several types: --msg-type says which. */
const BY_FLAG: readonly (readonly [name: string, type: string, content: object])[] = [
  ["a recording", "audio", { file_key: "file_v3_voice" }],
  ["a video without a cover", "media", { file_key: "file_v3_clip" }],
  ["a sticker", "sticker", { file_key: "file_v3_stick" }],
  ["an empty card", "interactive", {}],
];

describe("every kind of content is sent as it is, by both identities, and as a reply", () => {
  for (const [identity, env] of IDENTITIES) {
    for (const [name, line] of LINES) {
      for (const [what, type, content, sent = content] of BY_KEYS) {
        for (const more of [[], ["--msg-type", type]]) {
          it(`${name} as ${identity}: ${what} ${more.join(" ")}`, () =>
            inScene(writingWorld, async ({ run, platform }) => {
              const words = [...line, "--content", JSON.stringify(content), ...more];
              assertEquals(dataOf(await run(words, { env }))["msg_type"], type);
              assertEquals(sentContent(platform), [type, sent]);
              assertEquals([sentMessage(platform).as, platform.log.length], [identity, 1]);
            }));
        }
      }
      for (const [what, type, content] of BY_FLAG) {
        it(`${name} as ${identity}: ${what}`, () =>
          inScene(writingWorld, async ({ run, platform }) => {
            const words = [...line, "--content", JSON.stringify(content), "--msg-type", type];
            dataOf(await run(words, { env }));
            assertEquals(sentContent(platform), [type, content]);
          }));
      }
    }
  }
});

describe("content that does not have what its type demands is refused before it is sent", () => {
  const cases: readonly (readonly [content: object, type: string | undefined, says: string])[] = [
    [{}, undefined, "--msg-type"],
    [{ title: "x" }, undefined, "--msg-type"],
    [{}, "text", '"text"'],
    [{ text: "" }, "text", '"text"'],
    [{ text: 7 }, undefined, '"text"'],
    [card2, "text", '"text"'],
    [{ text: "x" }, "post", "zh_cn"],
    [{ zh_cn: {} }, "post", "zh_cn"],
    [{ zh_cn: { content: [] } }, undefined, "nothing"],
    [{ zh_cn: { content: [[]] } }, undefined, "nothing"],
    [{ zh_cn: { content: [{ tag: "text", text: "x" }] } }, undefined, "zh_cn.content"],
    [{ zh_cn: { content: [["x"]] } }, undefined, "zh_cn.content"],
    [{ file_key: "file_x" }, "image", '"image_key"'],
    [{ image_key: "img_x" }, "file", '"file_key"'],
    [{ image_key: "img_x" }, "audio", '"file_key"'],
    [{ image_key: "img_x" }, "media", '"file_key"'],
    [{ image_key: "img_x" }, "sticker", '"file_key"'],
    [{ user_id: PERSON }, "share_chat", '"chat_id"'],
    [{ chat_id: GROUP }, "share_user", '"user_id"'],
    [{ type: "template", data: {} }, undefined, "template_id"],
    [{ type: "card" }, undefined, "card_id"],
  ];
  for (const [content, type, says] of cases) {
    for (const mode of [[], ["--dry-run"]]) {
      it(`${JSON.stringify(content)} as ${type ?? "what it shows"} ${mode.join("")}`, () =>
        inScene(writingWorld, async ({ run, platform }) => {
          const more = type === undefined ? mode : ["--msg-type", type, ...mode];
          for (const [, line] of LINES) {
            const error = errorOf(await run([...line, "--content", JSON.stringify(content), ...more]), 2);
            assertEquals([error["type"], error["param"]], ["validation", "--content"]);
            assertStringIncludes(`${error["message"]} ${error["hint"]}`, says);
          }
          assertEquals(platform.log.length, 0);
        }));
    }
  }
});

describe("system messages are for bots, in direct chats", () => {
  const divider = {
    type: "divider",
    params: { divider_text: { text: "New session", i18n_text: { zh_CN: "新会话" } } },
    options: { need_rollup: true },
  };
  const content = ["--content", JSON.stringify(divider)];

  for (const more of [[], ["--msg-type", "system"]]) {
    it(`a bot sends one to a person ${more.join(" ")}`, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        dataOf(await run([SEND, "--user-id", PERSON, ...content, ...more], { env: BOT }));
        assertEquals(sentContent(platform), ["system", divider]);
      }));
    it(`a user does not ${more.join(" ")}`, () =>
      inScene(writingWorld, async ({ run, platform }) => {
        const error = errorOf(await run([SEND, "--user-id", PERSON, ...content, ...more]), 2);
        assertEquals([error["param"], platform.log.length], ["--as", 0]);
        assertStringIncludes(String(error["hint"]), "--as bot");
      }));
    for (const [identity, env] of IDENTITIES) {
      it(`none is a reply, as ${identity} ${more.join(" ")}`, () =>
        inScene(writingWorld, async ({ run, platform }) => {
          const error = errorOf(await run([REPLY, "--message-id", MESSAGE, ...content, ...more], { env }), 2);
          assertEquals(error["param"], more[0] ?? "--content");
          assertStringIncludes(String(error["hint"]), SEND);
          assertEquals(platform.log.length, 0);
        }));
    }
  }
});

describe("numbers keep all their digits", () => {
  it("an integer beyond what a number holds arrives as it was typed", () =>
    inScene(writingWorld, async ({ run, platform }) => {
      const typed =
        '{"type":"template","data":{"template_id":"A","template_variable":{"n":90071992547409931234}}}';
      const [call] = previewCalls(await run([SEND, "--chat-id", GROUP, "--content", typed, "--dry-run"]));
      assertEquals(call?.body?.["content"], typed);
      dataOf(await run([SEND, "--chat-id", GROUP, "--content", typed]));
      assertEquals(bodyField(platform.log[0], "content"), typed);
    }));
});
