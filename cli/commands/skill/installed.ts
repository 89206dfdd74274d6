/**
 * The skill in a directory of skills: what is there, what would change, and how it gets there.
 *
 * @module
 */

import { buildInfo } from "../../../core/build-info.ts";
import { failedPrecondition, fileFailure, isNotFound } from "../../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue, tryParseJson } from "../../../core/json/json.ts";
import { openDirectoryInside, type PinnedDirectory } from "../../../core/pinned-directory.ts";
import { checkRelativePath, resolveInside } from "../../../core/safe-path.ts";
import { toHex } from "../../../core/text/bytes.ts";
import { phrase } from "../../../core/text/phrase.ts";
import type { World } from "../../../core/world.ts";
import { basename, dirname, join } from "@std/path";

/** Where skills are kept. */
export interface SkillPlace {
  readonly world: World;
  /** Relative to the working directory of the world. */
  readonly dir: string;
}

/** What becomes of one file. */
export interface FileChange {
  readonly path: string;
  /** Absent for a file that no longer belongs to the skill. */
  readonly text?: string;
  /** `kept`: it no longer belongs to the skill, but a person has changed it. */
  readonly change: "added" | "replaced" | "unchanged" | "removed" | "kept";
  /** What stands in the way of replacing it: a person changed it since it was installed, or im never installed it. */
  readonly objection?: "edited" | "foreign";
}

/** The skill in its directory, before it is written. */
export interface InstalledSkill {
  readonly world: World;
  /** Absolute, with links resolved. */
  readonly directory: string;
  readonly changes: readonly FileChange[];
  /** The text of the record of these files. */
  readonly record: string;
}

/** Folder of the skill; agents want it to be called as the skill is. */
const NAME = "im";
/** The hashes of the files as they were installed, which show what was changed by hand. */
const RECORD = ".installed.json";

/** Looks at what is there. @throws {Failure} exit 2 for a path that breaks the path rule, exit 5 where it cannot be read. */
export async function inspectSkill({ world, dir }: SkillPlace): Promise<InstalledSkill> {
  const parts = checkRelativePath("dir", dir, world.os);
  const directory = await resolveInside(world, "dir", [...parts, NAME]);
  const installed = hashesOf(await readIfThere(world, join(directory, RECORD)));
  const { SKILL_FILES } = await import("./files.ts");
  const changes = await Promise.all(
    Object.entries(SKILL_FILES).map(async ([path, text]): Promise<FileChange> => {
      const present = await readIfThere(world, join(directory, path));
      if (present === undefined) return { path, text, change: "added" };
      if (present === text) return { path, text, change: "unchanged" };
      const hash = installed[path];
      if (hash === await hashOf(present)) return { path, text, change: "replaced" };
      return { path, text, change: "replaced", objection: hash === undefined ? "foreign" : "edited" };
    }),
  );
  const others = Object.keys(installed).filter((path) => OWN_PATH.test(path) && !(path in SKILL_FILES));
  const obsolete = await Promise.all(
    others.map((path) => obsoleteChange(world, directory, path, installed[path])),
  );
  return {
    world,
    directory,
    changes: [...changes, ...obsolete.flatMap((one) => one ?? [])],
    record: await recordOf(SKILL_FILES),
  };
}

/** Paths that a version of the skill may have; a record can be written by anybody. */
const OWN_PATH = /^(?:[\w-]+\/)?[\w-]+\.md$/;

/** What becomes of a file that an earlier version installed; nothing where it is gone. */
async function obsoleteChange(
  world: World,
  directory: string,
  path: string,
  hash: JsonValue | undefined,
): Promise<FileChange | undefined> {
  const folder = join(directory, dirname(path));
  try {
    if (await world.files.realPath(folder) !== folder) return undefined;
    const present = await readIfThere(world, join(directory, path));
    if (present === undefined) return undefined;
    const isEdited = await hashOf(present) !== hash;
    return { path, change: isEdited ? "kept" : "removed" };
  } catch {
    // Something else took its place.
    return undefined;
  }
}

async function recordOf(files: Readonly<Record<string, string>>): Promise<string> {
  const hashes = await Promise.all(
    Object.entries(files).map(async ([path, text]) => [path, await hashOf(text)] as const),
  );
  return JSON.stringify({ version: buildInfo.version, files: Object.fromEntries(hashes) }, null, 2) + "\n";
}

function hashesOf(text: string | undefined): JsonObject {
  const parsed = text === undefined ? undefined : tryParseJson(text);
  const files = isJsonObject(parsed) ? parsed["files"] : undefined;
  return isJsonObject(files) ? files : {};
}

async function hashOf(text: string): Promise<string> {
  return toHex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

async function readIfThere({ files }: World, path: string): Promise<string | undefined> {
  try {
    const info = await files.lstat(path);
    if (!info.isFile) {
      throw failedPrecondition(`"${path}" exists and is not a file`, phrase`move it away`, path);
    }
    return await files.readTextFile(path);
  } catch (error) {
    if (isNotFound(error)) return undefined;
    throw fileFailure("read", path, error);
  }
}

/** Writes what has changed, each file as a whole or not at all, and the record of it last. */
export function writeSkill({ world, directory, changes, record }: InstalledSkill): void {
  for (const { path, text, change } of changes) {
    if (change === "unchanged" || text === undefined) continue;
    const { directory: folder } = openDirectoryInside(world, "dir", join(directory, dirname(path)));
    replaceFile(world, folder, basename(path), text);
  }
  for (const { path, change } of changes) if (change === "removed") removeFile(world, directory, path);
  replaceFile(world, openDirectoryInside(world, "dir", directory).directory, RECORD, record);
}

/** Removes a file, and its folder where that is empty then. */
function removeFile(world: World, directory: string, path: string): void {
  const { files } = world;
  const place = (folder: string) => openDirectoryInside(world, "dir", folder).directory;
  try {
    place(join(directory, dirname(path))).run((at) => files.removeSync(at(basename(path))));
  } catch (error) {
    throw fileFailure("remove", join(directory, path), error);
  }
  if (dirname(path) === ".") return;
  try {
    place(directory).run((at) => files.removeSync(at(dirname(path))));
  } catch {
    // It has other files.
  }
}

function replaceFile(world: World, folder: PinnedDirectory, name: string, text: string): void {
  const bytes = new TextEncoder().encode(text);
  const draft = `.${name}.${toHex(world.randomBytes(6))}.draft`;
  const { files } = world;
  try {
    folder.run((at) => {
      try {
        using file = files.openSync(at(draft), { write: true, createNew: true, mode: 0o600 });
        for (let done = 0; done < bytes.length;) done += file.writeSync(bytes.subarray(done));
        file.syncSync();
      } catch (error) {
        files.removeSync(at(draft));
        throw error;
      }
      files.renameSync(at(draft), at(name));
    });
  } catch (error) {
    throw fileFailure("write", join(folder.path, name), error);
  }
}
