import { putFiles } from "../../support/files.ts";
import { pngImage } from "../../support/media.ts";
import { uuidsOf, writesTo } from "../../support/requests.ts";
import { dataOf, errorOf, partialDocument, partOf, successDocument } from "../../support/results.ts";
import type { Scene, SceneRunOptions } from "../../support/scene.ts";
import {
  GROUP,
  inDemo,
  LEO,
  MESSAGE,
  REPLY_PATH,
  replyLine,
  SEND_PATH,
  sendLine,
} from "../../support/sending.ts";
import { assert, assertEquals, assertMatch, assertNotEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[48][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const LINES = [
  ["+messages-send", sendLine, SEND_PATH],
  ["+messages-reply", replyLine, REPLY_PATH],
] as const;

/** The key in the preview of a line. */
async function previewKey({ run }: Scene, line: readonly string[], more?: SceneRunOptions): Promise<unknown> {
  const { api } = dataOf(await run([...line, "--dry-run"], more));
  assert(Array.isArray(api));
  return api.at(-1)["body"]["uuid"];
}

for (const [name, line, path] of LINES) {
  describe(`${name}: every message carries a key`, () => {
    const contents: readonly (readonly string[])[] = [
      ["--text", "hello"],
      ["--markdown", "**hello**"],
      ["--content", '{"text":"hello"}'],
      ["--file", "a.bin"],
      ["--image", "a.png"],
    ];
    for (const words of contents) {
      it(`${words.join(" ")}: a uuid, which the result shows`, () =>
        inDemo({}, async (scene) => {
          await putFiles(scene, { "a.bin": "content", "a.png": pngImage() });
          const { uuid } = dataOf(await scene.run(line(...words)));
          assertMatch(String(uuid), UUID);
          assertEquals(uuidsOf(writesTo(scene.platform, path)), [uuid]);
        }));
    }

    it("--idempotency-key is that key as it was given", () =>
      inDemo({}, async ({ run, platform }) => {
        const { uuid } = dataOf(await run(line("--text", "hello", "--idempotency-key", " my key/1 ")));
        assertEquals(uuid, " my key/1 ");
        assertEquals(uuidsOf(writesTo(platform, path)), [uuid]);
      }));

    const lengths: readonly (readonly [name: string, key: string, isTaken: boolean])[] = [
      ["1 character", "k", true],
      ["50 characters", "k".repeat(50), true],
      ["51 characters", "k".repeat(51), false],
      ["50 Chinese characters", "键".repeat(50), true],
      ["51 Chinese characters", "键".repeat(51), false],
      ["50 characters beyond the first plane", "🔑".repeat(50), true],
      ["51 of them", "🔑".repeat(51), false],
      ["none", "", false],
      ["blanks only", "  ", false],
    ];
    for (const [what, key, isTaken] of lengths) {
      it(`--idempotency-key of ${what} is ${isTaken ? "taken" : "refused"}`, () =>
        inDemo({}, async ({ run, platform }) => {
          const result = await run(line("--text", "hello", "--idempotency-key", key));
          if (isTaken) {
            assertEquals([dataOf(result)["uuid"], platform.sentMessages.length], [key, 1]);
            return;
          }
          const error = errorOf(result, 2);
          assertEquals([error["param"], platform.log], ["--idempotency-key", []]);
        }));
    }

    it("the same --idempotency-key twice is one message", () =>
      inDemo({}, async ({ run, platform }) => {
        const words = line("--text", "hello", "--idempotency-key", "k1");
        const [first, second] = [dataOf(await run(words)), dataOf(await run(words))];
        assertEquals(first["message_id"], second["message_id"]);
        assertEquals([platform.sentMessages.length, platform.log.length], [1, 2]);
      }));

    const keyed = (...words: readonly string[]) => line(...words, "--idempotency-key", "k1");
    const repeats:
      readonly (readonly [first: readonly string[], second: readonly string[], isSame: boolean])[] = [
        [["--text", "hello"], ["--text", "other"], false],
        [["--text", "hello"], ["--text", "hello again"], false],
        [["--text", "👍"], ["--text", "🎉"], false],
        [["--text", "hello"], ["--markdown", "hello"], false],
        [["--text", "hello"], ["--image", "a.png"], false],
        [["--markdown", "**build** 42"], ["--markdown", "**build** 43"], false],
        [["--markdown", "one"], ["--markdown", "one\n\n- two"], false],
        [["--markdown", "one\n\n- two"], ["--markdown", "one"], false],
        [["--text", `hi @${LEO} and @all`], ["--text", `hi @${LEO} and @all`], true],
        [["--text", `hi @${LEO}`], ["--text", `bye @${LEO}`], false],
        [["--text", "a **b** [c](https://x.com/d)"], ["--text", "a **b** [c](https://x.com/d)"], true],
        [
          [
            "--markdown",
            "# a\n\n~~b~~ `c` [d](https://x.com/e) @" + LEO + "\n\n```js\nf\n```\n\n|g|\n|-|\n|h|",
          ],
          [
            "--markdown",
            "# a\n\n~~b~~ `c` [d](https://x.com/e) @" + LEO + "\n\n```js\nf\n```\n\n|g|\n|-|\n|h|",
          ],
          true,
        ],
        [["--file", "a.bin"], ["--file", "a.bin"], true],
        [["--image", "a.png"], ["--image", "a.png"], true],
      ];
    for (const [first, second, isSame] of repeats) {
      it(
        `one key for ${JSON.stringify(first)} and ${JSON.stringify(second)} is ${
          isSame ? "one message" : "a warning that names the first message"
        }`,
        () =>
          inDemo({}, async (scene) => {
            await putFiles(scene, { "a.bin": "content", "a.png": pngImage() });
            const sent = dataOf(await scene.run(keyed(...first)));
            const result = await scene.run(keyed(...second));
            assertEquals(scene.platform.sentMessages.length, 1);
            const data = dataOf(result);
            assertEquals([data["message_id"], data["reused"]], [
              sent["message_id"],
              isSame ? undefined : true,
            ]);
            if (isSame) return assertEquals(result.stderr, "");
            assertMatch(
              result.stderr,
              new RegExp(
                `^warning: idempotency_key_reused: --idempotency-key k1 .*message ${
                  sent["message_id"]
                },.*nothing new was sent.*another --idempotency-key`,
                "m",
              ),
            );
            assertEquals(partOf(successDocument(result), "meta")["warnings"], [
              { key: "idempotency_key_reused", detail: result.stderr.trim().split(": ").slice(2).join(": ") },
            ]);
          }),
      );
    }

    it("--idempotency-key and --safe-repeat exclude each other", () =>
      inDemo({}, async ({ run, platform }) => {
        const error = errorOf(await run(line("--text", "x", "--idempotency-key", "k", "--safe-repeat")), 2);
        assertEquals([error["param"], platform.log], ["--safe-repeat", []]);
      }));

    it("--safe-repeat: the preview shows the key that the run uses", () =>
      inDemo({}, async (scene) => {
        const words = line("--text", "hello", "--safe-repeat");
        assertEquals(await previewKey(scene, words), dataOf(await scene.run(words))["uuid"]);
      }));
  });
}

describe("--safe-repeat: what else makes another key", () => {
  const base = ["+messages-send", "--chat-id", GROUP, "--text", "hello", "--safe-repeat", "--as", "bot"];
  const others: readonly (readonly [name: string, words: readonly string[]])[] = [
    ["other content", base.with(4, "hello!")],
    ["other blanks", base.with(4, "hello ")],
    ["another kind of content", base.with(3, "--markdown")],
    ["another chat", base.with(2, "oc_20d9f6a8315c4be7a94f8d02e7c615b3")],
    ["a person", base.with(1, "--user-id").with(2, LEO)],
    ["a reply", ["+messages-reply", "--message-id", MESSAGE, ...base.slice(3)]],
    ["the other identity", base.with(7, "user")],
  ];
  for (const [name, words] of others) {
    it(name, () =>
      inDemo({}, async (scene) => {
        const key = await previewKey(scene, base);
        assertEquals(await previewKey(scene, base), key);
        assertNotEquals(await previewKey(scene, words), key);
      }));
  }

  it("a reply to the same message in a thread", () =>
    inDemo({}, async (scene) => {
      const words = replyLine("--text", "hello", "--safe-repeat");
      assertNotEquals(
        await previewKey(scene, words),
        await previewKey(scene, [...words, "--reply-in-thread"]),
      );
    }));

  it("other bytes of a file, its name and length the same", () =>
    inDemo({}, async (scene) => {
      const keys: unknown[] = [];
      for (const content of ["content", "CONTENT", "content"]) {
        await putFiles(scene, { "a.bin": content });
        keys.push(await previewKey(scene, sendLine("--file", "a.bin", "--safe-repeat")));
      }
      const [first, second, third] = keys;
      assertNotEquals(first, second);
      assertEquals(first, third);
    }));

  it("other bytes of an image in Markdown, or of a cover", () =>
    inDemo({}, async (scene) => {
      const lines = [
        sendLine("--markdown", "x ![y](a.png)", "--safe-repeat"),
        sendLine("--video", "key:file_v3_known", "--video-cover", "a.png", "--safe-repeat"),
      ];
      for (const words of lines) {
        await putFiles(scene, { "a.png": pngImage() });
        const key = await previewKey(scene, words);
        await putFiles(scene, { "a.png": pngImage({ seed: 2 }) });
        assertNotEquals(await previewKey(scene, words), key);
      }
    }));

  it("flags about output, time and retries do not", () =>
    inDemo({}, async (scene) => {
      const key = await previewKey(scene, base);
      for (const more of [["--timeout", "5"], ["--quiet"], ["--retry-budget", "1"], ["--verbose"]]) {
        assertEquals(await previewKey(scene, [...base, ...more]), key);
      }
    }));
});

describe("+messages-send with a key that was used for another message", () => {
  const words = ["--text", "hello", "--idempotency-key", "k1"];

  it("in another chat: a warning that says so", () =>
    inDemo({}, async ({ run, platform }) => {
      dataOf(await run(sendLine(...words)));
      const line = sendLine(...words).map((word) =>
        word === GROUP ? "oc_20d9f6a8315c4be7a94f8d02e7c615b3" : word
      );
      const result = await run(line);
      assertEquals([dataOf(result)["reused"], platform.sentMessages.length], [true, 1]);
      assertStringIncludes(result.stderr, "another receiver");
    }));

  it("in reply to another message: a warning that says so", () =>
    inDemo({}, async ({ run, platform }) => {
      const { message_id: other } = dataOf(await run(sendLine("--text", "another message")));
      dataOf(await run(replyLine(...words)));
      const line = replyLine(...words).map((word) => word === MESSAGE ? String(other) : word);
      const result = await run(line);
      assertEquals([dataOf(result)["reused"], platform.sentMessages.length], [true, 2]);
      assertStringIncludes(result.stderr, "another place in the conversation");
    }));

  it("pretty does not call it sent", () =>
    inDemo({}, async ({ run }) => {
      dataOf(await run(sendLine(...words)));
      const { stdout } = await run([...sendLine("--text", "other", ...words.slice(2)), "--format", "pretty"]);
      assertMatch(stdout, /^not sent, the key is that of: om_\S+ in oc_\S+\n$/);
    }));

  it("--split: the same warning, and no part goes out", () =>
    inDemo({}, async ({ run, platform }) => {
      const sent = dataOf(await run(sendLine(...words)));
      const line = [...sendLine("--text", "-", ...words.slice(2)), "--split"];
      const result = await run(line, { stdin: "other line\n".repeat(40_000) });
      const data = dataOf(result);
      assertEquals([data["message_id"], data["reused"], "parts" in data], [sent["message_id"], true, false]);
      assertEquals(platform.sentMessages.length, 1);
      assertStringIncludes(result.stderr, "nothing new was sent");
    }));

  it("--split: a later part that is another message is a conflict, with the parts before it", () =>
    inDemo({ writing: { messageRate: "none" } }, async ({ run, platform }) => {
      const line = [...sendLine("--text", "-", ...words.slice(2)), "--split"];
      const start = "the same line\n".repeat(10_000);
      dataOf(await run(line, { stdin: start + "an end\n".repeat(10_000) }));
      const before = platform.sentMessages.length;
      const document = partialDocument(await run(line, { stdin: start + "another end\n".repeat(10_000) }));
      const { type, subtype } = partOf(document, "error");
      assertEquals([type, subtype, platform.sentMessages.length], ["api", "conflict", before]);
      assertEquals(partOf(document, "data")["parts_total"], 2);
    }));
});

describe("a preview", () => {
  it("shows a key, and sends nothing", () =>
    inDemo({}, async (scene) => {
      assertMatch(String(await previewKey(scene, sendLine("--text", "x"))), UUID);
      assertEquals(await previewKey(scene, sendLine("--text", "x", "--idempotency-key", "k")), "k");
      assertEquals(scene.platform.log, []);
    }));
});
