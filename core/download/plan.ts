import { invalidInput } from "../failure.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../safe-path.ts";
import { input, phrase } from "../text/phrase.ts";
import { cleanName } from "./file-name.ts";
import { join } from "@std/path";

/** What is known before the first response of where a download goes. */
export interface TargetPlan {
  /** Real directory inside the working directory; it need not exist yet. */
  readonly directory: string;
  /** File name, perhaps still without extension. */
  readonly base: string;
  /** How the file name comes about. */
  readonly naming: "given" | "default" | "server";
}

/** The target as it was given. */
export interface TargetOptions {
  /** A path; absent for the default name in the working directory. */
  readonly output: string | undefined;
  readonly fileKey: string;
  /** Use the server's name. */
  readonly originalName: boolean;
}

/**
 * Works out directory and name (docs/contract.md, 7). Ending in "/" or naming a directory means into it.
 *
 * @throws {Failure} exit 2 for a path that breaks the path rule.
 */
export async function planTarget(world: PathWorld, options: TargetOptions): Promise<TargetPlan> {
  const { output } = options;
  const parts = output === undefined ? [] : checkRelativePath("output", output, world.os);
  const intoDirectory = output === undefined || parts.length === 0 || /[/\\]\.?$/.test(output) ||
    await namesDirectory(world, parts);
  if (!intoDirectory) {
    if (options.originalName) {
      throw invalidInput(
        "originalName",
        phrase`${input("originalName")} takes the server's name, but ${
          input("output")
        } names the file: "${output}"`,
        phrase`leave one of them out, or let ${input("output")} end in /`,
      );
    }
    const directory = await resolveInside(world, "output", parts.slice(0, -1));
    return { directory, base: parts.at(-1) ?? "", naming: "given" };
  }
  return {
    directory: await resolveInside(world, "output", parts),
    base: cleanName(options.fileKey) ?? "file",
    naming: options.originalName ? "server" : "default",
  };
}

async function namesDirectory(world: PathWorld, parts: readonly string[]): Promise<boolean> {
  // A link to a directory is followed only here, and then held to the same rule as every other path.
  return await world.files.stat(join(world.cwd, ...parts)).then((info) => info.isDirectory, () => false);
}
