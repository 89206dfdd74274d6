/**
 * Running other programs from the scripts.
 *
 * @module
 */

/** How a program ended and what it printed. */
export interface Outcome {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end, or until `signal` ends it, and keeps what it prints; one that cannot be started counts as code 127. */
export async function capture(
  command: string | URL,
  args: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env" | "signal"> = {},
): Promise<Outcome> {
  try {
    const output = await new Deno.Command(command, { ...options, args: [...args], stdin: "null" }).output();
    const decoder = new TextDecoder();
    return {
      code: output.code,
      stdout: decoder.decode(output.stdout),
      stderr: decoder.decode(output.stderr),
    };
  } catch (error) {
    return { code: 127, stdout: "", stderr: error instanceof Error ? error.message : String(error) };
  }
}

/** Runs a program that has to succeed; returns its standard output. */
export async function succeed(
  command: string | URL,
  args: readonly string[],
  options: Pick<Deno.CommandOptions, "cwd" | "env"> = {},
): Promise<string> {
  const { code, stdout, stderr } = await capture(command, args, options);
  if (code !== 0) throw new Error(`${command} ${args[0] ?? ""} ended with ${code}:\n${stdout}${stderr}`);
  return stdout;
}
