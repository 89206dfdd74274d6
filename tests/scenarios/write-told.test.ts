/** How to go on is told in words that work. */

import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { demoChat } from "../../fixtures/platform/mod.ts";
import { documentOf, errorOf, partOf } from "../support/downloads.ts";
import { inScene } from "../support/scene.ts";

const CHAT = demoChat.chats[0]?.chatId ?? "";
const SEND = ["+messages-send", "--chat-id", CHAT];
const LONG = "a line of a long report\n".repeat(9000);
const WORLD = { ...demoChat, writing: { messageRate: "none" } } as const;

describe("how to go on after a write that failed", () => {
  for (const fault of [{ name: "cut-before-headers" }, { name: "error", code: 230035 }] as const) {
    it(`a later part of --split, ${fault.name}: the key told sends the others and none twice`, () =>
      inScene(WORLD, async ({ run, platform }) => {
        platform.addFault({ ...fault, when: { method: "POST", body: "(2/2)" } });
        const line = [...SEND, "--text", "-", "--split"];
        const failed = await run(line, { stdin: LONG });
        const hint = String(partOf(documentOf(failed.stdout), "error")["hint"]);
        assertStringIncludes(hint, "1 of 2 parts are sent");
        const key = /--idempotency-key (\S+?)[:;]?(\s|$)/.exec(hint)?.[1] ?? "";
        platform.clearFaults();
        assertEquals((await run([...line, "--idempotency-key", key], { stdin: LONG })).status, 0);
        const starts = platform.sentMessages.map(({ content }) => String(content?.["text"]).slice(0, 5));
        assertEquals(starts, ["(1/2)", "(2/2)"]);
      }));
  }

  it("with --safe-repeat: the same command", () =>
    inScene(WORLD, async ({ run, platform }) => {
      platform.addFault({ name: "cut-before-headers", when: { method: "POST" } });
      const error = errorOf(await run([...SEND, "--text", "hello", "--safe-repeat"]), 4);
      assertStringIncludes(String(error["hint"]), "run the same command again");
      assertEquals(String(error["hint"]).includes("--idempotency-key"), false);
    }));
});

describe("what is refused and left out", () => {
  for (const url of ["http://127.0.0.1:9/a.png", "http://localhost/a.png", "https://[::1]/a.png"]) {
    it(`${url} is refused in a preview, too`, () =>
      inScene(WORLD, async ({ run }) => {
        assertEquals(errorOf(await run([...SEND, "--image", url, "--dry-run"]), 2)["param"], "--image");
      }));
  }

  it("messages without a read status are told in every format", () =>
    inScene(WORLD, async ({ run }) => {
      for (const format of ["json", "csv", "ndjson", "table"]) {
        const { stderr, status } = await run([
          "+messages-read-status",
          "--message-ids",
          "om_none",
          "--format",
          format,
        ]);
        assertEquals(status, 0);
        assertStringIncludes(stderr, "warning: messages_not_returned: 1 of 1: om_none\n");
      }
    }));
});
