/**
 * The command lines that are compared.
 *
 * @module
 */

import type { Contender } from "./measure.ts";

/** Names in the tables. */
export const names = {
  curl: "`curl`",
  curlSync: "`curl`, then `sync FILE`",
  wget: "`wget`",
  aria2: "`aria2c -x8 -s8 -k1M`",
} as const;

/** The key under which the object is served. */
export const resourceKey = "file_v3_bench";

/** Where the object is. */
export interface Address {
  readonly origin: string;
  /** PEM file of the authority to trust. */
  readonly authority: string | undefined;
}

/** A way to run the program under test. */
export interface Program {
  readonly name: string;
  readonly command: readonly string[];
}

function urlOf({ origin }: Address): string {
  return `${origin}/open-apis/im/v1/messages/om_bench/resources/${resourceKey}?type=file`;
}

export function curl(address: Address): Contender {
  return { name: names.curl, command: (file) => curlCommand(address, file) };
}

/** What promises as much as the program: the bytes are on disk when it ends. */
export function curlThenSync(address: Address): Contender {
  return {
    name: names.curlSync,
    command: (file) => ["sh", "-c", '"$@" && sync "$0"', file, ...curlCommand(address, file)],
  };
}

function curlCommand(address: Address, file: string): string[] {
  const trust = address.authority === undefined ? [] : ["--cacert", address.authority];
  return ["curl", "--silent", "--show-error", "--fail", ...trust, "--output", file, urlOf(address)];
}

export function wget(address: Address): Contender {
  const trust = address.authority === undefined ? [] : [`--ca-certificate=${address.authority}`];
  return {
    name: names.wget,
    command: (file) => ["wget", "--quiet", ...trust, "--output-document", file, urlOf(address)],
  };
}

/** Without allocating the file first, which is slow on this kind of disk. */
export function aria2(address: Address): Contender {
  const flags = ["-x8", "-s8", "-k1M", "--file-allocation=none", "--quiet", "--no-conf"];
  return { name: names.aria2, command: (file) => ["aria2c", ...flags, "--out", file, urlOf(address)] };
}

/** The program under test with further flags; they are its name in the tables. */
export function im(address: Address, program: Program, ...flags: readonly string[]): Contender {
  return {
    name: imName(program, ...flags),
    command: (file) => [
      ...program.command,
      ...["+messages-resources-download", "--message-id", "om_bench", "--file-key", resourceKey],
      ...["--type", "file", "--output", file, ...flags],
    ],
    env: {
      IM_BASE_URL: address.origin,
      IM_TENANT_ACCESS_TOKEN: "t-bench",
      ...(address.authority === undefined ? {} : { DENO_CERT: address.authority }),
    },
  };
}

export function imName({ name }: Program, ...flags: readonly string[]): string {
  return `\`${[name, ...flags].join(" ")}\``;
}
