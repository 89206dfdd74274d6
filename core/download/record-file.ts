import { fileFailure } from "../file-failure.ts";
import type { World } from "../world.ts";
import { removeIfThere } from "./disk.ts";
import type { KnownObject } from "./range-answer.ts";
import {
  formatDone,
  formatRecord,
  parseRecord,
  type PartialRecord,
  type ResourceIdentity,
} from "./record.ts";

/**
 * The record on disk. Its first line is replaced as a whole; what comes later is added line by line, which costs
 * nothing worth counting and cannot be torn: a line without its end does not count.
 */
export interface RecordFile {
  /** What an earlier run left for this resource, if it is sound. */
  read(resource: ResourceIdentity): Promise<PartialRecord | undefined>;
  save(record: PartialRecord): Promise<void>;
  remove(): Promise<void>;
  close(): void;
}

/** The record at a path; nothing is touched before the first call. */
export function createRecordFile(world: Pick<World, "files">, path: string): RecordFile {
  const temporary = `${path}.tmp`;
  let file: Deno.FsFile | undefined;
  let described: KnownObject | undefined;

  function close(): void {
    file?.close();
    file = undefined;
  }

  /** Writes the first line under a temporary name and renames it: a kill leaves the old record or the new one. */
  async function replace(record: PartialRecord): Promise<void> {
    close();
    try {
      await removeIfThere(world, temporary);
      file = await world.files.open(temporary, { append: true, createNew: true, mode: 0o600 });
      append(file, formatRecord(record));
      await world.files.rename(temporary, path);
      described = record.object;
    } catch (error) {
      close();
      throw fileFailure("write", path, error);
    }
  }

  function append(to: Deno.FsFile, text: string): void {
    const bytes = new TextEncoder().encode(text);
    for (let written = 0; written < bytes.length;) written += to.writeSync(bytes.subarray(written));
  }

  return {
    async read(resource) {
      const text = await world.files.readTextFile(path).catch(() => undefined);
      return text === undefined ? undefined : parseRecord(text, resource);
    },
    async save(record) {
      if (file === undefined || record.object !== described) return await replace(record);
      try {
        append(file, formatDone(record.done));
      } catch (error) {
        throw fileFailure("write", path, error);
      }
    },
    async remove() {
      close();
      await removeIfThere(world, path);
      await removeIfThere(world, temporary);
    },
    close,
  };
}
