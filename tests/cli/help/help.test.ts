import { allCommands, COMMANDS } from "../../../cli/commands/mod.ts";
import { TOPIC_NAMES } from "../../../cli/commands/names.ts";
import { runProgram } from "../../../cli/main.ts";
import { GLOBAL_OPTIONS, VARIABLE_KEYS, variableName } from "../../../cli/options/global.ts";
import { optionName } from "../../../cli/options/option.ts";
import { fakeSink, fakeWorld } from "../../support/fake-world.ts";
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Runs a line on a terminal of so many columns, or in a pipe. */
async function say(line: string, { terminal, variables = {} }: {
  readonly terminal?: number;
  readonly variables?: Readonly<Record<string, string>>;
} = {}) {
  const [stdout, stderr] = [fakeSink(terminal), fakeSink()];
  const words = line.split(" ").filter((word) => word !== "");
  const status = await runProgram(words, fakeWorld({ stdout, stderr, variables }));
  return { status, stdout: stdout.text(), stderr: stderr.text() };
}

describe("help: lengths", () => {
  const pages: readonly (readonly [line: string, isShort: boolean])[] = [
    ["", true],
    ["-h", true],
    ["--help", false],
    ["help", false],
    ["help -h", true],
    ["-h --help", false],
    ["+chat-list -h", true],
    ["-h +chat-list", true],
    ["+chat-list --bogus x -h", true],
    ["+chat-list --help", false],
    ["help +chat-list", false],
    ["chats get -h", true],
    ["chats get --help", false],
  ];
  for (const [line, isShort] of pages) {
    it(`im ${line} shows ${isShort ? "the short page" : "all of it"}`, async () => {
      const { status, stdout, stderr } = await say(line);
      assertEquals([status, stdout.includes("GLOBAL OPTIONS"), stderr], [0, !isShort, ""]);
    });
  }
});

describe("help: width", () => {
  const widths: readonly (readonly [terminal: number | undefined, columns: string, most: number])[] = [
    [40, "", 40],
    [60, "", 60],
    [80, "", 80],
    [120, "", 100],
    [200, "", 100],
    [undefined, "", 80],
    [undefined, "94", 94],
    [undefined, "300", 100],
    [undefined, "wide", 80],
  ];
  for (const [terminal, columns, most] of widths) {
    it(`is ${most} at most on ${terminal ?? "no"} columns with COLUMNS="${columns}"`, async () => {
      const options = { ...(terminal === undefined ? {} : { terminal }), variables: { COLUMNS: columns } };
      const { stdout } = await say("--help", options);
      const longest = Math.max(...stdout.split("\n").map((line) => line.length));
      assert(longest <= most && longest > most - 10, `${longest}`);
    });
  }
});

describe("help: topics", () => {
  for (const topic of TOPIC_NAMES) {
    it(`im help ${topic}`, async () => {
      const { status, stdout, stderr } = await say(`help ${topic}`);
      assertEquals([status, stderr], [0, ""]);
      assertStringIncludes(stdout, `im help ${topic}: `);
      assertEquals(stdout.split("\n").filter((line) => line.length > 80 || /\s$/.test(line)), []);
      const named = (stdout.match(/(?<=im )\+[a-z-]+/g) ?? []).filter((name) =>
        !COMMANDS.some((command) => command.name === name)
      );
      assertEquals(named, []);
    });
  }

  it("environment has the variable of every option", async () => {
    const { stdout } = await say("help environment");
    for (const key of VARIABLE_KEYS) {
      assertStringIncludes(stdout.replace(/ +/g, " "), ` ${variableName(key)} ${optionName(key)}\n`);
    }
  });

  it("exit-codes has every status", async () => {
    const { stdout } = await say("help exit-codes");
    for (const status of [0, 1, 2, 3, 4, 5, 6, 10, 130, 143]) {
      assertStringIncludes(stdout, `\n  ${String(status).padEnd(3)}  `);
    }
  });

  it("one that does not exist is exit 2 with those that do", async () => {
    const { status, stdout, stderr } = await say("help nope");
    assertEquals([status, stdout], [2, ""]);
    const { hint } = JSON.parse(stderr).error;
    for (const topic of TOPIC_NAMES) assertStringIncludes(hint, topic);
    assertStringIncludes(hint, "im help --all");
  });

  it("one that is mistyped is suggested", async () => {
    const { stderr } = await say("help enviroment");
    assertStringIncludes(JSON.parse(stderr).error.hint, "did you mean help environment?");
  });
});

describe("help: search", () => {
  const found: readonly (readonly [word: string, ...lines: string[]])[] = [
    ["retry", "OPTIONS OF EVERY COMMAND", "--retry-budget <seconds>", "im help environment"],
    ["--retry-budget", "--retry-budget <seconds>"],
    ["IDEMPOTENCY", "im +messages-send", "--idempotency-key <key>"],
    ["disband", "im chats delete"],
    ["keyword", "im +chat-search", "--query <text>"],
  ];
  for (const [word, ...lines] of found) {
    it(`finds "${word}"`, async () => {
      const { status, stdout } = await say(`help --search ${word}`);
      assertEquals(status, 0);
      for (const line of lines) assertStringIncludes(stdout, line);
      assertEquals(stdout.split("\n").filter((line) => line.length > 80 || /\s$/.test(line)), []);
    });
  }

  it("shows only what mentions the word", async () => {
    const { stdout } = await say("help --search disband");
    assertEquals(stdout.match(/^im /gm)?.length, 1);
  });

  it("says that there is nothing", async () => {
    const { status, stdout } = await say("help --search zzzz");
    assertEquals([status, stdout], [0, 'nothing in help mentions "zzzz"\n']);
  });
});

describe("help: the tree", () => {
  it("--all names every command and method", async () => {
    const { status, stdout } = await say("help --all");
    assertEquals(status, 0);
    for (const { name } of await allCommands()) {
      assert(stdout.includes(`  im ${name} `) || stdout.includes(`  im ${name}\n`), name);
    }
    for (const topic of TOPIC_NAMES) assertStringIncludes(stdout, `im help ${topic}`);
  });

  it("--map is the same as JSON, with every option", async () => {
    const { status, stdout } = await say("help --map");
    assertEquals(status, 0);
    const { ok, data } = JSON.parse(stdout);
    assertEquals([ok, data.name], [true, "im"]);
    type Node = { command?: string; commands?: Node[]; options?: { name: string; value?: string }[] };
    const leaves = (nodes: readonly Node[]): Node[] =>
      nodes.flatMap((node) => node.commands === undefined ? [node] : leaves(node.commands));
    const found = new Map(leaves(data.commands).map((node) => [node.command, node]));
    for (const { name, options } of await allCommands()) {
      const names = Object.entries(options).filter(([, { isPositional }]) => !isPositional);
      assertEquals(
        found.get(`im ${name}`)?.options?.map((option) => option.name),
        names.map(([key]) => optionName(key)),
        name,
      );
    }
    assertEquals(
      data.global_options.map(({ name }: { name: string }) => name),
      Object.keys(GLOBAL_OPTIONS).map(optionName),
    );
  });

  it("--all and --map belong to help alone", async () => {
    for (const line of ["+chat-list --map", "help +chat-list --all", "--map", "help output --map"]) {
      assertEquals((await say(line)).status, 2, line);
    }
  });
});
