/**
 * Exports generated chats in this process by a clock that does not wait, and prints what that needed as JSON:
 * `archive-export.ts DIRECTORY CHATS MESSAGES DELAY RUNS texts|pictures OPTIONS…`. Started by `archive.ts`.
 *
 * @module
 */

import { runProgram } from "../../cli/main.ts";
import { fakeSink, fakeWorld } from "../../tests/support/fake-world.ts";
import { FIRST_TIME, INTERVAL } from "./archive-records.ts";
import { generatedService } from "./archive-service.ts";
import { kibibytes } from "./process-memory.ts";
import { createSimulatedClock } from "./simulated-clock.ts";
import { watchedFiles } from "./watched-files.ts";
import { join } from "@std/path";

/** What one export needed. */
export interface ExportRun {
  readonly deno: string;
  /** Seconds of work, of processor time, and of the clock that the limits of the service count. */
  readonly seconds: number;
  readonly processor: number;
  readonly clockSeconds: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly refused: number;
  /** MiB resident at the end, and at most. */
  readonly resident: number;
  readonly peak: number;
  /** Bytes that were written to files. */
  readonly written: number;
  /** Of `archive.db` afterwards. */
  readonly size: number;
}

function processorSeconds(): number {
  const fields = Deno.readTextFileSync("/proc/self/stat").replace(/^.*\) /, "").split(" ");
  // User and system time in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function writtenBytes(): number {
  return Number(/^wchar: (\d+)$/m.exec(Deno.readTextFileSync("/proc/self/io"))?.[1]);
}

if (import.meta.main) {
  const [directory = "", ...more] = Deno.args;
  const [chats = 0, messages = 0, delay = 0, runs = 1] = more.slice(0, 4).map(Number);
  const hasPictures = more[4] === "pictures";
  // Many chats are those in which nothing has happened for long.
  const silence = chats > 1 ? 30 * 86_400_000 : 0;
  const clock = createSimulatedClock(FIRST_TIME + (chats * messages + 1) * INTERVAL + silence);
  const stderr = fakeSink();
  const found: ExportRun[] = [];
  for (let run = 0; run < runs; run++) {
    const service = generatedService({ chats, messages, hasPictures, delay }, clock);
    const variables = { IM_USER_ACCESS_TOKEN: "u-bench", IM_CONFIG_DIR: join(directory, "config") };
    // Downloads wait for the disk, which takes none of the clock's time, as all work; nothing else of an export does.
    const files = hasPictures ? watchedFiles(Deno, clock) : Deno;
    const world = fakeWorld({ clock, stderr, files, fetch: service.fetch, cwd: directory, variables });
    const [begin, clockBegin, before] = [performance.now(), clock.monotonic(), writtenBytes()];
    const processor = processorSeconds();
    const line = ["+chat-export", "--output", "archive", "--as", "user", "--quiet", ...more.slice(5)];
    const status = await runProgram(line, world);
    if (status !== 0) throw new Error(`status ${status}: ${stderr.text()}`);
    found.push({
      deno: Deno.version.deno,
      seconds: (performance.now() - begin) / 1000,
      processor: processorSeconds() - processor,
      clockSeconds: (clock.monotonic() - clockBegin) / 1000,
      calls: Object.fromEntries(service.calls),
      refused: service.refused(),
      ...{ resident: kibibytes("VmRSS") / 1024, peak: kibibytes("VmHWM") / 1024 },
      written: writtenBytes() - before,
      size: Deno.statSync(join(directory, "archive", "archive.db")).size,
    });
  }
  console.log(JSON.stringify(found));
}
