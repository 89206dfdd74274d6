import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** A secret typed in a place that takes none. */
const SECRET = "hunter2secret";

describe("a secret typed where none belongs is refused and not shown", () => {
  const lines: string[][] = [
    ["config", "init", "--app-id", "cli_1", "--app-secret-stdin", SECRET],
    ["config", "init", "--app-id", "cli_1", `--app-secret-stdin=${SECRET}`],
    ["config", "init", "--app-id", "cli_1", "--app-secret", SECRET],
    ["config", "init", "--app-id", "cli_1", `--app-secret=${SECRET}`],
    ["config", "init", SECRET, "--app-id", "cli_1"],
    ["profile", "add", "--name", "work", "--app-id", "cli_1", "--app-secret-stdin", SECRET],
  ];
  for (const words of lines) {
    it(`im ${words.join(" ").replaceAll(SECRET, "…")}`, () =>
      inScene({}, async ({ run }) => {
        const { status, stdout, stderr } = await run(words, { stdin: "x" });
        assertEquals([status, stdout, stderr.includes(SECRET)], [2, "", false]);
      }));
  }
});
