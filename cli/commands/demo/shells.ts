import { KEY_STORE_PROGRAMS, type World } from "../../../core/world.ts";

/** Shells by how they set variables. */
export type ShellKind = "posix" | "fish" | "csh" | "powershell" | "cmd";

/** The shell that a person uses. */
export interface Shell {
  readonly kind: ShellKind;
  /** Its path. */
  readonly program: string;
}

/** The person's shell: `SHELL`; on Windows the one that `im` was started from, as far as its variables tell. */
export function shellOf({ os, env }: Pick<World, "os" | "env">): Shell {
  if (os === "windows") return windowsShell(env);
  const program = env("SHELL") ?? "/bin/sh";
  const name = /[^/]*$/.exec(program)?.[0] ?? "";
  if (name === "fish") return { kind: "fish", program };
  if (name === "pwsh") return { kind: "powershell", program };
  return { kind: /^t?csh$/.test(name) ? "csh" : "posix", program };
}

/** Both PowerShells add the person's own modules to the path of the system's; the newer one has its own directory. */
function windowsShell(env: World["env"]): Shell {
  const modules = env("PSMODULEPATH") ?? "";
  if (/\\PowerShell\\(\d+\\)?Modules/i.test(modules)) {
    return { kind: "powershell", program: String.raw`C:\Program Files\PowerShell\7\pwsh.exe` };
  }
  if (/\\Documents\\WindowsPowerShell\\/i.test(modules)) {
    return { kind: "powershell", program: KEY_STORE_PROGRAMS.powershell };
  }
  return { kind: "cmd", program: String.raw`C:\Windows\System32\cmd.exe` };
}

/** A line that sets a variable, to be pasted. */
export function variableLine(kind: ShellKind, name: string, value: string): string {
  switch (kind) {
    case "posix":
      return `export ${name}=${quoted(value, (text) => text.replaceAll("'", String.raw`'\''`))}`;
    case "fish":
      return `set -gx ${name} ${quoted(value, (text) => text.replace(/['\\]/g, String.raw`\$&`))}`;
    case "csh":
      return `setenv ${name} ${quoted(value, (text) => text.replaceAll("'", String.raw`'\''`))}`;
    case "powershell":
      return `$env:${name} = '${value.replaceAll("'", "''")}'`;
    case "cmd":
      return `set "${name}=${value}"`;
  }
}

/** A word for a shell: as it is where no shell takes anything in it for a sign, else between single quotes. */
function quoted(value: string, escape: (text: string) => string): string {
  return /^[\w./:@%+-]+$/.test(value) ? value : `'${escape(value)}'`;
}

/** A word for the shells of Linux and macOS. */
export function posixWord(value: string): string {
  return quoted(value, (text) => text.replaceAll("'", String.raw`'\''`));
}
