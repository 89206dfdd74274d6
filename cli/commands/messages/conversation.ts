/**
 * Messages for people, as a conversation: by days, each message with its time, its sender and its text, replies below
 * their root, and whole ids for the next command.
 *
 * @module
 */

import type { Message } from "../../../core/message/message.ts";
import { nonBlank } from "../../../core/json/access.ts";
import { formatLocalTime } from "../../../core/text/time.ts";
import { formatDay, formatZone } from "../../../core/text/calendar.ts";
import { displayWidth } from "../../../core/text/width.ts";
import type { Line, Screen } from "../../screen.ts";
import { cleanLine } from "../../output/terminal.ts";
import { type Block, blockLines, type Place } from "./message-block.ts";
import { type Account, nextCommands } from "./next-commands.ts";
import { factsOf, filesOf, reactionsOf, senderName, textOf } from "./message-parts.ts";

/** What a list shows besides its messages. */
export interface ConversationOptions {
  /** Stands above the messages: where they are. */
  readonly heading?: Line;
  /** Stands in the place of messages where there are none. */
  readonly empty: string;
  /** The messages are of several chats, whose names stand above theirs. */
  readonly isMixed?: boolean;
  /** The thread whose messages these are. */
  readonly threadId?: string;
  /** Commands for files and threads stand below each message, with these options. */
  readonly commandsAs?: Account | undefined;
}

const TIME_REGEXP = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)/;
/** Columns of the longest name that has a column of its own; more where the terminal is wide. */
const MAX_NAME = 14;
const WIDE_NAME = 30;
const WIDE = 110;
/** Text is never narrower; where it would be, the names stand above it. */
const MIN_TEXT = 30;
/** Columns of a time and the gap behind it. */
const TIME = 7;
const REPLY_MARK = "↳ ";
/** Columns of the line of a day in a file. */
const FILE_RULE = 72;

/** The messages in their order. */
export function conversation(
  messages: readonly Message[],
  screen: Screen,
  { heading, empty, isMixed = false, threadId, commandsAs }: ConversationOptions,
): readonly Line[] {
  if (messages.length === 0) return [empty];
  const lines: Line[] = heading === undefined ? [] : [heading];
  const place = placeFor(messages, screen);
  let day: string | undefined;
  let chat: string | undefined;
  let isZoneKnown = false;
  for (const message of messages) {
    const own = chatKey(message);
    if (isMixed && own !== chat) {
      lines.push(...(lines.length === 0 ? [] : [""]), chatHeading(message));
      day = undefined;
    }
    chat = own;
    const current = dayOf(message);
    if (current !== undefined && current !== day) {
      lines.push(dayRule(current, isZoneKnown ? "" : `, ${zoneOf(message)}`, screen));
      isZoneKnown = true;
    }
    day = current ?? day;
    lines.push(...messageLines(message, place, { threadId, commandsAs }));
  }
  return lines;
}

/** The day by its distance, on a terminal only: in a file it would soon be wrong. */
function relativeDay(day: string, { isTerminal, now }: Screen): string {
  const [today, yesterday] = [0, 1].map((days) => {
    const date = new Date(now);
    date.setDate(date.getDate() - days);
    return formatLocalTime(date.getTime()).slice(0, day.length);
  });
  return !isTerminal ? "" : day === today ? "Today, " : day === yesterday ? "Yesterday, " : "";
}

/** Where the parts of each message stand. */
function placeFor(messages: readonly Message[], { columns, isTerminal }: Screen): Place {
  const all = messages.flatMap((message) => [message, ...repliesOf(message)]);
  const names = all.map(({ sender }) => nonBlank(sender?.name)).filter((name) => name !== undefined);
  const widest = Math.max(0, ...names.map((name) => displayWidth(cleanLine(name))));
  const name = Math.min(columns !== undefined && columns < WIDE ? MAX_NAME : WIDE_NAME, widest);
  const deepest = TIME + REPLY_MARK.length + TIME + name + 2;
  const isStacked = columns !== undefined && columns - deepest < MIN_TEXT;
  return { columns, isTerminal, isStacked, name, indent: "" };
}

/** A message, and its replies below it. */
function messageLines(
  message: Message,
  place: Place,
  { threadId, commandsAs }: Pick<ConversationOptions, "commandsAs"> & {
    readonly threadId: string | undefined;
  },
): readonly Line[] {
  const commandsOf = (one: Message, known: string | undefined) =>
    commandsAs === undefined ? [] : nextCommands(one, commandsAs, known);
  const replies = repliesOf(message);
  const inner = " ".repeat(place.isStacked ? 2 : TIME);
  const below = { ...place, indent: inner };
  const day = dayOf(message);
  return [
    ...blockLines({
      ...blockOf(message, factsOf(message, { replies, threadId, clockOf: clockSince(day) })),
      commands: commandsOf(message, threadId),
    }, place),
    ...replies.flatMap((reply) => {
      const facts = factsOf(reply, { replies: [], threadId: message.thread_id, rootId: message.message_id });
      const block = { ...blockOf(reply, facts), commands: commandsOf(reply, message.thread_id) };
      return blockLines({ ...block, time: clockSince(day)(reply), mark: REPLY_MARK }, below);
    }),
    ...(message.thread_has_more === true ? [moreReplies(message, inner)] : []),
  ];
}

function blockOf(message: Message, facts: readonly string[]): Block {
  return {
    time: clockOf(message),
    mark: "",
    sender: senderName(message),
    text: textOf(message),
    id: cleanLine(message.message_id),
    facts,
    reactions: reactionsOf(message),
    files: filesOf(message),
    commands: [],
  };
}

function moreReplies({ thread_id: thread = "" }: Message, indent: string): Line {
  return [indent, {
    text: `${REPLY_MARK}more replies: im +threads-messages-list --thread ${thread}`,
    style: "dim",
  }];
}

/** Replies that stand under a message: without the root, which the service lists among them. */
function repliesOf({ message_id: root, thread_replies: replies = [] }: Message): readonly Message[] {
  return replies.filter(({ message_id }) => message_id !== root);
}

function dayOf({ create_time: time }: Message): string | undefined {
  return TIME_REGEXP.exec(time)?.[1];
}

/** Hours and minutes; a time that is none stays as it came. */
function clockOf({ create_time: time }: Message): string {
  return TIME_REGEXP.exec(time)?.[2] ?? time;
}

/** The clock of a message below one of that day; with its date where it is of another day. */
function clockSince(day: string | undefined): (message: Message) => string {
  return (message) => dayOf(message) === day ? clockOf(message) : message.create_time;
}

function zoneOf({ create_time: time }: Message): string {
  return formatZone(new Date(time.replace(" ", "T")).getTime());
}

function dayRule(day: string, zone: string, screen: Screen): Line {
  const { columns = FILE_RULE } = screen;
  const start = `── ${relativeDay(day, screen)}${formatDay(day)}${zone} `;
  return [{ text: start + "─".repeat(Math.max(2, columns - displayWidth(start))), style: "cyan" }];
}

function chatKey({ chat_id: id, chat_name: name }: Message): string {
  return id ?? name ?? "";
}

/** The chat's name, else what kind it is, then its id. */
function chatHeading(message: Message): Line {
  const { chat_id: id = "", chat_name: name, chat_type: type, chat_partner: partner } = message;
  const known = nonBlank(name) ??
    (type === "p2p" ? `direct chat${partner?.name === undefined ? "" : ` with ${partner.name}`}` : undefined);
  return headingLine(known, id);
}

/** A name and an id above what belongs to them. */
export function headingLine(name: string | undefined, id: string): Line {
  if (name === undefined) return [{ text: id, style: "bold" }];
  return [{ text: name, style: "bold" }, ...(id === "" ? [] : ["  ", { text: id, style: "dim" } as const])];
}
