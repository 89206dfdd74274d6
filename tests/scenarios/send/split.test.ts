import { demoChat } from "../../../fixtures/platform/mod.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** `--split`: what is too long goes out in numbered parts, each once. */

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
      const data = dataOf(await scene.run([...SEND, "--text", "-", "--split"], { stdin: LINES }));
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

  it("shows every part in a dry run", () =>
    inScene(LONG, async (scene) => {
      const { stdout } = await scene.run([...SEND, "--text", "-", "--split", "--dry-run"], { stdin: LINES });
      assertEquals((documentOf(stdout)["data"] as { api: unknown[] }).api.length, 3);
      assertEquals(scene.platform.log.length, 0);
    }));

  it("tells what was sent when a later part fails, and the same key goes on behind it", () =>
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
