import { failedPrecondition, type Failure, isNotFound, permissionFailure } from "../../../core/failure.ts";
import type { World } from "../../../core/world.ts";
import { writeText } from "../../output/terminal.ts";
import { exampleLines } from "./examples.ts";
import { writeLauncher } from "./launcher.ts";
import type { Program } from "../../command.ts";
import { logInToDemo } from "./account.ts";
import { ACCOUNT_VARIABLES, type DemoService } from "./service.ts";
import { shellOf } from "./shells.ts";
import { join } from "@std/path";

/**
 * Opens the person's shell with a profile of the demo and with `im` on the path; answers with its status. Tokens are not
 * among its variables, so that logging in, profiles and the rest can be tried as well.
 */
export async function openShell(world: World, im: Program, service: DemoService): Promise<number> {
  const { directory } = service;
  const { program } = shellOf(world);
  await world.files.stat(program).catch((error) => {
    throw cannotOpen(world, program, error);
  });
  const variables = await logInToDemo(world, im, service);
  const unset = ACCOUNT_VARIABLES.filter((name) => world.env(name) !== undefined).map((name) => [name, ""]);
  const programs = join(directory, "bin");
  await world.files.mkdir(programs);
  await writeLauncher(world, programs);
  const path = [programs, world.env("PATH")].filter((part) => part !== undefined)
    .join(world.os === "windows" ? ";" : ":");
  const examples = exampleLines().map((line) => `  im ${line}\n`).join("");
  await writeText(
    world.stderr,
    `In this shell, im talks to a demo service, and you are Mia. Try:\n\n${examples}  im auth login --recommend\n\n` +
      "What you write is kept until you leave with exit.\n",
  );
  try {
    if (world.shell === undefined) throw new Error("this world has no shell");
    return await world.shell(program, { ...Object.fromEntries(unset), ...variables, PATH: path });
  } catch (error) {
    world.interrupt.throwIfAborted();
    throw cannotOpen(world, program, error);
  }
}

function cannotOpen(world: World, program: string, error: unknown): Failure {
  const said = error instanceof Error ? error.message : String(error);
  // With the permission to run some programs only, Deno starts none in which another library could be loaded.
  const [, variable] = /with (\w+) environment variable/.exec(said) ?? [];
  const reason = isNotFound(error)
    ? "there is no such program"
    : variable !== undefined
    ? `Deno starts none while ${variable} is set`
    : permissionFailure(error)?.message ?? said;
  return failedPrecondition(
    `cannot open the shell "${program}": ${reason}`,
    world.os === "windows"
      ? "run the service alone and type in another terminal: im demo --serve"
      : "name another shell: SHELL=/bin/sh im demo --shell; or run the service alone: im demo --serve",
  );
}
