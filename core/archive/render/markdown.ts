import { formatLocalMinute } from "../../text/time.ts";
import { relativeMedia } from "./media-links.ts";
import type { ArchivedChat, MessageRow } from "./rows.ts";

/** A chat as Markdown: a heading a day, a paragraph a message, replies and forwarded messages indented as quotes. */
export function* renderMarkdown(chat: ArchivedChat, rows: Iterable<MessageRow>): IterableIterator<string> {
  yield `# ${escapeLine(chat.name ?? chat.chat_id)}\n\n\`${chat.chat_id}\`\n`;
  let day = "";
  for (const row of rows) {
    const time = row.message.create_time_ms === undefined
      ? ""
      : formatLocalMinute(row.message.create_time_ms);
    if (time.slice(0, 10) !== day) {
      day = time.slice(0, 10);
      yield `\n## ${day === "" ? "without a date" : day}\n`;
    }
    yield `\n${renderRow(row, time.slice(11))}\n`;
  }
}

function renderRow({ message, upper }: MessageRow, clock: string): string {
  const { sender, reactions, resources = [], versions = [] } = message;
  const isInside = upper !== undefined || message.root_id !== undefined;
  const facts = [
    ...message.updated ? ["edited"] : [],
    ...message.deleted ? ["recalled"] : [],
    ...upper === undefined ? [] : [`forwarded in \`${upper}\``],
    ...message.reply_to === undefined ? [] : [`answers \`${message.reply_to}\``],
  ];
  const head =
    `**${escapeLine(sender?.name ?? sender?.id ?? "system")}** ${clock} \`${message.message_id}\`` +
    (facts.length === 0 ? "" : ` (${facts.join(", ")})`);
  const counts = (reactions?.counts ?? []).map(({ reaction_type, count }) => `${reaction_type} x${count}`);
  const files = resources.map(({ key, local_path }) =>
    local_path === undefined
      ? `- ${escapeLine(key)}: not archived`
      : `- [${escapeLine(key)}](${relativeMedia(local_path)})`
  );
  const parts = [
    head,
    escapeText(message.content),
    ...files.length === 0 ? [] : [files.join("\n")],
    ...counts.length === 0 ? [] : [escapeLine(counts.join(", "))],
    ...versions.map(({ no, content }) => `Version ${no}:\n\n${quote(escapeText(content))}`),
  ].filter((part) => part !== "");
  const text = parts.join("\n\n");
  return isInside ? quote(text) : text;
}

function quote(text: string): string {
  return text.split("\n").map((line) => line === "" ? ">" : `> ${line}`).join("\n");
}

/** Text that others wrote makes no tags and no headings of ours. */
function escapeText(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replace(/^(\s*)(#{1,6}\s)/gm, "$1\\$2");
}

function escapeLine(text: string): string {
  return escapeText(text.replace(/\s+/g, " ")).replace(/[\\`*_[\]]/g, "\\$&");
}
