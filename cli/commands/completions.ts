import { invalidArgument } from "../../core/failure.ts";
import { type CommandResult, defineCommand, type Runtime } from "../command.ts";
import { choice, type OptionValues, positional, text } from "../options/option.ts";
import { cleanLine, writeText } from "../output/terminal.ts";
import { SHELLS } from "./completions/words.ts";

const options = {
  words: { ...positional(text(SHELLS.join("|"), "the shell")), required: true },
};

/** `im completions` */
export const completions = defineCommand({
  name: "completions",
  summary: "Print the script that completes im in a shell",
  description: [
    "Completes commands, options, their values, profiles, formats, paths and, by id or name, the chats that " +
    "im +chat-list and im +chat-search listed last. It never calls the service. The script runs im for every completion: " +
    "im completions SHELL -- WORDS prints what may take the place of the last word.",
    'bash, in ~/.bashrc: eval "$(im completions bash)"',
    "zsh, in ~/.zshrc after compinit: source <(im completions zsh)",
    "fish, in ~/.config/fish/config.fish: im completions fish | source",
  ],
  examples: [
    { comment: "bash", line: "completions bash" },
    { comment: "zsh", line: "completions zsh" },
    { comment: "fish", line: "completions fish" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("../../core/json/shape.ts")).record({}, "none: a script is printed"),
  options,
  async run({ words: [word = "", ...line] }: OptionValues<typeof options>, runtime): Promise<CommandResult> {
    if (word === "") throw invalidArgument("shell", "the shell is missing", `choose ${SHELLS.join(", ")}`);
    const shell = choice(SHELLS, "").parse(word.toLowerCase(), "shell");
    await writeText(
      runtime.world.stdout,
      line.length === 0 ? await script(shell) : await linesFor(line, runtime),
    );
    return { data: {}, envelope: "none" };
  },
});

async function script(shell: (typeof SHELLS)[number]): Promise<string> {
  const { SCRIPTS } = await import("./completions/scripts.ts");
  return SCRIPTS[shell];
}

/** One candidate a line, with its meaning behind a tab; `:files` and `:directories` stand for paths. */
async function linesFor(line: readonly string[], runtime: Runtime): Promise<string> {
  const { candidatesFor } = await import("./completions/candidates.ts");
  const { knownTo } = await import("./completions/known.ts");
  const { candidates, paths } = await candidatesFor(line, knownTo(runtime));
  return [
    ...candidates.map(({ value, text }) => `${cleanLine(value)}\t${cleanLine(text)}`),
    ...(paths === undefined ? [] : [`:${paths.kind}\t${cleanLine(paths.prefix)}`]),
  ].map((one) => `${one}\n`).join("");
}
