import { demoResources, resourceBytes } from "../../../../fixtures/platform/mod.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { createTestWorld } from "../../../support/test-world.ts";
import { runProgram } from "../../../../cli/main.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

describe("im demo", () => {
  it("lists a chat, saves an image, stops a video and continues it", () =>
    inTemporaryDirectory(async (cwd) => {
      const { world, stdout, stderr, close } = createTestWorld({ cwd });
      const status = await runProgram(["demo"], world);
      close();
      assertEquals(status, 0, stderr());
      const shown = stderr().split("\n").filter((line) =>
        / demo \+/.test(line) || /^(A|The) .*[.:]$/.test(line)
      );
      const command = (name: string) => (line: string) =>
        /^[\w./-]+ demo (.*)$/.exec(line)?.[1]?.startsWith(name) === true;
      const steps: readonly ((line: string) => boolean)[] = [
        (line) =>
          /^A demo service runs on http:\/\/127\.0\.0\.1:\d+\. Everything below is real\.$/.test(line),
        command("+chat-messages-list --chat-id"),
        (line) => line === "The image in it:",
        command("+messages-resources-download"),
        (line) => line === "A video of 24 MiB, stopped halfway as if by Ctrl-C:",
        command("+messages-resources-download"),
        (line) => line === "The same command again: it continues.",
        command("+messages-resources-download"),
        command("+messages-search"),
        command("+flag-list"),
      ];
      assertEquals(shown.map((line, index) => steps[index]?.(line)), steps.map(() => true), stderr());
      assertEquals(shown[5], shown[7]);
      assertStringIncludes(stderr(), "run the same command again to continue");
      const { data } = JSON.parse(stdout());
      assertEquals(data.directory, join(cwd, "im-demo"));
      assert(data.requests > 6);
      const saved = Array.from(Deno.readDirSync(data.directory), ({ name }) => name);
      assertEquals(saved.length, 2);
      const sizes = saved.map((name) => Deno.statSync(join(data.directory, name)).size).toSorted();
      const [image, , , video] = demoResources;
      assert(image !== undefined && video !== undefined);
      assertEquals(sizes, [resourceBytes(image).length, resourceBytes(video).length].toSorted());
    }));

  it("--serve prints what to set and to type, and ends with the interrupt", () =>
    inTemporaryDirectory(async (cwd) => {
      const interrupt = new AbortController();
      const { world, stdout, stderr, close } = createTestWorld({ cwd, interrupt: interrupt.signal });
      const { promise: serving, resolve } = Promise.withResolvers<void>();
      const watched = {
        ...world.stderr,
        async write(bytes: Uint8Array) {
          await world.stderr.write(bytes);
          if (stderr().includes("Serving until Ctrl-C")) resolve();
        },
      };
      const running = runProgram(["demo", "--serve"], { ...world, stderr: watched });
      await serving;
      const lines = stdout().trimEnd().split("\n");
      assertEquals(lines.map((line) => line.split("=")[0]), [
        "export IM_BASE_URL",
        "export IM_ACCOUNTS_URL",
        "export IM_CONFIG_DIR",
        "export IM_STORE",
        "export IM_APP_ID",
        "export IM_APP_SECRET",
        "export IM_USER_ACCESS_TOKEN",
      ]);
      assert(stderr().split("\n").filter((line) => line.startsWith("  im +")).length > 3);
      interrupt.abort();
      await running;
      close();
      assertEquals([...Deno.readDirSync(cwd)], []);
    }));
});
