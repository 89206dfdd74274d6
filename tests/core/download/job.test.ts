import { type JobContext, startJob } from "../../../core/download/job.ts";
import { createPace } from "../../../core/download/pace.ts";
import { part, startService } from "./service.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("startJob()", () => {
  it("begins no range after the transfer failed: its request is aborted with the same error", async () => {
    const { context, source, clock } = startService([part(0, 999), part(1000, 1999)]);
    const first = await source.open({ start: 0, end: 999 }, undefined, context.signal);
    const sink = { write: () => {} };
    const error = new Error("the other worker failed");
    const run: JobContext = {
      ...{ context: { ...context, sink, workers: 2 }, pace: createPace(clock, 2), first },
      object: {
        total: 2000,
        etag: undefined,
        lastModified: undefined,
        contentType: "application/octet-stream",
      },
      ...{ jobs: new Set(), failure: { error } },
    };
    const job = startJob(run, 1000, 1999);
    assertEquals([job.signal.aborted, job.signal.reason], [true, error]);
    assertEquals(await job.opened.catch((reason) => reason), error);
  });
});
