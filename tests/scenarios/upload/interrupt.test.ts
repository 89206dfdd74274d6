import { until } from "../../support/bdd.ts";
import { putFiles } from "../../support/files.ts";
import { writesTo } from "../../support/requests.ts";
import { errorOf } from "../../support/results.ts";
import { inDemo, runInWorld, sendLine, unsentError } from "../../support/sending.ts";
import { interruption } from "../../support/test-world.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("Ctrl-C during an upload: exit 130, nothing sent, and it says so", () => {
  it("between the file and its cover", () =>
    inDemo({}, async (scene) => {
      await putFiles(scene, { "a.mp4": "....ftypisom", "a.png": new Uint8Array([0xff, 0xd8, 0xff, 0xe0]) });
      const interrupt = new AbortController();
      const result = await runInWorld(
        scene,
        sendLine("--video", "a.mp4", "--video-cover", "a.png"),
        (world) => ({
          ...world,
          async fetchOnce(url, init) {
            const response = await world.fetchOnce(url, init);
            interrupt.abort(interruption());
            return response;
          },
        }),
        { interrupt: interrupt.signal },
      );
      const error = unsentError(scene.platform, result, 130);
      assertEquals([error["type"], scene.platform.log.length], ["interrupted", 1]);
    }));

  it("--skip-bad-images does not take it for a bad image", () =>
    inDemo({ faults: [{ name: "stall-before-headers" }] }, async (scene) => {
      await putFiles(scene, { "a.png": new Uint8Array([0xff, 0xd8, 0xff, 0xe0]) });
      const interrupt = new AbortController();
      const words = sendLine("--markdown", "text ![x](a.png)", "--skip-bad-images");
      const running = scene.run(words, { interrupt: interrupt.signal });
      await until(() => scene.platform.log.length > 0, running);
      interrupt.abort(interruption());
      unsentError(scene.platform, await running, 130);
    }));
});

describe("Ctrl-C while the message itself is on its way", () => {
  const lines: readonly (readonly [name: string, words: readonly string[]])[] = [
    ["+messages-send", sendLine("--text", "hello", "--idempotency-key", "k1")],
    ["+messages-reply", [
      ...["+messages-reply", "--message-id", "om_0d4f9b26a7c35e18940e6b1d72fc8a53", "--as", "bot"],
      ...["--text", "hello", "--idempotency-key", "k1"],
    ]],
  ];
  for (const [name, words] of lines) {
    it(`${name}: exit 130; it may have been sent, and the hint says how to repeat it safely`, () =>
      inDemo({ faults: [{ name: "stall-before-headers" }] }, async ({ run, platform }) => {
        const interrupt = new AbortController();
        const running = run(words, { interrupt: interrupt.signal });
        await until(() => platform.sentMessages.length > 0, running);
        interrupt.abort(interruption());
        const error = errorOf(await running, 130);
        assertEquals(error["type"], "interrupted");
        assertStringIncludes(String(error["hint"]), "--idempotency-key k1");
        assert(!String(error["hint"]).includes("nothing was sent"), String(error["hint"]));
        assertEquals(platform.log.length, 1);
      }));
  }

  it("+messages-edit: exit 130, and the hint says to look before another edit", () =>
    inDemo({ faults: [{ name: "stall-before-headers" }] }, async ({ run, platform }) => {
      platform.putMessage({
        ...{ messageId: "om_mine", chatId: "oc_7b1e0c94f2d85a63b8e1407d6c39fa52", type: "text" },
        ...{ content: { text: "before" }, senderId: "cli_demo", createTime: Date.now() },
      });
      const interrupt = new AbortController();
      const words = ["+messages-edit", "--message-id", "om_mine", "--text", "after"];
      const running = run(words, { interrupt: interrupt.signal });
      await until(() => writesTo(platform, `/open-apis/im/v1/messages/om_mine`).length > 0, running);
      interrupt.abort(interruption());
      const error = errorOf(await running, 130);
      assertStringIncludes(String(error["hint"]), "om_mine");
    }));
});
