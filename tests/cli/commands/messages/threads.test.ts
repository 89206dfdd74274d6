import { usageError } from "../../../support/usage.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const COMMAND = "+threads-messages-list";
const LINE = [COMMAND, "--thread", "omt_reading"];

describe("+threads-messages-list: wrong values name the option as it was spelled", () => {
  const ids = [
    "",
    " ",
    "x",
    "om_",
    "omt_",
    "oc_x",
    "OMT_x",
    "omt_a/b",
    "om_../x",
    "omt_a b",
    "om_a?b",
    "om_a\nb",
  ];
  const cases: [flag: string, bad: string[]][] = [
    ["--thread", ids],
    ["--thread-id", ids],
    ["--order", ["", "DESC", "newest", " asc"]],
    ["--sort", ["", "sender", "Asc"]],
    ["--page-size", ["", "0", "51", "500", "-1", "1.5", "ten"]],
    ["--limit", ["0", "51"]],
    ["--page-limit", ["", "-1", "1001", "1.5"]],
    ["--page-token", ["", " "]],
    ["--page-delay", ["", "-1", "60001", "2s"]],
  ];
  for (const [option, bad] of cases) {
    for (const value of bad) {
      for (const more of [[], ["--dry-run"]]) {
        it([`${option} ${JSON.stringify(value)}`, ...more].join(" "), async () => {
          const line = option.startsWith("--thread") ? [COMMAND] : LINE;
          const error = await usageError([...line, `${option}=${value}`, ...more]);
          assertEquals([error["type"], error["param"]], ["validation", option]);
          assertStringIncludes(String(error["message"]), option);
        });
      }
    }
  }

  it("no thread at all", async () => {
    const error = await usageError([COMMAND]);
    assertEquals([error["type"], error["param"]], ["validation", "--thread"]);
  });

  for (const option of ["--start", "--end", "--start-time", "--sort-order", "--chat-id", "--user-id"]) {
    it(`${option}: the service has it for chats only`, async () => {
      const error = await usageError([...LINE, option, "1779238800"]);
      assertEquals([error["type"], error["param"]], ["validation", option]);
    });
  }
});

describe("+threads-messages-list: an option and its alias", () => {
  const conflicts: [names: [string, string], values: [string, string]][] = [
    [["--thread", "--thread-id"], ["omt_reading", "omt_other"]],
    [["--order", "--sort"], ["asc", "desc"]],
    [["--page-size", "--limit"], ["1", "2"]],
  ];
  for (const [names, [one, other]] of conflicts) {
    it(`${names.join(" and ")} with different values are refused, both named`, async () => {
      const base = names[0] === "--thread" ? [COMMAND] : LINE;
      const error = await usageError([...base, names[0], one, names[1], other]);
      assert(names.includes(String(error["param"])));
      for (const name of names) assertStringIncludes(String(error["message"]), name);
    });
  }
});
