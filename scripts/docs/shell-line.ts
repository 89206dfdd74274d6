import { split } from "shlex";

/** A command in a line for a shell. */
export interface ShellCommand {
  readonly words: readonly string[];
  /** Variables that are set for it alone. */
  readonly variables: Readonly<Record<string, string>>;
  /** As it was typed. */
  readonly text: string;
}

/**
 * The commands of a line, joined by pipes; quotes are taken away. `undefined` where only a shell can understand the line:
 * redirections, substitutions, several lines.
 */
export function commandsOf(line: string): readonly ShellCommand[] | undefined {
  const joined = line.replaceAll("\\\n", " ");
  const tokens = Array.from(
    joined.matchAll(/\s+|\||(?:'[^']*'|"[^"$`]*"|\\.|[^\s|'"\\])+|./g),
    ([token]) => token,
  );
  const commands: ShellCommand[] = [];
  let part: string[] = [];
  for (const token of [...tokens, "|"]) {
    if (token !== "|") {
      part.push(token);
      continue;
    }
    const command = commandOf(part);
    if (command === undefined) return undefined;
    commands.push(command);
    part = [];
  }
  return commands;
}

function commandOf(tokens: readonly string[]): ShellCommand | undefined {
  const text = tokens.join("").trim();
  // What is quoted means itself.
  const bare = tokens.map((token) => token.replace(/'[^']*'|"[^"]*"|\\./g, "")).join("");
  if (text === "" || /[$`;&<>()\n]/.test(bare)) return undefined;
  const words = split(text);
  const count = words.findIndex((word) => !/^[A-Z_]+=/.test(word));
  const own = count < 0 ? words.length : count;
  const variables = words.slice(0, own).map((word): [string, string] => {
    const at = word.indexOf("=");
    return [word.slice(0, at), word.slice(at + 1)];
  });
  return { words: words.slice(own), variables: Object.fromEntries(variables), text };
}
