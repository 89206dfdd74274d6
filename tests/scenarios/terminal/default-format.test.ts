import { CHAT, worldOf } from "../../support/reading.ts";
import { inScene, type SceneRunOptions } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const LINE = ["+chat-messages-list", "--chat-id", CHAT, "--no-reactions"];
const TERMINAL: SceneRunOptions = { terminals: { stdout: 80, stderr: 80 } };
const FORCED = { FORCE_COLOR: "1" };

/** How a text looks: JSON, or text for people. */
function looks(text: string): string {
  return /^[[{]/.test(text) ? "json" : text === "" ? "nothing" : "text";
}

describe("the format where none is set", () => {
  const cases: readonly (readonly [words: string, options: SceneRunOptions, looks: string])[] = [
    ["", TERMINAL, "text"],
    ["", {}, "json"],
    ["", { terminals: { stderr: 80 } }, "json"],
    ["--format json", TERMINAL, "json"],
    ["--json", TERMINAL, "json"],
    ["--jq .data", TERMINAL, "json"],
    ["--compact", TERMINAL, "json"],
    ["", { ...TERMINAL, env: { IM_FORMAT: "json" } }, "json"],
    ["", { env: { IM_FORMAT: "pretty" } }, "text"],
  ];
  for (const [words, options, expected] of cases) {
    const place = `${options.terminals?.stdout === undefined ? "in a pipe" : "on a terminal"} ${
      Object.entries(options.env ?? {}).map((entry) => entry.join("="))
    }`;
    it(`${words} ${place}: ${expected}`, () =>
      inScene(worldOf(2), async ({ run }) => {
        const { status, stdout } = await run([...LINE, ...words.split(" ").filter(Boolean)], options);
        assertEquals([status, looks(stdout)], [0, expected]);
      }));
  }
});

describe("errors", () => {
  const cases: readonly (readonly [words: string, options: SceneRunOptions, looks: string])[] = [
    ["+chat-messages-list --bogus", TERMINAL, "text"],
    ["+chat-messages-list --chat-id x", TERMINAL, "text"],
    ["+chat-messages-list --bogus --json", TERMINAL, "json"],
    ["+chat-messages-list --bogus --jq .", TERMINAL, "json"],
    ["+chat-messages-list --format prety", TERMINAL, "text"],
    ["+chat-messages-list --format prety", {}, "json"],
    ["+nothing", TERMINAL, "text"],
    ["+nothing", { terminals: { stderr: 80 } }, "json"],
    ["+nothing", {}, "json"],
  ];
  for (const [line, options, expected] of cases) {
    it(`of ${line} ${options.terminals?.stdout === undefined ? "in a pipe" : "on a terminal"}: ${expected}`, () =>
      inScene({}, async ({ run }) => {
        const { status, stderr } = await run(line.split(" "), options);
        assertEquals([status, looks(stderr.replaceAll(/\u001b\[\d*m/g, ""))], [2, expected]);
      }));
  }
});

describe("color", () => {
  const colored = (text: string) => text.includes("\u001b[");
  const cases: readonly (readonly [words: string, options: SceneRunOptions, out: boolean, err: boolean])[] = [
    ["--format pretty", { terminals: { stdout: 80, stderr: 80 } }, true, true],
    ["--format pretty", { terminals: { stderr: 80 } }, false, true],
    ["--format pretty", { terminals: { stdout: 80 } }, true, false],
    ["--format pretty", { env: FORCED }, true, true],
    ["--format pretty --color never", { ...TERMINAL, env: FORCED }, false, false],
    ["--format pretty --color always", { env: { NO_COLOR: "1" } }, true, true],
    ["--format pretty", { env: { IM_COLOR: "always" } }, true, true],
    ["--format json", { env: FORCED }, false, true],
    ["--format ndjson", { env: FORCED }, false, true],
    ["--format csv", { env: FORCED }, false, true],
  ];
  for (const [words, options, out, err] of cases) {
    const set = Object.entries(options.env ?? {}).map((entry) => entry.join("="));
    it(`${words} ${set} ${JSON.stringify(options.terminals ?? {})}: stdout ${out}, stderr ${err}`, () =>
      inScene({ ...worldOf(2), faults: [] }, async ({ run }) => {
        // One page of several: the limit gives a warning.
        const line = [...LINE, "--page-size", "1", "--page-limit", "1", ...words.split(" ")];
        const { stdout, stderr } = await run(line, options);
        assertEquals([colored(stdout), colored(stderr)], [out, err]);
      }));
  }
  it("an error before the options are understood has it, too", () =>
    inScene({}, async ({ run }) => {
      const line = ["+nothing", "--format", "pretty", "--color"];
      assertEquals(colored((await run([...line, "always"])).stderr), true);
      assertEquals(colored((await run([...line, "never"], TERMINAL)).stderr), false);
    }));
});
