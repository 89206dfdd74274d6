/**
 * The key stores of the systems, as far as their programs show them: what is stored is remembered, every call is seen.
 *
 * @module
 */

import type { ProgramInput, World } from "../../core/world.ts";

/** One call of a program. */
export interface SeenProgram extends Pick<ProgramInput, "args" | "stdin"> {
  readonly program: string;
}

/** A key store with its programs. */
export interface FakeKeyStore {
  readonly run: World["run"];
  readonly seen: readonly SeenProgram[];
  readonly keys: Map<string, string>;
  /** The keyring of Linux is locked, and nobody can be asked. */
  lock(): void;
  /** From now on every program ends like this. */
  fail(status: number, stderr: string): void;
  work(): void;
}

/** Makes one; it is empty. */
export function fakeKeyStore(): FakeKeyStore {
  const keys = new Map<string, string>();
  const seen: SeenProgram[] = [];
  let isLocked = false;
  let failure: { status: number; stdout: string; stderr: string } | undefined;
  const answer = (stdout: string | undefined, missing: number) =>
    stdout === undefined ? { status: missing, stdout: "", stderr: "" } : { status: 0, stdout, stderr: "" };

  function result(program: string, args: readonly string[], stdin: string) {
    const line = args.join(" ");
    if (program === "secret-tool") {
      const name = args.slice(-4).join(" ");
      if (args[0] === "store") keys.set(name, stdin);
      if (args[0] === "search") return answer(keys.has(name) ? "[/1]\nlabel = \n" : "", 0);
      return answer(args[0] === "store" ? "" : isLocked ? undefined : keys.get(name), 1);
    }
    if (program === "security") {
      const [, account = "", key = ""] = /-a (\S+).*-w (\S+)\n$/.exec(stdin) ?? [];
      if (line === "-i") keys.set(account, key);
      return answer(line === "-i" ? "" : keys.get(args[4] ?? "") && `${keys.get(args[4] ?? "")}\n`, 44);
    }
    return answer([...stdin].reverse().join(""), 1);
  }

  return {
    keys,
    seen,
    run: (program, { args, stdin }) => {
      seen.push({ program, args, stdin });
      return Promise.resolve(failure ?? result(program, args, stdin));
    },
    lock: () => isLocked = true,
    fail: (status, stderr) => failure = { status, stdout: "", stderr },
    work: () => failure = undefined,
  };
}
