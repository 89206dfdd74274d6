/**
 * Screens to lay text out for.
 *
 * @module
 */

import type { Screen } from "../../cli/screen.ts";

/** A file or a pipe. */
export const FILE_SCREEN: Screen = {
  isTerminal: false,
  columns: undefined,
  isColored: false,
  now: 1_779_246_000_000,
};

/** A terminal that wide, without color. */
export function terminalScreen(columns: number): Screen {
  return { ...FILE_SCREEN, isTerminal: true, columns };
}
