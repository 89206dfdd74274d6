/**
 * Runs the gate on both sides, where JSR cannot be reached: first with npm's packages, then with Cliffy and std from
 * checkouts of their repositories, at the versions of `deno.json`.
 *
 *     git clone --branch v1.2.1 https://github.com/c4spar/cliffy
 *     git clone --branch release-2026.07.30 https://github.com/denoland/std
 *     deno run -A scripts/npm/both-roads.ts --cliffy cliffy --std std
 *
 * @module
 */

import { gateSteps } from "../ok.ts";
import type { Registry } from "../registry.ts";
import { runSteps } from "../steps.ts";
import { findPackages, registryHandler } from "./serve-jsr.ts";

/** The value behind an option of this script. */
function optionValue(name: string): string {
  const value = Deno.args[Deno.args.indexOf(name) + 1];
  if (!Deno.args.includes(name) || value === undefined) throw new Error(`${name} DIRECTORY is missing`);
  return value;
}

async function runGate(registry: Registry): Promise<boolean> {
  console.log(`== ${registry} ==`);
  Deno.env.set("IM_REGISTRY", registry);
  return await runSteps(await gateSteps());
}

async function main(): Promise<boolean> {
  const sources = [optionValue("--cliffy"), optionValue("--std")];
  const packages = (await Promise.all(sources.map(findPackages))).flat();
  const server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    registryHandler(packages),
  );
  Deno.env.set("JSR_URL", `http://127.0.0.1:${server.addr.port}/`);
  try {
    return await runGate("npm") && await runGate("jsr");
  } finally {
    await server.shutdown();
  }
}

if (import.meta.main) Deno.exit(await main() ? 0 : 1);
