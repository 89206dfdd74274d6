import type { Archive } from "../../../core/archive/directory.ts";
import { type Estimate, estimateRun } from "../../../core/archive/sync/estimate.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { TimeRange } from "../../options/time.ts";
import type { ExportValues } from "./export-options.ts";

/** What a run takes, by what the archive holds; for one person's chat it is not known which one that is. */
export function estimateOf(
  archive: Archive,
  values: ExportValues,
  { start, end }: TimeRange,
  { startedMs, identity }: { readonly startedMs: number; readonly identity: Identity },
): Estimate | undefined {
  if (values.userId !== undefined) return undefined;
  return estimateRun(
    archive,
    values.all
      ? { kind: "all", excluded: values.exclude }
      : { kind: "some", ids: [...new Set(values.chatId)] },
    {
      ...{ start, end, rescan: values.rescan, sweep: values.sweep, mediaTypes: values.mediaTypes },
      ...{ mediaLimit: values.mediaLimit, recheckMedia: values.recheckMedia, media: !values.noMedia },
      ...{ threads: !values.noThreads, reactions: !values.noReactions, members: !values.noMembers },
    },
    { startedMs, share: values.rate, identity },
  );
}
