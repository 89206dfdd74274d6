import type { World } from "../../core/world.ts";
import type { Progress, ProgressLine } from "../command.ts";
import type { Motion } from "../motion.ts";
import type { Format, GlobalValues } from "../options/global.ts";
import { traitsOf } from "./formats/traits.ts";
import { createTransferLines } from "./transfer-lines.ts";
import { createLiveLines, type LiveLines } from "./live-lines.ts";
import { startProgress } from "./progress.ts";
import { startTransfers, type Transfers } from "./transfers.ts";
import { createWaits, type Waits } from "./waits.ts";

/** What shows people that work goes on: one for a run, so that all of it goes through the same live lines. */
export interface Shown {
  readonly waits: Waits;
  readonly live: LiveLines;
}

/** Begins to show it; nothing where the person wants quiet. */
export function createShown(
  world: Pick<World, "stderr" | "clock">,
  isQuiet: boolean,
  { isHidden = false, isPlain = false }: Partial<Pick<Motion, "isHidden" | "isPlain">> = {},
): Shown {
  const live = createLiveLines(world, isPlain);
  const waits = createWaits(world, isQuiet || isHidden, live);
  // Who is to type something must know it all the same.
  const isAsked = isHidden && !isQuiet && world.stderr.isTerminal;
  return { live, waits: isAsked ? { ...waits, say: live.log } : waits };
}

/** What is left out of a command's progress. */
export interface ProgressSettings {
  /** Nobody wants lines about steps. */
  readonly withoutNotes: boolean;
  /** Nobody wants what is drawn over, or it would stand between the lines of a trace. */
  readonly withoutBars: boolean;
  /** Transfers are told in lines that stay. */
  readonly inLines?: boolean;
}

/** Lines about steps are for people who watch; the lines of a trace stand alone. */
export function progressSettings(
  { quiet }: GlobalValues,
  format: Format,
  { isHidden, isPlain, hasTransferLines }: Motion,
): ProgressSettings {
  const isNever = quiet > 0 || isHidden;
  return {
    withoutNotes: isNever || traitsOf(format).isRecordsOnly === true,
    withoutBars: isNever || isPlain,
    inLines: hasTransferLines && !isNever,
  };
}

/** A command's progress, drawn on a terminal; elsewhere what takes long is named in the lines about waits. */
export function createProgress(
  world: Pick<World, "stderr" | "clock">,
  { withoutNotes, withoutBars, inLines = false }: ProgressSettings,
  { waits, live }: Shown,
): Progress {
  const { isTerminal } = world.stderr;
  let transfers: Transfers | undefined;
  const lines = inLines ? createTransferLines(world.clock, live) : undefined;
  /** A file that still has to wait for its turn is not what is waited for. */
  const named = (what: string, line: ProgressLine): ProgressLine => {
    if (isTerminal) return line;
    let end: (() => void) | undefined;
    return {
      report(progress) {
        end ??= waits.begin(what);
        line.report(progress);
      },
      end: () => line.end().finally(() => end?.()),
    };
  };
  return {
    note(line) {
      if (!withoutNotes || !isTerminal) waits.step(line);
    },
    start: (what = "transferring a file") =>
      lines?.start(what) ?? named(what, startProgress(world, withoutBars, live)),
    add(name) {
      if (lines !== undefined) return lines.add(`downloading ${name}`);
      transfers ??= startTransfers(world, withoutBars, live);
      return named(`downloading ${name}`, transfers.add(name));
    },
  };
}
