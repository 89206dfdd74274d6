/**
 * The answer of an export: what became of each chat, what could not be had, and what was not looked at.
 *
 * @module
 */

import { type Gap, gapGroup } from "../../../core/archive/gaps.ts";
import type { ChatReport, ExportReport } from "../../../core/archive/sync/export.ts";
import type { Estimate } from "../../../core/archive/sync/estimate.ts";
import type { Problem } from "../../../core/archive/verify.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { action, type Phrase, phrase } from "../../../core/text/phrase.ts";
import { formatRfc3339 } from "../../../core/text/time.ts";
import type { Texts } from "../../spelling.ts";

/** What the answer is made of, beside the report of the run. */
export interface AnswerParts {
  /** The directory as the person named it. */
  readonly name: string;
  /** The same, absolute. */
  readonly path: string;
  readonly now: number;
  readonly gaps: readonly Gap[];
  /** Calls that found the chats. */
  readonly chatCalls: number;
  /** What the run was expected to take; absent for a new archive. */
  readonly estimate: Estimate | undefined;
  /** What a check at the end found; absent: there was none. */
  readonly problems: readonly Problem[] | undefined;
  readonly texts: Texts;
}

/** Whether all that was asked for is archived. */
export function isComplete({ isFinished, chats }: ExportReport): boolean {
  return isFinished && chats.every(({ complete }) => complete);
}

/** The data of the answer. */
export function exportData(report: ExportReport, parts: AnswerParts): JsonObject {
  const { path, gaps, chatCalls, estimate, problems, texts } = parts;
  const next = nextStep(report, parts);
  return {
    ...{ archive: path, run: report.run, complete: isComplete(report) },
    chats: report.chats.map(chatFields),
    media: mediaFields(report),
    ...report.recheck === undefined ? {} : { rechecked: { ...report.recheck } },
    calls: { ...chatCalls === 0 ? {} : { chats: chatCalls }, ...report.calls },
    seconds: Math.round(report.elapsedMs / 1000),
    ...estimate === undefined ? {} : { estimate: { ...estimate } },
    gaps: gapFields(gaps, report.hints, texts),
    ...report.truncatedMembers.length === 0 ? {} : {
      truncated_members: report.truncatedMembers.map((one) => ({ ...one })),
    },
    ...report.peopleWithoutName === 0 ? {} : { people_without_name: report.peopleWithoutName },
    ...report.waiting === undefined ? {} : { not_tried: report.waiting },
    unchecked: uncheckedFields(report, parts),
    ...problems === undefined
      ? {}
      : { verified: { sound: problems.length === 0, problems: problems.length } },
    ...next === undefined ? {} : { next: texts.text(next) },
  };
}

/** A chat of the answer. */
export function chatFields(chat: ChatReport): JsonObject {
  const { coveredFrom, coveredTo, ...others } = chat;
  return {
    ...others,
    ...coveredTo === undefined ? {} : { covered_to: formatRfc3339(coveredTo) },
    covered_from: coveredFrom === undefined || coveredFrom === 0 ? null : formatRfc3339(coveredFrom),
  };
}

function mediaFields({ media, mediaFailures }: ExportReport): JsonObject {
  if (mediaFailures.length === 0) return media;
  const failures = mediaFailures.map(({ code, ...other }) => ({
    ...code === null ? {} : { code },
    ...other,
  }));
  return { ...media, failures };
}

/** Chats that a group of gaps names; `archive gaps` has all. */
const MAX_CHATS = 10;

function gapFields(
  gaps: readonly Gap[],
  hints: ExportReport["hints"],
  texts: Texts,
): readonly JsonObject[] {
  const groups = new Map<string, Gap[]>();
  for (const gap of gaps) {
    const key = gapGroup(gap);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [gap]);
    else group.push(gap);
  }
  return [...groups].map(([key, group]) => {
    const [first] = group;
    if (first === undefined) return {};
    const { kind, code, reason, final } = first;
    const hint = hints.get(key);
    return {
      ...{ kind, ...code === null ? {} : { code }, reason, final, count: group.length },
      chats: [...new Set(group.map(({ chat }) => chat))].slice(0, MAX_CHATS),
      ...hint === undefined ? {} : { hint: texts.text(hint) },
    };
  });
}

function uncheckedFields({ unchecked }: ExportReport, { now, texts }: AnswerParts): JsonObject {
  const { threads, threadsCheckedMs: checked, messagesBefore, reactions, searchRefusal } = unchecked;
  return {
    threads,
    ...threads === 0 ? {} : { threads_last_checked: checked === undefined ? null : formatRfc3339(checked) },
    ...reactions > 0 ? { reactions } : {},
    ...messagesBefore === undefined ? {} : { edits_before: formatRfc3339(Math.min(messagesBefore, now)) },
    ...searchRefusal === undefined ? {} : { search_refused: texts.text(searchRefusal.detail.message) },
    never: ["announcements", "read receipts", "stickers", "pictures in cards", "files in folders"],
  };
}

function nextStep(report: ExportReport, { gaps, name }: AnswerParts): Phrase | undefined {
  if (!report.isFinished) return "run the same command again to continue";
  return gaps.length === 0 ? undefined : phrase`${action("archive/gaps", { archive: name })}`;
}
