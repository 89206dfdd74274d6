/**
 * The log of a run (`--log-file`): what `--verbose` prints on stderr, warnings and errors, with the time, and without
 * secrets. A log that cannot be written costs a warning, never a result.
 *
 * @module
 */

import { writeAll } from "../core/download/disk.ts";
import { Failure, fileErrorReason, systemErrorCode } from "../core/failure.ts";
import {
  inspectName,
  openDirectoryInside,
  openRegular,
  type PinnedDirectory,
} from "../core/pinned-directory.ts";
import { checkRelativePath, type PathWorld, resolveInside } from "../core/safe-path.ts";
import type { Secrets } from "../core/text/redact.ts";
import type { Warning } from "../core/warning.ts";
import type { World } from "../core/world.ts";
import { cleanLine } from "./output/terminal.ts";

/** Key of the warning that the log is not, or not whole, in its file. */
const NOT_WRITTEN = "log_not_written";

/** An open log. */
export interface RunLog {
  /** Adds a line; secrets go, and what would make two lines of it. */
  add(line: string): void;
  /** What became of it, where it could not be written. */
  warnings(): readonly Warning[];
  close(): void;
}

/** What a log needs of the world. */
export type LogWorld = PathWorld & Pick<World, "clock">;

/**
 * Opens the log at a path, to append to it.
 *
 * @throws {Failure} exit 2 for a path that breaks the path rule (docs/contract.md, 7)
 */
export async function openRunLog(
  world: LogWorld,
  path: string,
  { redact }: Pick<Secrets, "redact">,
): Promise<RunLog> {
  const parts = checkRelativePath("logFile", path, world.os);
  let file: Deno.FsFile | undefined;
  let warning: Warning | undefined;

  function close(): void {
    file?.close();
    file = undefined;
  }

  function giveUp(reason: string): void {
    close();
    warning = { key: NOT_WRITTEN, detail: `"${path}": ${reason}` };
  }

  try {
    const folder = await resolveInside(world, "logFile", parts.slice(0, -1));
    file = openToAppend(world, openDirectoryInside(world, "logFile", folder).directory, parts.at(-1) ?? "");
    if (file === undefined) giveUp("it is no regular file");
  } catch (error) {
    if (error instanceof Failure && error.detail.type === "validation") throw error;
    giveUp(reasonOf(error));
  }
  return {
    add(line) {
      if (file === undefined) return;
      const text = `${new Date(world.clock.now()).toISOString()} ${cleanLine(redact(line))}\n`;
      try {
        writeAll(file, new TextEncoder().encode(text));
      } catch (error) {
        giveUp(reasonOf(error));
      }
    },
    warnings: () => warning === undefined ? [] : [warning],
    close,
  };
}

function reasonOf(error: unknown): string {
  return fileErrorReason(error instanceof Failure ? error.cause ?? error : error);
}

/** The regular file of this name, made where it is missing; `undefined` for a link, or anything else. */
function openToAppend(world: PathWorld, directory: PinnedDirectory, name: string): Deno.FsFile | undefined {
  if (inspectName(world, directory, name) === undefined) {
    try {
      return directory.run((at) =>
        world.files.openSync(at(name), { append: true, createNew: true, mode: 0o600 })
      );
    } catch (error) {
      // Another process was quicker.
      if (systemErrorCode(error) !== "EEXIST") throw error;
    }
  }
  return openRegular(world, directory, name, { append: true });
}
