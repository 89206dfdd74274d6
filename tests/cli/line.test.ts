import { spelled } from "../../cli/spelling.ts";
import { type Command, defineCommand } from "../../cli/command.ts";
import { integer, optional, text, toggle } from "../../cli/options/option.ts";
import { type CommandTable, parseLine } from "../../cli/line.ts";
import { problemOf, tableOf, understood } from "./command-table.ts";
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
  const lines: readonly (readonly [
    line: readonly string[],
    name: string,
    options: Record<string, readonly string[]>,
  ])[] = [
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
    [["demo", "-Cdir"], "demo", { directory: ["dir"] }],
    [["-q.data", "demo"], "demo", { jq: [".data"] }],
    [["demo", "-hq.data"], "demo", { help: ["true"], jq: [".data"] }],
    [["demo", "-C--"], "demo", { directory: ["--"] }],
    [["+chat-list", "--output-path", "-h"], "+chat-list", { outputPath: ["-h"] }],
    [["+chat-list", "--output-path", "--version"], "+chat-list", { outputPath: ["--version"] }],
    [["+chat-list", "--output-path", "-=x"], "+chat-list", { outputPath: ["-=x"] }],
    [["+chat-list", "--output-path", "--"], "+chat-list", { outputPath: ["--"] }],
    [["+chat-list", "--output-path=---yes"], "+chat-list", { outputPath: ["---yes"] }],
    [["--output-path", "a", "--loud", "+chat-list"], "+chat-list", { outputPath: ["a"], loud: ["true"] }],
    [["--output-path", "--", "+chat-list"], "+chat-list", { outputPath: ["--"] }],
    [["+chat-list", "--loud=false"], "+chat-list", { loud: ["false"] }],
    [["+chat-list", "--loud="], "+chat-list", { loud: [""] }],
    [["+chat-list", "--loud=--count"], "+chat-list", { loud: ["--count"] }],
    [["+chat-list", "--loud", "--loud=no"], "+chat-list", { loud: ["true", "no"] }],
    [["+chat-list", "--no-sound=false"], "+chat-list", { noSound: ["false"] }],
  ];
  for (const [line, name, options] of lines) {
    it(`reads ${JSON.stringify(line)}`, async () => {
      const parsed = await understood(line, COMMANDS);
      assertEquals([parsed.command?.name, parsed.options], [name, options]);
    });
  }

  type Refusal = readonly [line: readonly string[], message: string, hint: string, param: string | undefined];
  const refused: readonly Refusal[] = [
    [["--quiet"], "no command", "im --help", undefined],
    [["+chat-lst"], 'unknown command "+chat-lst"', "+chat-list", undefined],
    [["chat-list"], 'unknown command "chat-list"', "+chat-list", undefined],
    [["--quiet", "dmeo"], 'unknown command "dmeo"', "demo", undefined],
    [["zzzzzzzzzz"], 'unknown command "zzzzzzzzzz"', "im --help", undefined],
    [["+chat-list", "--lod"], 'unknown option "--lod"', "--loud", "--lod"],
    [["+chat-list", "--lod=5"], 'unknown option "--lod"', "--loud", "--lod"],
    [["demo", "-x"], 'unknown option "-x"', "im demo --help", "-x"],
    [
      ["demo", "--bogus", "--other=1", "--bogus"],
      'unknown options "--bogus", "--other"',
      "im demo --help",
      "--bogus",
    ],
    [
      ["--page-size", "1", "demo", "--lod"],
      'unknown options "--lod", "--page-size"',
      "im demo --help",
      "--lod",
    ],
    [["demo", "--bogus", "-C"], 'unknown option "--bogus"; -C needs a value', "-C <dir>", "--bogus"],
    [["demo", "-=x"], 'unknown option "-=x"', "im demo --help", "-=x"],
    [["demo", "--=x"], 'unknown option "--=x"', "im demo --help", "--=x"],
    [["demo", "---quiet"], 'unknown option "---quiet"', "--quiet", "---quiet"],
    [["---quiet", "demo"], 'unknown option "---quiet"', "--quiet", "---quiet"],
    [["demo", "--C", "x"], 'unknown option "--C"', "im demo --help", "--C"],
    [["-as", "user", "demo"], 'unknown option "-as"', "im --help", "-as"],
    [["demo", "-hx"], 'unknown option "-hx"', "im demo --help", "-hx"],
    [["--page-size", "5", "demo"], 'unknown option "--page-size"', "im demo --help", "--page-size"],
    [["+nope", "--bogus"], 'unknown command "+nope"', "im --help", undefined],
    [["+nope", "--help"], 'unknown command "+nope"', "im --help", undefined],
    [["demo", "-C"], "-C needs a value", "-C <dir>", "-C"],
    [["demo", ""], 'unexpected word ""', "im demo --help", undefined],
    [["demo", "--", "--quiet"], 'unexpected word "--quiet"', "im demo --help", undefined],
    [["+chat-list", "true"], 'unexpected word "true"', "--option=true", undefined],
    [["+chat-list", "--fromat", "json"], 'unknown option "--fromat"', "--format", "--fromat"],
    [
      ["+chat-list", "--output-path"],
      "--output-path needs a value",
      "--output-path <path>",
      "--output-path",
    ],
    [["demo", "--as"], "--as needs a value", "--as <user|bot|auto>", "--as"],
    [["demo", "--page-size"], "--page-size needs a value", "--page-size <n>", "--page-size"],
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
      const detail = await problemOf(line, COMMANDS);
      assertEquals([detail.type, detail.subtype, detail.param], ["validation", "invalid_argument", param]);
      assertStringIncludes(spelled(detail.message), message);
      assertStringIncludes(spelled(detail.hint ?? ""), hint);
    });
  }

  it("keeps what it understood beside what is wrong, for the format of the error", async () => {
    for (const line of [["+nope", "--format", "pretty"], ["demo", "--bogus", "x", "--format=pretty"]]) {
      assertEquals((await parseLine(line, tableOf(COMMANDS))).options, { format: ["pretty"] });
    }
  });

  const helps: readonly (readonly [line: string, command: string | undefined, isHelp: boolean])[] = [
    ["", undefined, true],
    ["help", undefined, true],
    ["help demo", "demo", true],
    ["help help", undefined, true],
    ["--quiet help demo", "demo", true],
    ["demo", "demo", false],
    ["demo --help", "demo", false],
  ];
  for (const [text, command, isHelp] of helps) {
    it(`takes "${text}" for ${isHelp ? "a" : "no"} request for help`, async () => {
      const line = await understood(text.split(" ").filter((word) => word !== ""), COMMANDS);
      assertEquals([line.command?.name, line.isHelp], [command, isHelp]);
    });
  }

  it("distinguishes a command that does not exist from what else is wrong, which help ignores", async () => {
    const unknown = await parseLine(["+nope", "--help"], tableOf(COMMANDS));
    assertEquals([unknown.unknownCommand === undefined, unknown.problem], [false, undefined]);
    const wrong = await parseLine(["demo", "--bogus", "--help"], tableOf(COMMANDS));
    assertEquals([wrong.unknownCommand, wrong.problem === undefined], [undefined, false]);
  });

  describe("finds a command in the tree", () => {
    const commands = [
      ...COMMANDS,
      command("chats get"),
      command("chats list"),
      command("chat.members create"),
    ];
    const table = tableOf(commands, { "+messages-send": ["+messages-post"] });
    const places: readonly (readonly [line: string, name: string | undefined, group: string | undefined])[] =
      [
        ["chats get", "chats get", undefined],
        ["--quiet chats --loud get", "chats get", undefined],
        ["chats --bogus get", "chats get", undefined],
        ["chat.members create", "chat.members create", undefined],
        ["chats", undefined, "chats"],
        ["help chats", undefined, "chats"],
        ["help --quiet chats list", "chats list", undefined],
        ["+messages-post", "+messages-send", undefined],
        ["help +messages-post", "+messages-send", undefined],
        ["--output-path a +messages-post", "+messages-send", undefined],
        ["-- chats get", "chats get", undefined],
        ["chats -- get", "chats get", undefined],
        ["--output-path demo +chat-list", "+chat-list", undefined],
        ["help help demo", undefined, undefined],
        ["nope demo", undefined, undefined],
        ["get", undefined, undefined],
      ];
    for (const [line, name, group] of places) {
      it(`of "${line}"`, async () => {
        const parsed = await parseLine(line.split(" "), table);
        assertEquals([parsed.command?.name, parsed.group?.name], [name, group]);
      });
    }

    it("and no word that is the value of an option", async () => {
      const { options } = await parseLine(["--quiet", "demo", "--output-path", "--", "--loud"], table);
      assertEquals(options, { quiet: ["true"], outputPath: ["--"], loud: ["true"] });
    });
  });

  describe("finds a command that is known by a group and a word", () => {
    const commands = [command("demo"), command("auth login"), command("auth list"), command("chats get")];
    const loaded: string[] = [];
    const table: CommandTable = {
      ...tableOf(commands),
      entries: commands.filter(({ name }) => name !== "chats get").map((one) => ({
        name: one.name,
        load() {
          loaded.push(one.name);
          return Promise.resolve(one);
        },
      })),
    };
    type Place = readonly [
      line: string,
      name: string | undefined,
      group: string | undefined,
      loads: readonly string[],
    ];
    const places: readonly Place[] = [
      ["auth login", "auth login", undefined, ["auth login"]],
      ["auth --loud login", "auth login", undefined, ["auth login", "auth list"]],
      ["--quiet auth --format json login --loud", "auth login", undefined, ["auth login"]],
      ["help auth login", "auth login", undefined, ["auth login"]],
      ["auth", undefined, "auth", ["auth login", "auth list"]],
      ["help auth", undefined, "auth", ["auth login", "auth list"]],
      ["chats get", "chats get", undefined, []],
      ["login", undefined, undefined, []],
    ];
    for (const [line, name, group, loads] of places) {
      it(`of "${line}", loading ${loads.length} of them`, async () => {
        loaded.length = 0;
        const parsed = await parseLine(line.split(" "), table);
        assertEquals([parsed.command?.name, parsed.group?.name, loaded], [name, group, loads]);
      });
    }

    it("and suggests the other words of the group", async () => {
      const { unknownCommand } = await parseLine(["auth", "logn"], table);
      assertEquals(unknownCommand?.detail.hint, "did you mean auth login?");
    });
  });

  it("loads no other commands for options that many commands have", async () => {
    const table = { ...tableOf(COMMANDS), all: () => Promise.reject(new Error("all commands were loaded")) };
    for (
      const line of ["--format json demo", "--page-size 5 demo", "-y -q . demo", "demo --bogus", "--quiet"]
    ) {
      await parseLine(line.split(" "), table);
    }
  });

  it("lists what an unknown word may have meant", async () => {
    const { params } = await problemOf(["+chat-lst"], COMMANDS);
    assertEquals(params, [{ name: "+chat-lst", reason: "unknown command", suggestions: ["+chat-list"] }]);
  });
});
