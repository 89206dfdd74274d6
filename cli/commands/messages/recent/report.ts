/**
 * What `+messages-recent` prints: chats with their messages, and all that was not looked at.
 *
 * @module
 */

import { describeFailure } from "../../../../core/attempt.ts";
import { type Failure, isInterrupted, withDetail } from "../../../../core/failure.ts";
import type { JsonObject } from "../../../../core/json/json.ts";
import type { Message } from "../../../../core/message/message.ts";
import type { Identity } from "../../../../core/platform/identity.ts";
import { encodeCursor } from "../../../../core/recent/cursor.ts";
import type { Question } from "../../../../core/recent/question.ts";
import { counted } from "../../../../core/text/count.ts";
import { action, input, joinPhrases, type Phrase, phrase } from "../../../../core/text/phrase.ts";
import { formatRfc3339, unixSeconds } from "../../../../core/text/time.ts";
import { createWarnings, type Warnings } from "../../../../core/warning.ts";
import type { CommandResult, Cut } from "../../../command.ts";
import type { Line, Screen } from "../../../screen.ts";
import { cleanLine } from "../../../output/terminal.ts";
import type { Texts } from "../../../spelling.ts";
import { conciseText } from "../concise.ts";
import { conversation } from "../conversation.ts";
import type { Account } from "../next-commands.ts";
import type { CompleteChat, CompleteFindings } from "./complete.ts";
import { cutChats, type LeftChats } from "./cut.ts";

/** What was found, and what it was an answer to. */
export interface Recent extends CompleteFindings, LeftChats {
  readonly question: Question;
  readonly identity: Identity;
  /** Epoch milliseconds. */
  readonly now: number;
  /** Most messages of a chat. */
  readonly pageSize: number;
  readonly texts: Texts;
  /** Commands stand below the messages, with these options. */
  readonly commandsAs?: Account | undefined;
}

/** How far behind the index of the search may be, milliseconds. */
const INDEX_DELAY = 5 * 60_000;

/** The result of the command. */
export function recentResult(recent: Recent, warnings: Warnings): CommandResult {
  const { chats, by, quiet, question, pages, notice, lost = 0 } = recent;
  const cursor = recent.cursor ?? (recent.next === undefined ? undefined : { question, place: recent.next });
  const token = cursor === undefined ? undefined : encodeCursor(cursor);
  const entries = chats.map((chat) => chatData(chat, recent));
  const missing = chats.flatMap((one) => one.missing);
  const unchecked = uncheckedParts(recent);
  const blindSpots = blindSpotsOf(recent);
  const total = chats.reduce((sum, { messages }) => sum + countOf(messages), 0);
  const withMore = chats.filter(({ more }) => more !== undefined).length;
  warn(recent, { token, withMore, missing }, warnings);
  const failure = failureOf(recent, token);
  return {
    data: {
      by,
      start: formatRfc3339(question.start),
      end: formatRfc3339(question.end),
      chats: entries,
      total,
      ...(by === "chats" ? { quiet_chats: quiet } : {}),
      has_more: token !== undefined,
      page_token: token ?? "",
      ...(missing.length === 0 ? {} : { missing_message_ids: missing }),
      ...(unchecked.length === 0 ? {} : { unchecked }),
      ...(blindSpots.length === 0 ? {} : { blind_spots: blindSpots }),
      ...(notice === undefined ? {} : { notice }),
    },
    rows: chats.slice(recent.printed).flatMap(rowsOf),
    pagination: {
      complete: failure === undefined && unchecked.length + missing.length + withMore + lost === 0,
      pages,
      items: total,
      ...(token === undefined ? {} : { next_token: token }),
    },
    warnings: warnings.list(),
    ...(failure === undefined ? {} : { failure }),
    ...(recent.isBroken ? { isBrokenList: true } : {}),
    ...cutChats(recent, (part) => {
      const { data, rows, pagination, pretty, concise } = recentResult(part, createWarnings());
      return { data, rows, pagination, pretty, concise } as ReturnType<Cut["first"]>;
    }),
    pretty: (screen) => prettyRecent(recent, screen),
    concise: () => conciseRecent(recent),
  };
}

/** Replies that stand below their root count, too. */
function countOf(messages: readonly Message[]): number {
  return messages.reduce((sum, { thread_replies: replies = [] }) => sum + 1 + replies.length, 0);
}

/** The fields of a message about its chat. */
function contextOf({ type, name, partner, messages }: CompleteChat) {
  const partnerName = messages.find(({ sender }) => sender?.id === partner)?.sender?.name;
  return {
    ...(type === undefined ? {} : { chat_type: type }),
    ...(name === undefined || type === "p2p" ? {} : { chat_name: name }),
    ...(partner === undefined || type !== "p2p" ? {} : {
      chat_partner: { open_id: partner, ...partnerNamed(partnerName ?? name) },
    }),
  };
}

function partnerNamed(name: string | null | undefined) {
  return name === undefined || name === null ? {} : { name };
}

/** The messages of a chat, each with what it says about its chat. */
export function rowsOf(chat: CompleteChat): readonly Message[] {
  const context = contextOf(chat);
  return chat.messages.map((message) => ({ ...message, ...context }));
}

function chatData(chat: CompleteChat, recent: Recent): JsonObject {
  const next = nextOf(chat, recent);
  return {
    chat_id: chat.chatId,
    ...contextOf(chat),
    count: chat.count,
    messages: chat.messages,
    has_more: chat.more !== undefined,
    ...(next === undefined ? {} : { page_token: next.token, next: recent.texts.text(next.line) }),
  };
}

/** How the messages of a chat go on. */
interface Next {
  readonly token: string;
  readonly line: Phrase;
}

function nextOf({ chatId, more }: CompleteChat, { question, identity: as }: Recent): Next | undefined {
  if (more === undefined) return undefined;
  if ("place" in more) {
    const token = encodeCursor(more);
    return { token, line: phrase`${action("messages/recent", { as, pageToken: token })}` };
  }
  const { token: pageToken } = more;
  if (pageToken === "") return undefined;
  const range = { start: unixSeconds(question.start), end: unixSeconds(question.end) };
  return { token: pageToken, line: phrase`${action("messages/list", { as, chatId, ...range, pageToken })}` };
}

/** What could have been looked at and was not. */
function uncheckedParts({ unread, next, by, failure, texts, left = [] }: Recent): readonly JsonObject[] {
  const why = isInterrupted(failure) ? "interrupted" : failure === undefined ? "page_limit" : "failed";
  return [
    ...unread.map(({ chatId, name, failure }) => ({
      chat_id: chatId,
      ...(name === undefined ? {} : { chat_name: name }),
      reason: failure.detail.subtype,
      detail: texts.text(describeFailure(failure)),
    })),
    ...(left.length === 0 ? [] : [{
      reason: "max_tokens",
      detail: `${counted(left.length, "chat")} with messages, from page_token on`,
    }]),
    ...(next?.chats ?? []).map((chatId) => ({ chat_id: chatId, reason: why })),
    ...(next === undefined || (next.chats !== undefined && next.token === undefined) ? [] : [{
      reason: why,
      detail: by === "search"
        ? "further messages of the search, from page_token on"
        : "chats that were active longer ago, from page_token on",
    }]),
  ];
}

/** What the way of finding messages cannot see. */
function blindSpotsOf({ by, question, now, chats, quiet }: Recent): readonly string[] {
  if (by === "search") {
    return question.end < now - INDEX_DELAY ? [] : ["messages of the last few minutes: search lags behind"];
  }
  const hasGroups = quiet > 0 || chats.some(({ type }) => type === undefined || type === "group");
  return hasGroups && question.types.includes("group")
    ? ["new replies to older threads in groups: the service lists them only with the first message"]
    : [];
}

function warn(
  { pages, unread, next, failure, notice, lost = 0, pageSize }: Recent,
  { token, withMore, missing }: {
    readonly token: string | undefined;
    readonly withMore: number;
    readonly missing: readonly string[];
  },
  warnings: Warnings,
): void {
  for (const one of unread) warnings.add("chats_not_read", describeFailure(one.failure), one.chatId);
  if (missing.length > 0) {
    const why = failure === undefined ? "" : phrase`: ${describeFailure(failure)}`;
    warnings.add("messages_not_returned", phrase`${counted(missing.length, "message")}${why}`);
  }
  if (withMore > 0) {
    const chats = `${counted(withMore, "chat")} ${withMore === 1 ? "has" : "have"}`;
    warnings.add(
      "more_in_chats",
      `${chats} more than ${counted(pageSize, "message")}: next in each is the command that reads on`,
    );
  }
  if (next !== undefined && failure === undefined && token !== undefined) {
    warnings.add(
      "page_limit_reached",
      phrase`stopped after ${counted(pages, "page")}, there is more: raise ${
        input("pageLimit")
      } (0 means all), or continue with ${input("pageToken", token)}`,
    );
  }
  if (lost > 0) warnings.add("hits_without_id", `${counted(lost, "result")} came without a message id`);
  if (notice !== undefined) warnings.add("search_notice", notice);
}

/** An interrupt says what is there and how to go on. */
function failureOf({ failure, isBare, chats }: Recent, token: string | undefined): Failure | undefined {
  if (failure === undefined || !isInterrupted(failure)) return failure;
  const parts: readonly Phrase[] = [
    ...(isBare ? ["the messages are incomplete: the calls that complete them were interrupted"] : []),
    ...(chats.some(({ missing }) => missing.length > 0)
      ? [
        phrase`messages that were found are in missing_message_ids: read them with ${action("messages/get")}`,
      ]
      : []),
    ...(token === undefined ? [] : [phrase`continue with ${input("pageToken", token)}`]),
  ];
  return parts.length === 0 ? failure : withDetail(failure, { hint: joinPhrases(parts, "; ") });
}

function prettyRecent(recent: Recent, screen: Screen): readonly Line[] {
  const { text } = recent.texts;
  const notes = [
    ...recent.chats.flatMap((chat) => {
      const next = nextOf(chat, recent);
      return next === undefined ? [] : [`more in ${titleOf(chat)}: ${text(next.line)}`];
    }),
    ...recent.unread.map(({ chatId, name = chatId, failure }) =>
      `not read: ${name}: ${text(describeFailure(failure))}`
    ),
    ...blindSpotsOf(recent).map((spot) => `not seen: ${spot}`),
  ];
  const lines = conversation(recent.chats.flatMap(rowsOf), screen, {
    empty: "no messages in this period",
    isMixed: true,
    commandsAs: recent.commandsAs,
  });
  return notes.length === 0 ? lines : [...lines, "", ...notes.map(cleanLine)];
}

/** The name of a chat, of the other one in a direct chat, or the id. */
function titleOf(chat: CompleteChat): string {
  const { chat_name: name, chat_partner: partner } = contextOf(chat);
  return name ?? partner?.name ?? chat.chatId;
}

function conciseRecent(recent: Recent): string {
  return conciseText({
    title: "Recent messages",
    sections: recent.chats.map((chat) => {
      const next = nextOf(chat, recent);
      const facts = [
        `count: ${chat.count}`,
        ...next === undefined ? [] : [`next: ${recent.texts.text(next.line)}`],
      ];
      return { heading: titleOf(chat), id: chat.chatId, facts, messages: chat.messages };
    }),
    facts: [
      ...recent.unread.map(({ chatId }) => `not_read: ${chatId}`),
      ...blindSpotsOf(recent).map((spot) => `not_seen: ${spot}`),
    ],
  });
}
