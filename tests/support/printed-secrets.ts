/**
 * Looks for secrets in everything that the scenarios print.
 *
 * @module
 */

import type { Platform } from "../../fixtures/platform/mod.ts";
import type { RunResult } from "./im.ts";
import { assert } from "@std/assert";

/** Variables that hold secrets. */
const SECRET_VARIABLES = /_(?:APP_SECRET|ACCESS_TOKEN)$/;

/**
 * The same result. Whatever a scenario is about, no run prints a secret: none of the service's apps, logins and tokens,
 * none that was in a variable, plain or encoded (docs/contract.md, 2).
 */
export function withoutSecrets<T extends RunResult>(
  result: T,
  { accounts }: Platform,
  env: Readonly<Record<string, string>>,
): T {
  const given = Object.entries(env).filter(([name]) => SECRET_VARIABLES.test(name)).map(([, value]) => value);
  // A short one is found in other words, too.
  const secrets = [...accounts.secrets(), ...given].filter((secret) => secret.trim().length >= 8);
  const printed = result.stdout + result.stderr;
  for (const secret of secrets) {
    const base64 = btoa(String.fromCharCode(...new TextEncoder().encode(secret))).replace(/=+$/, "");
    for (const form of [secret, encodeURIComponent(secret), base64]) {
      assert(!printed.includes(form), `a secret was printed: ${printed}`);
    }
  }
  return result;
}
