import { demoChat } from "../../../fixtures/platform/mod.ts";
import { dataOf, documentOf, errorOf, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** `--split`: what is too long goes out in numbered parts, each once. */

const REPLIED = demoChat.messages?.[0]?.messageId ?? "";
const CHAT = demoChat.chats[0]?.chatId ?? "";
const LINES = Array.from({ length: 9000 }, (_none, index) => `line number ${index} of a long report\n`).join(
  "",
);
const SEND = ["+messages-send", "--chat-id", CHAT];
const textsOf = ({ platform }: Scene) =>
  platform.sentMessages.map(({ content }) => String(content?.["text"] ?? ""));
const LONG = { ...demoChat, writing: { messageRate: "none" } } as const;

describe("--split", () => {
  it("sends a long text in numbered parts, in order, and nothing is lost", () =>
    inScene(LONG, async (scene) => {
      const result = await scene.run([...SEND, "--text", "-", "--split"], { stdin: LINES });
      const data = dataOf(result);
      assertEquals(warningsOf(result), []);
      const texts = textsOf(scene);
      assertEquals(texts.length, 3);
      assertEquals(texts.map((text) => text.slice(0, 6)), ["(1/3) ", "(2/3) ", "(3/3) "]);
      assertEquals(texts.map((text) => text.slice(6)).join(""), LINES);
      assertEquals(data["parts_total"], 3);
      assertEquals(new Set(scene.platform.sentMessages.map(({ uuid }) => uuid)).size, 3);
    }));

  it("sends a long Markdown text in parts, between blocks", () =>
    inScene(LONG, async (scene) => {
      const markdown = Array.from({ length: 60 }, (_none, index) => `${index} ${"word ".repeat(200)}`).join(
        "\n\n",
      );
      dataOf(await scene.run([...SEND, "--markdown", "-", "--split"], { stdin: markdown }));
      const sent = scene.platform.sentMessages;
      assertEquals(sent.map(({ type }) => type), sent.map(() => "post"));
      const all = JSON.stringify(sent.map(({ content }) => content));
      for (let index = 0; index < 60; index++) assertStringIncludes(all, `"${index} word`);
    }));

  const words = (start: number) =>
    Array.from({ length: 8 }, (_none, index) => `w${start * 8 + index}`).join(" of a long line ");
  const rows = (line: (text: string, index: number) => string, between = "\n") =>
    Array.from({ length: 400 }, (_none, index) => line(words(index), index)).join(between);
  const blocks: readonly (readonly [name: string, markdown: string, ...more: readonly string[]])[] = [
    ["list", rows((text) => `- ${text}`)],
    ["numbered list", rows((text, index) => `${index + 1}. ${text}`)],
    ["quote", rows((text) => `> ${text}`)],
    ["code block", `~~~sh\n${rows((text) => text)}\n~~~`],
    ["table", `|a|b|\n|-|-|\n${rows((text) => `|${text}|x|`)}`],
    ["table as a table", `|a|b|\n|-|-|\n${rows((text) => `|${text}|x|`)}`, "--tables", "md"],
    ["table as a card", `|a|b|\n|-|-|\n${rows((text) => `|${text}|x|`)}`, "--tables", "card"],
    ["code block in a card", `~~~sh\n${rows((text) => text)}\n~~~`, "--tables", "card"],
    ["list in a card", rows((text) => `- ${text}`), "--tables", "card"],
    ["paragraph in a card", rows((text) => text, " "), "--tables", "card"],
    ["table as code", `|a|b|\n|-|-|\n${rows((text) => `|${text}|x|`)}`, "--tables", "code"],
    ["paragraph", rows((text) => text)],
    ["paragraph of one line", rows((text) => text, " ")],
    ["bold paragraph", `**${rows((text) => text, " ")}**`],
  ];
  for (const [name, markdown, ...more] of blocks) {
    for (const line of [SEND, ["+messages-reply", "--message-id", REPLIED]]) {
      it(`splits one long ${name} with ${line[0]}, and loses nothing`, () =>
        inScene(LONG, async (scene) => {
          dataOf(await scene.run([...line, "--markdown", "-", "--split", ...more], { stdin: markdown }));
          const sent = scene.platform.sentMessages;
          assertEquals(sent.length > 1, true);
          const found = JSON.stringify(sent.map(({ content }) => content)).match(/w\d+/g);
          assertEquals(found, Array.from({ length: 3200 }, (_none, index) => `w${index}`));
        }));
    }
  }

  it("is proposed where it helps, and not where it was used", () =>
    inScene(LONG, async ({ run }) => {
      const table = `|a|\n|-|\n${rows((text) => `|${text}|`)}`;
      for (const more of [[], ["--tables", "card"]]) {
        const { hint } = errorOf(await run([...SEND, "--markdown", "-", ...more], { stdin: table }), 2);
        assertStringIncludes(String(hint), "--split");
      }
      const title = ["--tables", "card", "--title", "t".repeat(40_000), "--split"];
      const { hint } = errorOf(await run([...SEND, "--markdown", "-", ...title], { stdin: table }), 2);
      assertEquals(hint, "shorten it, or send it as a file with --file");
    }));

  it("shows every part in a dry run", () =>
    inScene(LONG, async (scene) => {
      const { stdout } = await scene.run([...SEND, "--text", "-", "--split", "--dry-run"], { stdin: LINES });
      assertEquals((documentOf(stdout)["data"] as { api: unknown[] }).api.length, 3);
      assertEquals(scene.platform.log.length, 0);
    }));

  it("says what was sent when a later part fails, and the same key goes on behind it", () =>
    inScene(LONG, async (scene) => {
      const { platform, run } = scene;
      platform.addFault({ name: "error", code: 230035, when: { method: "POST", body: "(2/3)" } });
      const line = [...SEND, "--text", "-", "--split", "--idempotency-key", "k1"];
      const failed = await run(line, { stdin: LINES });
      const document = documentOf(failed.stdout);
      assertEquals([failed.status, document["ok"], platform.sentMessages.length], [1, false, 1]);
      platform.clearFaults();
      dataOf(await run(line, { stdin: LINES }));
      assertEquals(textsOf(scene).map((text) => text.slice(6)).join(""), LINES);
    }));

  it("is refused where there is nothing to split", () =>
    inScene(LONG, async ({ run }) => {
      assertEquals(errorOf(await run([...SEND, "--image", "./a.png", "--split"]), 2)["param"], "--split");
    }));

  it("leaves a short text alone", () =>
    inScene(LONG, async (scene) => {
      const data = dataOf(await scene.run([...SEND, "--text", "short", "--split"]));
      assertEquals([textsOf(scene), "parts" in data], [["short"], false]);
    }));
});
