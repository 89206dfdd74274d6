import type { World } from "../../core/world.ts";
import { cleanLine, writeText } from "./terminal.ts";

/** What is drawn over at the end of a stream, and lines that stay above it. Without a terminal nothing is drawn over. */
export interface LiveLines {
  /** Writes a line that stays; other people's text in it is cleaned. */
  log(line: string): void;
  /** Replaces the lines at the end; none takes them away. */
  show(lines: readonly string[]): void;
  /** Resolves when everything is written. */
  settled(): Promise<void>;
}

/** To the start of the line, and rub it out. */
const CLEAR_LINE = "\r\u001b[K";
const LINE_UP = "\u001b[1A";

/** The live lines of stderr; one for a run, so that nothing is written through the lines of somebody else. */
export function createLiveLines({ stderr }: Pick<World, "stderr">): LiveLines {
  let shown: readonly string[] = [];
  let writing = Promise.resolve();
  const write = (text: string) => {
    // A terminal that went away must not stop the work.
    writing = writing.then(() => writeText(stderr, text)).catch(() => {});
  };
  const cleared = () => CLEAR_LINE + `${LINE_UP}${CLEAR_LINE}`.repeat(Math.max(0, shown.length - 1));
  return {
    log(line) {
      const start = shown.length === 0 ? "" : cleared();
      write(`${start}${cleanLine(line)}\n${shown.join("\n")}`);
    },
    show(lines) {
      if (!stderr.isTerminal || (lines.length === 0 && shown.length === 0)) return;
      const start = cleared();
      shown = lines;
      write(start + lines.join("\n"));
    },
    settled: () => writing,
  };
}
