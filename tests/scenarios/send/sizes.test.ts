import { GROUP, LINES, SEND, sentMessage, writingWorld } from "../../support/composing.ts";
import { putFiles } from "../../support/files.ts";
import { dataOf, errorOf, previewCalls, warningsOf } from "../../support/results.ts";
import { inScene, type Scene } from "../../support/scene.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const KB = 1024;

/** A way to send something long: the flag, the limit of its type, and the text of the flag for a filling. */
type ContentOption = readonly [name: string, flag: string, limit: number, write: (filling: string) => string];

const CONTENT_OPTIONS: readonly ContentOption[] = [
  ["a text", "--text", 150 * KB, (filling) => filling],
  ["a text as JSON", "--content", 150 * KB, (filling) => JSON.stringify({ text: filling })],
  ["Markdown", "--markdown", 30 * KB, (filling) => filling],
  [
    "a post as JSON",
    "--content",
    30 * KB,
    (filling) => JSON.stringify({ zh_cn: { content: [[{ tag: "text", text: filling }]] } }),
  ],
  [
    "a card",
    "--content",
    30 * KB,
    (filling) =>
      JSON.stringify({ schema: "2.0", body: { elements: [{ tag: "markdown", content: filling }] } }),
  ],
];

/** The length of the body that a run sends, in bytes, as its preview tells it. */
async function bodySize({ run }: Scene, words: readonly string[]): Promise<number> {
  const call = previewCalls(await run([...words, "--dry-run"])).at(-1);
  return new TextEncoder().encode(JSON.stringify(call?.body)).length;
}

/** A filling that makes the body exactly so long; each sign takes `width` bytes of it. */
async function fillTo(scene: Scene, line: readonly string[], way: ContentOption, sign: string, size: number) {
  const [, flag, , write] = way;
  const put = async (filling: string) => {
    await putFiles(scene, { "long.txt": write(filling) });
    return await bodySize(scene, [...line, flag, "@./long.txt"]);
  };
  const base = await put("x");
  const width = await put(`x${sign}`) - base;
  const count = Math.floor((size - base) / width);
  return `x${sign.repeat(count)}${"x".repeat(size - base - count * width)}`;
}

describe("the whole body counts against the limit of the type", () => {
  for (const [name, line] of LINES) {
    for (const way of CONTENT_OPTIONS) {
      for (const sign of ["a", "好", "👍", '"']) {
        it(`${name} ${way[0]} of ${sign}: the limit is sent with a warning, a byte more is not`, () =>
          inScene(writingWorld, async (scene) => {
            const { run, platform, directory } = scene;
            const [, flag, limit, write] = way;
            const filling = await fillTo(scene, line, way, sign, limit);
            const words = [...line, flag, "@./long.txt"];
            await putFiles({ directory }, { "long.txt": write(filling) });
            const full = await run(words);
            dataOf(full);
            assertEquals(platform.log[0]?.headers["content-length"], String(limit));
            assertStringIncludes(warningsOf(full).join(), "message_near_limit");

            await putFiles({ directory }, { "long.txt": write(`${filling}x`) });
            for (const mode of [[], ["--dry-run"]]) {
              const error = errorOf(await run([...words, ...mode]), 2);
              assertEquals([error["type"], error["param"]], ["validation", flag]);
              assertStringIncludes(String(error["message"]), String(limit));
            }
            assertEquals(platform.log.length, 1);
          }));
      }
    }
  }
});

describe("a warning is due above nine tenths", () => {
  for (const way of CONTENT_OPTIONS) {
    it(way[0], () =>
      inScene(writingWorld, async (scene) => {
        const [, flag, limit, write] = way;
        const line = [SEND, "--chat-id", GROUP];
        const most = Math.floor(limit * 0.9);
        const filling = await fillTo(scene, line, way, "a", most);
        for (const [more, keys] of [["", 0], ["x", 1]] as const) {
          await putFiles(scene, { "long.txt": write(filling + more) });
          const result = await scene.run([
            ...line,
            flag,
            "@./long.txt",
            "--idempotency-key",
            `k${more}`.padEnd(36, "-"),
          ]);
          dataOf(result);
          assertEquals(warningsOf(result).length, keys);
        }
      }));
  }
});

describe("a literal text has the limit of a post", () => {
  it("the flag that is named is --text", () =>
    inScene(writingWorld, async ({ run, platform }) => {
      const error = errorOf(
        await run([SEND, "--chat-id", GROUP, "--literal", "--text", "a".repeat(31 * KB)]),
        2,
      );
      assertEquals([error["param"], platform.log.length], ["--text", 0]);
      assertStringIncludes(String(error["message"]), String(30 * KB));
    }));
});

describe("other types have no limit of their own", () => {
  it("an image whose JSON has 200 KB of blanks is sent", () =>
    inScene(writingWorld, async ({ run, platform }) => {
      const content = JSON.stringify({ image_key: "img_v3_known" }).padEnd(200 * KB);
      dataOf(await run([SEND, "--chat-id", GROUP, "--content", content]));
      assertEquals(sentMessage(platform).type, "image");
    }));
});
