import { allCommands, loadCommands } from "../../cli/commands/mod.ts";
import { TOPIC_NAMES } from "../../cli/commands/names.ts";
import { commandMap } from "../../cli/help/map.ts";
import { rawCommands } from "../../cli/raw/commands.ts";
import { stringifyJson } from "../../core/json/json.ts";
import { referenceFolder } from "../../scripts/reference.ts";
import { manualPages } from "../../scripts/reference/man.ts";
import { referencePages } from "../../scripts/reference/markdown.ts";
import { readTree } from "../../scripts/reference/tree.ts";
import { findProgram } from "../support/install.ts";
import { inTemporaryDirectory } from "../support/files.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { join } from "@std/path";
import { describe, it } from "@std/testing/bdd";

const ROOT = new URL("../../", import.meta.url);
const COMMANDS = await allCommands();
const TREE = readTree(
  stringifyJson({ ok: true, data: commandMap(await loadCommands(), await rawCommands("")) }),
);
const PAGES = referencePages(TREE);
const MANUALS = manualPages(TREE, "1.2.3");

async function filesIn(folder: URL, below = ""): Promise<string[]> {
  const files: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    if (isDirectory) files.push(...await filesIn(new URL(`${name}/`, folder), `${below}${name}/`));
    else files.push(below + name);
  }
  return files;
}

describe("docs/reference", () => {
  it("is what the definitions say; deno task reference makes it again", async () => {
    const folder = new URL(`${referenceFolder}/`, ROOT);
    assertEquals((await filesIn(folder)).toSorted(), [...PAGES.keys()].toSorted());
    for (const [path, text] of PAGES) {
      assert(await Deno.readTextFile(new URL(path, folder)) === text, `${path} is out of date`);
    }
  });

  it("has every command, method and topic, with all options and examples", () => {
    const all = [...PAGES.values()].join("\n");
    for (const { name, options, examples } of COMMANDS) {
      const [, rest = ""] = all.split(`\n## im ${name}\n`);
      const part = rest.split("\n## ")[0] ?? "";
      for (const [key, { isPositional }] of Object.entries(options)) {
        if (!isPositional) {
          assertStringIncludes(
            part,
            `--${key.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`)}`,
          );
        }
      }
      for (const { line } of examples) assertStringIncludes(part, `\nim ${line}\n`);
    }
    for (const topic of TOPIC_NAMES) assertStringIncludes(all, `\n## im help ${topic}\n`);
  });

  it("calls a shortcut what stands for a method, and nothing else", () => {
    for (const [path, text] of PAGES) {
      const others = [...text.matchAll(/^The shortcut for this is `im (.*)`\.$/gm)].map(([, name]) => name);
      if (path.startsWith("api/")) assert(others.every((name) => name?.startsWith("+")), others.join());
      else assertEquals(others, [], path);
    }
    assertStringIncludes(PAGES.get("more.md") ?? "", "See also `im skill install`.");
  });

  it("writes arguments in whole brackets", () => {
    assertStringIncludes(PAGES.get("more.md") ?? "", "- `<METHOD> <PATH>`: GET");
    assertStringIncludes(PAGES.get("account.md") ?? "", "- `<old> <new>`: the current name");
    assertStringIncludes([...MANUALS.values()].join(), "<METHOD> <PATH>");
  });

  it("has links that lead somewhere", () => {
    for (const [path, text] of PAGES) {
      for (const [, file = "", anchor] of text.matchAll(/\]\(([^)#]+)(?:#([^)]+))?\)/g)) {
        const target = PAGES.get(file);
        assert(target !== undefined, `${path}: ${file}`);
        const anchors = Array.from(
          target.matchAll(/^## (.+)$/gm),
          ([, title = ""]) => title.toLowerCase().replace(/[^\w -]/g, "").replaceAll(" ", "-"),
        );
        assert(anchor === undefined || anchors.includes(anchor), `${path}: ${file}#${anchor}`);
      }
    }
  });
});

describe("manual pages", () => {
  it("are one for im, each command, each resource and each topic", () => {
    const single = COMMANDS.filter(({ name, seeAlso: _none }) =>
      !/^[a-z_.]+ /.test(name) || /^(config|profile|auth|archive|skill) /.test(name)
    );
    const resources = new Set(
      COMMANDS.filter((one) => !single.includes(one)).map(({ name }) => name.split(" ")[0]),
    );
    assertEquals(MANUALS.size, 1 + single.length + resources.size + TOPIC_NAMES.length);
    for (
      const path of ["man1/im.1", "man1/im-messages-send.1", "man1/im-api-messages.1", "man7/im-exit-codes.7"]
    ) {
      assert(MANUALS.has(path), path);
    }
  });

  it("are understood by groff, without a warning, and show what help shows", async () => {
    const groff = await findProgram("groff");
    if (groff === undefined) return console.log("  skipped: no groff");
    await inTemporaryDirectory(async (directory) => {
      const paths = [...MANUALS].map(([path], index) =>
        join(directory, `${index}-${path.split("/").at(-1)}`)
      );
      for (const [index, text] of [...MANUALS.values()].entries()) {
        await Deno.writeTextFile(paths[index] ?? "", text);
      }
      const { stdout, stderr } = await new Deno.Command(groff, {
        args: ["-man", "-ww", "-Tutf8", "-rLL=200n", ...paths],
        env: { GROFF_NO_SGR: "1", LC_ALL: "C.UTF-8" },
      }).output();
      assertEquals(new TextDecoder().decode(stderr), "");
      const shown = new TextDecoder().decode(stdout).replace(/.\x08/g, "");
      for (const { examples } of COMMANDS) {
        for (const { line } of examples.slice(0, 1)) {
          assertStringIncludes(shown.replace(/\s+/g, " "), `im ${line}`.replace(/\s+/g, " "));
        }
      }
    });
  });

  it("keep signs of roff as text", () => {
    const tree = { ...TREE, summary: "im .x \\y 'z' -- `q`", commands: [], topics: [], global_options: [] };
    const page = manualPages(tree, "1").get("man1/im.1") ?? "";
    assertStringIncludes(page, "\\&.x \\ey \\(aqz\\(aq \\-\\- \\(gaq\\(ga");
  });
});
