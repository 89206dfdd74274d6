import { bytesLeft, type Job, type JobContext, rateOf, startJob } from "./job.ts";

/** Parts of a range that are worth a request of their own, bytes. */
const SMALLEST_PART_BYTES = 256 * 1024;
/** A range that will be there within this time is not split, milliseconds, nor within three times that of an answer. */
const SPLIT_TIME = 500;
const SPLIT_ANSWERS = 3;

/** Of jobs under way, takes over the second half of the one that would take longest, if that is worth it. */
export function splitSlowest(run: JobContext, jobs: readonly Job[]): Job | undefined {
  // A body that was sent whole comes from a server that knows no ranges.
  if (run.first.verdict.kind !== "part") return undefined;
  const worth = Math.max(SPLIT_TIME, SPLIT_ANSWERS * run.pace.answerTime());
  const [slowest] = jobs
    .filter((job) => job.end !== undefined && bytesLeft(job) >= 2 * SMALLEST_PART_BYTES)
    .map((job) => ({ job, time: timeLeft(run, job) }))
    .filter(({ time }) => time >= worth)
    .toSorted((one, other) => other.time - one.time);
  if (slowest === undefined) return undefined;
  const { job } = slowest;
  const start = job.at + Math.ceil(bytesLeft(job) / 2);
  const taken = startJob(run, start, job.end);
  job.end = start - 1;
  return taken;
}

/** Milliseconds until a job is done at the rate that it has had so far. */
function timeLeft({ context: { clock }, pace }: JobContext, job: Job): number {
  const passed = job.begun === undefined ? 0 : clock.monotonic() - job.begun.since;
  if (job.begun === undefined || passed < SPLIT_TIME) return pace.drainTime(bytesLeft(job));
  return bytesLeft(job) / rateOf(job, clock);
}
