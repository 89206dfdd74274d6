/** A warning: a stable key and what happened. */
export interface Warning {
  readonly key: string;
  readonly detail: string;
}

/** Gathers what went wrong in optional stages, one line per cause (reading sheet 0.2, CONTRACT 9). */
export interface Notices {
  /** Notes that a subject (an id) was hit by a cause; without a subject the cause alone is told. */
  add(key: string, cause: string, subject?: string): void;
  /** The warnings, in order of first occurrence. */
  warnings(): readonly Warning[];
}

interface Entry {
  readonly key: string;
  readonly cause: string;
  readonly subjects: string[];
  count: number;
}

/** Told one by one: each is something of its own that is missing (reading sheet 0.2). */
const ONE_BY_ONE: readonly string[] = [
  "merge_forward_prefetch_failed",
  "folder_fetch_failed",
  "resource_download_failed",
];

/** Most subjects that a line names; the others are counted. */
const NAMED = 20;

/** Makes an empty collection. */
export function createNotices(): Notices {
  const entries = new Map<string, Entry>();
  return {
    add(key, cause, subject) {
      const name = JSON.stringify(ONE_BY_ONE.includes(key) ? [key, cause, subject ?? ""] : [key, cause]);
      const entry = entries.get(name) ?? { key, cause, subjects: [], count: 0 };
      entries.set(name, entry);
      entry.count++;
      if (subject !== undefined && entry.subjects.length < NAMED) entry.subjects.push(subject);
    },
    warnings: () => Array.from(entries.values(), (entry) => ({ key: entry.key, detail: detailOf(entry) })),
  };
}

function detailOf({ key, cause, subjects, count }: Entry): string {
  if (subjects.length === 0) return cause;
  const more = count - subjects.length;
  const named = subjects.join(", ") + (more > 0 ? ` and ${more} more` : "");
  if (key === "reactions_partial_failed") return `${count} message(s) failed (${named}): ${cause}`;
  return `${named}: ${cause}`;
}
