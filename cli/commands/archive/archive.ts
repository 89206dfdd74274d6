/**
 * What the commands of `im archive` share: which archive, and how its messages are read.
 *
 * @module
 */

import type { Archive, ArchiveWorld, WritableArchive } from "../../../core/archive/directory.ts";
import { readMeta } from "../../../core/archive/meta.ts";
import { createMessageReader, type MessageReader } from "../../../core/archive/message-reader.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import type { World } from "../../../core/world.ts";
import type { Runtime } from "../../command.ts";
import { optional, text } from "../../options/option.ts";
import { isAbsolute, join } from "@std/path";

/** Options of all commands that read an archive. */
export const archiveOptions = {
  archive: optional(text("dir", "directory of the archive; default: the current one")),
};

/** Opens the archive that was named, else that of the current directory, else that of the variable. */
export async function openArchive(world: World, named: string | undefined): Promise<Archive> {
  const { openForReading } = await import("../../../core/archive/directory.ts");
  const { path, from } = await findArchive(world, named);
  return await openForReading(from, "archive", path);
}

/** Where the archive is: a path, and the directory that it is relative to. */
export async function findArchive(
  world: World,
  named: string | undefined,
): Promise<{ readonly path: string; readonly from: ArchiveWorld }> {
  if (named !== undefined) return { path: named, from: world };
  const isHere = await world.files.stat(join(world.cwd, "archive.db")).then(
    ({ isFile }) => isFile,
    () => false,
  );
  const variable = world.env("IM_ARCHIVE");
  if (isHere || variable === undefined) return { path: ".", from: world };
  // A variable may name any place: whoever sets it knows the machine.
  return isAbsolute(variable)
    ? { path: ".", from: { ...world, cwd: variable } }
    : { path: variable, from: world };
}

/** Reads the messages of an archive as the read commands print them. */
export function readerOf(
  archive: Archive,
  options: { readonly history: boolean; readonly threads: boolean },
): MessageReader {
  return createMessageReader(archive, {
    ...options,
    linkHost: appLinkHost(readMeta(archive.database, "brand")),
  });
}

/** Runs work on an archive and closes it; interrupts end the process, since the database leaves no time to notice them. */
export function withArchive<T>(
  { world }: Runtime,
  named: string | undefined,
  work: (archive: Archive) => T | Promise<T>,
): Promise<T> {
  return world.blocking(async () => {
    const archive = await openArchive(world, named);
    try {
      return await work(archive);
    } finally {
      archive.close();
    }
  });
}

/** The same for work that writes; what it had not committed when it was ended is as it was. */
export function withWritableArchive<T>(
  { world }: Runtime,
  named: string | undefined,
  work: (archive: WritableArchive) => T | Promise<T>,
  beforeOpen?: (path: string) => Promise<void>,
): Promise<T> {
  return world.blocking(async () => {
    const { openForWriting } = await import("../../../core/archive/directory.ts");
    const { path, from } = await findArchive(world, named);
    const archive = await openForWriting(from, {
      ...{ inputKey: "archive", path, isExisting: true },
      ...beforeOpen === undefined ? {} : { beforeOpen },
    });
    try {
      return await work(archive);
    } finally {
      archive.close();
    }
  });
}

/** A chat of the archive, by id or name. */
export const archivedChat = (summary: string) => ({ ...text("oc_id|name", summary), isId: true as const });
/** A person of the archive, by id or name. */
export const archivedPerson = (summary: string) => ({ ...text("ou_id|name", summary), isId: true as const });
