import { allCommands } from "../../../cli/commands/mod.ts";
import { optionName } from "../../../cli/options/option.ts";
import { dataOf, documentOf, errorOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const EXAMPLES: Readonly<Record<string, string>> = {
  "--sort-type": "ByActiveTimeDesc",
  "--sort-by": "create_time_desc",
  "--types": "group",
};

const FORMER = (await allCommands()).flatMap(({ name, options }) =>
  Object.entries(options).flatMap(([key, { formerNames = [] }]) =>
    formerNames.map((former) => ({ command: name, former: `--${former}`, current: optionName(key) }))
  )
);

describe("a former name of an option works, and a warning names that of today, once", () => {
  for (const { command, former, current } of FORMER) {
    const line = [command, former, EXAMPLES[former] ?? ""];
    const query = command === "+chat-search" ? ["--query", "x"] : [];
    const said = `warning: former_option: ${former} is called ${current} now\n`;

    it(`${command} ${former}`, () =>
      inScene({}, async ({ run }) => {
        for (const more of [[], ["--format", "pretty"], ["--dry-run"]]) {
          const result = await run([...line, ...query, ...more]);
          assertEquals([result.status, result.stderr], [0, said]);
        }
        const { meta } = documentOf((await run([...line, ...query])).stdout) as { meta: object };
        assertStringIncludes(JSON.stringify(meta), "former_option");
      }));

    it(`${command} ${former}, not with --quiet`, () =>
      inScene({}, async ({ run }) => {
        const result = await run([...line, ...query, "--quiet"]);
        assertEquals([result.status, result.stderr], [0, ""]);
      }));
  }

  it("though it does not count beside that of today", () =>
    inScene({}, async ({ run, platform }) => {
      const result = await run(["+chat-list", "--sort-type", "ByCreateTimeAsc", "--sort", "active_time"]);
      assertEquals(result.stderr, "warning: former_option: --sort-type is called --sort now\n");
      dataOf(result);
      assertStringIncludes(JSON.stringify(platform.log[0]), "ByActiveTimeDesc");
    }));

  it("and an error names the option as it was typed", () =>
    inScene({}, async ({ run }) => {
      assertEquals(errorOf(await run(["+chat-list", "--sort-type", "x"]), 2)["param"], "--sort-type");
    }));

  it("of which there are some", () => assert(FORMER.length >= 3));
});

describe("other names that people know from elsewhere are silent", () => {
  for (const words of [["--limit", "5"], ["--max-results", "5"], ["--page_size", "5"]]) {
    it(
      words.join(" "),
      () => inScene({}, async ({ run }) => assertEquals((await run(["+chat-list", ...words])).stderr, "")),
    );
  }
});
