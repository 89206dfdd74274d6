import { COMMANDS } from "../../../cli/commands/mod.ts";
import { parseLine } from "../../../cli/line.ts";
import { demoWorld } from "../../../fixtures/platform/mod.ts";
import { readSources } from "../../../scripts/layering.ts";
import { skillModule } from "../../../scripts/skill.ts";
import { pngImage } from "../../support/media.ts";
import { inScene } from "../../support/scene.ts";
import { assert, assertEquals, assertMatch } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { split } from "shlex";

/** The skill is what the program does. */

const ROOT = new URL("../../../skills/im/", import.meta.url);
const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));
const REFERENCES = ["archives", "errors", "files", "reading", "sending"].map((name) =>
  `references/${name}.md`
);
const PAGES = ["SKILL.md", ...REFERENCES];

/** The evening after the last day of the demo. */
const EVENING = Date.parse("2026-05-20T20:00:00+08:00");

/** Command lines of a page, in order: those of blocks, and between backticks where they are more than a name. */
function linesOf(text: string): readonly string[] {
  const lines = Array.from(
    text.matchAll(/^im ((?:.*\\\n)*.*)$/gm),
    ([, line = ""]) => line.replaceAll("\\\n", " "),
  );
  const names = new Set<string>(COMMANDS.flatMap(({ name }) => name));
  return [...lines, ...mentionsIn(text).filter((line) => !names.has(line))];
}

/** What stands behind `im` between backticks. */
function mentionsIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/(?<!`)`im ([^`]+)`(?!`)/g), ([, line = ""]) => line);
}

/** A line as it can be run here: writes only show what they would send. */
async function runnable(line: string): Promise<readonly string[]> {
  const words = split(line);
  const { command } = await parseLine(words);
  const isDry = words.includes("--dry-run") || command === undefined || command.risk === "read";
  return isDry || command.name === "+chat-export" ? words : [...words, "--dry-run"];
}

describe("the skill", () => {
  it("is the one that the program has: deno task skill", async () => {
    const held = await Deno.readTextFile(new URL("../../cli/commands/skill/files.ts", ROOT));
    assertEquals(held, await skillModule());
  });

  it("has the front matter that agents load", async () => {
    const [, front = ""] = /^---\n([^]*?)\n---\n/.exec(await read("SKILL.md")) ?? [];
    const fields = Object.fromEntries(front.split("\n").map((line) => line.split(/: (.*)/s)));
    assertEquals(fields["name"], "im");
    const { description = "" } = fields;
    assert(description.length > 100 && description.length <= 1024);
    // As plain YAML it may hold neither of these.
    assertMatch(description, /^[^:#]+$/);
    assertEquals(
      Object.keys(fields).filter((key) => !/^(name|description|license|compatibility)$/.test(key)),
      [],
    );
  });

  it("is short, and names every reference", async () => {
    const text = await read("SKILL.md");
    assert(text.split("\n").length <= 150);
    for (const page of REFERENCES) assert(text.includes(`(${page})`), page);
    const there = await Array.fromAsync(Deno.readDir(new URL("references/", ROOT)), ({ name }) => name);
    assertEquals(there.map((name) => `references/${name}`).sort(), REFERENCES);
  });

  it("names commands that exist", async () => {
    const names = new Set(COMMANDS.map(({ name }) => name));
    for (const page of PAGES) {
      const named = (await read(page)).match(/(?<![\w-])\+[a-z]+(-[a-z]+)+/g) ?? [];
      assertEquals(named.filter((name) => !names.has(name)), [], page);
    }
  });

  it("names errors that the program has", async () => {
    const [, ...tables] = (await read("references/errors.md")).split("| subtype");
    const named = Array.from(tables.join("").matchAll(/^\| `(\w+)`/gm), ([, subtype = ""]) => subtype);
    const sources = (await readSources()).filter(({ path }) =>
      /^(core|cli)\//.test(path) && !path.includes("/skill/")
    );
    const unknown = named.filter((subtype) => !sources.some(({ text }) => text.includes(`"${subtype}"`)));
    assertEquals([named.length > 5, unknown], [true, []]);
  });

  for (const page of PAGES) {
    it(`${page}: every command line does what it says`, () =>
      inScene(demoWorld, async ({ run, directory }) => {
        await Deno.writeFile(`${directory}/chart.png`, pngImage());
        await Deno.writeTextFile(`${directory}/report.pdf`, "report");
        const env = { IM_TENANT_ACCESS_TOKEN: "t-demo" };
        const failed: string[] = [];
        for (const line of linesOf(await read(page))) {
          const words = await runnable(line);
          const { status, stderr } = await run(words, { env, clockOffset: EVENING - Date.now() });
          // A problem that the doctor finds is its answer.
          const isFine = status === 0 || (line === "doctor" && status === 1);
          if (!isFine) failed.push(`${line}: ${status} ${stderr}`);
        }
        assertEquals(failed, []);
      }));
  }
});
