import { type Phrase, phrase } from "./text/phrase.ts";

/** A warning: a stable key and what happened. */
export interface Warning {
  readonly key: string;
  readonly detail: Phrase;
}

/** Gathers what went wrong in optional stages, one line per cause (docs/contract.md, 9). */
export interface Warnings {
  /** Adds a cause, and the subject (an id) that it affected, if there is one. */
  add(key: string, cause: Phrase, subject?: string): void;
  /** The warnings, in order of first occurrence. */
  list(): readonly Warning[];
}

interface Entry {
  readonly key: string;
  readonly cause: Phrase;
  readonly subjects: string[];
  count: number;
}

/** Listed one by one: each is something of its own that is missing. */
const UNGROUPED_KEYS: readonly string[] = [
  "merge_forward_prefetch_failed",
  "folder_fetch_failed",
  "resource_download_failed",
  "resource_not_verified",
];

/** Most subjects that a line names; the others are counted. */
const MAX_SUBJECTS = 20;

/** Makes an empty collection. */
export function createWarnings(): Warnings {
  const entries = new Map<string, Entry>();
  return {
    add(key, cause, subject) {
      const name = JSON.stringify(UNGROUPED_KEYS.includes(key) ? [key, cause, subject ?? ""] : [key, cause]);
      const entry = entries.get(name) ?? { key, cause, subjects: [], count: 0 };
      entries.set(name, entry);
      entry.count++;
      if (subject !== undefined && entry.subjects.length < MAX_SUBJECTS) entry.subjects.push(subject);
    },
    list: () => Array.from(entries.values(), (entry) => ({ key: entry.key, detail: formatDetail(entry) })),
  };
}

function formatDetail({ key, cause, subjects, count }: Entry): Phrase {
  if (subjects.length === 0) return cause;
  const more = count - subjects.length;
  const named = subjects.join(", ") + (more > 0 ? ` and ${more} more` : "");
  if (key === "reactions_partial_failed") return phrase`${count} message(s) failed (${named}): ${cause}`;
  return phrase`${named}: ${cause}`;
}
