import { commandFor, fileOf } from "../../support/downloads.ts";
import type { RunResult } from "../../support/im.ts";
import { errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(100, { type: "image" });
const SEND = ["+messages-send", "--chat-id", "oc_1", "--as", "user"];
const describeOnLinux = Deno.build.os === "linux" ? describe : describe.skip;

/**
 * Where the runtime has less than all permissions it closes these trees to the program; else the system says what can be
 * done in them.
 */
describeOnLinux("a working directory of the system", () => {
  const lines: readonly (readonly [name: string, words: readonly string[]])[] = [
    ["a download", commandFor(image, "--output", "x.png")],
    ["a download under the default name", commandFor(image)],
    ["a preview", commandFor(image, "--output", "sub/x.png", "--dry-run")],
    ["a file to send", [...SEND, "--file", "./a.bin"]],
    ["a text from a file", [...SEND, "--text", "@./a.txt"]],
    ["an upload by its raw method", ["images", "create", "--file", "image=./a.png", "--as", "bot"]],
  ];
  for (const cwd of ["/proc/self", "/proc/self/fd"]) {
    for (const [name, words] of lines) {
      it(`${cwd} is refused for ${name} in our words`, () =>
        inScene({ resources: [image] }, async (scene) => {
          const result = await scene.spawn(words, { cwd });
          if (name === "a preview" && result.status === 0) return;
          assertRefused(result);
        }));
    }
  }

  it("/proc/self with -C is refused in our words", () =>
    inScene({ resources: [image] }, async (scene) => {
      assertRefused(await scene.spawn(commandFor(image, "--output", "x", "-C", "/proc/self")));
    }));

  it("/dev/shm gets the whole file, or is refused in our words", () =>
    inScene({ resources: [image] }, async (scene) => {
      const name = `im-test-${Deno.pid}.png`;
      const result = await scene.spawn(commandFor(image, "--output", name), { cwd: "/dev/shm" });
      if (result.status !== 0) return assertRefused(result);
      const saved = await Deno.stat(`/dev/shm/${name}`);
      await Deno.remove(`/dev/shm/${name}`);
      assertEquals(saved.size, 100);
    }));

  it("can be left with -C", () =>
    inScene({ resources: [image] }, async (scene) => {
      const words = commandFor(image, "--output", "x.png", "-C", scene.directory);
      const result = await scene.spawn(words, { cwd: "/dev/shm" });
      assertEquals(result.status, 0, result.stderr);
    }));
});

function assertRefused(result: RunResult): void {
  assert([2, 5].includes(result.status), `exit ${result.status}\n${result.stdout}${result.stderr}`);
  const error = errorOf(result, result.status);
  const said = `${error["message"]} ${error["hint"]}`;
  assert(!/allow|NotCapable|Requires/i.test(said), said);
  assertStringIncludes(said, "-C");
}
