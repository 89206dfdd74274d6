import { stringify } from "csv-stringify/sync";
import { relativeMedia } from "./media-links.ts";
import type { MessageRow } from "./rows.ts";

const COLUMNS = [
  ...["message_id", "create_time", "sender_id", "sender_name", "msg_type", "content", "deleted", "updated"],
  ...["thread_id", "root_id", "reply_to", "upper_message_id", "reactions", "files", "chat_id"],
] as const;

/**
 * A row a message, always with the same columns.
 *
 * @param isSafe escapes what a spreadsheet would take for a formula
 */
export function* renderCsv(rows: Iterable<MessageRow>, isSafe: boolean): IterableIterator<string> {
  // With a delimiter of its own, the library quotes for that alone; readers end a row at a line feed, too.
  const options = {
    escape_formulas: isSafe,
    record_delimiter: "windows" as const,
    quoted_match: /[\r\n]/,
  };
  yield stringify([[...COLUMNS]], options);
  for (const { message, upper } of rows) {
    const { sender, reactions, resources = [] } = message;
    const values: Readonly<Record<typeof COLUMNS[number], string>> = {
      message_id: message.message_id,
      create_time: message.create_time,
      sender_id: sender?.id ?? "",
      sender_name: sender?.name ?? "",
      msg_type: message.msg_type,
      content: message.content,
      deleted: String(message.deleted),
      updated: String(message.updated),
      thread_id: message.thread_id ?? "",
      root_id: message.root_id ?? "",
      reply_to: message.reply_to ?? "",
      upper_message_id: upper ?? "",
      reactions: (reactions?.counts ?? []).map(({ reaction_type, count }) => `${reaction_type} x${count}`)
        .join(", "),
      files: resources.flatMap(({ local_path }) =>
        local_path === undefined ? [] : [relativeMedia(local_path)]
      ).join(" "),
      chat_id: message.chat_id ?? "",
    };
    yield stringify([COLUMNS.map((column) => values[column])], options);
  }
}
