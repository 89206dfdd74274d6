/**
 * Work on many items, by one rule: a run goes on after an item that failed, unless it is to stop at the first; each that
 * failed or was not tried is named, and the end has the numbers.
 *
 * @module
 */

import { describeFailure } from "./attempt.ts";
import { Failure } from "./failure.ts";
import { counted } from "./text/count.ts";
import { input, type Phrase, phrase } from "./text/phrase.ts";
import { createWarnings, type Warning } from "./warning.ts";

/** How many items came to which end. */
export interface ItemCounts {
  readonly done: number;
  readonly failed: number;
  /** Left out after the first failure, or for a limit. */
  readonly notTried: number;
}

/** Keeps account of items. */
export interface Items {
  /** No further item is to be begun. */
  isStopped(): boolean;
  done(): void;
  failed(name: string, failure: Failure): void;
  /** One that is left out because the run has stopped. */
  notTried(name: string): void;
  counts(): ItemCounts;
  /** Why the run stopped. */
  failure(): Failure | undefined;
  /** Which items were not tried, and at the end how many failed. */
  warnings(): readonly Warning[];
}

/** What items are called. */
export interface ItemNames {
  readonly one: string;
  readonly many: string;
  /** Stable keys: what was not tried, and that some failed. */
  readonly keys: { readonly notTried: string; readonly incomplete: string };
}

/** Begins an account; with `failFast` the first failure stops the run. */
export function createItems(names: ItemNames, { failFast }: { readonly failFast: boolean }): Items {
  let [done, failed, notTried] = [0, 0, 0];
  let first: { readonly name: string; readonly failure: Failure } | undefined;
  const left = createWarnings();
  const counts = () => ({ done, failed, notTried });
  const isStopped = () => failFast && first !== undefined;
  return {
    isStopped,
    counts,
    done: () => void done++,
    failed(name, failure) {
      failed++;
      first ??= { name, failure };
    },
    notTried(name) {
      notTried++;
      left.add(names.keys.notTried, "not tried after the first failure", name);
    },
    failure: () =>
      !isStopped() || first === undefined
        ? undefined
        : stopFailure(first.name, describeFailure(first.failure), describeCounts(names, counts())),
    warnings: () => {
      if (failed === 0) return [];
      return [...left.list(), { key: names.keys.incomplete, detail: describeCounts(names, counts()) }];
    },
  };
}

/** `1 of 5 files failed, 2 were not tried` */
export function describeCounts(
  { one, many }: Pick<ItemNames, "one" | "many">,
  { done, failed, notTried }: ItemCounts,
): string {
  const all = counted(done + failed + notTried, one, many);
  const left = notTried === 0 ? "" : `, ${notTried} ${notTried === 1 ? "was" : "were"} not tried`;
  return `${failed} of ${all} failed${left}`;
}

/** The failure of a run that stopped at an item (docs/contract.md, 3). */
export function stopFailure(name: string, reason: Phrase, numbers = ""): Failure {
  return new Failure({
    type: "api",
    subtype: "partial_failure",
    message: phrase`stopped at the first failure: ${name}: ${reason}${numbers === "" ? "" : `; ${numbers}`}`,
    hint: phrase`run the same command again for the rest; without ${
      input("failFast")
    } it goes on after a failure`,
  });
}
