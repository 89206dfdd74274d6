import { readStats, type Stats } from "../../../core/archive/stats.ts";
import { counted } from "../../../core/text/count.ts";
import { formatBytes } from "../../../core/text/size.ts";
import { formatLocalMinute } from "../../../core/text/time.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { archiveOptions, withArchive } from "./archive.ts";

/** `im archive stats` */
export const archiveStats = defineCommand({
  name: "archive stats",
  summary: "Show what an archive holds, offline",
  examples: [
    { comment: "chats and counts", line: "archive stats --archive archive" },
    { comment: "the chats as a table", line: "archive stats --archive archive --format table" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).stats(),
  risk: "read",
  columns: ["name", "chat_id", "mode", "messages", "first_message", "last_message"],
  options: archiveOptions,
  async run({ archive: named }, runtime): Promise<CommandResult> {
    return await withArchive(runtime, named, ({ database, path }) => {
      const stats = readStats(database);
      const chats = stats.chats.map(({ firstMs, lastMs, ...chat }) => ({
        ...chat,
        first_message: firstMs === null ? null : formatLocalMinute(firstMs),
        last_message: lastMs === null ? null : formatLocalMinute(lastMs),
      }));
      return {
        data: { archive: path, ...stats, chats },
        rows: chats,
        pretty: () => prettyStats(stats),
      };
    });
  },
});

function prettyStats({ messages, versions, media, gaps, chats }: Stats): readonly string[] {
  return [
    ...chats.map(({ name, chat_id, messages }) =>
      `${name ?? ""}  ${chat_id}  ${counted(messages, "message")}`.trimStart()
    ),
    `${counted(messages, "message")}, ${counted(versions, "earlier version")}, ${
      counted(media.files, "file")
    } ` +
    `(${formatBytes(media.bytes)}), ${counted(gaps, "gap")}`,
  ];
}
