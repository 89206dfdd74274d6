import { COMMANDS } from "../../cli/commands/mod.ts";
import { readSources } from "../../scripts/layering.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** What the documents and comments refer to is there. */

const ROOT = new URL("../../", import.meta.url);
const PAGES = ["README.md", "CHANGELOG.md"].concat(
  ["architecture", "contract", "platform", "releasing"].map((name) => `docs/${name}.md`),
);

const read = (path: string) => Deno.readTextFile(new URL(path, ROOT));

async function exists(path: string): Promise<boolean> {
  return await Deno.stat(new URL(path, ROOT)).then(() => true, () => false);
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
    it(`${page}: links lead to files`, async () => {
      const links = Array.from(
        (await read(page)).matchAll(/\]\((?!https?:)([^)#]+)[^)]*\)/g),
        ([, link]) => link,
      );
      const folder = page.slice(0, page.lastIndexOf("/") + 1);
      const missing = [];
      for (const link of links) if (!await exists(folder + link)) missing.push(link);
      assertEquals(missing, []);
    });

    it(`${page}: commands exist`, async () => {
      const names = new Set(COMMANDS.map(({ name }) => name));
      const named = (await read(page)).match(/(?<![\w-])\+[a-z]+(-[a-z]+)+/g) ?? [];
      assertEquals(Array.from(new Set(named)).filter((name) => !names.has(name)), []);
    });
  }

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
