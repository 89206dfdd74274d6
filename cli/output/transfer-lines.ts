import type { DownloadProgress } from "../../core/download/download.ts";
import { counted } from "../../core/text/count.ts";
import { formatBytes } from "../../core/text/size.ts";
import type { Clock } from "../../core/world.ts";
import type { ProgressLine } from "../command.ts";
import type { LiveLines } from "./live-lines.ts";
import { formatTime } from "./progress.ts";

/** What is over sooner is not told, milliseconds. */
const DELAY = 1000;
/** Milliseconds between two lines about a transfer. */
const INTERVAL = 10_000;

/** Transfers told in lines that stay, for places where nothing is to move. */
export interface TransferLines {
  /** A transfer by itself; `what` says what is done, such as "downloading x". */
  start(what: string): ProgressLine;
  /** One of several files. */
  add(what: string): ProgressLine;
}

/** Begins to tell: a line after a second, one every ten seconds, and one at the end of what was told of. */
export function createTransferLines(clock: Clock, live: Pick<LiveLines, "log" | "settled">): TransferLines {
  const files = { count: 0, over: 0 };

  function begin(what: string, ofAll: () => string): ProgressLine {
    let started: number | undefined;
    let told: number | undefined;
    let last: DownloadProgress | undefined;
    return {
      report(progress) {
        const now = clock.monotonic();
        started ??= now;
        last = progress;
        if (now - (told ?? started) < (told === undefined ? DELAY : INTERVAL)) return;
        told = now;
        live.log(`${what}: ${stateText(progress, now - started)}${ofAll()}`);
      },
      async end() {
        if (told !== undefined && started !== undefined && last !== undefined) {
          const seconds = Math.round((clock.monotonic() - started) / 1000);
          live.log(`${what}: ended after ${seconds} s with ${amountText(last)}${ofAll()}`);
        }
        await live.settled();
      },
    };
  }

  return {
    start: (what) => begin(what, () => ""),
    add(what) {
      files.count++;
      const line = begin(
        what,
        () => files.count > 1 ? ` (${files.over} of ${counted(files.count, "file")} done)` : "",
      );
      return {
        report: line.report,
        end() {
          files.over++;
          return line.end();
        },
      };
    },
  };
}

function amountText({ done, total }: DownloadProgress): string {
  return total === undefined ? formatBytes(done) : `${formatBytes(done)} of ${formatBytes(total)}`;
}

function stateText({ done, total, resumed }: DownloadProgress, elapsed: number): string {
  const rate = elapsed > 0 ? (done - resumed) / (elapsed / 1000) : 0;
  const left = total === undefined || rate <= 0 || done >= total ? undefined : (total - done) / rate;
  return [
    ...(total === undefined || total === 0 ? [] : [`${Math.floor(Math.min(1, done / total) * 100)}%`]),
    amountText({ done, total, resumed }),
    ...(resumed > 0 ? [`${formatBytes(resumed)} of it from an earlier run`] : []),
    ...(rate > 0 ? [`${formatBytes(rate)}/s`] : []),
    ...(left === undefined ? [] : [`${formatTime(left)} left`]),
  ].join(", ");
}
