import { usageError } from "../../../support/usage.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+messages-search";

describe("+messages-search refuses a search that makes no sense", () => {
  const cases: [args: string[], param: string, said: string][] = [
    [[], "--query", "--query"],
    [["--query", ""], "--query", "--query"],
    [["--query", "  "], "--query", "--query"],
    [["--page-size", "10", "--page-all"], "--query", "--query"],
    [["--sender-type", "user", "--exclude-sender-type", "user"], "--exclude-sender-type", '"user"'],
    [["--sender-type", "bot", "--exclude-sender-type", "bot"], "--exclude-sender-type", '"bot"'],
    [["--chat-type", "topic"], "--chat-type", '"topic"'],
    [["--chat-type", "Group"], "--chat-type", '"Group"'],
    [["--include-attachment-type", "audio"], "--include-attachment-type", '"audio"'],
    [["--include-attachment-type", "file,image"], "--include-attachment-type", '"file,image"'],
    [["--sender-type", "app"], "--sender-type", '"app"'],
    [["--chat-id", "oc_a,om_b"], "--chat-id", '"om_b"'],
    [["--sender", "ou_a,cli_b"], "--sender", '"cli_b"'],
    [["--at-chatter-ids", "ou_a,oc_b"], "--at-chatter-ids", '"oc_b"'],
    [["--query", "a", "--start", "tomorrow"], "--start", '"tomorrow"'],
    [["--query", "a", "--end", "-7d"], "--end", '"-7d"'],
    [["--query", "a", "--start", "2026-05-02", "--end", "2026-05-01"], "--start", "--end"],
    [["--query", "a", "--page-size", "0"], "--page-size", '"0"'],
    [["--query", "a", "--page-size", "51"], "--page-size", '"51"'],
    [["--query", "a", "--page-size", "many"], "--page-size", '"many"'],
    [["--query", "a", "--page-limit", "-1"], "--page-limit", '"-1"'],
    [["--query", "a", "--page-limit", "1001"], "--page-limit", '"1001"'],
    [["--query", "a", "--page-delay", "60001"], "--page-delay", '"60001"'],
  ];
  for (const [args, param, named] of cases) {
    for (const more of [[], ["--dry-run"]]) {
      it(args.length === 0 ? "nothing to search for" : [...args, ...more].join(" "), async () => {
        const error = await usageError([COMMAND, ...args, ...more]);
        assertEquals([error["type"], error["param"]], ["validation", param]);
        assertStringIncludes(String(error["message"]), named);
      });
    }
  }

  it("--query and --keyword with different values", async () => {
    const message = String((await usageError([COMMAND, "--query", "a", "--keyword", "b"]))["message"]);
    assertStringIncludes(message, "--query");
    assertStringIncludes(message, "--keyword");
  });

  for (const option of ["--order", "--no-threads", "--expand-threads"]) {
    it(`${option} is an option of other commands`, async () => {
      assertEquals((await usageError([COMMAND, "--query", "news", option]))["param"], option);
    });
  }
});
