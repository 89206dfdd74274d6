import { nonBlank } from "../../../core/json/access.ts";
import type { Message, Sender } from "../../../core/message/message.ts";
import { cleanForTerminal } from "../../output/terminal.ts";

/** A key and the value that is shown for it in a code span. */
export type ConciseFact = readonly [key: string, value: string];

/** Messages that belong together. */
export interface ConciseSection {
  /** Title of a group; absent when the view has no groups. */
  readonly heading?: string | undefined;
  /** What holds for the whole section: `chat_id`, `thread_id`. */
  readonly facts: readonly ConciseFact[];
  readonly messages: readonly Message[];
}

/** What the concise view shows. */
export interface ConciseView {
  readonly title: "Chat messages" | "Thread messages" | "Messages" | "Search results" | "Recent messages";
  readonly sections: readonly ConciseSection[];
  /** Absent for commands that have no pages. */
  readonly hasMore?: boolean | undefined;
  /** Shown only when there is more. */
  readonly nextToken?: string | undefined;
  /** Further lines of the summary, such as ids that were not found. */
  readonly summaryFacts?: readonly ConciseFact[] | undefined;
}

/**
 * The format `concise`: messages as Markdown. Names are escaped, ids stand in code spans, content is
 * quoted line by line, and all of it is cleaned for terminals. Ends with a newline.
 */
export function conciseText(view: ConciseView): string {
  const messages = view.sections.flatMap((section) => section.messages);
  const participants = participantLines(messages);
  const blocks = [
    [`# ${view.title}`],
    view.sections.flatMap(({ heading, facts }) => heading === undefined ? factLines(facts) : []),
    ...(participants.length === 0 ? [] : [["## Participants"], participants]),
    ["## Messages"],
    ...(messages.length === 0 ? [["[no messages]"]] : view.sections.flatMap(sectionBlocks)),
    ["## Summary"],
    summaryLines(view, messages),
  ];
  return blocks.filter((block) => block.length > 0).map((block) => `${block.join("\n")}\n`).join("\n");
}

function sectionBlocks({ heading, facts, messages }: ConciseSection): readonly (readonly string[])[] {
  const items = messages.flatMap(conciseMessage);
  return heading === undefined ? [items] : [[`### ${markdownText(heading)}`], factLines(facts), items];
}

function factLines(facts: readonly ConciseFact[]): readonly string[] {
  return facts.map(([key, value]) => `- ${key}: ${codeSpan(value)}`);
}

/** The distinct senders, of replies too, in order of appearance. */
function participantLines(messages: readonly Message[]): readonly string[] {
  const senders = new Map<string, Sender>();
  for (const { sender } of messages.flatMap((root) => [root, ...conciseReplies(root)])) {
    const id = nonBlank(sender?.id);
    if (sender === null || id === undefined) continue;
    const known = senders.get(id);
    if (known === undefined || nonBlank(known.name) === undefined) senders.set(id, sender);
  }
  return [...senders].map(([id, sender]) => {
    const type = nonBlank(sender.sender_type);
    const botId = nonBlank(sender.open_bot_id);
    const about = [
      codeSpan(id),
      ...(type === undefined ? [] : [markdownText(type)]),
      ...(botId === undefined ? [] : [`bot_open_id: ${codeSpan(botId)}`]),
    ];
    return `- ${markdownText(nonBlank(sender.name) ?? id)} (${about.join(", ")})`;
  });
}

function summaryLines(view: ConciseView, messages: readonly Message[]): readonly string[] {
  const replies = messages.reduce((sum, message) => sum + conciseReplies(message).length, 0);
  return [
    `- messages: ${messages.length}`,
    ...(view.title === "Thread messages" ? [] : [
      `- thread_replies: ${replies}`,
      `- threads: ${distinct(messages, "thread_id")}`,
      `- chats: ${distinct(messages, "chat_id")}`,
    ]),
    ...factLines(view.summaryFacts ?? []),
    ...(view.hasMore === undefined ? [] : [`- has_more: ${view.hasMore}`]),
    ...(view.hasMore === true && view.nextToken ? [`- next_token: ${codeSpan(view.nextToken)}`] : []),
  ];
}

function distinct(messages: readonly Message[], key: "thread_id" | "chat_id"): number {
  return new Set(messages.map((message) => nonBlank(message[key])).filter((id) => id !== undefined)).size;
}

/** A message object as the list item of the concise view, with its thread replies under it. */
export function conciseMessage(message: Message): readonly string[] {
  return [
    `- ${headLine(message)}`,
    ...indented(bodyLines(message)),
    ...indented(threadLines(message)),
  ];
}

/** Replies that stand under a message: without the root, which the service lists among them. */
export function conciseReplies(message: Message): readonly Message[] {
  const { message_id: root, thread_replies: replies = [] } = message;
  return replies.filter(({ message_id }) => message_id !== root);
}

function headLine(message: Message): string {
  return [
    spanOf(message.create_time),
    senderText(message.sender),
    spanOf(message.msg_type),
    ...(["message_id", "thread_id", "reply_to"] as const).map((key) => {
      const span = spanOf(message[key]);
      return span === undefined ? undefined : `${key}: ${span}`;
    }),
    message.updated ? "edited" : undefined,
    message.deleted ? "deleted" : undefined,
  ].filter((part) => part !== undefined).join(" · ");
}

function spanOf(text: string | undefined): string | undefined {
  const value = nonBlank(text);
  return value === undefined ? undefined : codeSpan(value);
}

function senderText(sender: Sender | null): string {
  const id = nonBlank(sender?.id);
  const name = nonBlank(sender?.name) ?? id;
  if (name === undefined) return "**unknown_sender**";
  return `**${markdownText(name)}**${id === undefined ? "" : ` (${codeSpan(id)})`}`;
}

function bodyLines(message: Message): readonly string[] {
  return [...quotedContent(message), ...resourceLines(message), ...reactionLines(message)];
}

function quotedContent(message: Message): readonly string[] {
  if (message.deleted) return ["> [deleted]"];
  const content = nonBlank(message.content);
  if (content === undefined) return ["> [no content]"];
  // Every kind of line break, so that no part of the text stands outside the quote.
  return content.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map((line) => {
    const clean = cleanForTerminal(line);
    return clean === "" ? ">" : `> ${clean}`;
  });
}

function resourceLines(message: Message): readonly string[] {
  const { resources = [] } = message;
  const paths = resources.map(({ local_path }) => spanOf(local_path)).filter((path) => path !== undefined);
  const failures = resources.length - paths.length;
  return [
    ...(paths.length === 0 ? [] : [`resources: ${paths.join(", ")}`]),
    ...(failures === 0 ? [] : [`resource_failures: ${failures}`]),
  ];
}

function reactionLines(message: Message): readonly string[] {
  if (message.reactions_error) return ["reactions: unavailable"];
  const counts = (message.reactions?.counts ?? []).flatMap(({ reaction_type, count }) => {
    const type = nonBlank(reaction_type);
    return type === undefined ? [] : [codeSpan(`${type} x${count ?? "?"}`)];
  });
  return counts.length === 0 ? [] : [`reactions: ${counts.join(", ")}`];
}

function threadLines(message: Message): readonly string[] {
  const replies = conciseReplies(message);
  return [
    ...(replies.length === 0 ? [] : ["replies:"]),
    ...replies.flatMap((reply) => [`- **Reply** · ${headLine(reply)}`, ...indented(bodyLines(reply))]),
    ...(message.thread_reply_count === undefined
      ? []
      : [`thread_reply_count: ${message.thread_reply_count}`]),
    ...(message.thread_has_more ? ["thread_has_more: true (thread replies incomplete)"] : []),
    ...(message.thread_replies_error ? ["thread_replies_error: true (thread replies unavailable)"] : []),
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}

/**
 * Messages of several chats as one section a chat, in order of appearance, headed by the chat's name, `P2P` or its id.
 */
export function sectionsByChat(messages: readonly Message[]): readonly ConciseSection[] {
  const chats = new Map<string, Message[]>();
  for (const message of messages) {
    const id = nonBlank(message.chat_id) ?? "";
    const chat = chats.get(id);
    if (chat === undefined) chats.set(id, [message]);
    else chat.push(message);
  }
  return [...chats].map(([id, messages]) => ({
    heading: headingOf(id, messages),
    facts: id === "" ? [] : [["chat_id", id]],
    messages,
  }));
}

function headingOf(id: string, messages: readonly Message[]): string {
  const name = messages.map(({ chat_name }) => nonBlank(chat_name)).find((name) => name !== undefined);
  if (name !== undefined) return name;
  if (messages.some(({ chat_type }) => chat_type === "p2p")) return "P2P";
  return id === "" ? "unknown chat" : id;
}

/**
 * A text as a Markdown code span on one line: cleaned for terminals, the fence longer than any run of backticks inside.
 */
export function codeSpan(text: string): string {
  const line = cleanForTerminal(text.replace(/[\n\r\t\v\f\u0085\u2028\u2029]+/g, " "));
  const runs = (line.match(/`+/g) ?? []).map((run) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  // Markdown takes away one blank at each side; without them the fence would grow into the text.
  const blank = /^[` ]|[` ]$|^$/.test(line) ? " " : "";
  return `${fence}${blank}${line}${blank}${fence}`;
}

/**
 * A name or title as plain Markdown text: one line, cleaned for terminals, the characters that Markdown would obey with
 * a backslash.
 */
export function markdownText(text: string): string {
  return cleanForTerminal(text.replace(/[\s\u0085]+/g, " ")).trim().replace(/[\\`*_[\]<>#~]/g, "\\$&");
}
