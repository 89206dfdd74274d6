import type { JsonObject } from "../../core/json.ts";
import { filledStringAt, objectAt } from "../../core/json-access.ts";
import { codeSpan } from "./code-span.ts";
import { conciseMessage, conciseReplies } from "./concise-message.ts";
import { markdownText } from "./markdown-text.ts";

/** A key and the value that is shown for it in a code span. */
export type ConciseFact = readonly [key: string, value: string];

/** Messages that belong together. */
export interface ConciseSection {
  /** Title of a group; absent when the view has no groups. */
  readonly heading?: string | undefined;
  /** What holds for the whole section: `chat_id`, `thread_id`. */
  readonly facts: readonly ConciseFact[];
  /** Message objects (reading sheet 3.1). */
  readonly messages: readonly JsonObject[];
}

/** What the concise view shows. */
export interface ConciseView {
  readonly title: "Chat messages" | "Thread messages" | "Messages" | "Search results";
  readonly sections: readonly ConciseSection[];
  /** Absent for commands that have no pages. */
  readonly hasMore?: boolean | undefined;
  /** Shown only when there is more. */
  readonly nextToken?: string | undefined;
  /** Further lines of the summary, such as ids that were not found. */
  readonly summaryFacts?: readonly ConciseFact[] | undefined;
}

/**
 * The format `concise`: messages as Markdown (reading sheet 3.3). Names are escaped, ids stand in code spans, content is
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
function participantLines(messages: readonly JsonObject[]): readonly string[] {
  const senders = new Map<string, JsonObject>();
  for (const message of messages.flatMap((root) => [root, ...conciseReplies(root)])) {
    const sender = objectAt(message, "sender");
    const id = filledStringAt(sender, "id");
    if (sender === undefined || id === undefined) continue;
    const known = senders.get(id);
    if (known === undefined || filledStringAt(known, "name") === undefined) senders.set(id, sender);
  }
  return [...senders].map(([id, sender]) => {
    const type = filledStringAt(sender, "sender_type");
    const botId = filledStringAt(sender, "open_bot_id");
    const about = [
      codeSpan(id),
      ...(type === undefined ? [] : [markdownText(type)]),
      ...(botId === undefined ? [] : [`bot_open_id: ${codeSpan(botId)}`]),
    ];
    return `- ${markdownText(filledStringAt(sender, "name") ?? id)} (${about.join(", ")})`;
  });
}

function summaryLines(view: ConciseView, messages: readonly JsonObject[]): readonly string[] {
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

function distinct(messages: readonly JsonObject[], key: string): number {
  return new Set(messages.map((message) => filledStringAt(message, key)).filter((id) => id !== undefined))
    .size;
}
