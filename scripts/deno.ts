/**
 * Runs a subcommand of the running Deno with the dependencies of whichever registry can be reached:
 * `deno run -A scripts/deno.ts SUBCOMMAND …`. `IM_REGISTRY=jsr|npm` decides by hand.
 *
 * @module
 */

import { chooseRegistry, registryFlags } from "./registry.ts";

async function main([subcommand, ...rest]: readonly string[]): Promise<number> {
  if (subcommand === undefined) {
    console.error("usage: scripts/deno.ts SUBCOMMAND …");
    return 2;
  }
  const flags = registryFlags(await chooseRegistry(), subcommand);
  const child = new Deno.Command(Deno.execPath(), {
    args: [subcommand, ...flags, ...rest],
    // Where npm is a company's mirror, its certificate is often known to the system alone.
    env: { DENO_TLS_CA_STORE: Deno.env.get("DENO_TLS_CA_STORE") ?? "mozilla,system" },
  }).spawn();
  // At a terminal the child has got its own SIGINT; a second one would mean "at once".
  Deno.addSignalListener("SIGINT", () => Deno.stdin.isTerminal() || forward(child, "SIGINT"));
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", () => forward(child, "SIGTERM"));
  return (await child.status).code;
}

function forward(child: Deno.ChildProcess, signal: Deno.Signal): void {
  try {
    child.kill(signal);
  } catch {
    // It has ended in between.
  }
}

try {
  Deno.exit(await main(Deno.args));
} catch (error) {
  console.error(`error: ${error instanceof Error ? error.message : error}`);
  Deno.exit(2);
}
