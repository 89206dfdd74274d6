import type { Clock } from "../../core/world.ts";
import type { Progress, ProgressLine } from "../command.ts";

/** How far a call is, as the protocol has it: a number that only grows. */
export interface ProgressNote {
  readonly progress: number;
  /** Where the number ends, if that is known. */
  readonly total?: number;
  readonly message: string;
}

/** Between two notes of a transfer at least this long, milliseconds. */
const PACE = 200;

/** What a call without a progress token reports to. */
export const NO_PROGRESS: Progress = {
  note: () => Promise.resolve(),
  start: () => ({ report: () => {}, end: () => Promise.resolve() }),
  add: () => ({ report: () => {}, end: () => Promise.resolve() }),
};

/**
 * The progress of a call as notes: steps count one each, transfers their bytes.
 *
 * @param send hands a note to the client
 */
export function createToolProgress(clock: Clock, send: (note: ProgressNote) => void): Progress {
  let steps = 0;
  let last = 0;
  let lastTime = -Infinity;
  const transfers: { done: number; total: number | undefined }[] = [];

  function report(message: string, isPaced: boolean): void {
    const now = clock.monotonic();
    if (isPaced && now - lastTime < PACE) return;
    const progress = steps + transfers.reduce((sum, { done }) => sum + done, 0);
    if (progress <= last) return;
    last = progress;
    lastTime = now;
    const totals = transfers.map(({ total }) => total);
    const isMeasured = steps === 0 && totals.every((total) => total !== undefined);
    const total = totals.reduce<number>((sum, one) => sum + (one ?? 0), 0);
    send({ progress, ...(isMeasured && total >= progress ? { total } : {}), message });
  }

  function begin(what: string): ProgressLine {
    const transfer: typeof transfers[number] = { done: 0, total: undefined };
    transfers.push(transfer);
    return {
      report({ done, total }) {
        transfer.done = Math.max(transfer.done, done);
        transfer.total = total;
        report(what, done !== total);
      },
      end() {
        report(what, false);
        return Promise.resolve();
      },
    };
  }

  return {
    note(line) {
      steps++;
      report(line, false);
      return Promise.resolve();
    },
    start: (what = "transferring a file") => begin(what),
    add: (name) => begin(`downloading ${name}`),
  };
}
