import { failedPrecondition, isNotFound, permissionFailure } from "../../../core/failure.ts";
import type { World } from "../../../core/world.ts";
import { writeText } from "../../output/terminal.ts";
import { exampleLines } from "./examples.ts";
import { writeLauncher } from "./launcher.ts";
import type { DemoService } from "./service.ts";
import { shellOf } from "./shells.ts";
import { join } from "@std/path";

/** Opens the person's shell with the demo's variables and with `im` on the path; answers with its status. */
export async function openShell(world: World, { variables, directory }: DemoService): Promise<number> {
  const { program } = shellOf(world);
  const programs = join(directory, "bin");
  await world.files.mkdir(programs);
  await writeLauncher(world, programs);
  const path = [programs, world.env("PATH")].filter((part) => part !== undefined)
    .join(world.os === "windows" ? ";" : ":");
  const examples = exampleLines().map((line) => `  im ${line}\n`).join("");
  await writeText(
    world.stderr,
    `In this shell, im talks to a demo service. Try:\n\n${examples}\nWhat you write is kept until you leave with exit.\n`,
  );
  try {
    if (world.shell === undefined) throw new Deno.errors.NotFound("no shell");
    return await world.shell(program, { ...variables, PATH: path });
  } catch (error) {
    world.interrupt.throwIfAborted();
    const reason = isNotFound(error)
      ? "there is no such program"
      : permissionFailure(error)?.message ?? (error instanceof Error ? error.message : String(error));
    throw failedPrecondition(
      `cannot open the shell "${program}": ${reason}`,
      world.os === "windows"
        ? "run the service alone and type in another terminal: im demo --serve"
        : "name another shell: SHELL=/bin/sh im demo --shell; or run the service alone: im demo --serve",
    );
  }
}
