/**
 * What a dry run of an export shows: its calls, and what they come to for an archive that there is.
 *
 * @module
 */

import type { Estimate } from "../../../core/archive/sync/estimate.ts";
import { listChats, queryChats, queryDirectChats } from "../../../core/chat/requests.ts";
import { resourceRequest } from "../../../core/download/requests.ts";
import {
  getBundle,
  getMessages,
  listMessages,
  MAX_PAGE_SIZE,
  queryReactions,
  searchMessages,
} from "../../../core/message/requests.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import { counted } from "../../../core/text/count.ts";
import { unixSeconds } from "../../../core/text/time.ts";
import type { Preview, Runtime } from "../../command.ts";
import type { TimeRange } from "../../options/time.ts";
import { laneWarnings } from "./export-lanes.ts";
import { type ExportValues, typesOf } from "./export-options.ts";

/** Shows what an export would do. */
export async function previewExport(
  values: ExportValues,
  identity: Identity,
  range: TimeRange,
  runtime: Runtime,
): Promise<Preview> {
  const { start, end } = range;
  const { noThreads, noReactions, noMedia } = values;
  const list = (container: "chat" | "thread", id: string) =>
    listMessages({
      ...{ container, id, order: "asc", pageSize: MAX_PAGE_SIZE },
      ...container === "thread" || start === undefined ? {} : { start: unixSeconds(start) },
      ...container === "thread" || end === undefined ? {} : { end: unixSeconds(end) },
    });
  const query = { sort: "create_time" as const, userIdType: "open_id", pageSize: 100, pageToken: undefined };
  const chats = values.all
    ? [{ ...listChats({ ...query, types: typesOf(values, identity) }), desc: "the chats, 100 a call" }]
    : values.userId === undefined
    ? [{ ...queryChats(values.chatId), desc: "mode and name of chats that are new to the archive" }]
    : [{ ...queryDirectChats([values.userId]), desc: "finds the direct chat with the person" }];
  const estimate = await estimateExport(values, identity, range, runtime);
  const ids = values.chatId.length > 0 ? values.chatId : ["<chat_id>"];
  return {
    description: describeEstimate(estimate),
    warnings: await laneWarnings(values, runtime),
    api: [
      ...chats,
      ...ids.map((id) => ({ ...list("chat", id), desc: "50 messages a call: about 830 a second at best" })),
      ...values.sweep ? [] : [{
        ...getMessages(["<message_id>"]),
        desc: "where something is new, a fiftieth of the older messages, 50 a call",
      }],
      ...noThreads || values.sweep || identity === "bot" ? [] : [{
        ...searchMessages({ query: "", filter: { time_range: SINCE_LAST_RUN } }, MAX_PAGE_SIZE),
        desc:
          "searches for replies to older messages, where some threads are not due; one call if nothing was sent",
      }],
      ...noThreads
        ? []
        : [{ ...list("thread", "<thread_id>"), desc: "one call for each thread that is due" }],
      { ...getBundle("<message_id>"), pathValues: {}, desc: "for each forwarded bundle" },
      ...noReactions ? [] : [{
        ...queryReactions(["<message_id>"]),
        desc: "20 a call: for new messages and, in chats with something new, for those of the rescan",
      }],
      ...noMedia ? [] : [{
        ...resourceRequest({ message_id: "<message_id>", file_key: "<file_key>", type: "file" }),
        pathValues: {},
        params: { type: "<image|file>" },
        desc: values.recheckMedia
          ? "for each image and file, including those that the archive has"
          : "for each image and file that the archive does not have",
      }],
    ],
    context: { archive: values.output, ...estimate === undefined ? {} : { estimate: { ...estimate } } },
  };
}

const SINCE_LAST_RUN = { start_time: "<an hour before the last run>", end_time: "<now>" };

const LIMITS = "The service allows 1000 calls a minute of each kind; kinds run side by side.";

function describeEstimate(estimate: Estimate | undefined): string {
  if (estimate === undefined) return `${LIMITS} How much there is to archive is not known before the run.`;
  const { calls, chats, minutes } = estimate;
  const all = Object.values(calls).reduce((sum, one) => sum + one, 0);
  return `${LIMITS} By what the archive holds, a run over ${
    counted(chats, "chat")
  } that finds nothing new takes about ` +
    `${counted(all, "call")}, ${counted(minutes, "minute")} at the limits; what is new is not counted.`;
}

/** What the run takes where the archive is there. */
async function estimateExport(
  values: ExportValues,
  identity: Identity,
  range: TimeRange,
  { world }: Runtime,
): Promise<Estimate | undefined> {
  const { isNewArchive, openForReading } = await import("../../../core/archive/directory.ts");
  if (await isNewArchive(world, "output", values.output)) return undefined;
  const { estimateOf } = await import("./export-estimate.ts");
  const archive = await openForReading(world, "output", values.output);
  try {
    return estimateOf(archive, values, range, { startedMs: world.clock.now(), identity });
  } finally {
    archive.close();
  }
}
