import { spelled } from "../../cli/spelling.ts";
import { type Command, defineCommand } from "../../cli/command.ts";
import { integer, optional, text, toggle } from "../../cli/options/option.ts";
import { parseLine } from "../../cli/tree.ts";
import { rejectionOf } from "../core/detail-of.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function command(name: string): Command {
  return defineCommand({
    name,
    summary: `does ${name}`,
    examples: [],
    identities: [],
    scopes: [],
    risk: "read",
    options: {
      outputPath: optional(text("path", "where")),
      loud: toggle("loudly"),
      noSound: toggle("without sound"),
      count: optional(integer(0, 9, "n")),
    },
    run: () => Promise.resolve({ data: {} }),
  });
}

const COMMANDS = [command("+chat-list"), command("+messages-send"), command("demo")];

describe("parseLine", () => {
  const lines:
    readonly (readonly [line: readonly string[], name: string, flags: Record<string, readonly string[]>])[] =
      [
        [["demo"], "demo", {}],
        [["+chat-list", "--output-path", "a"], "+chat-list", { outputPath: ["a"] }],
        [["+chat-list", "--output-path=a"], "+chat-list", { outputPath: ["a"] }],
        [["+chat-list", "--output-path=a=b"], "+chat-list", { outputPath: ["a=b"] }],
        [["+chat-list", "--output-path", "-"], "+chat-list", { outputPath: ["-"] }],
        [["+chat-list", "--output-path=-"], "+chat-list", { outputPath: ["-"] }],
        [["+chat-list", "--output-path", ""], "+chat-list", { outputPath: [""] }],
        [["+chat-list", "--output-path="], "+chat-list", { outputPath: [""] }],
        [["+chat-list", "--output-path", "a b"], "+chat-list", { outputPath: ["a b"] }],
        [["+chat-list", "--output-path", "demo"], "+chat-list", { outputPath: ["demo"] }],
        [["+chat-list", "--count", "-1"], "+chat-list", { count: ["-1"] }],
        [["+chat-list", "--loud"], "+chat-list", { loud: ["true"] }],
        [["+chat-list", "--no-sound"], "+chat-list", { noSound: ["true"] }],
        [["+chat-list", "--count", "1", "--count=2"], "+chat-list", { count: ["1", "2"] }],
        [["--format", "json", "demo"], "demo", { format: ["json"] }],
        [["demo", "--format", "json"], "demo", { format: ["json"] }],
        [["--format=pretty", "demo", "--format", "json"], "demo", { format: ["pretty", "json"] }],
        [["--quiet", "+chat-list", "--loud"], "+chat-list", { quiet: ["true"], loud: ["true"] }],
        [["-C", "dir", "demo"], "demo", { directory: ["dir"] }],
        [["demo", "-C", "dir"], "demo", { directory: ["dir"] }],
        [["demo", "-C", ""], "demo", { directory: [""] }],
        [["demo", "-C="], "demo", { directory: [""] }],
        [["demo", "--directory", "dir"], "demo", { directory: ["dir"] }],
      ];
  for (const [line, name, flags] of lines) {
    it(`reads ${JSON.stringify(line)}`, async () => {
      const parsed = await parseLine(line, COMMANDS);
      assertEquals([parsed.command.name, parsed.options], [name, flags]);
    });
  }

  type Refusal = readonly [line: readonly string[], message: string, hint: string, param: string | undefined];
  const refused: readonly Refusal[] = [
    [[], "no command", "im --help", undefined],
    [["--quiet"], "no command", "im --help", undefined],
    [["+chat-lst"], 'unknown command "+chat-lst"', "+chat-list", undefined],
    [["chat-list"], 'unknown command "chat-list"', "+chat-list", undefined],
    [["--quiet", "dmeo"], 'unknown command "dmeo"', "demo", undefined],
    [["zzzzzzzzzz"], 'unknown command "zzzzzzzzzz"', "im --help", undefined],
    [["+chat-list", "--lod"], 'unknown option "--lod"', "--loud", "--lod"],
    [["+chat-list", "--lod=5"], 'unknown option "--lod"', "--loud", "--lod"],
    [["demo", "-x"], 'unknown option "-x"', "im demo --help", "-x"],
    [["+chat-list", "--fromat", "json"], 'unknown option "--fromat"', "--format", "--fromat"],
    [
      ["+chat-list", "--output-path"],
      "--output-path needs a value",
      "--output-path <value>",
      "--output-path",
    ],
    [["+chat-list", "stray"], 'unexpected word "stray"', "im +chat-list --help", undefined],
    [["+chat-list", "--count", "1", "stray"], 'unexpected word "stray"', "im +chat-list --help", undefined],
    [
      ["--format", "json", "demo", "stray", "--quiet"],
      'unexpected word "stray"',
      "im demo --help",
      undefined,
    ],
  ];
  for (const [line, message, hint, param] of refused) {
    it(`refuses ${JSON.stringify(line)}`, async () => {
      const detail = await rejectionOf(() => parseLine(line, COMMANDS));
      assertEquals([detail.type, detail.subtype, detail.param], ["validation", "invalid_argument", param]);
      assertStringIncludes(spelled(detail.message), message);
      assertStringIncludes(spelled(detail.hint ?? ""), hint);
    });
  }

  it("lists what an unknown word may have meant", async () => {
    const { params } = await rejectionOf(() => parseLine(["+chat-lst"], COMMANDS));
    assertEquals(params, [{ name: "+chat-lst", reason: "unknown command", suggestions: ["+chat-list"] }]);
  });
});
