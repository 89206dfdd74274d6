/**
 * The one rule for paths that a person names, for files to save and files to send (docs/contract.md, 7 and 10): relative,
 * inside the working directory, also through symbolic links. The working directory is an input of its own, so that any
 * place can be reached on purpose.
 *
 * @module
 */

import { type Failure, fileFailure, invalidInput, isNotFound } from "./failure.ts";
import { hasInvisible } from "./text/invisible.ts";
import { input, type Phrase, phrase } from "./text/phrase.ts";
import type { World } from "./world.ts";
import { dirname, isAbsolute, join, relative } from "@std/path";

/** What the rule needs of the world. */
export type PathWorld = Pick<World, "cwd" | "os" | "files">;

const OTHER_DIRECTORY = phrase`use ${input("directory", "DIR")} to work in another directory`;

/**
 * Checks the text of a path without looking at the disk. Answers with the parts of the path, without empty ones
 * and ".".
 *
 * @throws {Failure} exit 2, naming the input and the value.
 */
export function checkRelativePath(inputKey: string, path: string, os: string): readonly string[] {
  const refuse = (problem: string, hint: Phrase): Failure =>
    invalidInput(inputKey, phrase`${input(inputKey)} ${problem}: ${JSON.stringify(path)}`, hint);
  if (path.trim() === "") throw refuse("is empty", phrase`give ${input(inputKey)} a file name`);
  if (hasInvisible(path)) {
    throw refuse("has control or invisible characters", "use a name that can be seen and typed");
  }
  if (/^[/\\]/.test(path) || /^[A-Za-z]:/.test(path)) {
    throw refuse("must be a relative path", OTHER_DIRECTORY);
  }
  const parts = path.split(/[/\\]/);
  if (parts.includes("..")) {
    throw refuse('must not contain ".."', OTHER_DIRECTORY);
  }
  if (os !== "windows" && path.includes("\\")) {
    throw refuse("has a backslash", 'separate directories with "/"');
  }
  return parts.filter((part) => part !== "" && part !== ".");
}

/**
 * The real directory that `parts` name below the working directory; as much of it as exists has its links
 * resolved, and nothing is created.
 *
 * @throws {Failure} exit 2 if it lies outside the working directory.
 */
export async function resolveInside(
  world: PathWorld,
  inputKey: string,
  parts: readonly string[],
): Promise<string> {
  const root = await realPath(world, world.cwd);
  let existing = root;
  for (const [index, part] of parts.entries()) {
    const next = await realPathIfExists(world, join(existing, part));
    if (next === undefined) return join(existing, ...parts.slice(index));
    if (!isInside(root, next)) {
      throw invalidInput(
        inputKey,
        phrase`${input(inputKey)} leaves the working directory through a link: ${
          JSON.stringify(parts.join("/"))
        }`,
        OTHER_DIRECTORY,
      );
    }
    existing = next;
  }
  return existing;
}

/**
 * Makes a directory that `resolveInside` named, and checks again where it is before anything is put into it.
 * Answers with the directories that were missing, the deepest first.
 */
export async function makeDirectoryInside(
  world: PathWorld,
  inputKey: string,
  directory: string,
): Promise<readonly string[]> {
  const root = await realPath(world, world.cwd);
  const missing: string[] = [];
  for (
    let one = directory;
    isInside(root, one) && one !== root && !await exists(world, one);
    one = dirname(one)
  ) {
    missing.push(one);
  }
  try {
    await world.files.mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (error) {
    throw fileFailure("create the directory", directory, error);
  }
  if (!isInside(root, await realPath(world, directory))) {
    throw invalidInput(inputKey, phrase`${input(inputKey)} leaves the working directory through a link`);
  }
  return missing;
}

/** Removes directories that were made in vain; those that something was put into stay. */
export async function removeDirectories(world: PathWorld, directories: readonly string[]): Promise<void> {
  for (const directory of directories) await world.files.remove(directory).catch(() => {});
}

async function exists(world: PathWorld, path: string): Promise<boolean> {
  return await world.files.lstat(path).then(() => true, () => false);
}

/** Whether `path` is `root` or lies below it; both real paths. */
export function isInside(root: string, path: string): boolean {
  const relativePath = relative(root, path);
  return !isAbsolute(relativePath) && relativePath.split(/[/\\]/)[0] !== "..";
}

async function realPath(world: PathWorld, path: string): Promise<string> {
  try {
    return await world.files.realPath(path);
  } catch (error) {
    throw fileFailure("find the directory", path, error);
  }
}

/** The real path, or `undefined` where nothing is there (a link that leads nowhere counts as something). */
async function realPathIfExists(world: PathWorld, path: string): Promise<string | undefined> {
  try {
    return await world.files.realPath(path);
  } catch (error) {
    if (isNotFound(error) && !await isLink(world, path)) return undefined;
    throw fileFailure("find", path, error);
  }
}

async function isLink(world: PathWorld, path: string): Promise<boolean> {
  return await world.files.lstat(path).then((info) => info.isSymlink, () => false);
}
