import type { PlatformOptions } from "../../../fixtures/platform/mod.ts";
import { documentOf, partOf } from "../../support/results.ts";
import { GROUP, inDemo, MESSAGE, runInWorld } from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Runs a line whose stdout takes nothing. */
async function runFull(options: PlatformOptions, words: readonly string[], code = "ENOSPC") {
  return await inDemo(options, async (scene) => {
    const write = () => Promise.reject(Object.assign(new Error("No space left on device"), { code }));
    const result = await runInWorld(
      scene,
      words,
      (world) => ({ ...world, stdout: { ...world.stdout, write } }),
    );
    return { ...result, platform: scene.platform };
  });
}

const KEY = ["--idempotency-key", "k-1"];
const CONTENT = { msg_type: "text", content: '{"text":"x"}' };

describe("a stdout that is full after a write was done", () => {
  const lines: readonly (readonly [line: readonly string[], ids: RegExp])[] = [
    [["+messages-send", "--chat-id", GROUP, "--as", "bot", "--text", "x", ...KEY], /^message_id om_\w+/],
    [
      ["+messages-reply", "--message-id", MESSAGE, "--as", "bot", "--text", "x", ...KEY],
      /^message_id om_\w+/,
    ],
    [["+flag-create", "--message-id", MESSAGE, "--as", "user"], /item_id om_\w+|message_id om_\w+/],
    [["+chat-create", "--name", "n", "--as", "user", ...KEY], /chat_id oc_\w+/],
    [
      [
        "messages",
        "create",
        "--as",
        "bot",
        "--params",
        '{"receive_id_type":"chat_id"}',
        "--data",
        JSON.stringify({ receive_id: GROUP, ...CONTENT }),
      ],
      /message_id om_\w+/,
    ],
    [
      [
        "api",
        "POST",
        "/open-apis/im/v1/messages",
        "--as",
        "bot",
        "--params",
        '{"receive_id_type":"chat_id"}',
        "--data",
        JSON.stringify({ receive_id: GROUP, ...CONTENT }),
      ],
      /message_id om_\w+/,
    ],
  ];
  for (const [line, ids] of lines) {
    for (const format of ["json", "table", "ndjson"]) {
      it(`${line[0]} ${line[1]} as ${format}: exit 5 with the id and the key`, async () => {
        const { status, stderr, platform } = await runFull({}, [...line, "--format", format]);
        assertEquals(status, 5, stderr);
        assert(platform.log.length > 0);
        const said = format === "table" ? stderr : String(partOf(documentOf(stderr), "error")["hint"]);
        const [, named = ""] = /did its work \((.*)\): do not run it again/.exec(said) ?? [];
        assert(ids.test(named), said);
        if (line.includes("k-1")) assertStringIncludes(named, "uuid k-1");
        if (format === "table") return;
        const error = partOf(documentOf(stderr), "error");
        assertEquals([error["type"], error["subtype"]], ["internal", "file_io"]);
        const [, id = "none"] = ids.exec(named)?.[0].split(" ") ?? [];
        assertStringIncludes(JSON.stringify(error["done"]), id);
      });
    }
  }

  it("what was sent before a part failed is in the error", async () => {
    const options: PlatformOptions = {
      faults: [{ name: "error", code: 230035, when: { method: "POST", body: "(2/2)" } }],
    };
    const text = "a line\n".repeat(25_000);
    const { status, stderr } = await runFull(options, [...lines[0]?.[0].slice(0, 6) ?? [], text, "--split"]);
    const { hint, done } = partOf(documentOf(stderr), "error");
    assertEquals(status, 5);
    assert(/did part of its work \(message_id om_\w+/.test(String(hint)), String(hint));
    assertEquals((done as { parts: unknown[] }).parts.length, 1);
  });

  it("a filter that fails says it, too, and keeps its own error", async () => {
    const words = [...lines[0]?.[0] ?? [], "--jq", '.data.message_id | error("no")'];
    await inDemo({}, async ({ run, platform }) => {
      const { status, stderr } = await run(words);
      const { hint, subtype, done } = partOf(documentOf(stderr), "error");
      assertEquals([platform.sentMessages.length, status === 0, subtype === "file_io"], [1, false, false]);
      assert(/message_id om_\w+/.test(String(hint)), String(hint));
      assert(done !== undefined);
    });
  });

  it("a read, help and a preview say what failed", async () => {
    for (const words of [["+chat-list"], ["--help"], ["--version"], [...lines[0]?.[0] ?? [], "--dry-run"]]) {
      const { status, stderr } = await runFull({}, words);
      const { subtype, message, done } = partOf(documentOf(stderr), "error");
      assertEquals([status, subtype, done], [5, "file_io", undefined], words.join(" "));
      assertStringIncludes(String(message), "No space left on device");
    }
  });

  it("a reader that went away is no error", async () =>
    assertEquals((await runFull({}, lines[0]?.[0] ?? [], "EPIPE")).status, 0));
});
