/**
 * The key stores of the systems, reached through the programs that come with them. They keep one thing, the key to our
 * secrets, and it goes in and out through pipes: arguments can be read by everybody on the machine.
 *
 * @module
 */

import { Failure, fileErrorReason, isNotFound } from "../failure.ts";
import { type Phrase, phrase } from "../text/phrase.ts";
import { type KeyStoreProgram, type ProgramResult, sleep, type World } from "../world.ts";
import type { StoreKind } from "./secret-store.ts";

/** What a system's key store needs of the world. */
export type KeyStoreWorld = Pick<World, "os" | "run" | "clock" | "interrupt">;

/** A key store of the system. */
export interface SystemKeyStore {
  readonly kind: Exclude<StoreKind, "file">;
  /**
   * Keeps a key under an id. What it answers with, if anything, has to be stored to find the key again; it is safe to show.
   *
   * @throws {KeyStoreError}
   */
  keep(id: string, key: string): Promise<string | undefined>;
  /**
   * The key; `undefined` where there is none under the id.
   *
   * @param kept what `keep` answered with
   * @throws {KeyStoreError}
   */
  find(id: string, kept: string | undefined): Promise<string | undefined>;
}

/** The key store did not work; the message says why. */
export class KeyStoreError extends Error {
  override readonly name = "KeyStoreError";
  constructor(readonly reason: Phrase, cause?: unknown) {
    super("the key store failed", cause === undefined ? undefined : { cause });
  }
}

/** Longest time that a program may take, milliseconds: one that hangs must not hold up every command. */
const LONGEST_RUN = 5000;
/** PowerShell takes seconds to start. */
const LONGEST_POWERSHELL = 20_000;

/** The system's key store; `undefined` where we know none. */
export function systemKeyStore(world: KeyStoreWorld): SystemKeyStore | undefined {
  switch (world.os) {
    case "linux":
      return secretService(world);
    case "darwin":
      return keychain(world);
    case "windows":
      return dataProtection(world);
    default:
      return undefined;
  }
}

/** Linux: the Secret Service of the desktop (GNOME Keyring, KWallet, KeePassXC). */
function secretService(world: KeyStoreWorld): SystemKeyStore {
  const attributes = (id: string) => ["application", "im", "key", id];
  return {
    kind: "secret-service",
    async keep(id, key) {
      const args = ["store", "-l", "Key to the secrets of im", ...attributes(id)];
      check(await runProgram(world, "secret-tool", args, key));
      return undefined;
    },
    async find(id) {
      const result = await runProgram(world, "secret-tool", ["lookup", ...attributes(id)], "");
      if (result.status === 0 || result.stderr.trim() !== "") return check(result).trim();
      // Without a word: there is no such key, or nobody could be asked to unlock it.
      const { stdout } = await runProgram(world, "secret-tool", ["search", "-a", ...attributes(id)], "");
      if (stdout.trim() !== "") throw new KeyStoreError("the keyring is locked");
      return undefined;
    },
  };
}

/** Status of `security` where there is no such item. */
const ITEM_NOT_FOUND = 44;

/** macOS: the keychain of the login. */
function keychain(world: KeyStoreWorld): SystemKeyStore {
  const account = (id: string) => `key-${id}`;
  return {
    kind: "keychain",
    async keep(id, key) {
      // With -i it reads its command from the pipe.
      const command = `add-generic-password -U -s im -a ${
        account(id)
      } -l "Key to the secrets of im" -w ${key}\n`;
      check(await runProgram(world, "security", ["-i"], command));
      return undefined;
    },
    async find(id) {
      const args = ["find-generic-password", "-s", "im", "-a", account(id), "-w"];
      const result = await runProgram(world, "security", args, "");
      return result.status === ITEM_NOT_FOUND ? undefined : check(result).trim();
    },
  };
}

/** Windows: data protection, which encrypts for one account of the system; the result is stored by us. */
function dataProtection(world: KeyStoreWorld): SystemKeyStore {
  const run = async (id: string, method: "Protect" | "Unprotect", text: string) => {
    const script = [
      "$ErrorActionPreference = 'Stop'",
      "Add-Type -AssemblyName System.Security",
      "$bytes = [Convert]::FromBase64String([Console]::In.ReadToEnd().Trim())",
      `$purpose = [Text.Encoding]::UTF8.GetBytes('im ${id}')`,
      `$result = [Security.Cryptography.ProtectedData]::${method}($bytes, $purpose, 'CurrentUser')`,
      "[Console]::Out.Write([Convert]::ToBase64String($result))",
    ].join("; ");
    const args = ["-NoProfile", "-NonInteractive", "-Command", script];
    return check(await runProgram(world, "powershell", args, text)).trim();
  };
  return {
    kind: "dpapi",
    keep: (id, key) => run(id, "Protect", key),
    find: async (id, kept) => kept === undefined ? undefined : await run(id, "Unprotect", kept),
  };
}

async function runProgram(
  world: KeyStoreWorld,
  program: KeyStoreProgram,
  args: readonly string[],
  stdin: string,
): Promise<ProgramResult> {
  const limit = program === "powershell" ? LONGEST_POWERSHELL : LONGEST_RUN;
  const late = new AbortController();
  const ended = new AbortController();
  const over = AbortSignal.any([ended.signal, world.interrupt]);
  sleep(world.clock, limit, over).then(() => late.abort(), () => {});
  try {
    return await world.run(program, { args, stdin, signal: AbortSignal.any([late.signal, world.interrupt]) });
  } catch (error) {
    if (world.interrupt.aborted) throw world.interrupt.reason;
    if (late.signal.aborted) {
      throw new KeyStoreError(phrase`${program} took more than ${limit / 1000} seconds`, error);
    }
    if (error instanceof Failure) throw error;
    throw new KeyStoreError(
      isNotFound(error) ? phrase`${program} is not installed` : fileErrorReason(error),
      error,
    );
  } finally {
    ended.abort();
  }
}

/** What the program printed, if it worked. */
function check({ status, stdout, stderr }: ProgramResult): string {
  if (status === 0) return stdout;
  const [line = ""] = stderr.trim().split("\n");
  throw new KeyStoreError(line === "" ? `it ended with status ${status}` : line.slice(0, 200));
}
