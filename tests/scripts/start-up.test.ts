import { COMMANDS } from "../../cli/commands/mod.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const ROOT = new URL("../../", import.meta.url);

/** What is loaded with a file, by static imports alone: paths in the checkout and names of libraries. */
async function loadedWith(...roots: readonly string[]): Promise<ReadonlySet<string>> {
  const loaded = new Set<string>();
  const queue = [...roots];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    if (loaded.has(path)) continue;
    loaded.add(path);
    if (!path.endsWith(".ts")) continue;
    const text = await Deno.readTextFile(new URL(path, ROOT));
    const imports = /^(?:import|export)\b(?! type\b)(?:[^;"'`]*?\bfrom)?\s*["']([^"']+)["']/gm;
    for (const [, name = ""] of text.matchAll(imports)) {
      queue.push(name.startsWith(".") ? new URL(name, `file:///${path}`).pathname.slice(1) : name);
    }
  }
  return loaded;
}

describe("a start", () => {
  it("of --version loads nothing but a few files", async () => {
    const loaded = await loadedWith("main.ts");
    assert(loaded.size < 20, [...loaded].join(" "));
  });

  it("of any command loads none of the others", async () => {
    const loaded = await loadedWith("main.ts", "cli/main.ts");
    const commands = [...loaded].filter((path) => path.startsWith("cli/commands/")).sort();
    assertEquals(commands, ["cli/commands/mod.ts", "cli/commands/names.ts"]);
  });

  it("of the program's help loads no command and no parser, but for parts that a bundle has as data", async () => {
    const loaded = await loadedWith("main.ts", "cli/help/layout.ts", "cli/help/root-page.ts");
    assert(loaded.size < 25, [...loaded].join(" "));
    assert(loaded.has("cli/help/root-parts.ts"));
    const others = [...loaded].filter((path) => /^cli\/(commands|raw|options)\/|^[@a-z][^.]*$/.test(path));
    assertEquals(others, []);
  });

  it("of a download loads nothing that sends or renders messages", async () => {
    const loaded = await loadedWith("main.ts", "cli/main.ts", "cli/commands/messages/download.ts");
    const others = [...loaded].filter((path) =>
      /^core\/(compose|enrich|message\/render|flag|feed)\//.test(path)
    );
    assertEquals(others, []);
  });

  it("of a dry run of a download loads neither the client nor the engine", async () => {
    const loaded = await loadedWith("main.ts", "cli/main.ts", "cli/commands/messages/download.ts");
    const engine = ["core/platform/client.ts", "core/download/download.ts", "core/download/transfer.ts"];
    assertEquals(engine.filter((path) => loaded.has(path)), []);
    assert(loaded.has("core/download/plan.ts"));
  });

  it("of any command leaves the shapes of answers, and what describes commands", async () => {
    const commands = COMMANDS.map(({ load }) => /import\("(\..+?)"\)/.exec(load.toString())?.[1] ?? "");
    assert(!commands.includes(""), "the list of commands is read no more");
    const files = commands.map((path) => new URL(path, "file:///cli/commands/").pathname.slice(1));
    const loaded = await loadedWith("cli/main.ts", ...files);
    assertEquals([...loaded].filter((path) => /^cli\/schema\/|\/answers?\.ts$|shape\.ts$/.test(path)), []);
  });

  it("of a line with ids loads nothing that finds names", async () => {
    const commands = ["list", "send", "search"].map((name) => `cli/commands/messages/${name}.ts`);
    const loaded = await loadedWith("main.ts", "cli/main.ts", ...commands);
    const others = [...loaded].filter((path) => /^core\/resolve\/|^cli\/resolve-names\.ts$/.test(path));
    assertEquals(others, []);
  });

  it("of a list of messages sends the first request before it loads what completes, renders or prints them", async () => {
    const commands = ["list", "threads"].map((name) => `cli/commands/messages/${name}.ts`);
    const loaded = await loadedWith("main.ts", "cli/main.ts", ...commands, "core/platform/client.ts");
    const late =
      /^core\/(enrich\/(?!stage\.ts)|message\/(?!requests\.ts)|download\/|chat\/(?!requests|chat-id))|^valibot$|^cli\/output\/(print|fit|formats\/(?!traits))|^cli\/(usage|show-answer)\.ts$|^core\/platform\/(error-codes|service-failure|permission-hints)\.ts$/;
    assertEquals([...loaded].filter((path) => late.test(path)), []);
    assert(loaded.has("core/message/requests.ts"));
  });

  it("of a list of messages loads what downloads only where files are to be saved", async () => {
    const loaded = await loadedWith("cli/commands/messages/chat-messages.ts");
    assert(loaded.has("core/enrich/stages/downloads.ts"));
    assertEquals(
      [...loaded].filter((path) => /^core\/download\/(download|transfer|verify)\.ts$/.test(path)),
      [],
    );
  });

  const late = [
    ["the catalogue of raw methods", /^core\/api\/catalogue\/|^cli\/api\/raw-commands\.ts$/],
    ["the fake service", /^fixtures\//],
    ["jq", /^jq-wasm/],
    ["the search for names", /^core\/resolve\/|^cli\/resolve-names\.ts$/],
    ["the reader of Markdown", /^@lezer\//],
    ["the writer of CSV", /^csv-stringify/],
    ["the SDK of the Model Context Protocol", /^@modelcontextprotocol|^cli\/mcp\//],
  ] as const;
  for (const [what, name] of late) {
    it(`of any command leaves ${what} until it is needed`, async () => {
      const loaded = await loadedWith("main.ts", "cli/main.ts");
      assert(loaded.size > 50, "the walk ended early");
      assertEquals([...loaded].filter((path) => name.test(path)), []);
    });
  }
});
