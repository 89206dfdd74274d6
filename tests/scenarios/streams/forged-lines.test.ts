import { HOSTILE, terminalControls } from "../../support/rows.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SEND = ["+messages-send", "--chat-id", "oc_1", "--text", "x", "--as", "bot", "--verbose"];
const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };

describe("a line break in what the service says makes no line of ours", () => {
  for (const isTerminal of [false, true]) {
    it(`in the lines of --verbose and of waits, ${isTerminal ? "on a terminal" : "in a pipe"}`, () =>
      inScene({
        chats: [{ chatId: "oc_1", mode: "group" }],
        // Refused once, and sent again: the reason stands in the line about the retry.
        faults: [{ name: "error", code: 230020, msg: `busy ${HOSTILE}`, when: { times: 1 } }],
      }, async ({ run }) => {
        const { status, stderr } = await run(SEND, { env, isTerminal });
        assertEquals(status, 0, stderr);
        assertStringIncludes(stderr, "error: forged");
        const text = stderr.replaceAll("\r\u001b[K", "");
        assertEquals(terminalControls(text), []);
        for (const line of text.trimEnd().split("\n")) {
          assertMatch(
            line,
            /^(> |< |retrying in |waiting for the service: |still working after |ended after )/,
          );
        }
      }));
  }
});
