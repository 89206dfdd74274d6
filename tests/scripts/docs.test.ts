import { allCommands, COMMANDS } from "../../cli/commands/mod.ts";
import { parseLine } from "../../cli/line.ts";
import { GLOBAL_OPTIONS } from "../../cli/options/global.ts";
import { optionNames } from "../../cli/options/option.ts";
import { readSources } from "../../scripts/layering.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { split } from "shlex";

/** What the documents and comments refer to is there. */

const ROOT = new URL("../../", import.meta.url);
const guide = await Array.fromAsync(Deno.readDir(new URL("docs/guide", ROOT)), ({ name }) => `guide/${name}`);
const PAGES = ["README.md", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md"].concat(
  ["architecture.md", "contract.md", "from-lark-cli.md", "platform.md", "releasing.md", ...guide]
    .map((name) => `docs/${name}`),
);
/** What a person types in a page: in blocks for a shell, and between backticks. */
const LINES = /^im (.*(?:\\\n.*)*)$|(?<!`)`im ([^`]+)`(?!`)/gm;

/** A page without its sessions, which are run and may be wrong on purpose. */
async function readProse(path: string): Promise<string> {
  return (await read(path)).replace(/^```console[^]*?^```$/gm, "");
}

const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(new URL(path, ROOT)).then(() => true, () => false);
}

/** The anchor of a heading, as hosts of repositories make it. */
function anchorOf(heading: string): string {
  return heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "").replaceAll(" ", "-");
}

async function anchorsOf(path: string): Promise<readonly string[]> {
  const text = (await read(path)).replace(/^```[^]*?^```$/gm, "");
  return Array.from(text.matchAll(/^#+ (.+)$/gm), ([, heading = ""]) => anchorOf(heading));
}

/** The names of all options of all commands. */
async function allOptions(): Promise<ReadonlySet<string>> {
  const sets = [GLOBAL_OPTIONS, ...(await allCommands()).map(({ options }) => options)];
  return new Set(sets.flatMap((set) =>
    Object.entries(set).flatMap(([key, option]) => {
      const { own, others } = optionNames(key, option);
      return [...own, ...others];
    })
  ));
}

/** Command lines of a page; what stands for something to be filled in is left out. */
function lineProblems(text: string): Promise<readonly string[]> {
  const typed = Array.from(text.matchAll(LINES), ([, line, code]) => line ?? code ?? "")
    .map((line) => line.replaceAll("\\\n", " ").replace(/\s+(#|\|) .*$/, ""))
    .filter((line) => !/[<|…]|\b[A-Z]{4,}$|X\.Y\.Z/.test(line));
  return Promise.all(typed.map(async (line) => {
    const { unknownCommand, problem, options } = await parseLine(split(line));
    const isWrong = unknownCommand !== undefined ||
      (problem !== undefined && (options["help"] ?? options["version"]) === undefined);
    return isWrong ? [`im ${line}`] : [];
  })).then((found) => found.flat());
}

describe("documents", () => {
  it("comments cite sections of the contract that it has", async () => {
    const headings = (await read("docs/contract.md")).matchAll(/^## (\d+)\. /gm);
    const sections = new Set(Array.from(headings, ([, number]) => number));
    const wrong = (await readSources()).flatMap(({ path, text }) =>
      Array.from(text.matchAll(/docs\/contract\.md,\s(?:\*\s)?(\d+)(?: and (\d+))?/g)).flatMap((
        [, ...cited],
      ) =>
        cited.filter((number) => number !== undefined && !sections.has(number))
          .map((number) => `${path}: ${number}`)
      )
    );
    assertEquals(wrong, []);
  });

  it("comments cite pages that the repository has", async () => {
    const cited = (await readSources()).flatMap(({ text }) =>
      Array.from(text.match(/\bdocs\/[\w-]+\.md/g) ?? [])
    );
    const missing = [];
    for (const page of new Set(cited)) if (!await exists(page)) missing.push(page);
    assertEquals(missing, []);
  });

  for (const page of PAGES) {
    it(`${page}: links lead to files and headings`, async () => {
      const links = (await read(page)).matchAll(
        /\]\((?!https?:)([^)#]*)(?:#([^)]+))?\)|(?:src|srcset)="([^"]+)"/g,
      );
      const missing = [];
      for (const [link, file, anchor, source] of links) {
        const name = file ?? source ?? "";
        const path = name === "" ? page : new URL(name, new URL(page, ROOT)).href.slice(ROOT.href.length);
        if (!await exists(path)) missing.push(link);
        else if (anchor !== undefined && !(await anchorsOf(path)).includes(anchor)) missing.push(link);
      }
      assertEquals(missing, []);
    });

    it(`${page}: command lines are understood`, async () => {
      // These two speak of lines that lead to others or are refused.
      if (page === "CHANGELOG.md" || page === "docs/contract.md") return;
      assertEquals(await lineProblems(await readProse(page)), []);
    });

    it(`${page}: commands exist`, async () => {
      const names = new Set(COMMANDS.map(({ name }) => name));
      const named = (await readProse(page)).match(/(?<![\w-])\+[a-z]+(-[a-z]+)+/g) ?? [];
      assertEquals(Array.from(new Set(named)).filter((name) => !names.has(name)), []);
    });
  }

  it("the pages for users name options that exist", async () => {
    const known = await allOptions();
    const wrong = [];
    for (const page of ["README.md", "SECURITY.md", ...guide.map((name) => `docs/${name}`)]) {
      const named = (await readProse(page)).matchAll(/(?<=[`\s(])(--[a-z][a-z-]+)/g);
      for (const [, name = ""] of named) {
        if (!known.has(name) && !/^--(allow-[a-z]+|global|dir)$/.test(name)) wrong.push(`${page}: ${name}`);
      }
    }
    assertEquals(wrong, []);
  });

  it("tasks that are named exist", async () => {
    const { tasks } = JSON.parse(await read("deno.json"));
    const named = await Promise.all(
      PAGES.map(async (page) =>
        Array.from((await read(page)).matchAll(/deno(?:@[\d.]+)? task ([a-z:]+)/g), ([, task = ""]) => task)
      ),
    );
    assertEquals([...new Set(named.flat())].filter((task) => !(task in tasks)), []);
  });

  it("a command line that is not understood is found", async () => {
    const page = "`im +chat-list --types group` and `im +chat-list --nope`\n\n```sh\nim nope     # no\n```\n";
    assertEquals(await lineProblems(page), ["im +chat-list --nope", "im nope"]);
  });

  it("docs/architecture.md: rooms and files exist", async () => {
    const text = await read("docs/architecture.md");
    const named = text.match(/\b(?:cli|core|fixtures|scripts|tests|docs)\/[\w./-]*\.(?:ts|json|md)\b/g) ?? [];
    const missing = [];
    for (const path of new Set(named)) {
      if (!await exists(path)) missing.push(path);
    }
    assertEquals(missing, []);
  });
});
