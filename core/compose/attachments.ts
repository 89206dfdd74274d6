import { invalidArgument } from "../failure.ts";
import type { JsonObject } from "../json.ts";

/** A post without text, for attachments alone (writing sheet 2.2). */
export const EMPTY_POST: JsonObject = { zh_cn: { content: [] } };

/** Puts files into the attachment zone of a post; the same key twice is one attachment. */
export function withAttachments(post: JsonObject, keys: readonly string[]): JsonObject {
  if (keys.length === 0) return post;
  return { ...post, files: [...new Set(keys)].map((key) => ({ key })) };
}

/**
 * Refuses attachments where content brings its own.
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export function checkNoOwnFiles(flag: string, content: JsonObject | undefined): void {
  if (!Array.isArray(content?.["files"])) return;
  throw invalidArgument(
    flag,
    `${flag} cannot be used with content that has its own "files"`,
    `leave ${flag} out`,
  );
}
