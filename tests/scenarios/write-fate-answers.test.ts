/** Answers that do not say what became of a write: that is told, with the way to go on. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { demoChat } from "../../fixtures/platform/mod.ts";
import { dataOf, errorOf } from "../support/downloads.ts";
import { inScene } from "../support/scene.ts";

const CHAT = demoChat.chats[0]?.chatId ?? "";
const SEND = ["+messages-send", "--chat-id", CHAT, "--text", "hello"];
const BOT = { env: { IM_TENANT_ACCESS_TOKEN: "t-demo" } };
const POST = { method: "POST", endpoint: "/open-apis/im/v1/messages" } as const;

describe("a write whose answer does not tell what became of it", () => {
  for (const name of ["html-200", "cut-json"] as const) {
    it(`${name}: the outcome of a message is unknown, and the key to repeat it under is told`, () =>
      inScene(demoChat, async ({ run, platform }) => {
        platform.addFault({ name, when: POST });
        const error = errorOf(await run([...SEND, "--idempotency-key", "k1"]), 5);
        assertEquals([error["type"], error["subtype"]], ["internal", "invalid_response"]);
        assertStringIncludes(String(error["message"]), "the outcome is unknown");
        assertStringIncludes(String(error["hint"]), "--idempotency-key k1");
        assertEquals("retryable" in error, false);
      }));
  }

  it("a server error with a code: the outcome of an edit, which has no key, is unknown, and it is asked for once", () =>
    inScene(demoChat, async ({ run, platform }) => {
      const sent = dataOf(await run([...SEND, "--as", "bot"], BOT));
      platform.addFault({ name: "error-after-acting", httpStatus: 500, code: 2200, when: { method: "PUT" } });
      const edit = ["+messages-edit", "--message-id", String(sent["message_id"]), "--text", "new"];
      const error = errorOf(await run(edit, BOT), 4);
      assertStringIncludes(String(error["message"]), "the outcome is unknown");
      assertEquals([error["code"], "retryable" in error], [2200, false]);
      assertEquals(platform.log.filter(({ method }) => method === "PUT").length, 1);
    }));

  it("code 0 without a message id: sent, with a warning", () =>
    inScene(demoChat, async ({ run, platform }) => {
      platform.addFault({ name: "no-data", when: POST });
      const result = await run(SEND);
      assertEquals(dataOf(result)["message_id"], "");
      assertStringIncludes(result.stderr, "warning: message_id_missing: ");
    }));

  it("+messages-update is another name of +messages-edit", () =>
    inScene(demoChat, async ({ run }) => {
      const sent = dataOf(await run([...SEND, "--as", "bot"], BOT));
      const id = String(sent["message_id"]);
      assertEquals(
        dataOf(await run(["+messages-update", "--message-id", id, "--text", "new"], BOT))["updated"],
        true,
      );
    }));

  it("the other name inside a message stays what it is", () =>
    inScene(demoChat, async ({ run, platform }) => {
      const said = "+messages-update";
      dataOf(await run(["+messages-send", "--chat-id", CHAT, "--text", said, "--as", "bot"], BOT));
      assertEquals(platform.sentMessages.map(({ content }) => content), [{ text: said }]);
    }));
});
