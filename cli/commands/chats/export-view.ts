/**
 * What an export says: while it runs, and at its end.
 *
 * @module
 */

import type { WritableArchive } from "../../../core/archive/directory.ts";
import { type Gap, listGaps } from "../../../core/archive/gaps.ts";
import type { ChatReport, ExportReport } from "../../../core/archive/sync/export.ts";
import type { ExportProgress } from "../../../core/archive/sync/progress.ts";
import { describeTruncation } from "../../../core/chat/members.ts";
import { MAX_REACTION_QUERIES } from "../../../core/message/requests.ts";
import type { Problem } from "../../../core/archive/verify.ts";
import { Failure, withDetail } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { counted } from "../../../core/text/count.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { formatBytes } from "../../../core/text/size.ts";
import { formatRfc3339 } from "../../../core/text/time.ts";
import { createWarnings, type Warning } from "../../../core/warning.ts";
import type { CommandResult, Runtime } from "../../command.ts";

/** Milliseconds between two lines of progress, on a terminal and elsewhere. */
const INTERVALS = { terminal: 1_000, elsewhere: 60_000 };

/** Shows how far a run is, now and then. */
export function progressLine({ progress, world }: Runtime): (progress: () => ExportProgress) => void {
  const interval = world.stderr.isTerminal ? INTERVALS.terminal : INTERVALS.elsewhere;
  let shown = world.clock.monotonic();
  return (read) => {
    const now = world.clock.monotonic();
    if (now - shown < interval) return;
    shown = now;
    progress.note(describeProgress(read()));
  };
}

function describeProgress({ messages, waiting, calls, elapsedMs }: ExportProgress): string {
  const seconds = Math.max(1, Math.round(elapsedMs / 1000));
  const left = Object.entries(waiting).filter(([, count]) => count > 0).map(([name, count]) =>
    `${name} ${count}`
  );
  return [
    `${counted(messages, "message")} (${Math.round(messages / seconds)}/s)`,
    ...left.length === 0 ? [] : [`waiting: ${left.join(", ")}`],
    `${counted(calls, "call")}, ${seconds} s`,
    ...minutesLeft(waiting) > 0 ? [`at least ${counted(minutesLeft(waiting), "minute")} left`] : [],
  ].join(" · ");
}

/** Calls of one kind that the service allows in a minute. */
const CALLS_PER_MINUTE = 1_000;

/** How long what waits takes at best: kinds of calls have limits of their own, and the slowest one decides. */
export function minutesLeft({ threads, bundles, reactions, media }: ExportProgress["waiting"]): number {
  const calls = Math.max(threads, bundles, reactions / MAX_REACTION_QUERIES, media);
  return Math.floor(calls / CALLS_PER_MINUTE);
}

/** The result of a run. */
export function exportResult(
  archive: WritableArchive,
  report: ExportReport,
  { now, name, warnings, problems }: {
    /** Its directory as the person named it. */
    readonly name: string;
    readonly now: number;
    readonly warnings: readonly Warning[];
    /** What a check at the end found; absent: there was none. */
    readonly problems: readonly Problem[] | undefined;
  },
): CommandResult {
  const gaps = listGaps(archive.database);
  const { threads, messagesBefore, reactions } = report.unchecked;
  const data: JsonObject = {
    archive: archive.path,
    run: report.run,
    complete: report.isFinished && report.chats.every(({ complete }) => complete),
    chats: report.chats.map(chatFields),
    media: report.media,
    ...report.recheck === undefined ? {} : { rechecked: { ...report.recheck } },
    calls: report.calls,
    gaps: gapsByReason(gaps),
    ...report.truncatedMembers.length === 0 ? {} : {
      truncated_members: report.truncatedMembers.map((one) => ({ ...one })),
    },
    ...report.waiting === undefined ? {} : { not_tried: report.waiting },
    unchecked: {
      threads,
      ...reactions > 0 ? { reactions } : {},
      ...messagesBefore === undefined ? {} : { edits_before: formatRfc3339(Math.min(messagesBefore, now)) },
      never: ["announcements", "read receipts", "stickers", "pictures in cards"],
    },
    ...problems === undefined
      ? {}
      : { verified: { sound: problems.length === 0, problems: problems.length } },
  };
  const failure = failureOf(report, gaps) ?? damageOf(problems ?? [], name);
  return {
    data,
    rows: report.chats.map(chatFields),
    count: report.chats.length,
    warnings: [...warnings, ...report.warnings, ...truncationWarnings(report)],
    ...failure === undefined ? {} : { failure, isFailed: report.failure !== undefined },
    pretty: () => prettyExport(archive.path, report, gaps).map((line) => line),
  };
}

function truncationWarnings({ truncatedMembers }: ExportReport): readonly Warning[] {
  const warnings = createWarnings();
  for (const { chat_id, ...truncation } of truncatedMembers) {
    warnings.add("members_truncated", describeTruncation(truncation), chat_id);
  }
  return warnings.list();
}

function chatFields(chat: ChatReport): JsonObject {
  const { coveredFrom, coveredTo, ...others } = chat;
  return {
    ...others,
    ...coveredTo === undefined ? {} : { covered_to: formatRfc3339(coveredTo) },
    covered_from: coveredFrom === undefined || coveredFrom === 0 ? null : formatRfc3339(coveredFrom),
  };
}

function gapsByReason(gaps: readonly Gap[]): readonly JsonObject[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const key = `${gap.kind} ${gap.code ?? ""} ${gap.reason}`;
    groups.set(key, [...groups.get(key) ?? [], gap]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined) return {};
    const { kind, code, reason, final } = first;
    return { kind, ...code === null ? {} : { code }, reason, final, count: group.length };
  });
}

function failureOf(report: ExportReport, gaps: readonly Gap[]): Failure | undefined {
  if (report.failure !== undefined) {
    return report.failure.detail.hint === undefined || report.failure.detail.type === "interrupted"
      ? withDetail(report.failure, {
        hint: "what was archived is kept: run the same command again to continue",
      })
      : report.failure;
  }
  if (report.stoppedAt !== undefined) return report.stoppedAt;
  if (!report.hasFreshGaps) return undefined;
  return new Failure({
    type: "api",
    subtype: "partial_failure",
    message: `the archive lacks ${counted(gaps.length, "item")} that the service did not give`,
    hint: "the gaps are listed in the archive, each with its reason",
  });
}

function damageOf(problems: readonly Problem[], name: string): Failure | undefined {
  if (problems.length === 0) return undefined;
  return new Failure({
    type: "api",
    subtype: "archive_damaged",
    message: `the archive has ${counted(problems.length, "problem")}`,
    hint: phrase`see them: ${action("archive/verify", { archive: name })}`,
  });
}

function prettyExport(path: string, report: ExportReport, gaps: readonly Gap[]): readonly string[] {
  const { media, chats, isFinished } = report;
  const lines = chats.map((chat) => {
    const parts = [
      counted(chat.new, "new message"),
      ...chat.replies > 0 ? [`${chat.replies} of them ${chat.replies === 1 ? "a reply" : "replies"}`] : [],
      ...chat.edited > 0 ? [`${chat.edited} edited`] : [],
      ...chat.recalled > 0 ? [`${chat.recalled} recalled`] : [],
      ...chat.missing > 0 ? [`${chat.missing} no longer listed`] : [],
      ...chat.complete ? [] : ["not complete yet"],
    ];
    return `${chat.name ?? ""} ${chat.chat_id}: ${parts.join(", ")}`.trimStart();
  });
  const saved = media.saved + media.reused === 0
    ? []
    : [`files: ${media.saved} saved (${formatBytes(media.bytes)}), ${media.reused} already there`];
  return [
    ...lines,
    ...saved,
    ...gaps.length === 0 ? [] : [`${counted(gaps.length, "gap")}: im archive gaps`],
    ...isFinished ? [] : ["stopped before the end: run the same command again to continue"],
    path,
  ];
}
