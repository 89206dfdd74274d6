import { truncateColumns } from "../../core/text/truncate.ts";
import { displayWidth, graphemes } from "../../core/text/width.ts";
import { formatBytes } from "../../core/text/size.ts";
import type { World } from "../../core/world.ts";
import type { ProgressLine } from "../command.ts";
import type { LiveLines } from "./live-lines.ts";
import { drawProgress, type ProgressState } from "./progress.ts";
import { cleanLine } from "./terminal.ts";

/** The transfers of several files: a line for each that is under way, and a total. */
export interface Transfers {
  /** A further file, which waits until its first report. */
  add(name: string): ProgressLine;
}

/** A file under way. */
interface FileState {
  readonly name: string;
  readonly started: number;
  progress: Omit<ProgressState, "elapsed">;
}

/** What is known of all files. */
interface TransferState {
  readonly active: Set<FileState>;
  /** Files so far, those that wait included. */
  count: number;
  over: number;
  /** Bytes of the files that are over. */
  bytes: number;
}

/** What is over sooner is not shown, milliseconds. */
const DELAY = 1000;
/** Milliseconds between two drawings. */
const REDRAW_INTERVAL = 100;
const NAME_COLUMNS = 30;
/** Columns of a terminal that does not say how many it has. */
const DEFAULT_COLUMNS = 80;

/** Shows them where stderr is a terminal and nobody wants quiet. */
export function startTransfers(
  { stderr, clock }: Pick<World, "stderr" | "clock">,
  isQuiet: boolean,
  live: LiveLines,
): Transfers {
  const state: TransferState = { active: new Set(), count: 0, over: 0, bytes: 0 };
  const isShown = stderr.isTerminal && !isQuiet;
  let first: number | undefined;
  let drawn = -Infinity;

  function draw(isForced: boolean): void {
    const now = clock.monotonic();
    if (!isShown || first === undefined || now - first < DELAY) return;
    if (!isForced && now - drawn < REDRAW_INTERVAL) return;
    drawn = now;
    live.show(drawTransfers(state, now, stderr.columns() ?? DEFAULT_COLUMNS));
  }

  return {
    add(name) {
      state.count++;
      let file: FileState | undefined;
      return {
        report(progress) {
          first ??= clock.monotonic();
          file ??= { name: cleanLine(name), started: clock.monotonic(), progress };
          file.progress = progress;
          state.active.add(file);
          draw(progress.done === progress.total);
        },
        async end() {
          state.over++;
          state.bytes += file?.progress.done ?? 0;
          if (file !== undefined) state.active.delete(file);
          if (state.over === state.count) live.show([]);
          else draw(true);
          await live.settled();
        },
      };
    },
  };
}

/** A line for each file under way, then the total. */
function drawTransfers(
  { active, count, over, bytes }: TransferState,
  now: number,
  columns: number,
): readonly string[] {
  const lines = Array.from(active, ({ name, started, progress }) => {
    const label = cutMiddle(name, Math.min(NAME_COLUMNS, Math.floor(columns / 2)));
    const width = displayWidth(label) + 2;
    return `${label}  ${drawProgress({ ...progress, elapsed: now - started }, columns - width)}`;
  });
  const done = [...active].reduce((sum, { progress }) => sum + progress.done, bytes);
  const total = `total: ${over} of ${count} ${count === 1 ? "file" : "files"}, ${formatBytes(done)}`;
  return [...lines, truncateColumns(total, columns - 2)];
}

/** A name in so many columns; of a long one both ends are kept. */
export function cutMiddle(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let end = "";
  for (const character of [...graphemes(text)].reverse()) {
    if (displayWidth(character + end) > Math.floor((columns - 1) / 2)) break;
    end = character + end;
  }
  return truncateColumns(text, columns - 1 - displayWidth(end)) + end;
}
