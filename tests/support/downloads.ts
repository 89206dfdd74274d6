/**
 * What the scenarios of the download command share: command lines, resources and the checks that every run has to
 * pass.
 *
 * The record beside a partial file, as far as the scenarios must know it: a first line with everything, then lines
 * with the spans that are there by then.
 *
 * @module
 */

import { type Resource, resourceBytes } from "../../fixtures/platform/mod.ts";
import { assertEquals } from "@std/assert";
import { join } from "@std/path";
import { Buffer } from "node:buffer";

/** Name of the command under test. */
export const COMMAND = "+messages-resources-download";
/** Size of the first range and of those after it, bytes (docs/contract.md, 7). */
export const PROBE = 131_072;
export const CHUNK = 8_388_608;
export const LARGE = 24 * 1024 * 1024;

/** A command line for a resource. */
export function commandFor(resource: Resource, ...more: readonly string[]): string[] {
  const { messageId, fileKey, type } = resource;
  return [COMMAND, "--message-id", messageId, "--file-key", fileKey, "--type", type, ...more];
}

/** A resource with content of its own; `size` in bytes. */
export function fileOf(size: number, more: Partial<Resource> = {}): Resource {
  const seed = more.type === "image" ? 11 : 12;
  return {
    messageId: "om_scenario",
    fileKey: more.type === "image" ? "img_v3_scenario" : "file_v3_scenario",
    type: "file",
    bytes: size > 1_000_000
      ? largeBytes(size, seed)
      : resourceBytes({ ...NO_RESOURCE, bytes: { size, seed } }),
    ...more,
  };
}

const NO_RESOURCE = { messageId: "", fileKey: "", type: "file" } as const;
const contentCache = new Map<string, Uint8Array>();

/** Large contents are worked out once. */
function largeBytes(size: number, seed: number): Uint8Array {
  const key = `${size} ${seed}`;
  const bytes = contentCache.get(key) ?? resourceBytes({ ...NO_RESOURCE, bytes: { size, seed } });
  contentCache.set(key, bytes);
  return bytes;
}

/** Demands that a file has exactly these bytes. */
export async function assertBytes(path: string, expected: Uint8Array): Promise<void> {
  const actual = await Deno.readFile(path);
  // Natively: this is done for gigabytes in all.
  if (Buffer.compare(actual, expected) === 0) return;
  const first = expected.findIndex((byte, index) => byte !== actual[index]);
  throw new Error(
    `"${path}" has ${actual.length} bytes instead of ${expected.length}; the first wrong one is ${first}`,
  );
}

/** SHA-256 in lower-case hexadecimal digits. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes.slice());
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Demands that a resource, and nothing else, was saved under a name. */
export async function assertSaved(directory: string, name: string, resource: Resource): Promise<void> {
  assertEquals(namesIn(directory), [name]);
  await assertBytes(join(directory, name), resourceBytes(resource));
}

/** Demands that nothing can be seen in a directory, but for one name: at most hidden partial files. */
export function assertNothingVisible(directory: string, but?: string): void {
  assertEquals(namesIn(directory).filter((name) => !isPartial(name) && name !== but), []);
}

/** Whether a file is one of those that an unfinished download keeps. */
export function isPartial(name: string): boolean {
  return /^\..*\.im-part(\.json(\.tmp)?)?$/.test(name);
}

/** Names in a directory, in order. */
export function namesIn(directory: string): string[] {
  return Array.from(Deno.readDirSync(directory), ({ name }) => name).sort();
}

/** Everything below a directory: paths with type, size and the start of the content; links with their targets. */
export function treeOf(directory: string, below = ""): string[] {
  return Array.from(Deno.readDirSync(join(directory, below))).flatMap(({ name, isDirectory, isSymlink }) => {
    const path = join(below, name);
    const full = join(directory, path);
    if (isSymlink) return [`${path} -> ${Deno.readLinkSync(full)}`];
    if (isDirectory) return [`${path}/`, ...treeOf(directory, path)];
    const content = Deno.readFileSync(full);
    return [`${path} (${content.length}: ${content.slice(0, 32).join(" ")})`];
  }).sort();
}

/** What a record says. */
export interface RecordText {
  readonly head: Readonly<Record<string, unknown>>;
  /** First and last byte of each span on disk. */
  readonly done: readonly (readonly [number, number])[];
}

/** Reads a record's text; a line without its end does not count. */
export function readRecord(text: string): RecordText {
  const lines = text.split("\n").slice(0, -1).map((line): unknown => JSON.parse(line));
  const head = lines[0] as RecordText["head"];
  return { head, done: (lines.length > 1 ? lines.at(-1) : head["done"]) as RecordText["done"] };
}

/** The same record in one line, with something changed; what is `undefined` is left out. */
export function changeRecord(text: string, change: Readonly<Record<string, unknown>>): string {
  const { head, done } = readRecord(text);
  return JSON.stringify({ ...head, done, ...change }) + "\n";
}

/** An answer with a picture, some text in place of its bytes. */
export function pictureAnswer(text: string): Response {
  const bytes = new TextEncoder().encode(text);
  const headers = { "content-type": "image/png", "content-length": String(bytes.length) };
  const body = new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(bytes);
      controller.close();
    },
  });
  return new Response(body, { headers });
}
