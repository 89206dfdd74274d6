/**
 * What an export says at its end.
 *
 * @module
 */

import { type Gap, gapGroup } from "../../../core/archive/gaps.ts";
import type { ChatReport, ExportReport } from "../../../core/archive/sync/export.ts";
import type { Problem } from "../../../core/archive/verify.ts";
import { describeTruncation } from "../../../core/chat/members.ts";
import { Failure, withDetail } from "../../../core/failure.ts";
import { counted, nounFor } from "../../../core/text/count.ts";
import { action, phrase } from "../../../core/text/phrase.ts";
import { formatBytes } from "../../../core/text/size.ts";
import { formatLocalMinute } from "../../../core/text/time.ts";
import { createWarnings, type Warning } from "../../../core/warning.ts";
import type { CommandResult } from "../../command.ts";
import { type AnswerParts, chatFields, exportData, isComplete } from "./export-answer.ts";

/** The result of a run. */
export function exportResult(
  report: ExportReport,
  { warnings, isNew, ...parts }: AnswerParts & {
    readonly warnings: readonly Warning[];
    /** The archive was made by this run. */
    readonly isNew: boolean;
  },
): CommandResult {
  const { gaps, problems, name } = parts;
  const failure = failureOf(report, gaps, name) ?? damageOf(problems ?? [], name);
  const { list = 0, threads = 0 } = report.calls;
  return {
    data: exportData(report, parts),
    rows: report.chats.map(chatFields),
    count: report.chats.length,
    pagination: {
      complete: isComplete(report),
      pages: list + threads,
      items: report.chats.reduce((sum, chat) => sum + chat.new, 0),
    },
    warnings: [...warnings, ...report.warnings, ...truncationWarnings(report)],
    ...failure === undefined ? {} : { failure, isFailed: report.failure !== undefined },
    pretty: () => prettyExport(report, parts, isNew),
  };
}

function truncationWarnings({ truncatedMembers }: ExportReport): readonly Warning[] {
  const warnings = createWarnings();
  for (const { chat_id, ...truncation } of truncatedMembers) {
    warnings.add("members_truncated", describeTruncation(truncation), chat_id);
  }
  return warnings.list();
}

function failureOf(report: ExportReport, gaps: readonly Gap[], name: string): Failure | undefined {
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
    message: `the archive has ${
      counted(gaps.length, "gap")
    }: the service refused something, or gave only part of it`,
    hint: phrase`list the gaps with their reasons: ${action("archive/gaps", { archive: name })}`,
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

function prettyExport(report: ExportReport, parts: AnswerParts, isNew: boolean): readonly string[] {
  const { gaps, name, path, texts } = parts;
  const gapsLine = phrase`${counted(gaps.length, "gap")}: ${action("archive/gaps", { archive: name })}`;
  return [
    ...report.chats.map(chatLine),
    ...fileLines(report),
    ...gaps.filter(({ kind }) => kind === "chat").map((gap) => refusalLine(gap, report, texts)),
    ...threadLines(report),
    ...gaps.length === 0 ? [] : [texts.text(gapsLine)],
    ...report.isFinished ? [] : ["stopped before the end: run the same command again to continue"],
    path,
    ...isNew ? ["it holds other people's messages: only you can read its files; keep it that way"] : [],
  ];
}

function chatLine(chat: ChatReport): string {
  const parts = [
    counted(chat.new, "new message"),
    ...chat.replies > 0 ? [`${chat.replies} of them ${nounFor(chat.replies, "a reply", "replies")}`] : [],
    ...chat.edited > 0 ? [`${chat.edited} edited`] : [],
    ...chat.recalled > 0 ? [`${chat.recalled} recalled`] : [],
    ...chat.missing > 0 ? [`${chat.missing} no longer listed`] : [],
    ...chat.complete ? [] : ["not complete yet"],
  ];
  return `${chat.name ?? ""} ${chat.chat_id}: ${parts.join(", ")}`.trimStart();
}

function refusalLine(gap: Gap, { hints }: ExportReport, texts: AnswerParts["texts"]): string {
  const { chat, reason, code } = gap;
  const hint = hints.get(gapGroup(gap));
  return `${chat} cannot be read: ${reason}${code === null ? "" : ` (code ${code})`}` +
    (hint === undefined ? "" : `; ${texts.text(hint)}`);
}

function fileLines({ media, recheck }: ExportReport): readonly string[] {
  return [
    ...media.saved + media.reused === 0
      ? []
      : [`files: ${media.saved} saved (${formatBytes(media.bytes)}), ${media.reused} already there`],
    ...recheck === undefined
      ? []
      : [`fetched again: ${counted(recheck.files, "file")}, ${recheck.different} different`],
  ];
}

function threadLines({ unchecked: { threads, threadsCheckedMs } }: ExportReport): readonly string[] {
  if (threads === 0) return [];
  const since = threadsCheckedMs === undefined
    ? ""
    : `, ${threads === 1 ? "" : "each "}last checked ${formatLocalMinute(threadsCheckedMs)}${
      threads === 1 ? "" : " or later"
    }`;
  return [`not checked: ${counted(threads, "thread")}${since}`];
}
