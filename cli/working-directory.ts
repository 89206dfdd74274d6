import { resolve } from "@std/path";
import { invalidArgument } from "../core/failure.ts";
import type { World } from "../core/world.ts";

/**
 * The same world with another working directory (`-C DIR`).
 *
 * @throws {Failure} exit 2 if it is no directory.
 */
export async function enterDirectory(world: World, directory: string | undefined): Promise<World> {
  if (directory === undefined) return world;
  const cwd = resolve(world.cwd, directory);
  const isDirectory = directory !== "" &&
    await world.files.stat(cwd).then((info) => info.isDirectory, () => false);
  if (!isDirectory) {
    throw invalidArgument("-C", `-C is no directory: "${directory}"`, "create it first, or name another one");
  }
  return { ...world, cwd };
}
