/**
 * Where text for people goes: how wide it may be, and whether it has color (docs/contract.md, 17).
 *
 * @module
 */

import type { Sink, World } from "../core/world.ts";

/** What a view knows about the place where it is shown. */
export interface Screen {
  /** It is a terminal: what is too wide is cut, times are told from now. */
  readonly isTerminal: boolean;
  /** Columns to lay out for; `undefined` in files and pipes, where nothing is wrapped. */
  readonly columns: number | undefined;
  readonly isColored: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
}

/** A look that text can have; the words say the same without it. */
export type Style = "bold" | "dim" | "red" | "green" | "yellow" | "cyan";

/** A piece of a line that has one look. */
export interface Span {
  readonly text: string;
  readonly style?: Style;
}

/** A line for people, plain or in pieces. */
export type Line = string | readonly (string | Span)[];

/** The words of `--color`. */
export const COLOR_CHOICES = ["auto", "always", "never"] as const;

/** One of them. */
export type ColorChoice = (typeof COLOR_CHOICES)[number];

/** Columns of a terminal that does not say how many it has. */
const DEFAULT_COLUMNS = 80;

/** A stream as a screen. Each stream is judged by itself: stdout in a pipe takes no color from errors on a terminal. */
export function screenOf(
  { env, clock }: Pick<World, "env" | "clock">,
  { isTerminal, columns }: Pick<Sink, "isTerminal" | "columns">,
  color: ColorChoice,
): Screen {
  const preset = columnsOf(env("COLUMNS"));
  return {
    isTerminal,
    columns: isTerminal ? columns() ?? preset ?? DEFAULT_COLUMNS : preset,
    isColored: hasColor(env, isTerminal, color),
    now: clock.now(),
  };
}

/** The columns that a variable names. */
export function columnsOf(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

/** Whether text on a stream is colored: the option, then the variables that many programs heed, then the stream. */
export function hasColor(env: World["env"], isTerminal: boolean, color: ColorChoice): boolean {
  if (color !== "auto") return color === "always";
  if (env("NO_COLOR") !== undefined) return false;
  const forced = env("FORCE_COLOR") ?? env("CLICOLOR_FORCE");
  if (forced !== undefined) return !isOff(forced);
  return isTerminal && !isOff(env("CLICOLOR")) && env("TERM") !== "dumb";
}

function isOff(text: string | undefined): boolean {
  return text === "0" || text === "false";
}
