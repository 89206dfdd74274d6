/**
 * Messages with resources, and what has to be true of the `resources` that are printed.
 *
 * @module
 */

import {
  type LoggedRequest,
  type Platform,
  type PlatformOptions,
  type Resource,
  resourceBytes,
  type WorldMessage,
} from "../../../../fixtures/platform/mod.ts";
import { assertBytes } from "../../../support/downloads.ts";
import { callsTo, ENDPOINT, groupOf, type Json, LIST, listAt, text } from "./scene.ts";
import { assert, assertEquals } from "@std/assert";
import { isAbsolute, join } from "@std/path";

export const DIRECTORY = "lark-im-resources";
export const DOWNLOAD = [...LIST, "--download-resources"] as const;

/** A resource of the message `om_NAME`, with bytes of its own. */
export function resourceOf(
  name: string,
  fileKey: string,
  more: Partial<Resource> & { readonly seed?: number; readonly size?: number } = {},
): Resource {
  const { seed = fileKey.length, size = 500, ...rest } = more;
  return {
    messageId: `om_${name}`,
    fileKey,
    type: fileKey.startsWith("img") ? "image" : "file",
    bytes: { size, seed },
    ...rest,
  };
}

/** The picture message `om_NAME`. */
export function picture(name: string, minute: number, key = `img_${name}`): WorldMessage {
  return text(name, minute, { type: "image", content: { image_key: key } });
}

/** The file message `om_NAME`. */
export function fileMessage(name: string, minute: number, key = `file_${name}`): WorldMessage {
  return text(name, minute, { type: "file", content: { file_key: key, file_name: `${name}.dat` } });
}

const MIB = 2 ** 20;
/** Two files, of which the first takes more than one range, and a picture. */
export const LARGE_FILES: readonly Resource[] = [
  resourceOf("first", "file_first", { seed: 1, size: 10 * MIB }),
  resourceOf("second", "file_second", { seed: 2, size: 3 * MIB }),
  resourceOf("small", "img_small", { seed: 3 }),
];

/** A group with their messages. */
export function largeFilesWorld(): PlatformOptions {
  const messages = [fileMessage("first", 1), fileMessage("second", 2), picture("small", 3)];
  return groupOf(messages, { resources: LARGE_FILES });
}

/** Size of a file, bytes; 0 while there is none. */
export function sizeOf(path: string): number {
  try {
    return Deno.statSync(path).size;
  } catch {
    return 0;
  }
}

export const resourcesOf = (message: Json | undefined) => listAt(message, "resources");
export const downloads = (platform: Platform): readonly LoggedRequest[] =>
  callsTo(platform, ENDPOINT.resource);

/** Keys of resources with their types, in order. */
export function keysOf(message: Json | undefined): readonly string[] {
  return resourcesOf(message).map(({ type, key }) => `${type}:${key}`);
}

/** Demands that an entry tells where a resource is, and that it is there, whole. */
export async function assertEntry(entry: Json | undefined, resource: Resource, cwd: string): Promise<void> {
  assertEquals(Object.keys({ ...entry }), ["message_id", "key", "type", "local_path", "size_bytes"]);
  const { message_id, key, type, local_path, size_bytes } = { ...entry };
  assertEquals([message_id, key, type], [resource.messageId, resource.fileKey, resource.type]);
  const path = String(local_path);
  assert(isAbsolute(path) && path.startsWith(join(cwd, DIRECTORY) + "/"), path);
  const bytes = resourceBytes(resource);
  assertEquals(size_bytes, bytes.length);
  await assertBytes(path, bytes);
}

/** Demands that an entry tells that a resource is not there. */
export function assertFailed(entry: Json | undefined, messageId: string, key: string): void {
  const { type, ...rest } = { ...entry };
  assert(type === "image" || type === "file", String(type));
  assertEquals(rest, { message_id: messageId, key, error: true });
}

/** Names of the files that were saved, in order. */
export function savedIn(cwd: string): readonly string[] {
  try {
    return Array.from(Deno.readDirSync(join(cwd, DIRECTORY)), ({ name }) => name).sort();
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error;
  }
}
