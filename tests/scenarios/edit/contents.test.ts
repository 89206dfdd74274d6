import type { WorldMessage } from "../../../fixtures/platform/mod.ts";
import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { bodyField, writesTo } from "../../support/requests.ts";
import { dataOf, documentOf } from "../../support/results.ts";
import type { Scene } from "../../support/scene.ts";
import { GROUP, IMAGES_PATH, inDemo } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PATH = "/open-apis/im/v1/messages/om_mine";
const TEXT: WorldMessage = {
  messageId: "om_mine",
  chatId: GROUP,
  type: "text",
  content: { text: "before" },
  senderId: "cli_demo",
  createTime: Date.now(),
};
const POST: WorldMessage = {
  ...TEXT,
  type: "post",
  content: {
    title: "Before",
    content: [[{ tag: "text", text: "before" }]],
    files: [{ key: "file_v3_old", name: "old.txt" }],
  },
};
const KEYS = ["file_v3_old", "file_v3_one", "file_v3_two"].map((key) => ({ key, kind: "file" }) as const);

/** A scene in which the bot has sent a text or a post. */
function withMessage(message: WorldMessage, use: (scene: Scene) => Promise<void>): Promise<void> {
  return inDemo({ messages: [message], writing: { keys: KEYS } }, use);
}

const editLine = (...words: readonly string[]) => ["+messages-edit", "--message-id", "om_mine", ...words];

/** Type and content that the one edit asked for. */
function editedContent({ platform }: Scene): readonly [type: unknown, content: unknown] {
  const [request, ...others] = writesTo(platform, PATH);
  assertEquals(others, []);
  assertEquals([request?.method, request?.token, request?.query], ["PUT", "bot", {}]);
  return [bodyField(request, "msg_type"), documentOf(String(bodyField(request, "content")))];
}

/** The parts of the post that is there now. */
function postNow({ platform }: Scene): Readonly<Record<string, unknown>> {
  const content = platform.message("om_mine")?.content;
  assert(typeof content === "object");
  return content;
}

describe("+messages-edit replaces the content", () => {
  it("of a text, and shows message, chat and time", () =>
    withMessage(TEXT, async (scene) => {
      const data = dataOf(await scene.run(editLine("--text", "after")));
      assertEquals(editedContent(scene), ["text", { text: "after" }]);
      const now = scene.platform.message("om_mine");
      assertEquals([now?.content, now?.updated], [{ text: "after" }, true]);
      const { update_time: time, ...rest } = data;
      assertEquals(rest, { message_id: "om_mine", chat_id: GROUP, updated: true });
      const seconds = Math.floor((now?.updateTime ?? 0) / 1000);
      assertEquals(Date.parse(String(time).replace(" ", "T")), seconds * 1000);
    }));

  it("the body has type and content, and nothing else", () =>
    withMessage(TEXT, async (scene) => {
      dataOf(await scene.run(editLine("--text", "after")));
      const body = writesTo(scene.platform, PATH)[0]?.body;
      assertEquals(Object.keys(body ?? {}), ["msg_type", "content"]);
    }));

  it("of a text with a post, by --markdown and --literal", () =>
    withMessage(TEXT, async (scene) => {
      dataOf(await scene.run(editLine("--markdown", "# Title\n\n**after**")));
      const [type, content] = editedContent(scene);
      assertEquals(type, "post");
      assertStringIncludes(JSON.stringify(content), "after");
      scene.platform.clearLog();
      dataOf(await scene.run(editLine("--text", "**plain**", "--literal")));
      assertStringIncludes(JSON.stringify(editedContent(scene)[1]), '"**plain**"');
    }));

  const contents: readonly (readonly [words: readonly string[], type: string, content: unknown])[] = [
    [["--content", '{"text":"after"}'], "text", { text: "after" }],
    [
      ["--content", '{"zh_cn":{"content":[[{"tag":"text","text":"after"}]]}}'],
      "post",
      { zh_cn: { content: [[{ tag: "text", text: "after" }]] } },
    ],
    [
      ["--msg-type", "post", "--content", '{"post":{"en_us":{"content":[[{"tag":"text","text":"after"}]]}}}'],
      "post",
      { en_us: { content: [[{ tag: "text", text: "after" }]] } },
    ],
  ];
  for (const [words, type, content] of contents) {
    it(`with ${words.join(" ")}`, () =>
      withMessage(TEXT, async (scene) => {
        dataOf(await scene.run(editLine(...words)));
        assertEquals(editedContent(scene), [type, content]);
      }));
  }

  it("from a file and from standard input", () =>
    withMessage(TEXT, async (scene) => {
      await putFiles(scene, { "text.txt": "\ufefffrom a file\n" });
      dataOf(await scene.run(editLine("--text", "@./text.txt")));
      assertEquals(editedContent(scene), ["text", { text: "from a file\n" }]);
      scene.platform.clearLog();
      dataOf(await scene.run(editLine("--text", "-"), { stdin: "from stdin" }));
      assertEquals(editedContent(scene), ["text", { text: "from stdin" }]);
    }));

  it("with images of Markdown, which are uploaded first", () =>
    withMessage(POST, async (scene) => {
      await putFiles(scene, { "a.png": pngImage() });
      dataOf(await scene.run(editLine("--markdown", "x ![y](a.png)")));
      assertEquals(writesTo(scene.platform, IMAGES_PATH).map(({ token }) => token), ["bot"]);
      assertStringIncludes(JSON.stringify(editedContent(scene)[1]), scene.platform.uploads[0]?.key ?? "none");
    }));

  it("and an image that cannot be fetched changes nothing", () =>
    withMessage(POST, async (scene) => {
      scene.platform.addFault({ name: "error", code: 234011, when: { endpoint: IMAGES_PATH } });
      await putFiles(scene, { "a.png": pngImage() });
      const result = await scene.run(editLine("--markdown", "x ![y](a.png)"));
      assertEquals([result.status, result.stdout, writesTo(scene.platform, PATH)], [1, "", []]);
      assertEquals(postNow(scene)["title"], "Before");
    }));

  it("a pretty result is one line", () =>
    withMessage(TEXT, async ({ run }) => {
      const { status, stdout } = await run(editLine("--text", "after", "--format", "pretty"));
      assertEquals([status, stdout], [0, "edited: om_mine\n"]);
    }));
});

describe("+messages-edit: attachments", () => {
  it("stay where no flag speaks of them", () =>
    withMessage(POST, async (scene) => {
      dataOf(await scene.run(editLine("--markdown", "after")));
      const [, content] = editedContent(scene);
      assert(!("files" in Object(content)), "the edit speaks of attachments");
      assertEquals(postNow(scene)["files"], [{ key: "file_v3_old", name: "old.txt" }]);
    }));

  it("--set-attachments replaces them: in order, each once, commas and repeats alike", () =>
    withMessage(POST, async (scene) => {
      const sets = [
        "--set-attachments",
        "file_v3_two, file_v3_one,file_v3_two",
        "--set-attachments=file_v3_one",
      ];
      dataOf(await scene.run(editLine("--markdown", "after", ...sets)));
      const [type, content] = editedContent(scene);
      assertEquals([type, Object(content)["files"]], ["post", [{ key: "file_v3_two" }, {
        key: "file_v3_one",
      }]]);
      assertStringIncludes(JSON.stringify(content), "after");
    }));

  it("--clear-attachments takes them away", () =>
    withMessage(POST, async (scene) => {
      dataOf(await scene.run(editLine("--markdown", "after", "--clear-attachments")));
      assertEquals(Object(editedContent(scene)[1])["files"], []);
      assertEquals(postNow(scene)["files"], []);
    }));

  it("alone they make an otherwise empty post", () =>
    withMessage(POST, async (scene) => {
      dataOf(await scene.run(editLine("--set-attachments", "file_v3_one")));
      assertEquals(editedContent(scene), ["post", {
        zh_cn: { content: [] },
        files: [{ key: "file_v3_one" }],
      }]);
      scene.platform.clearLog();
      dataOf(await scene.run(editLine("--clear-attachments")));
      assertEquals(editedContent(scene), ["post", { zh_cn: { content: [] }, files: [] }]);
    }));

  it("go with --content of a post", () =>
    withMessage(POST, async (scene) => {
      const content = '{"zh_cn":{"content":[[{"tag":"text","text":"after"}]]}}';
      dataOf(await scene.run(editLine("--content", content, "--set-attachments", "file_v3_one")));
      assertEquals(Object(editedContent(scene)[1])["files"], [{ key: "file_v3_one" }]);
    }));
});
