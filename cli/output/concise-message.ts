import type { JsonObject } from "../../core/json.ts";
import { filledStringAt, objectAt, objectsAt, stringAt } from "../../core/json-access.ts";
import { codeSpan } from "./code-span.ts";
import { markdownText } from "./markdown-text.ts";
import { cleanForTerminal } from "./terminal.ts";

/** A message object (reading sheet 3.1) as the list item of the concise view, with its thread replies under it. */
export function conciseMessage(message: JsonObject): readonly string[] {
  return [
    `- ${headLine(message)}`,
    ...indented(bodyLines(message)),
    ...indented(threadLines(message)),
  ];
}

/** Replies that stand under a message: without the root, which the service lists among them. */
export function conciseReplies(message: JsonObject): readonly JsonObject[] {
  const root = stringAt(message, "message_id");
  return objectsAt(message, "thread_replies")
    .filter((reply) => root === undefined || stringAt(reply, "message_id") !== root);
}

function headLine(message: JsonObject): string {
  return [
    spanOf(message, "create_time"),
    senderText(objectAt(message, "sender")),
    spanOf(message, "msg_type"),
    ...["message_id", "thread_id", "reply_to"].map((key) => {
      const span = spanOf(message, key);
      return span === undefined ? undefined : `${key}: ${span}`;
    }),
    message.updated === true ? "edited" : undefined,
    message.deleted === true ? "deleted" : undefined,
  ].filter((part) => part !== undefined).join(" · ");
}

function spanOf(object: JsonObject, key: string): string | undefined {
  const value = filledStringAt(object, key);
  return value === undefined ? undefined : codeSpan(value);
}

function senderText(sender: JsonObject | undefined): string {
  const id = filledStringAt(sender, "id");
  const name = filledStringAt(sender, "name") ?? id;
  if (name === undefined) return "**unknown_sender**";
  return `**${markdownText(name)}**${id === undefined ? "" : ` (${codeSpan(id)})`}`;
}

function bodyLines(message: JsonObject): readonly string[] {
  return [...quotedContent(message), ...resourceLines(message), ...reactionLines(message)];
}

function quotedContent(message: JsonObject): readonly string[] {
  if (message.deleted === true) return ["> [deleted]"];
  const content = filledStringAt(message, "content");
  if (content === undefined) return ["> [no content]"];
  // Every kind of line break, so that no part of the text stands outside the quote.
  return content.split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/).map((line) => {
    const clean = cleanForTerminal(line);
    return clean === "" ? ">" : `> ${clean}`;
  });
}

function resourceLines(message: JsonObject): readonly string[] {
  const resources = objectsAt(message, "resources");
  const paths = resources.map((resource) => spanOf(resource, "local_path")).filter((path) =>
    path !== undefined
  );
  const failures = resources.length - paths.length;
  return [
    ...(paths.length === 0 ? [] : [`resources: ${paths.join(", ")}`]),
    ...(failures === 0 ? [] : [`resource_failures: ${failures}`]),
  ];
}

function reactionLines(message: JsonObject): readonly string[] {
  if (message.reactions_error === true) return ["reactions: unavailable"];
  const counts = objectsAt(objectAt(message, "reactions"), "counts").flatMap((count) => {
    const type = filledStringAt(count, "reaction_type");
    return type === undefined ? [] : [codeSpan(`${type} x${count.count ?? "?"}`)];
  });
  return counts.length === 0 ? [] : [`reactions: ${counts.join(", ")}`];
}

function threadLines(message: JsonObject): readonly string[] {
  const replies = conciseReplies(message);
  return [
    ...(replies.length === 0 ? [] : ["replies:"]),
    ...replies.flatMap((reply) => [`- **Reply** · ${headLine(reply)}`, ...indented(bodyLines(reply))]),
    ...(message.thread_has_more === true ? ["thread_has_more: true (thread replies incomplete)"] : []),
    ...(message.thread_replies_error === true
      ? ["thread_replies_error: true (thread replies unavailable)"]
      : []),
  ];
}

function indented(lines: readonly string[]): readonly string[] {
  return lines.map((line) => `  ${line}`);
}
