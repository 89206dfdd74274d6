import { listGaps } from "../../../core/archive/gaps.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { archiveOptions, withArchive } from "./archive.ts";

/** `im archive gaps` */
export const archiveGaps = defineCommand({
  name: "archive gaps",
  summary: "List what an archive lacks, and why",
  description: [
    "A gap that is final cannot be closed by asking again; the others are tried by every export.",
  ],
  examples: [
    { comment: "all gaps", line: "archive gaps --archive archive" },
    { comment: "as a table", line: "archive gaps --archive archive --format table" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  columns: ["kind", "chat", "item", "code", "reason", "final", "tries"],
  options: archiveOptions,
  async run({ archive: named }, runtime): Promise<CommandResult> {
    return await withArchive(runtime, named, ({ database }) => {
      const gaps = listGaps(database).map((gap) => ({ ...gap }));
      return {
        data: { gaps },
        rows: gaps,
        pretty: () =>
          gaps.length === 0
            ? ["nothing is missing that was asked for"]
            : gaps.map(({ kind, chat, item, reason, final }) =>
              `${kind} ${item === "" ? chat : item}: ${reason}${final ? " (final)" : ""}`
            ),
      };
    });
  },
});
