import { report, WITHOUT_TOKENS } from "./report.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("im doctor: a machine without a profile", () => {
  it("needs none where the variables have tokens", async () => {
    const { lineOf, seen } = await report(["--offline"]);
    const names = ["config_file", "app_resolved", "secret_store"];
    assertEquals(names.map((name) => lineOf(name)?.["status"]), ["pass", "pass", "skip"]);
    assertEquals(seen, []);
  });

  it("needs one where there are none", async () => {
    const { lineOf } = await report(["--offline"], WITHOUT_TOKENS);
    assertEquals(lineOf("config_file")?.["hint"], "make one: im config init");
    assertEquals(lineOf("app_resolved")?.["hint"], "configure one: im config init");
    assertEquals(lineOf("secret_store")?.["status"], "warn");
  });
});
