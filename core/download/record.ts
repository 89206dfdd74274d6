import * as v from "valibot";
import { parseJson } from "../json.ts";
import type { KnownObject } from "./range-answer.ts";
import type { Spans } from "./ranges.ts";

/** What a resource is told apart by; a partial file continues only for the same one (CONTRACT 7). */
export interface ResourceIdentity {
  readonly host: string;
  readonly message_id: string;
  readonly file_key: string;
  readonly type: "image" | "file";
}

/** What stands beside a partial file: which object it is of, and which bytes of it are there. */
export interface PartialRecord {
  readonly resource: ResourceIdentity;
  readonly object: KnownObject;
  readonly done: Spans;
}

const VERSION = 1;
const Bytes = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const SpanList = v.array(v.tuple([Bytes, Bytes]));
/** Validators go back into headers, so they must fit there. */
const HeaderText = v.pipe(v.string(), v.regex(/^[\x20-\x7e\x80-\xff]*$/));
const RecordFile = v.object({
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
  const file: v.InferOutput<typeof RecordFile> = {
    version: VERSION,
    ...resource,
    size: object.total ?? null,
    etag: object.etag ?? null,
    last_modified: object.lastModified ?? null,
    content_type: object.contentType,
    done: done.map(({ start, end }) => [start, end]),
  };
  return JSON.stringify(file) + "\n";
}

/** A further line of a record file: the spans that are there by now. */
export function formatDone(done: Spans): string {
  return JSON.stringify(done.map(({ start, end }) => [start, end])) + "\n";
}

/**
 * Reads a record file for a resource: its first line, and the spans of its last one. What stands behind the last
 * newline was being written when the process was killed, and does not count.
 *
 * `undefined` where the file is damaged, of another version or resource, or says something impossible: then the
 * download starts over.
 */
export function parseRecord(text: string, resource: ResourceIdentity): PartialRecord | undefined {
  const [first, ...further] = text.split("\n").slice(0, -1).map(parseLine);
  const head = v.safeParse(RecordFile, first);
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

/** Whether the spans ascend, do not touch and lie within `size`. */
function isOrdered(spans: Spans, size: number): boolean {
  let next = 0;
  for (const { start, end } of spans) {
    if (start < next || end < start || end >= size) return false;
    next = end + 2;
  }
  return true;
}
