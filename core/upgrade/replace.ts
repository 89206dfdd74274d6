import { fileFailure, withDetail } from "../failure.ts";
import type { World } from "../world.ts";
import { dirname, join } from "@std/path";

/** What the running program is called while it makes way for the new one, on Windows. */
export function asideName(path: string): string {
  return `${path}.old`;
}

/** Where the new program is written before it takes its place: beside the running one. */
export function draftName({ random }: Pick<World, "random">, path: string): string {
  return join(dirname(path), `.im-upgrade-${random().toString(36).slice(2, 10)}`);
}

/**
 * Puts a new program in the place of the running one by a rename, so that at every moment one whole program stands there.
 * Windows lets a running program be renamed but not replaced, so there the old one is moved aside first, and back if the
 * new one cannot take its place; what was moved aside goes with the next upgrade.
 *
 * @param path the program, no link
 * @param draft the new one, beside it; it is gone afterwards
 * @throws {Failure} exit 5, with the old program in its place.
 */
export function replaceProgram(
  { files, os }: Pick<World, "files" | "os">,
  path: string,
  draft: string,
): void {
  try {
    if (os === "windows") swapAside(files, path, draft);
    else files.renameSync(draft, path);
  } catch (error) {
    removeQuietly(files, draft);
    throw withDetail(fileFailure("replace", path, error), {
      hint:
        "the old program is still in its place; check the permissions of its directory and the free space",
    });
  }
}

function swapAside(files: World["files"], path: string, draft: string): void {
  const aside = asideName(path);
  removeQuietly(files, aside);
  files.renameSync(path, aside);
  try {
    files.renameSync(draft, path);
  } catch (error) {
    files.renameSync(aside, path);
    throw error;
  }
  // Windows refuses this while the old program runs.
  removeQuietly(files, aside);
}

function removeQuietly(files: World["files"], path: string): void {
  try {
    files.removeSync(path);
  } catch {
    // It is not there, or in use.
  }
}
