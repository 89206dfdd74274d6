/**
 * The format `concise` of messages: Markdown in which nothing is said twice (docs/contract.md, 18).
 *
 * People are named with their ids once, in a line at the top; days head the messages, which begin with the time. Names are
 * escaped, content is quoted line by line, and all of it is cleaned for terminals: no text can look like a line of ours.
 *
 * @module
 */

import { nonBlank, objectAt, stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import type { Message, Sender } from "../../../core/message/message.ts";
import { formatZone } from "../../../core/text/calendar.ts";
import { idText, markdownText, quotedLines } from "../../output/markdown.ts";

/** Messages that belong together. */
export interface ConciseSection {
  /** Title of a group; absent when the view has no groups. */
  readonly heading?: string | undefined;
  /** The chat of a group. */
  readonly id?: string | undefined;
  /** Lines below the title, complete. */
  readonly facts?: readonly string[];
  readonly messages: readonly Message[];
}

/** What the concise view shows. */
export interface ConciseView {
  readonly title:
    | "Chat messages"
    | "Thread messages"
    | "Messages"
    | "Search results"
    | "Recent messages"
    | "Flags";
  /** The chat or thread. */
  readonly id?: string | undefined;
  readonly sections: readonly ConciseSection[];
  /** Ids that were not found. */
  readonly missing?: readonly string[];
  /** Lines at the end, complete. */
  readonly facts?: readonly string[];
  /** Names that the messages themselves do not have, such as of those who reacted. */
  readonly nameOf?: ((id: string) => string | undefined) | undefined;
  /** What else the line of a message says, complete. */
  readonly factsOf?: (message: Message) => readonly string[];
}

/** The messages as Markdown. Ends with a newline. */
export function conciseText(
  { title, id, sections, missing = [], facts = [], nameOf, factsOf = () => [] }: ConciseView,
): string {
  const messages = sections.flatMap((section) => section.messages);
  const people = peopleOf(messages, nameOf);
  // In the list of a thread everything is a reply to the same root.
  const shown = title === "Thread messages" ? sections.map(withoutRoots) : sections;
  const legend = legendOf(people);
  const level = sections.some(({ heading }) => heading !== undefined) ? "###" : "##";
  const blocks = [
    [`# ${title}${id === undefined ? "" : ` ${idText(id)}`}${zoneText(messages)}`],
    ...(legend === "" ? [] : [[legend]]),
    ...(messages.length === 0 ? [["[no messages]"]] : []),
    ...shown.flatMap((section) => sectionBlocks(section, level, people, factsOf)),
    ...(missing.length === 0 ? [] : [[`missing_message_ids: ${missing.map(idText).join(", ")}`]]),
    ...(facts.length === 0 ? [] : [facts]),
  ];
  return blocks.map((block) => `${block.join("\n")}\n`).join("\n");
}

/** The zone of all times, said once. */
function zoneText(messages: readonly Message[]): string {
  const ms = messages.find(({ create_time_ms: time }) => time !== undefined)?.create_time_ms;
  return ms === undefined ? "" : ` (times in ${formatZone(ms)})`;
}

function withoutRoots({ messages, ...section }: ConciseSection): ConciseSection {
  return { ...section, messages: messages.map(({ root_id: _, ...message }) => message) };
}

function sectionBlocks(
  { heading, id, facts = [], messages }: ConciseSection,
  level: string,
  people: People,
  factsOf: NonNullable<ConciseView["factsOf"]>,
): readonly (readonly string[])[] {
  const title = heading === id || heading === undefined ? [] : [markdownText(heading)];
  const head = heading === undefined
    ? []
    : [[["##", ...title, ...(id === undefined ? [] : [idText(id)])].join(" "), ...facts]];
  const days: { readonly day: string; readonly lines: string[] }[] = [];
  for (const message of messages) {
    const { day } = momentOf(message);
    const last = days.at(-1);
    const lines = conciseMessage(message, people, factsOf(message));
    if (last?.day === day) last.lines.push(...lines);
    else days.push({ day, lines: [...lines] });
  }
  return [...head, ...days.flatMap(({ day, lines }) => day === "" ? [lines] : [[`${level} ${day}`], lines])];
}

/** People and bots of a view, by id. */
export type People = ReadonlyMap<string, Person>;

interface Person {
  readonly name: string;
  /** Others have the same name: the id stands beside it wherever it stands. */
  readonly isAmbiguous: boolean;
  /** What the legend says besides name and id. */
  readonly facts: readonly string[];
}

/** The distinct senders, of replies too, and those who reacted, in order of appearance. */
export function peopleOf(
  messages: readonly Message[],
  nameOf: ConciseView["nameOf"] = () => undefined,
): People {
  const all = messages.flatMap((root) => [root, ...conciseReplies(root)]);
  const found = new Map<string, { name: string; facts: readonly string[] }>();
  const add = (id: string | undefined, name: string | undefined, facts: readonly string[] = []) => {
    if (id === undefined) return;
    const known = found.get(id);
    if (known === undefined || known.name === "") found.set(id, { name: name ?? "", facts });
  };
  for (const { sender } of all) {
    if (sender !== null) add(nonBlank(sender.id), nonBlank(sender.name), senderFacts(sender));
  }
  const reactors = new Set(all.flatMap(reactionsOf).flatMap(({ by }) => by));
  const mentioned = new Map(
    all.flatMap(({ mentions = [] }) => mentions.map(({ id, name }) => [id, nonBlank(name)] as const)),
  );
  for (const id of reactors) add(id, mentioned.get(id) ?? nonBlank(nameOf(id)));
  const names = Map.groupBy(found.values(), ({ name }) => name);
  return new Map(
    [...found].filter(([, { name }]) => name !== "").map(([id, { name, facts }]) => [
      id,
      { name, facts, isAmbiguous: (names.get(name)?.length ?? 0) > 1 },
    ]),
  );
}

function senderFacts({ sender_type: type, open_bot_id: botId }: Sender): readonly string[] {
  const kind = nonBlank(type);
  const bot = nonBlank(botId);
  return [
    ...(kind === undefined || kind === "user" ? [] : [markdownText(kind)]),
    ...(bot === undefined ? [] : [`bot_open_id ${idText(bot)}`]),
  ];
}

function legendOf(people: People): string {
  const entries = [...people].map(([id, { name, facts }]) =>
    [`${markdownText(name)} ${idText(id)}`, ...facts].join(" ")
  );
  return entries.length === 0 ? "" : `People: ${entries.join(", ")}`;
}

function nameText(id: string | undefined, people: People): string | undefined {
  if (id === undefined) return undefined;
  const person = people.get(id);
  if (person === undefined) return idText(id);
  return person.isAmbiguous ? `${markdownText(person.name)} ${idText(id)}` : markdownText(person.name);
}

/** A message as an item of the list, with its thread replies under it. */
export function conciseMessage(
  message: Message,
  people: People,
  facts: readonly string[] = [],
): readonly string[] {
  const { day, time } = momentOf(message);
  return [
    [headLine(message, time, people, message.message_id), ...facts].join(" · "),
    ...indented(bodyLines(message, people)),
    ...indented(threadLines(message, day, people)),
  ];
}

/** Replies that stand under a message: without the root, which the service lists among them. */
export function conciseReplies(message: Message): readonly Message[] {
  const { message_id: root, thread_replies: replies = [] } = message;
  return replies.filter(({ message_id }) => message_id !== root);
}

/** Day and time of a message; a time of another form is told as it is. */
function momentOf({ create_time: text }: Message): { readonly day: string; readonly time: string } {
  const [, day, time] = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)$/.exec(text) ?? [];
  return { day: day ?? "", time: time ?? markdownText(text) };
}

/** @param id of the message; absent for replies, which are reached through their root */
function headLine(message: Message, time: string, people: People, id?: string): string {
  const answered = nonBlank(message.reply_to) ?? nonBlank(message.root_id);
  const type = nonBlank(message.msg_type);
  const facts = [
    nonBlank(id) === undefined ? undefined : idText(id ?? ""),
    type === undefined || type === "text" ? undefined : typeText(type),
    id === undefined || answered === undefined ? undefined : `reply to ${idText(answered)}`,
    message.updated ? "edited" : undefined,
  ].filter((fact) => fact !== undefined);
  const who = [time, senderText(message, people)].filter((part) => part !== "").join(" ");
  return `- ${[who, ...facts].join(" · ")}`;
}

/** A type of the service as it is; what has other characters is somebody's invention. */
function typeText(type: string): string {
  return /^\w+$/.test(type) ? type : markdownText(type);
}

function senderText({ sender, msg_type: type }: Message, people: People): string {
  const id = nonBlank(sender?.id);
  const name = nonBlank(sender?.name);
  return nameText(id, people) ??
    (name !== undefined ? markdownText(name) : type === "system" ? "" : "unknown sender");
}

function bodyLines(message: Message, people: People): readonly string[] {
  return [...contentLines(message), ...resourceLines(message), ...reactionLines(message, people)];
}

function contentLines({ deleted, content }: Message): readonly string[] {
  if (deleted) return ["> [deleted]"];
  return nonBlank(content) === undefined ? ["> [no content]"] : quotedLines(content);
}

function resourceLines({ resources = [] }: Message): readonly string[] {
  const paths = resources.flatMap(({ local_path: path }) => nonBlank(path) ?? []);
  const failures = resources.length - paths.length;
  return [
    ...(paths.length === 0 ? [] : [`resources: ${paths.map(idText).join(", ")}`]),
    ...(failures === 0 ? [] : [`resource_failures: ${failures}`]),
  ];
}

/** Reactions of one kind. */
interface ReactionGroup {
  readonly type: string;
  readonly count: string;
  /** Ids of those who are known to have reacted so. */
  readonly by: readonly string[];
}

function reactionsOf({ reactions: { counts = [], details = [] } = {} }: Message): readonly ReactionGroup[] {
  // The list of a single message's reactions has the type one level deeper.
  const typeOf = (detail: JsonObject) =>
    stringAt(detail, "emoji_type") ?? stringAt(objectAt(detail, "reaction_type"), "emoji_type") ?? "";
  const byType = Map.groupBy(details, typeOf);
  return counts.flatMap(({ reaction_type, count }) => {
    const type = nonBlank(reaction_type);
    if (type === undefined) return [];
    const ids = (byType.get(type) ?? []).flatMap((detail) =>
      nonBlank(stringAt(objectAt(detail, "operator"), "operator_id")) ?? []
    );
    return [{ type, count: String(count ?? "?"), by: [...new Set(ids)] }];
  });
}

function reactionLines(message: Message, people: People): readonly string[] {
  if (message.reactions_error) return ["reactions: unavailable"];
  const texts = reactionsOf(message).map(({ type, count, by }) => {
    const names = by.flatMap((id) => nameText(id, people) ?? []);
    const isPart = names.length > 0 && /^\d+$/.test(count) && Number(count) > names.length;
    const who = names.length === 0 ? "" : ` (${[...names, ...(isPart ? ["…"] : [])].join(", ")})`;
    return `${idText(type)} x${count}${who}`;
  });
  return texts.length === 0 ? [] : [`reactions: ${texts.join(", ")}`];
}

function threadLines(message: Message, day: string, people: People): readonly string[] {
  const replies = conciseReplies(message);
  return [
    ...(replies.length === 0 ? [] : ["replies:"]),
    ...replies.flatMap((reply) => {
      const at = momentOf(reply);
      const time = at.day === day || at.day === "" ? at.time : `${at.day} ${at.time}`;
      return [headLine(reply, time, people), ...indented(bodyLines(reply, people))];
    }),
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
