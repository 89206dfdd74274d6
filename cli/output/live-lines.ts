import type { Sink, World } from "../../core/world.ts";
import { cutText } from "./cut.ts";
import { cleanLine, writeText } from "./terminal.ts";

/** What is drawn over at the end of a stream, and lines that stay above it. Without a terminal nothing is drawn over. */
export interface LiveLines {
  /** Writes a line that stays; other people's text in it is cleaned. */
  log(line: string): void;
  /** Replaces the lines at the end; none takes them away. */
  show(lines: readonly string[]): void;
  /** Replaces the line above them, which says what is done or waited for; other people's text in it is cleaned. */
  status(line: string | undefined): void;
  /** Resolves when everything is written. */
  settled(): Promise<void>;
}

/** Columns of a terminal that does not say how many it has. */
const DEFAULT_COLUMNS = 80;
/** To the start of the line, and rub it out. */
const CLEAR_LINE = "\r\u001b[K";
const LINE_UP = "\u001b[1A";

/**
 * The live lines of stderr; one for a run, so that nothing is written through the lines of somebody else.
 *
 * @param isPlain nothing is drawn over, though it is a terminal: what is done is told in lines that stay
 */
export function createLiveLines({ stderr }: Pick<World, "stderr">, isPlain = false): LiveLines {
  const isDrawn = stderr.isTerminal && !isPlain;
  let lines: readonly string[] = [];
  let status: string | undefined;
  let drawn = 0;
  let writing = Promise.resolve();
  const write = (text: string) => {
    // A terminal that went away must not stop the work.
    writing = writing.then(() => writeText(stderr, text)).catch(() => {});
  };
  /** Draws everything again, below a line that stays. */
  function draw(log = ""): void {
    const block = isDrawn ? [...status === undefined ? [] : [statusText(status)], ...lines] : [];
    const isOver = drawn + block.length > 0;
    const start = isOver ? CLEAR_LINE + `${LINE_UP}${CLEAR_LINE}`.repeat(Math.max(0, drawn - 1)) : "";
    if (isOver || log !== "") write(start + log + block.join("\n"));
    drawn = block.length;
  }
  // A line that is wrapped could not be rubbed out.
  const statusText = (line: string) => cutText(cleanLine(line), (stderr.columns() ?? DEFAULT_COLUMNS) - 1);
  return {
    log(line) {
      draw(`${cleanLine(line)}\n`);
    },
    show(next) {
      if (lines.length === 0 && next.length === 0) return;
      lines = next;
      draw();
    },
    status(next) {
      if (status === next) return;
      const isNew = next !== undefined && status?.startsWith(next) !== true;
      status = next;
      if (isDrawn || !stderr.isTerminal) draw();
      // What is said stays, so the rest of it is not said again.
      else if (isNew) draw(`${cleanLine(next)}\n`);
    },
    settled: () => writing,
  };
}

/** The same stream; a line that is written to it stands above what is drawn over. */
export function aboveLive(sink: Sink, live: LiveLines): Sink {
  return {
    ...sink,
    async write(bytes) {
      const [, line] = /^([^\n]*)\n$/.exec(new TextDecoder().decode(bytes)) ?? [];
      if (line === undefined) return await sink.write(bytes);
      live.log(line);
      await live.settled();
    },
  };
}
