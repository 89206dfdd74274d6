import { itOnUnix, until } from "../../support/bdd.ts";
import { errorOf } from "../../support/downloads.ts";
import { resultOf, startIm } from "../../support/im.ts";
import { noise } from "../../support/media.ts";
import {
  FILES_PATH,
  inDemo,
  interruption,
  putFiles,
  runInWorld,
  sendLine,
  unsentError,
  writesTo,
} from "../../support/sending.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BYTES = noise(3_000_000);

describe("Ctrl-C during an upload: exit 130, nothing sent, and it says so", () => {
  const signals: readonly (readonly [Deno.Signal, number])[] = [["SIGINT", 130], ["SIGTERM", 143]];
  for (const [signal, status] of signals) {
    itOnUnix(
      `${signal} to a process that waits for the answer`,
      () =>
        inDemo({
          faults: [{ name: "stall-before-headers", when: { endpoint: FILES_PATH } }],
        }, async (scene) => {
          await putFiles(scene, { "a.bin": "content" });
          const child = startIm(sendLine("--file", "a.bin"), { cwd: scene.directory, env: scene.env });
          const output = child.output();
          await until(() => scene.platform.uploads.length > 0, output);
          child.kill(signal);
          const error = unsentError(scene.platform, resultOf(await output), status);
          assertEquals(error["type"], "interrupted");
          assertStringIncludes(String(error["hint"]), "nothing was sent");
        }),
    );
  }

  itOnUnix(
    "SIGINT to a process in the middle of the file",
    () =>
      inDemo({}, async (scene) => {
        await putFiles(scene, { "a.bin": BYTES });
        // A service that takes the first bytes and then no more.
        using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
        const env = { ...scene.env, IM_BASE_URL: `http://127.0.0.1:${listener.addr.port}` };
        const child = startIm(sendLine("--file", "a.bin"), { cwd: scene.directory, env });
        const output = child.output();
        using connection = await listener.accept();
        const head = new Uint8Array(4096);
        const length = await connection.read(head);
        assertStringIncludes(new TextDecoder().decode(head.subarray(0, length ?? 0)), `POST ${FILES_PATH} `);
        child.kill("SIGINT");
        const error = errorOf(resultOf(await output), 130);
        assertStringIncludes(String(error["hint"]), "nothing was sent");
      }),
  );

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
