/** `--tables card`: Markdown as the one element of a card, whose own Markdown shows tables. */

import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { demoChat } from "../../fixtures/platform/mod.ts";
import { dataOf, errorOf } from "../support/downloads.ts";
import { inScene } from "../support/scene.ts";

const CHAT = demoChat.chats[0]?.chatId ?? "";
const SEND = ["+messages-send", "--chat-id", CHAT, "--tables", "card"];
const TABLE = "hello @ou_91fa4b62c7e85d30a6b9f2184cd7e305\n\n| a | b |\n| - | - |\n| 1 | 2 |\n";

describe("--tables card", () => {
  it("sends the Markdown as it is, in a card, with mentions in the card's form and the title as its header", () =>
    inScene(demoChat, async ({ run, platform }) => {
      dataOf(await run([...SEND, "--markdown", "-", "--title", "T"], { stdin: TABLE }));
      const [sent] = platform.sentMessages;
      assertEquals(sent?.type, "interactive");
      assertEquals(sent?.content, {
        schema: "2.0",
        header: { title: { tag: "plain_text", content: "T" } },
        body: {
          elements: [{
            tag: "markdown",
            content: TABLE.replace(/@(ou_\w+)/, "<at id=$1></at>"),
          }],
        },
      });
    }));

  for (
    const [name, more] of [
      ["images that would have to be uploaded", ["--markdown", "![x](a.png)"]],
      ["attachments", ["--markdown", "x", "--attachment", "file_v3_1"]],
    ] as const
  ) {
    it(`refuses ${name}`, () =>
      inScene(demoChat, async ({ run, platform }) => {
        assertEquals(errorOf(await run([...SEND, ...more]), 2)["param"], "--tables");
        assertEquals(platform.log.length, 0);
      }));
  }
});
