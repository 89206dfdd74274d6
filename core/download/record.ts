import { fileFailure } from "../failure.ts";
import { parseJson } from "../json/json.ts";
import { openRegular, type PinnedDirectory } from "../pinned-directory.ts";
import type { World } from "../world.ts";
import { readFully, removeIfExists, writeAll } from "./disk.ts";
import type { KnownObject } from "./range-response.ts";
import type { Spans } from "./ranges.ts";
import { join } from "@std/path";
import * as v from "valibot";

/** What identifies a resource; a partial file continues only for the same one (docs/contract.md, 7). */
export interface ResourceIdentity {
  readonly host: string;
  readonly message_id: string;
  readonly file_key: string;
  readonly type: "image" | "file";
}

/** The record beside a partial file: of which object it is, and which bytes of it are there. */
export interface PartialRecord {
  readonly resource: ResourceIdentity;
  readonly object: KnownObject;
  readonly done: Spans;
}

const VERSION = 1;
const Bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** There are at most a few more spans than workers. */
const MAX_SPANS = 64;
const SpanList = v.pipe(v.array(v.tuple([Bytes, Bytes])), v.maxLength(MAX_SPANS));
/** Validators go back into headers, so they must fit there. */
const HeaderText = v.pipe(v.string(), v.regex(/^[\x20-\x7e\x80-\xff]*$/));
const RecordSchema = v.object({
  version: v.literal(VERSION),
  host: v.string(),
  message_id: v.string(),
  file_key: v.string(),
  type: v.picklist(["image", "file"]),
  size: v.nullable(Bytes),
  etag: v.nullable(HeaderText),
  last_modified: v.nullable(HeaderText),
  content_type: v.string(),
  done: SpanList,
});

/** The first line of a record file: all of a record. */
export function formatRecord({ resource, object, done }: PartialRecord): string {
  const file: v.InferOutput<typeof RecordSchema> = {
    version: VERSION,
    ...resource,
    size: object.total ?? null,
    etag: object.etag ?? null,
    last_modified: object.lastModified ?? null,
    content_type: object.contentType,
    done: spanPairs(done),
  };
  return JSON.stringify(file) + "\n";
}

/** A further line of a record file: the spans that are there by now. */
export function formatSpans(done: Spans): string {
  return JSON.stringify(spanPairs(done)) + "\n";
}

/** What is beyond the limit is fetched again. */
function spanPairs(done: Spans): [number, number][] {
  return done.slice(0, MAX_SPANS).map(({ start, end }) => [start, end]);
}

/**
 * Reads a record file for a resource: its first line, and the spans of its last one. What follows the last
 * newline was being written when the process was killed, and does not count.
 *
 * `undefined` where the file is damaged, of another version or resource, or impossible: then the
 * download starts over.
 */
export function parseRecord(text: string, resource: ResourceIdentity): PartialRecord | undefined {
  const [first, ...further] = text.split("\n").slice(0, -1).map(parseLine);
  const head = v.safeParse(RecordSchema, first);
  const lines = v.safeParse(v.array(SpanList), further);
  if (!head.success || !lines.success) return undefined;
  const file = head.output;
  const sameResource = file.host === resource.host && file.message_id === resource.message_id &&
    file.file_key === resource.file_key && file.type === resource.type;
  const done = (lines.output.at(-1) ?? file.done).map(([start, end]) => ({ start, end }));
  if (!sameResource || !isOrdered(done, file.size ?? Number.MAX_SAFE_INTEGER)) return undefined;
  return {
    resource,
    object: {
      total: file.size ?? undefined,
      etag: file.etag ?? undefined,
      lastModified: file.last_modified ?? undefined,
      contentType: file.content_type,
    },
    done,
  };
}

function parseLine(line: string): unknown {
  try {
    return parseJson(line);
  } catch {
    return undefined;
  }
}

/** Whether the spans ascend, do not touch and lie within `size` bytes. */
function isOrdered(spans: Spans, size: number): boolean {
  let next = 0;
  for (const { start, end } of spans) {
    if (start < next || end < start || end >= size) return false;
    next = end + 2;
  }
  return true;
}

/**
 * The record on disk. Its first line is replaced as a whole; what comes later is added line by line, which is
 * cheap and cannot be torn: a line without its end does not count.
 */
export interface RecordFile {
  /** What an earlier run left for this resource, if it is sound. */
  read(resource: ResourceIdentity): PartialRecord | undefined;
  /** @param isDurable also flush it to disk */
  save(record: PartialRecord, isDurable: boolean): Promise<void>;
  remove(): void;
  close(): void;
}

/** A record that has grown beyond this is replaced by its present state, bytes. */
const COMPACT_BYTES = 65_536;
/** Longest record that is read, bytes: ours stay far below it. */
const READ_BYTES = 1_048_576;

const NEW_FILE: Deno.OpenOptions = { append: true, createNew: true, mode: 0o600 };

/** What a record file needs of the world. */
export type RecordWorld = Pick<World, "files" | "os">;

/** The record under a name in a directory; nothing is touched before the first call. */
export function createRecordFile(
  world: RecordWorld,
  directory: PinnedDirectory,
  name: string,
): RecordFile {
  const path = join(directory.path, name);
  const temporary = `${name}.tmp`;
  let file: Deno.FsFile | undefined;
  let described: KnownObject | undefined;
  let size = 0;

  function close(): void {
    file?.close();
    file = undefined;
  }

  function append(text: string): void {
    const bytes = new TextEncoder().encode(text);
    if (file !== undefined) writeAll(file, bytes);
    size += bytes.length;
  }

  /** Writes the first line under a temporary name and renames it: a kill leaves the old record or the new one. */
  async function replace(record: PartialRecord, isDurable: boolean): Promise<void> {
    close();
    removeIfExists(world, directory, temporary);
    file = directory.run((at) => world.files.openSync(at(temporary), NEW_FILE));
    size = 0;
    append(formatRecord(record));
    if (isDurable) await file.syncData();
    directory.run((at) => world.files.renameSync(at(temporary), at(name)));
    described = record.object;
  }

  return {
    read(resource) {
      const text = readRecordText(world, directory, name);
      return text === undefined ? undefined : parseRecord(text, resource);
    },
    async save(record, isDurable) {
      try {
        if (file === undefined || record.object !== described || size > COMPACT_BYTES) {
          return await replace(record, isDurable);
        }
        append(formatSpans(record.done));
        if (isDurable) await file.syncData();
      } catch (error) {
        // The next save begins a new file: a line that was cut off would spoil those after it.
        close();
        throw fileFailure("write", path, error);
      }
    },
    remove() {
      close();
      removeIfExists(world, directory, name);
      removeIfExists(world, directory, temporary);
    },
    close,
  };
}

/** `undefined` where there is no regular file, or one that is no record of ours by its size. */
function readRecordText(world: RecordWorld, directory: PinnedDirectory, name: string): string | undefined {
  try {
    using file = openRegular(world, directory, name, { read: true });
    if (file === undefined || file.statSync().size > READ_BYTES) return undefined;
    return new TextDecoder().decode(readFully(file, name, 0, READ_BYTES));
  } catch {
    return undefined;
  }
}
