/**
 * `im config init` in a directory of a test's own.
 *
 * @module
 */

import { json, type WorldParts } from "../../../support/fake-world.ts";
import { type LineResult, runLine } from "../../../support/run-line.ts";
import { realClock } from "../../../support/secrets.ts";

const token = json({ code: 0, tenant_access_token: "t-1", expire: 7200 });

/** Sets up the app `cli_1` in a directory of its own; its secret comes from standard input. */
export function init(
  root: string,
  secret: string,
  options: readonly string[] = [],
  { variables: more = {}, ...parts }: WorldParts = {},
): Promise<LineResult> {
  const line = ["config", "init", "--app-id", "cli_1", "--app-secret-stdin", "--format", "pretty"];
  const variables = { IM_USER_ACCESS_TOKEN: "", IM_TENANT_ACCESS_TOKEN: "", IM_CONFIG_DIR: root, ...more };
  const readStdin = () => Promise.resolve(new TextEncoder().encode(secret));
  return runLine([...line, ...options], [token], { variables, readStdin, clock: realClock(), ...parts });
}
