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
  const typed = tokens.filter((token) => token.trim() !== "");
  const text = tokens.join("").trim();
  if (text === "" || typed.some((token) => /[$`;&<>()\n]/.test(withoutQuoted(token)))) return undefined;
  const count = typed.findIndex((token) => !/^[A-Z_]+=/.test(token));
  const own = count < 0 ? typed.length : count;
  return {
    words: typed.slice(own).map(unquoted),
    variables: Object.fromEntries(
      typed.slice(0, own).map((token) => {
        const at = token.indexOf("=");
        return [token.slice(0, at), unquoted(token.slice(at + 1))];
      }),
    ),
    text,
  };
}

function withoutQuoted(token: string): string {
  return token.replace(/'[^']*'|"[^"]*"|\\./g, "");
}

function unquoted(token: string): string {
  return token.replace(
    /'([^']*)'|"([^"]*)"|\\(.)/g,
    (_all, single, double, escaped) => single ?? double ?? escaped,
  );
}
