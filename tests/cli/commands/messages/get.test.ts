import { usageError } from "../../../support/usage.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+messages-mget";

describe("+messages-mget refuses wrong ids", () => {
  const cases: [name: string, args: string[], named: string][] = [
    ["no --message-ids at all", [], "--message-ids"],
    ["no id: an empty value", ["--message-ids", ""], "--message-ids"],
    ["no id: nothing but blanks and commas", ["--message-ids", " , ,"], "--message-ids"],
    ["a thread id", ["--message-ids", "om_reading-1,omt_reading"], '"omt_reading"'],
    ["a chat id", ["--message-ids", "oc_reading"], '"oc_reading"'],
    ["the prefix alone", ["--message-ids", "om_"], '"om_"'],
    ["upper case", ["--message-ids", "OM_1"], '"OM_1"'],
    ["a blank within an id", ["--message-ids", "om_a b"], '"om_a b"'],
    ["a character that would change the query", ["--message-ids", "om_a&message_ids=om_b"], "om_a&"],
    ["one bad id among good ones", ["--message-ids", "om_reading-1,xx,om_reading-2"], '"xx"'],
  ];
  for (const [name, args, named] of cases) {
    for (const more of [[], ["--dry-run"]]) {
      it([name, ...more].join(", "), async () => {
        const error = await usageError([COMMAND, ...args, ...more]);
        assertEquals([error["type"], error["param"]], ["validation", "--message-ids"]);
        assertStringIncludes(String(error["message"]), named);
      });
    }
  }

  it("51 ids: the error states both numbers", async () => {
    const ids = Array.from({ length: 51 }, (_, index) => `om_${index}`);
    const error = await usageError([COMMAND, "--message-ids", ids.join(",")]);
    assertEquals([error["type"], error["param"]], ["validation", "--message-ids"]);
    assertStringIncludes(String(error["message"]), "51");
    assertStringIncludes(String(error["message"]), "50");
  });

  for (const option of ["--page-size", "--page-all", "--chat-id", "--start"]) {
    it(`${option} is an option of other commands`, async () => {
      assertEquals((await usageError([COMMAND, "--message-ids", "om_1", option]))["param"], option);
    });
  }
});
