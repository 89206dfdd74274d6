import type { Sink } from "../../core/world.ts";

const encoder = new TextEncoder();

/** Writes text. Rejects with `BrokenPipe` when the reader is gone. */
export async function writeText(sink: Sink, text: string): Promise<void> {
  await sink.write(encoder.encode(text));
}
