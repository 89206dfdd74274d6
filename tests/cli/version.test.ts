import { versionText } from "../../cli/version.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const BUILD = { version: "1.2.3", commit: "abc1234", date: "2025-06-15", target: "x86_64-unknown-linux-gnu" };

describe("versionText", () => {
  it("is name and version alone", () => assertEquals(versionText(BUILD, "2.9.6", false), "im 1.2.3\n"));

  it("adds commit, date, target and runtime when asked", () =>
    assertEquals(
      versionText(BUILD, "2.9.6", true),
      "im 1.2.3\ncommit abc1234\nbuilt 2025-06-15\ntarget x86_64-unknown-linux-gnu\ndeno 2.9.6\n",
    ));
});
