import { describeOnUnix, itOnUnix, until } from "../../support/bdd.ts";
import { putFiles } from "../../support/files.ts";
import { resultOf, startIm } from "../../support/im.ts";
import { dataOf, errorOf } from "../../support/results.ts";
import { FILES_PATH, inDemo, sendLine, unsentError } from "../../support/sending.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BYTES = new Uint8Array(3_000_000).fill(7);

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
});

describeOnUnix("a hostile file name", () => {
  it("arrives as it is", () =>
    inDemo({}, async (scene) => {
      const name = '"; rm 季度 🎉 $(id).txt';
      await putFiles(scene, { [name]: "content" });
      const result = await scene.spawn(sendLine("--file", name));
      dataOf(result);
      assertEquals(scene.platform.uploads.map(({ fileName }) => fileName), [name]);
      assertStringIncludes(result.stdout, JSON.stringify(name));
    }));
});

describe("an address on this machine", () => {
  it("is refused, also by name", () =>
    inDemo({}, async ({ spawn, platform }) => {
      const url = new URL("/a.png", platform.origin);
      for (const host of [url.host, `localhost:${url.port}`]) {
        const error = unsentError(platform, await spawn(sendLine("--file", `http://${host}/a.png`)), 2);
        assertEquals([error["param"], platform.log], ["--file", []]);
      }
    }));
});
