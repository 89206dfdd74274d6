/**
 * Command lines for the comparison of the two parsers, and what `parseLine` makes of them.
 *
 * @module
 */

import { type Command, defineCommand } from "../../cli/command.ts";
import { listOf, splitList } from "../../cli/options/list.ts";
import {
  alias,
  optional,
  type OptionSet,
  positional,
  short,
  text,
  toggle,
} from "../../cli/options/option.ts";
import { pageOptions } from "../../cli/options/page.ts";
import { parseLine } from "../../cli/line.ts";
import { tableOf } from "../cli/command-table.ts";
import { seededRandom } from "../support/fake-world.ts";

function command(name: string, options: OptionSet): Command {
  return defineCommand({
    ...{ name, options, summary: "", examples: [], identities: [], scopes: [], risk: "read" },
    run: () => Promise.resolve({ data: {} }),
  });
}

const value = text("text", "");
/** Commands like those of the program; fixed here, so that the recorded answers stay true when those change. */
const COMMANDS: readonly Command[] = [
  command("+messages-send", {
    chatId: optional(value),
    text: optional(value),
    mention: alias(listOf({ ...value, parse: (one) => splitList(one) }), "mentions"),
    start: alias(optional(value), "start-time"),
  }),
  command("+chat-messages-list", {
    ...pageOptions({ size: 20, limit: 10, delay: 0 }),
    noReactions: toggle(""),
    concise: toggle(""),
  }),
  command("+chat-update", { name: optional(value) }),
  command("api", {
    words: positional(value),
    output: short("o", optional(value)),
    yes: short("y", toggle("")),
  }),
  command("chats get", { chatId: optional(value), noDetail: toggle("") }),
  command("chats list", pageOptions({ size: 20, limit: 10, delay: 0 })),
  command("chat.members create", { yes: short("y", toggle("")) }),
];
const TABLE = tableOf(COMMANDS, { "+messages-send": ["+messages-post"] });

/** Words that look like something else, or like nothing. */
const ODD = [
  ...[
    "",
    " ",
    "-",
    "--",
    "---",
    "----",
    "-=",
    "-=x",
    "--=",
    "--=x",
    "---yes",
    "---text",
    "--yes=",
    "--text=",
  ],
  ...[
    "-y",
    "-yq",
    "-yh",
    "-yq.data",
    "-q.data",
    "-q",
    "-q=",
    "-q=.a",
    "-Cdir",
    "-C=dir",
    "-C5",
    "-C",
    "-C--",
    "-Chy",
  ],
  ...[
    "-as",
    "-a",
    "-h",
    "-hh",
    "-o",
    "-ofile",
    "-o=",
    "-5",
    "-12",
    "-a5",
    "-y5",
    "-y=1",
    "-y=",
    "-y.x",
    "-.x",
    "-é",
  ],
  ...[
    "--C",
    "--q",
    "--y",
    "--h=1",
    "-text",
    "-text=x",
    "-yes",
    "--no-reactions",
    "--no-reactions=false",
    "--no-yes",
  ],
  ...[
    "--no-",
    "--no",
    "--no-text",
    "--no-text=a",
    "--yes=--text",
    "--yes=-5",
    "--yes=maybe",
    "--dry-run=-h",
    "--text=--",
  ],
  ...[
    "--text==",
    "--text=a=b",
    "--text=--yes",
    "--text=-=x",
    "--start-time",
    "--start-time=",
    "--mentions=a,b",
    "--",
  ],
  ...[
    "--bogus",
    "--bogus=1",
    "--Text",
    "--TEXT=x",
    "--text.x",
    "--text x",
    "--help",
    "--help=false",
    "--version",
  ],
  ...[
    "--constructor",
    "--__proto__",
    "--__proto__=1",
    "--toString",
    "help",
    "api",
    "chats",
    "get",
    "true",
    "a=b",
    "=x",
  ],
  ...[
    "--page-size",
    "--page-size=5",
    "--limit",
    "--limit=5",
    "--concise",
    "--format",
    "--format=pretty",
    "\n",
    "日本",
  ],
  ...[
    "-💬",
    "--日本",
    "\u0000",
    "--text=\u0000",
    "--*",
    "*",
    "--[x]",
    "<x>",
    "--x:y",
    "-x,-y",
    "--text,",
    "a b",
    "--as",
  ],
] as const;

/** Lines that were chosen by hand: every odd word in every place. */
export const CHOSEN_LINES: readonly (readonly string[])[] = [
  [],
  ...ODD.flatMap((word) => [
    [word],
    [word, "+messages-send"],
    ["+messages-send", word],
    ["+messages-send", word, "x", "--text", "y"],
    ["+messages-send", "--text", word, "--yes"],
    ["api", "GET", word, "/x"],
    ["chats", word, "get", "--as", "bot"],
    ["+chat-messages-list", "--", word],
  ]),
];

/** Lines in which a command is found behind something else: behind options, `help`, `--`, a group, by another name. */
export const TREE_LINES: readonly (readonly string[])[] = ODD.flatMap((word) => [
  ["help", word, "chats", "get"],
  ["help", "--quiet", "chats", word],
  ["--as", "bot", "chats", word, "get"],
  ["--quiet", "+messages-post", "--text", word, "--as", "bot"],
  ["--quiet", "--", word, "api"],
  ["--text", "x", word, "+messages-send"],
]);

/** Random lines out of names, values and odd words; the same in every run. */
export function randomLines(count: number, seed: number): readonly (readonly string[])[] {
  const random = seededRandom(seed);
  const pick = <T>(from: readonly T[]) => from[Math.floor(random() * from.length)] as T;
  const names = COMMANDS.flatMap(({ name }) => name.split(" "));
  const options = [
    "--text",
    "--chat-id",
    "--as",
    "--dry-run",
    "--yes",
    "-y",
    "-q",
    "-C",
    "--name",
    "--mention",
    "--json",
  ];
  const characters = "-=.aChqyo5 é";
  const noise = () => Array.from({ length: Math.floor(random() * 6) }, () => pick([...characters])).join("");
  const word = () => {
    const kind = random();
    if (kind < 0.15) return pick(names);
    if (kind < 0.45) return pick(options);
    if (kind < 0.5) return `${pick(options)}=${pick(ODD)}`;
    if (kind < 0.8) return pick(ODD);
    return kind < 0.9 ? noise() : pick(["x", "oc_1", "5", "true"]);
  };
  return Array.from({ length: count }, () => {
    const line = Array.from({ length: Math.floor(random() * 8) }, word);
    return random() < 0.6
      ? line.toSpliced(Math.floor(random() * 2), 0, ...pick(COMMANDS).name.split(" "))
      : line;
  });
}

/** What a line is understood as. */
export async function answerTo(line: readonly string[]): Promise<string> {
  const { command, group, isHelp, options, givenNames, unknownCommand, problem } = await parseLine(
    line,
    TABLE,
  );
  const said = [unknownCommand, problem].map((one) =>
    one === undefined ? null : [one.message, one.detail.hint]
  );
  return JSON.stringify([command?.name, group?.name, isHelp, options, givenNames, ...said]);
}

/** Lines that are recorded together. */
export const BLOCK = 25;

/** A short digest of the answers to each block of lines. */
export async function digests(lines: readonly (readonly string[])[]): Promise<readonly string[]> {
  const found: string[] = [];
  for (let start = 0; start < lines.length; start += BLOCK) {
    const answers: string[] = [];
    for (const line of lines.slice(start, start + BLOCK)) answers.push(await answerTo(line));
    const bytes = new TextEncoder().encode(answers.join("\n"));
    const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    found.push(hash.slice(0, 6).toHex());
  }
  return found;
}

/** All lines that are compared. */
export const LINES: readonly (readonly string[])[] = [
  ...CHOSEN_LINES,
  ...randomLines(5000, 20260730),
  ...TREE_LINES,
];
