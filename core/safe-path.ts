/**
 * The one rule for paths that a person names, for files to save and files to send (docs/contract.md, 7 and 10): relative,
 * inside the working directory, also through symbolic links. The working directory is an input of its own, so that any
 * place can be reached on purpose.
 *
 * @module
 */

import { type Failure, fileFailure, invalidInput, isNotFound } from "./failure.ts";
import { withoutHidden } from "./text/invisible.ts";
import { input, type Phrase, phrase } from "./text/phrase.ts";
import type { World } from "./world.ts";
import { isAbsolute, join, relative } from "@std/path";

/** What the rule needs of the world. */
export type PathWorld = Pick<World, "cwd" | "os" | "files">;

const OTHER_DIRECTORY = phrase`use ${input("directory", "DIR")} to work in another directory`;

/** Characters that no Windows file name may hold; a colon names a stream inside a file. */
export const RESERVED_CHARACTERS = '<>:"|?*';
/** Names that stand for devices on Windows, whatever their extension. */
export const DEVICE_NAME_REGEXP = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)(?=\s*(\.|$))/i;

/** Whether Windows reserves a file name, or takes a dot or a blank off its end. */
function isReservedOnWindows(name: string): boolean {
  return DEVICE_NAME_REGEXP.test(name) || /[\s.]$/u.test(name) ||
    [...RESERVED_CHARACTERS].some((character) => name.includes(character));
}

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
  if (withoutHidden(path) !== path) {
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
  const names = parts.filter((part) => part !== "" && part !== ".");
  if (os === "windows" && names.some(isReservedOnWindows)) {
    throw refuse("has a name that Windows reserves or changes", "choose another name");
  }
  return names;
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
    const next = await realPathIfExists(world, join(existing, part), () => {
      throw invalidInput(
        inputKey,
        phrase`${input(inputKey)} goes through a link that leads nowhere: ${JSON.stringify(parts.join("/"))}`,
        OTHER_DIRECTORY,
      );
    });
    if (next === undefined) return join(existing, ...parts.slice(index));
    if (!isInside(root, next)) throw leavesFailure(inputKey, parts.join("/"));
    existing = next;
  }
  return existing;
}

/** The refusal of a path that leads out of the working directory. */
export function leavesFailure(inputKey: string, path: string): Failure {
  return invalidInput(
    inputKey,
    phrase`${input(inputKey)} leaves the working directory through a link: ${JSON.stringify(path)}`,
    OTHER_DIRECTORY,
  );
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

/** The real path, or `undefined` where nothing is there. */
async function realPathIfExists(
  world: PathWorld,
  path: string,
  refuseDangling: () => never,
): Promise<string | undefined> {
  try {
    return await world.files.realPath(path);
  } catch (error) {
    if (!isNotFound(error)) throw fileFailure("find", path, error);
    if (await isLink(world, path)) refuseDangling();
    return undefined;
  }
}

async function isLink(world: PathWorld, path: string): Promise<boolean> {
  return await world.files.lstat(path).then((info) => info.isSymlink, () => false);
}
