/**
 * How a run shows people that it goes on: what `--progress` says, else what fits the place (docs/contract.md, 13).
 *
 * @module
 */

import { columnsOf } from "./screen.ts";
import type { Sink, World } from "../core/world.ts";

/** The words of `--progress`. */
export const PROGRESS_CHOICES = ["auto", "always", "plain", "never"] as const;

/** One of them. */
export type ProgressChoice = (typeof PROGRESS_CHOICES)[number];

/** How it is shown. */
export interface Motion {
  /** Where: a terminal, or a stream that is treated like one. */
  readonly stderr: Sink;
  /** None of it is. */
  readonly isHidden: boolean;
  /** In lines that stay: nothing is drawn over. */
  readonly isPlain: boolean;
  /** Transfers are told in such lines, too. */
  readonly hasTransferLines: boolean;
}

/** Works it out. By itself it is drawn on a terminal, unless that cannot, or a trace is printed there. */
export function motionOf(
  choice: ProgressChoice,
  isVerbose: boolean,
  { stderr, env }: Pick<World, "stderr" | "env">,
): Motion {
  const isDumb = env("TERM") === "dumb";
  const isForced = choice === "always" || choice === "plain";
  const isPlain = choice === "plain" || (choice === "auto" && stderr.isTerminal && (isVerbose || isDumb));
  return {
    stderr: isForced ? terminalLike(stderr, env) : stderr,
    isHidden: choice === "never",
    isPlain,
    // The lines of a trace say enough about transfers.
    hasTransferLines: isPlain && !(choice === "auto" && isVerbose),
  };
}

function terminalLike(sink: Sink, env: World["env"]): Sink {
  return { ...sink, isTerminal: true, columns: () => sink.columns() ?? columnsOf(env("COLUMNS")) };
}
