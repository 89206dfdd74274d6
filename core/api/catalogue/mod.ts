/**
 * The catalogue: one file a resource. A further method is a further entry there, nothing else. This module is large and
 * reached by `loadCatalogue` only.
 *
 * @module
 */

import type { Method } from "../method.ts";
import chatManagers from "./chat-managers.json" with { type: "json" };
import chatMembers from "./chat-members.json" with { type: "json" };
import chatModeration from "./chat-moderation.json" with { type: "json" };
import chatUserSetting from "./chat-user-setting.json" with { type: "json" };
import chats from "./chats.json" with { type: "json" };
import feedGroups from "./feed-groups.json" with { type: "json" };
import files from "./files.json" with { type: "json" };
import images from "./images.json" with { type: "json" };
import messageResources from "./message-resources.json" with { type: "json" };
import messages from "./messages.json" with { type: "json" };
import pins from "./pins.json" with { type: "json" };
import reactions from "./reactions.json" with { type: "json" };
import threads from "./threads.json" with { type: "json" };
import types from "./types.json" with { type: "json" };

/** The entries as they are written, with references to the shared types. */
export const ENTRIES: readonly unknown[] = [
  ...chats,
  ...chatMembers,
  ...chatUserSetting,
  ...chatManagers,
  ...chatModeration,
  ...messages,
  ...messageResources,
  ...reactions,
  ...threads,
  ...images,
  ...files,
  ...pins,
  ...feedGroups,
];

/** Shapes that several entries share, the `$defs` of their references. */
export const TYPES: Readonly<Record<string, unknown>> = types;

/** The methods, resource by resource; `tests/core/api/catalogue.test.ts` holds the data to its type. */
export const METHODS = resolveReferences(ENTRIES, TYPES);

/**
 * Puts the shared types in the place of `{"$ref": "#/$defs/name"}`; what stands beside a reference wins.
 *
 * @param entries data that is known to fit the type
 */
export function resolveReferences(
  entries: readonly unknown[],
  types: Readonly<Record<string, unknown>>,
): readonly Method[] {
  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== "object" || value === null) return value;
    const { $ref, ...own } = value as { readonly $ref?: string };
    const shared = $ref === undefined ? {} : types[$ref.replace("#/$defs/", "")];
    return Object.fromEntries(
      Object.entries({ ...(shared as object), ...own }).map(([key, one]) => [key, resolve(one)]),
    );
  }
  return entries.map((entry) => resolve(entry) as Method);
}
