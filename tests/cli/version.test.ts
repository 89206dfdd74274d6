import { runProgram } from "../../cli/main.ts";
import { checkRuntime } from "../../cli/runtime.ts";
import { spelled } from "../../cli/spelling.ts";
import { MINIMUM_RUNTIME, versionText } from "../../cli/version.ts";
import { detailOf } from "../core/detail-of.ts";
import { fakeSink, fakeWorld } from "../support/fake-world.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BUILD = {
  version: "1.2.3",
  commit: "abc1234",
  date: "2025-06-15",
  target: "x86_64-unknown-linux-gnu",
  releases: "",
};

describe("versionText", () => {
  it("is name and version alone", () => assertEquals(versionText(BUILD, "2.9.6", false), "im 1.2.3\n"));

  const places = [["", "CHANGELOG.md"], [
    "https://x.example/releases",
    "https://x.example/releases/tag/v1.2.3",
  ]];
  for (const [releases = "", changelog = ""] of places) {
    it(`adds commit, date, target, runtime and ${changelog} when asked`, () =>
      assertEquals(
        versionText({ ...BUILD, releases }, "2.9.6", true),
        "im 1.2.3\ncommit abc1234\nbuilt 2025-06-15\ntarget x86_64-unknown-linux-gnu\ndeno 2.9.6\n" +
          `changelog ${changelog}\n`,
      ));
  }
});

describe("checkRuntime", () => {
  for (const runtime of ["2.4.0", "2.4.2", "2.9.6", "2.10.0", "3.0.0", "2.5.0-rc.1"]) {
    it(`takes ${runtime}`, () => checkRuntime(runtime));
  }
  for (const runtime of ["2.3.9", "1.46.3", "2.0.0"]) {
    it(`refuses ${runtime}, naming both versions`, () => {
      const { type, message } = detailOf(() => checkRuntime(runtime));
      assertEquals(type, "config");
      assertStringIncludes(spelled(message), runtime);
      assertStringIncludes(spelled(message), MINIMUM_RUNTIME);
    });
  }

  it("scripts/im takes the same versions", async () => {
    const script = await Deno.readTextFile(new URL("../../scripts/im", import.meta.url));
    assertStringIncludes(script, `'deno 2.'[${MINIMUM_RUNTIME.split(".")[1]}-9].*`);
  });
});

describe("runProgram", () => {
  it("refuses an older runtime before it does anything, exit 3", async () => {
    const stderr = fakeSink();
    const words = ["+chat-list", "--dry-run"];
    assertEquals(await runProgram(words, fakeWorld({ runtime: "2.3.9", stderr })), 3);
    assertStringIncludes(stderr.text(), "runtime_too_old");
  });
});
