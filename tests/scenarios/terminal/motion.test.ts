import { commandFor, fileOf } from "../../support/downloads.ts";
import { dataOf } from "../../support/results.ts";
import { inScene, type SceneRunOptions } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const file = fileOf(300_000);
const LINE = commandFor(file);
/** Everything that moves is drawn over: with the cursor at the start of the line, and an escape sequence. */
const DRAWN = "\r\u001b[K";
/** A retry after two seconds, which is told. */
const WAIT = { name: "status-429", ratelimitReset: "2", when: { times: 1 } } as const;

/** What stderr gets of a download that has to wait once. */
async function stderrOf(words: readonly string[], options: SceneRunOptions = {}): Promise<string> {
  return await inScene({ resources: [file], faults: [WAIT] }, async ({ run }) => {
    const result = await run([...LINE, ...words], options);
    dataOf({ ...result, stderr: "" });
    return result.stderr;
  });
}

const TERMINAL = { terminals: { stderr: 80 } };

describe("--progress", () => {
  it("auto draws on a terminal and is silent elsewhere", async () => {
    assertStringIncludes(await stderrOf([], TERMINAL), DRAWN);
    assertEquals(await stderrOf([]), "");
  });

  it("plain moves nothing, on a terminal or not: what is waited for is a line that stays", async () => {
    for (const options of [TERMINAL, {}]) {
      const stderr = await stderrOf(["--progress", "plain"], options);
      assert(!stderr.includes("\u001b") && !stderr.includes("\r"), JSON.stringify(stderr));
      assertStringIncludes(stderr, "retrying in 2 s: ");
    }
  });

  it("always draws where there is no terminal, too, whatever TERM and --verbose say", async () => {
    for (const [words, env] of [[[], {}], [[], { TERM: "dumb" }], [["--verbose"], {}]] as const) {
      const stderr = await stderrOf(["--progress", "always", ...words], { env });
      assertStringIncludes(stderr, DRAWN);
      assertStringIncludes(stderr, "100%");
    }
  });

  it("always: the lines of a trace stand above what is drawn", async () => {
    const stderr = await stderrOf(["--progress", "always", "--verbose"]);
    // deno-lint-ignore no-control-regex
    const lines = stderr.split(/\n|\r\u001b\[K|\u001b\[1A/);
    const traced = lines.filter((line) => /[<>] (?:GET|\d{3})/.test(line));
    assert(traced.length > 2 && traced.every((line) => /^[<>] /.test(line)), JSON.stringify(stderr));
  });

  it("never shows nothing of it, but keeps warnings", async () => {
    for (const options of [TERMINAL, {}]) {
      assertEquals(await stderrOf(["--progress", "never"], options), "");
      const warned = await stderrOf(["--progress", "never", "--original-name", "--verbose"], options);
      assertStringIncludes(warned, "original_name_missing");
    }
  });

  it("loses against --quiet", async () => {
    for (const choice of ["always", "plain"]) {
      assertEquals(await stderrOf(["--progress", choice, "--quiet"], TERMINAL), "");
    }
  });

  it("has a variable, which the option beats", async () => {
    assertStringIncludes(await stderrOf([], { env: { IM_PROGRESS: "always" } }), DRAWN);
    assertEquals(await stderrOf(["--progress", "auto"], { env: { IM_PROGRESS: "always" } }), "");
  });

  it("is as wide as COLUMNS where it is forced", async () => {
    for (const columns of [30, 60]) {
      const stderr = await stderrOf(["--progress", "always"], { env: { COLUMNS: String(columns) } });
      // deno-lint-ignore no-control-regex
      const lines = stderr.split(/\n|\r|\u001b\[\w+/);
      const bars = lines.filter((line) => line.includes("%"));
      assert(bars.length > 0 && bars.every(({ length }) => length < columns), stderr);
    }
  });
});

describe("standard input on a terminal", () => {
  it("is asked for with --progress never, too", () =>
    inScene({}, async ({ run }) => {
      const line = ["+messages-send", "--chat-id", "oc_1", "--text", "-", "--dry-run", "--progress", "never"];
      const { stderr } = await run(line, { answers: [], stdin: "hi" });
      assertStringIncludes(stderr, "reading standard input");
    }));
});
