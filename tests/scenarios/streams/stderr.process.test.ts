import { startImInShell } from "../../support/im.ts";
import { describeOnUnix } from "../../support/bdd.ts";
import { LIST_PATH, LISTS, messagesIn, worldOf } from "../../support/reading.ts";
import { documentOf } from "../../support/results.ts";
import { inScene } from "../../support/scene.ts";
import { assertEquals } from "@std/assert";
import { it } from "@std/testing/bdd";

/** Ways to have no stderr; `$OUT` takes what would be printed. */
const DEAD: Readonly<Record<string, string>> = {
  full: '"$@" 2>/dev/full',
  closed: '"$@" 2>&-',
  "a pipe that nobody reads":
    '{ "$@" 2>&3 3>&- ; echo $? >status; } 3>&1 >out | true; cat out; exit $(cat status)',
};

describeOnUnix("a dead stderr loses the warnings, never the result or the status", () => {
  for (const [name, script] of Object.entries(DEAD)) {
    it(`${name}: a list whose second page fails`, () =>
      inScene({
        ...worldOf(20),
        faults: [{ name: "error", code: 230002, when: { endpoint: LIST_PATH, skip: 1 } }],
      }, async ({ directory, env }) => {
        const [list] = LISTS;
        const words = [...list?.line ?? [], "--page-size", "2", "--page-all", "--no-reactions"];
        const child = startImInShell(script, words, { cwd: directory, env });
        const { code, stdout } = await child.output();
        const document = documentOf(new TextDecoder().decode(stdout));
        assertEquals([code, document["ok"], messagesIn(document).length], [1, false, 2]);
      }));

    it(`${name}: a list that ends at its limit, with a warning`, () =>
      inScene(worldOf(6), async ({ directory, env }) => {
        const [list] = LISTS;
        const words = [...list?.line ?? [], "--page-size", "2", "--page-limit", "2", "--format", "csv"];
        const child = startImInShell(script, words, { cwd: directory, env });
        const { code, stdout } = await child.output();
        assertEquals([code, new TextDecoder().decode(stdout).trimEnd().split("\n").length], [0, 5]);
      }));
  }

  it("an error without a stderr keeps its status", () =>
    inScene(worldOf(1), async ({ directory, env }) => {
      const child = startImInShell('"$@" 2>/dev/full', ["+chat-list", "--format", "no"], {
        cwd: directory,
        env,
      });
      assertEquals((await child.output()).code, 2);
    }));
});
