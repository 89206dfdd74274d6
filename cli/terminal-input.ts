/**
 * Questions to the person at the terminal, line by line. A hidden line (a secret) is read key by key, so that the
 * terminal does not show it.
 *
 * @module
 */

import { readBytes } from "../core/async/read-bytes.ts";
import type { Sink, World } from "../core/world.ts";

/** What a terminal is to the reader; `Deno.stdin` is one. */
export interface TerminalInput {
  read(buffer: Uint8Array): Promise<number | null>;
  /** Raw: keys come at once and are not shown. */
  setRaw(isRaw: boolean, options?: { cbreak: boolean }): void;
}

/** Makes what asks; `shown` is where questions stand, which is not the place for results. */
export function createLineReader(
  terminal: TerminalInput,
  shown: Pick<Sink, "write">,
  interrupt: AbortSignal,
): World["readLine"] {
  const encoder = new TextEncoder();
  const decoder = new TextDecoder();
  const endLine = () => shown.write(encoder.encode("\n"));
  // What was typed, or pasted, after the last line.
  let waiting = "";

  /** The next characters, perhaps none where a character has not come whole; `undefined` at the end of the input. */
  async function readMore(): Promise<string | undefined> {
    const bytes = await readTyped(terminal, interrupt);
    return bytes && decoder.decode(bytes, { stream: true });
  }

  async function readUntilEnd(hidden: boolean): Promise<string | undefined> {
    for (;;) {
      const taken = takeLine(waiting);
      if (taken !== undefined) {
        waiting = taken.rest;
        return taken.line;
      }
      const more = await readMore();
      if (more === undefined) break;
      waiting += more;
    }
    const rest = waiting;
    waiting = "";
    if (rest === "") return undefined;
    // Ctrl-D in the middle of a line leaves the cursor behind it.
    if (!hidden) await endLine();
    return rest;
  }

  return async (prompt, { hidden }) => {
    if (!hidden) {
      await shown.write(encoder.encode(prompt));
      // Ctrl-C leaves the cursor behind the question.
      return await readUntilEnd(hidden).catch((error) => endLine().then(() => Promise.reject(error)));
    }
    // Before the question: somebody may answer at once. With cbreak, Ctrl-C is still a signal.
    terminal.setRaw(true, { cbreak: true });
    try {
      await shown.write(encoder.encode(prompt));
      const line = await readUntilEnd(hidden);
      return line === undefined ? undefined : edited(line);
    } finally {
      terminal.setRaw(false);
      await endLine();
    }
  };
}

/** What was typed, as it comes; `undefined` at the end of the input. */
async function readTyped(terminal: TerminalInput, interrupt: AbortSignal): Promise<Uint8Array | undefined> {
  interrupt.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(interrupt.reason);
  interrupt.addEventListener("abort", stop, { once: true });
  try {
    const buffer = new Uint8Array(4096);
    const count = await Promise.race([terminal.read(buffer), stopped.promise]);
    return count === null ? undefined : buffer.subarray(0, count);
  } finally {
    interrupt.removeEventListener("abort", stop);
  }
}

/** The first line of what was typed; where nothing but Ctrl-D was, the end of the input. */
function takeLine(typed: string): { readonly line: string | undefined; readonly rest: string } | undefined {
  const end = typed.search(/[\r\n\x04]/);
  if (end < 0) return undefined;
  const isEnd = end === 0 && typed[0] === "\x04";
  const rest = typed.slice(end).replace(/^(\r\n|[\r\n\x04])/, "");
  return { line: isEnd ? undefined : typed.slice(0, end), rest };
}

/** The line that keys make: backspace takes a character back, Ctrl-U all of them; arrows and other keys do nothing. */
function edited(keys: string): string {
  const line: string[] = [];
  for (const [key] of keys.matchAll(/\x1b\[[\d;]*[A-Za-z~]|\x1bO[A-Z]|[^]/gu)) {
    if (key === "\x7f" || key === "\b") line.pop();
    else if (key === "\x15") line.length = 0;
    else if (!/^\p{Cc}/u.test(key)) line.push(key);
  }
  return line.join("");
}

/** What standard input is read from. */
type Input = Pick<typeof Deno.stdin, "read" | "readable" | "isTerminal">;

/**
 * All of standard input; `undefined`, and the rest unread, where it has more than `limit` bytes. What was typed ends its
 * line, wherever Ctrl-C or Ctrl-D came.
 */
export async function readInput(
  stdin: Input,
  limit: number,
  { stderr, interrupt }: { readonly stderr: Sink; readonly interrupt: AbortSignal },
): Promise<Uint8Array | undefined> {
  if (!stdin.isTerminal()) return await readBytes(stdin.readable, limit, interrupt);
  let isOpen = true;
  try {
    const typed = await readBytes(typedInput(stdin), limit, interrupt);
    isOpen = typed !== undefined && typed.length > 0 && typed.at(-1) !== 10;
    return typed;
  } finally {
    if (isOpen && stderr.isTerminal) await stderr.write(new TextEncoder().encode("\n")).catch(() => {});
  }
}

/** What is typed up to Ctrl-D. Unlike the stream of Deno, it leaves the terminal open for a question after it. */
function typedInput(terminal: Pick<TerminalInput, "read">): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const buffer = new Uint8Array(4096);
      const count = await terminal.read(buffer);
      if (count === null) controller.close();
      else controller.enqueue(buffer.subarray(0, count));
    },
  });
}
