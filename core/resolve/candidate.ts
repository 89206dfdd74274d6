/**
 * What a name may stand for, and when a name is that of something (docs/contract.md, 20).
 *
 * @module
 */

import type { JsonObject } from "../json/json.ts";
import { editDistance } from "../text/edit-distance.ts";

/** What has a name: a chat, or a person. */
export type NamedType = "chat" | "user";

/** A chat or a person, with facts that tell it from others of its name. */
export type Candidate = JsonObject & {
  readonly type: NamedType;
  readonly id: string;
  /** Empty for direct chats, and for people whose name the caller does not see. */
  readonly name: string;
};

/** What a name was compared with. */
export interface Found {
  /** Those that bear the name. */
  readonly exact: readonly Candidate[];
  /** Others whose names are close: not the same, but found with it. */
  readonly near: readonly Candidate[];
}

/** The form in which names are compared: width and form of letters and their case do not count, all else does. */
export function foldName(name: string): string {
  // Upper case first: some small letters have two forms, which are one there.
  return name.normalize("NFKC").toUpperCase().toLowerCase().trim();
}

/** Whether a name is close to a folded one: it has it in it, or is a mistyped form of it. */
export function isNearName(name: string, folded: string): boolean {
  const other = foldName(name);
  if (other === "") return false;
  return other.includes(folded) || editDistance(folded, other) <= Math.floor(folded.length / MISTYPED_SHARE);
}

/** One letter in so many may be another one. */
const MISTYPED_SHARE = 4;

/** The first characters of a text. */
export function firstCharacters(text: string, count: number): string {
  return Array.from(text).slice(0, count).join("");
}

/** Leaves out fields that say nothing. */
export function knownFacts(facts: Readonly<Record<string, JsonObject[string] | undefined>>): JsonObject {
  const known = Object.entries(facts).filter(([, value]) =>
    value !== undefined && value !== null && value !== "" && value !== false
  );
  return Object.fromEntries(known) as JsonObject;
}
