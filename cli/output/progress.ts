import type { DownloadProgress } from "../../core/download/download.ts";
import { formatBytes } from "../../core/text/size.ts";
import type { World } from "../../core/world.ts";
import type { ProgressLine } from "../command.ts";
import { createLiveLines, type LiveLines } from "./live-lines.ts";

/** What one line of progress is drawn from. */
export interface ProgressState extends DownloadProgress {
  /** Milliseconds since the first report. */
  readonly elapsed: number;
}

const BAR_COLUMNS = 20;
/** Columns of a terminal that does not say how many it has. */
const DEFAULT_COLUMNS = 80;

/** Draws one line of progress, at most `columns` wide: bytes, percent, rate, remaining time, resumed bytes apart. */
export function drawProgress(state: ProgressState, columns: number): string {
  const { done, total, resumed, elapsed } = state;
  const rate = elapsed > 0 ? (done - resumed) / (elapsed / 1000) : 0;
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
  const parts = [
    ...(share === undefined ? [] : [bar(share), `${Math.floor(share * 100)}%`.padStart(4)]),
    total === undefined ? formatBytes(done) : `${formatBytes(done)}/${formatBytes(total)}`,
    ...(rate > 0 ? [`${formatBytes(rate)}/s`] : []),
    ...(total !== undefined && rate > 0 && done < total ? [`${formatTime((total - done) / rate)} left`] : []),
    ...(resumed > 0 ? [`(${formatBytes(resumed)} resumed)`] : []),
  ];
  // On a narrow terminal the bar goes first, then whatever stands last.
  const shown = parts.join("  ").length > columns - 1 && share !== undefined ? parts.slice(1) : parts;
  return shown.join("  ").slice(0, Math.max(0, columns - 1));
}

function bar(share: number): string {
  const full = Math.floor(share * BAR_COLUMNS);
  return `[${"#".repeat(full)}${"-".repeat(BAR_COLUMNS - full)}]`;
}

/** A time for people: seconds, minutes and seconds, or hours and minutes. */
export function formatTime(seconds: number): string {
  const whole = Math.ceil(seconds);
  if (whole < 60) return `${whole}s`;
  if (whole < 3600) return `${Math.floor(whole / 60)}m${String(whole % 60).padStart(2, "0")}s`;
  return `${Math.floor(whole / 3600)}h${String(Math.floor(whole % 3600 / 60)).padStart(2, "0")}m`;
}

/** Milliseconds between two drawings. */
const REDRAW_INTERVAL = 100;

/** A live line, or one that draws nothing where stderr is no terminal or the person wants quiet. */
export function startProgress(
  { stderr, clock }: Pick<World, "stderr" | "clock">,
  quiet: boolean,
  live: LiveLines = createLiveLines({ stderr }),
): ProgressLine {
  if (quiet || !stderr.isTerminal) return { report: () => {}, end: () => Promise.resolve() };
  let started: number | undefined;
  let drawn: number | undefined;
  return {
    report(progress) {
      const now = clock.monotonic();
      started ??= now;
      if (drawn !== undefined && now - drawn < REDRAW_INTERVAL && progress.done !== progress.total) return;
      drawn = now;
      live.show([drawProgress({ ...progress, elapsed: now - started }, stderr.columns() ?? DEFAULT_COLUMNS)]);
    },
    async end() {
      live.show([]);
      await live.settled();
    },
  };
}
