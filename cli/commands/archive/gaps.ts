import { countFinalGaps, listGaps, retryGaps } from "../../../core/archive/gaps.ts";
import { counted } from "../../../core/text/count.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { toggle } from "../../options/option.ts";
import { archiveOptions, withArchive, withWritableArchive } from "./archive.ts";

/** `im archive gaps` */
export const archiveGaps = defineCommand({
  name: "archive gaps",
  summary: "List what an archive lacks, and why",
  description: [
    "A gap that is final cannot be closed by asking again; the others are tried by every export.",
  ],
  examples: [
    { comment: "all gaps", line: "archive gaps --archive archive" },
    { comment: "after access was granted", line: "archive gaps --retry --archive archive" },
    { comment: "as a table", line: "archive gaps --archive archive --format table" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).gaps(),
  risk: "write",
  columns: ["kind", "chat", "item", "code", "reason", "final", "tries"],
  options: { ...archiveOptions, retry: toggle("have the next export try all of them again, final ones too") },
  preview: ({ archive: named, retry }, _identity, _prepared, runtime) =>
    withArchive(runtime, named, ({ path, database }) => {
      const gaps = retry ? countFinalGaps(database) : listGaps(database).length;
      return {
        description: retry
          ? `has the next export try ${counted(gaps, "final gap")} again; asks the service nothing by itself`
          : `lists ${counted(gaps, "gap")}, and changes nothing`,
        api: [],
        context: { archive: path, gaps },
      };
    }),
  async run({ archive: named, retry }, runtime): Promise<CommandResult> {
    if (retry) await withWritableArchive(runtime, named, ({ database }) => retryGaps(database));
    return await withArchive(runtime, named, ({ database }) => {
      const gaps = listGaps(database).map((gap) => ({ ...gap }));
      return {
        data: { gaps },
        rows: gaps,
        pretty: () =>
          gaps.length === 0
            ? ["nothing that was asked for is missing"]
            : gaps.map(({ kind, chat, item, reason, final }) =>
              `${kind} ${item === "" ? chat : item}: ${reason}${final ? " (final)" : ""}`
            ),
      };
    });
  },
});
