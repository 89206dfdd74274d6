import { demo } from "../../../../cli/commands/demo.ts";
import type { Runtime } from "../../../../cli/command.ts";
import { fakeSink, fakeWorld } from "../../../support/fake-world.ts";
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const serve = async (os: "linux" | "windows") => {
  const [stdout, stderr] = [fakeSink(), fakeSink()];
  const world = fakeWorld({ os, stdout, stderr, interrupt: AbortSignal.abort() });
  await demo.run({ line: [], shell: false, serve: true }, { world } as Runtime, undefined);
  return { lines: stdout.text().trimEnd().split("\n"), stderr: stderr.text() };
};

describe("im demo --serve", () => {
  it("prints lines that set variables and nothing else; what to try stands on stderr", async () => {
    const { lines, stderr } = await serve("linux");
    assertMatch(lines[0] ?? "", /^export IM_BASE_URL=http:\/\/127\.0\.0\.1:\d+$/);
    assertEquals(lines.filter((line) => !/^export IM_[A-Z_]+=[\w./:-]+$/.test(line)), []);
    assertStringIncludes(stderr, "\n  im +chat-list\n");
  });

  it("prints them for the shell of the system", async () => {
    const { lines } = await serve("windows");
    assertMatch(lines[0] ?? "", /^set "IM_BASE_URL=http:\/\/127\.0\.0\.1:\d+"$/);
  });
});
