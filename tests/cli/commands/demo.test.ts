import { demo, variableLine } from "../../../cli/commands/demo.ts";
import type { Runtime } from "../../../cli/command.ts";
import { fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im demo --serve", () => {
  it("sets variables as the shells of each system do", () => {
    assertEquals(variableLine("linux", "IM_BASE_URL", "http://x"), "export IM_BASE_URL=http://x");
    assertEquals(variableLine("darwin", "IM_BASE_URL", "http://x"), "export IM_BASE_URL=http://x");
    assertEquals(variableLine("windows", "IM_BASE_URL", "http://x"), '$env:IM_BASE_URL = "http://x"');
  });

  it("prints lines for PowerShell on Windows", async () => {
    const stdout = fakeSink();
    const interrupt = AbortSignal.abort();
    const world = fakeWorld({ os: "windows", stdout, interrupt });
    await demo.run({ serve: true }, { world } as Runtime, undefined);
    const lines = stdout.text().trimEnd().split("\n");
    assertMatch(lines[0] ?? "", /^\$env:IM_BASE_URL = "http:\/\/127\.0\.0\.1:\d+"$/);
    assertEquals(lines.filter((line) => !/^(\$env:IM_\w+ = "[^"]*"|# im .*)$/.test(line)), []);
  });
});
