import plugin from "../../scripts/lint/house-rules.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const root = decodeURIComponent(new URL("../../", import.meta.url).pathname);

/** The rules that a line of code in a file breaks, without the plugin's name. */
function broken(path: string, code: string): string[] {
  return Deno.lint.runPlugin(plugin, root + path, code).map(({ id }) => id.replace(/^im\//, ""));
}

describe("core-stays-inside", () => {
  const outside = [
    "Deno.readTextFileSync('x');",
    "fetch('https://example.com');",
    "setTimeout(() => {}, 1);",
    "setInterval(() => {}, 1);",
    "Date.now();",
    "new Date();",
    "Math.random();",
    "console.error('x');",
    "performance.now();",
    "globalThis.x;",
  ];
  for (const code of outside) {
    it(`refuses ${code}`, () => {
      assertEquals(broken("core/a.ts", code), ["core-stays-inside"]);
      assertEquals(broken("cli/a.ts", code), []);
    });
  }

  const inside = [
    "let file: Deno.FsFile;",
    "type Files = Pick<typeof Deno, 'open'>;",
    "new Date(0);",
    "world.fetch('x');",
    "function get(fetch: Fetch) { return fetch('x'); }",
    "const { fetch } = world; fetch('x');",
  ];
  for (const code of inside) it(`accepts ${code}`, () => assertEquals(broken("core/a.ts", code), []));

  it("leaves core/world.ts alone", () => assertEquals(broken("core/world.ts", "Deno.cwd();"), []));
});

describe("rules for the product", () => {
  const cases: [rule: string, code: string][] = [
    ["no-file-writable", "await body.pipeTo(file.writable);"],
    ["no-file-writable", "const { writable } = file;"],
    ["no-write-file-stream", "await Deno.writeFile('x', stream);"],
    ["exit-in-main-only", "Deno.exit(1);"],
    ["no-default-export", "export default 1;"],
  ];
  for (const [rule, code] of cases) {
    it(`${rule} refuses ${code}`, () => {
      assertEquals(broken("cli/a.ts", code), [rule]);
      assertEquals(broken("fixtures/a.ts", code), [rule]);
      assertEquals(broken("tests/a.ts", code), []);
    });
  }

  it("let main.ts end the process", () => assertEquals(broken("main.ts", "Deno.exit(1);"), []));
});

describe("core-knows-no-doors", () => {
  const refused = [
    'const a = "--message-id";',
    'const a = "use --as user";',
    "const a = `give it more time with --timeout ${b}`;",
    'const a = "set IM_BRAND";',
    'const a = "choose another directory with -C DIR";',
    'const a = "im +chat-list";',
    "const a = `list them: im auth login`;",
  ];
  for (const code of refused) {
    it(`refuses ${code}`, () => {
      assertEquals(broken("core/a.ts", code), ["core-knows-no-doors"]);
      assertEquals(broken("cli/a.ts", code), []);
    });
  }

  const accepted = [
    'const a = phrase`use ${input("as", "user")}`;',
    "const a = `--${boundary}\\r\\n`;",
    'const a = "im:message:readonly";',
    'const a = "/open-apis/im/v1/chats";',
    "// --message-id",
  ];
  for (const code of accepted) it(`accepts ${code}`, () => assertEquals(broken("core/a.ts", code), []));
});
