import { commandFor, fileOf } from "../../support/downloads.ts";
import { errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const image = fileOf(100, { type: "image" });
const SEND = ["+messages-send", "--chat-id", "oc_1", "--as", "user"];
const describeOnLinux = Deno.build.os === "linux" ? describe : describe.skip;

/** The runtime closes these trees to every program that was not started with all rights; ours is not. */
describeOnLinux("a working directory that the runtime closes is refused in our words", () => {
  const lines: readonly (readonly [name: string, words: readonly string[]])[] = [
    ["a download", commandFor(image, "--output", "x.png")],
    ["a download under the default name", commandFor(image)],
    ["a preview", commandFor(image, "--output", "sub/x.png", "--dry-run")],
    ["a file to send", [...SEND, "--file", "./a.bin"]],
    ["a text from a file", [...SEND, "--text", "@./a.txt"]],
    ["an upload by its raw method", ["images", "create", "--file", "image=./a.png", "--as", "bot"]],
    ["a raw method with an output", [
      "api",
      "GET",
      "/open-apis/im/v1/images/img_1",
      "--output",
      "x",
      "--as",
      "bot",
    ]],
  ];
  for (const cwd of ["/dev/shm", "/proc/self", "/proc/self/fd"]) {
    for (const [name, words] of lines) {
      it(`${name} in ${cwd}`, () =>
        inScene({ resources: [image] }, async (scene) => {
          const result = await scene.spawn(words, { cwd });
          if (name === "a preview" && result.status === 0) return;
          assert([2, 5].includes(result.status), `exit ${result.status}\n${result.stdout}${result.stderr}`);
          const error = errorOf(result, result.status);
          const said = `${error["message"]} ${error["hint"]}`;
          assert(!/allow|NotCapable|Requires/i.test(said), said);
          assertStringIncludes(said, "-C");
        }));
    }
  }

  it("-C with such a directory: exit 2", () =>
    inScene({ resources: [image] }, async (scene) => {
      const result = await scene.spawn(commandFor(image, "--output", "x", "-C", "/dev/shm"));
      assert([2, 5].includes(result.status));
      assert(!/allow|Requires/i.test(result.stderr), result.stderr);
      assertStringIncludes(result.stderr, "-C");
    }));

  it("-C out of such a directory works", () =>
    inScene({ resources: [image] }, async (scene) => {
      const words = commandFor(image, "--output", "x.png", "-C", scene.directory);
      const result = await scene.spawn(words, { cwd: "/dev/shm" });
      assertEquals(result.status, 0, result.stderr);
    }));
});
