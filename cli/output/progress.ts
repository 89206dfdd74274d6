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

/** Cells of a bar at most and at least. */
const MAX_CELLS = 20;
const MIN_CELLS = 5;
const GAP = "  ";
/** Columns of a terminal that does not say how many it has. */
const DEFAULT_COLUMNS = 80;

/** A part of the line. */
interface Field {
  readonly text: string;
  /** Columns that it has at most while the transfer goes on. */
  readonly room: number;
  /** The first ones are shown before others. */
  readonly rank: number;
}

/**
 * Draws one line of progress, at most `columns` wide: bytes, percent, rate, remaining time, resumed bytes apart. What
 * has no room is left out whole, and for all of the transfer: nothing comes and goes.
 */
export function drawProgress(state: ProgressState, columns: number): string {
  const { done, total, resumed, elapsed } = state;
  const rate = elapsed > 0 ? (done - resumed) / (elapsed / 1000) : 0;
  const share = total === undefined || total === 0 ? undefined : Math.min(1, done / total);
  const left = total !== undefined && rate > 0 && done < total
    ? formatTime((total - done) / rate)
    : undefined;
  const resumedText = `(${formatBytes(resumed)} resumed)`;
  const fields: readonly Field[] = [
    { text: share === undefined ? "" : `${Math.floor(share * 100)}%`.padStart(4), room: 4, rank: 0 },
    {
      text: total === undefined ? formatBytes(done) : `${formatBytes(done)}/${formatBytes(total)}`,
      room: total === undefined ? 8 : 9 + formatBytes(total).length,
      rank: 1,
    },
    { text: rate > 0 ? `${formatBytes(rate)}/s` : "", room: 10, rank: 4 },
    { text: left === undefined ? "" : `${left} left`, room: 11, rank: 2 },
    ...(resumed > 0 ? [{ text: resumedText, room: resumedText.length, rank: 3 }] : []),
  ];
  const { shown, rest } = withRoom(fields, columns - 1);
  const cells = Math.min(MAX_CELLS, rest - GAP.length - "[]".length);
  const bar = share === undefined || cells < MIN_CELLS ? [] : [barOf(share, cells)];
  return [...bar, ...shown.map(({ text }) => text).filter((text) => text !== "")].join(GAP);
}

/** The fields that have room, in their order, and the columns that are left. */
function withRoom(
  fields: readonly Field[],
  columns: number,
): { readonly shown: readonly Field[]; readonly rest: number } {
  let rest = columns + GAP.length;
  const shown = new Set<Field>();
  for (const field of fields.toSorted((one, other) => one.rank - other.rank)) {
    if (field.room + GAP.length > rest) continue;
    rest -= field.room + GAP.length;
    shown.add(field);
  }
  return { shown: fields.filter((field) => shown.has(field)), rest };
}

function barOf(share: number, cells: number): string {
  const full = Math.floor(share * cells);
  return `[${"#".repeat(full)}${"-".repeat(cells - full)}]`;
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
