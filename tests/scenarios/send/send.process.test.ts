import { putFiles } from "../../support/files.ts";
import { uuidsOf, writesTo } from "../../support/requests.ts";
import { dataOf } from "../../support/results.ts";
import { GROUP, inDemo, replyLine, SEND_PATH, sendLine } from "../../support/sending.ts";
import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("what is sent", () => {
  it("is standard input to its end, unchanged", () =>
    inDemo({}, async ({ spawn, platform }) => {
      const text = "line\r\n中文 👩‍👩‍👧 ".repeat(2000);
      dataOf(await spawn(sendLine("--text", "-"), { stdin: text }));
      assertEquals(platform.sentMessages.map(({ content }) => content), [{ text }]);
    }));

  it("is the text as the shell passes it, with global options before the command", () =>
    inDemo({}, async ({ spawn, platform }) => {
      const text = "a\nb\\n\"c\" 'd' 👍";
      dataOf(await spawn(["im", "--as", "bot", "+messages-send", "--chat-id", GROUP, "--text", text]));
      assertEquals(platform.sentMessages.map(({ content }) => content), [{ text }]);
    }));
});

describe("a message", () => {
  it("has a new key in every run: the same text twice is two messages", () =>
    inDemo({}, async ({ spawn, platform }) => {
      for (let run = 0; run < 2; run++) dataOf(await spawn(sendLine("--text", "hello")));
      const [first, second] = uuidsOf(writesTo(platform, SEND_PATH));
      assertNotEquals(first, second);
      assertEquals(platform.sentMessages.length, 2);
    }));

  it("is sent once by the same command with --safe-repeat", () =>
    inDemo({}, async (scene) => {
      const { spawn, platform } = scene;
      await putFiles(scene, { "a.bin": "content" });
      const line = replyLine("--file", "a.bin", "--safe-repeat");
      const [first, second] = [dataOf(await spawn(line)), dataOf(await spawn(line))];
      assertMatch(String(first["uuid"]), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
      assertEquals([first["uuid"], first["message_id"]], [second["uuid"], second["message_id"]]);
      assertEquals(platform.sentMessages.length, 1);
    }));

  it("goes out again under its key when the connection breaks before the response", () =>
    inDemo({ faults: [{ name: "cut-before-headers", when: { times: 1 } }] }, async ({ spawn, platform }) => {
      dataOf(await spawn(sendLine("--text", "hello")));
      assertEquals(platform.sentMessages.length, 1);
      const [first, second, ...others] = uuidsOf(writesTo(platform, SEND_PATH));
      assertEquals([first, others], [second, []]);
    }));
});
