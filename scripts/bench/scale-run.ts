/**
 * Reads a history of so many messages as lines, in this process: the service is a function, and no wait takes time.
 * Started by `scale.ts`; prints what each part of the history needed as JSON.
 *
 * @module
 */

import { runProgram } from "../../cli/main.ts";
import type { Fetch, Sink } from "../../core/world.ts";
import { fakeSink, fakeWorld } from "../../tests/support/fake-world.ts";
import { createSimulatedClock, type SimulatedClock } from "./simulated-clock.ts";

/** What had been needed when so many lines were out. */
export interface Mark {
  readonly lines: number;
  /** Processor time of all threads, seconds. */
  readonly cpu: number;
  /** Resident, MiB. */
  readonly resident: number;
  /** Resident at most, MiB. */
  readonly peak: number;
  /** Seconds of the clock that the limits of the service count. */
  readonly clock: number;
}

const PAGE = 50;
const START = Date.UTC(2026, 0, 5, 9);
const PEOPLE = 30;

/** A message as the service sends it; its id looks random, as real ones do. */
function message(index: number) {
  const digits = [...[1, 3, 5].map((salt) => Math.imul(index + 1, 0x9e3779b1 * salt) >>> 0), index + 1];
  return {
    message_id: `om_${digits.map((word) => word.toString(16).padStart(8, "0")).join("")}`,
    msg_type: "text",
    create_time: `${START + index * 1000}`,
    update_time: `${START + index * 1000}`,
    chat_id: "oc_history",
    sender: {
      id: `ou_${index % PEOPLE}`,
      id_type: "open_id",
      sender_type: "user",
      sender_name: `Person ${index % PEOPLE}`,
    },
    body: { content: JSON.stringify({ text: `what about point ${index % 97} of the budget?` }) },
  };
}

/** Answers list calls; anything else would be a mistake of this script. */
function serviceOf(count: number, clock: SimulatedClock): Fetch {
  return (address) => {
    clock.worked();
    const url = new URL(address);
    if (url.pathname !== "/open-apis/im/v1/messages") throw new Error(`unexpected: ${url.pathname}`);
    const start = Number(url.searchParams.get("page_token")?.replace("page_", "") ?? 0);
    const end = Math.min(start + PAGE, count);
    const items = Array.from({ length: end - start }, (_none, index) => message(start + index));
    const more = end < count ? { has_more: true, page_token: `page_${end}` } : { has_more: false };
    return Promise.resolve(Response.json({ code: 0, msg: "success", data: { items, ...more } }));
  };
}

function cpuSeconds(): number {
  const fields = Deno.readTextFileSync("/proc/self/stat").replace(/^.*\) /, "").split(" ");
  // User and system time in hundredths of a second.
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

function kibibytes(name: string): number {
  const [, text] =
    new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(Deno.readTextFileSync("/proc/self/status")) ??
      [];
  return Number(text) / 1024;
}

/** Counts lines and notes the marks. */
function countingSink(marks: readonly number[], clock: SimulatedClock): Sink & { readonly found: Mark[] } {
  const found: Mark[] = [];
  let lines = 0;
  return {
    found,
    isTerminal: false,
    columns: () => undefined,
    write(bytes) {
      clock.worked();
      for (const byte of bytes) if (byte === 10) lines++;
      while (lines >= (marks[found.length] ?? Number.POSITIVE_INFINITY)) {
        found.push({
          lines: marks[found.length] ?? lines,
          cpu: cpuSeconds(),
          resident: kibibytes("VmRSS"),
          peak: kibibytes("VmHWM"),
          clock: clock.monotonic() / 1000,
        });
      }
      return Promise.resolve();
    },
  };
}

const count = Number(Deno.args[0]);
const marks = Deno.args.slice(1).map(Number);
const clock = createSimulatedClock(START);
const stdout = countingSink(marks, clock);
const stderr = fakeSink();
const world = fakeWorld({
  clock,
  stdout,
  stderr,
  fetch: serviceOf(count, clock),
  cwd: "/",
  variables: { IM_USER_ACCESS_TOKEN: "u-bench" },
});
const words =
  "+chat-messages-list --chat-id oc_history --page-all --page-limit 0 --page-delay 0 --no-reactions --as user";
const status = await runProgram([...words.split(" "), "--format", "ndjson", "--quiet"], world);
if (status !== 0) throw new Error(`status ${status}: ${stderr.text()}`);
console.log(JSON.stringify(stdout.found));
