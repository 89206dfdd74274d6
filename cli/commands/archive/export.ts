import { TEXT_FORMS, type TextForm } from "../../../core/archive/render/render.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import { readMeta } from "../../../core/archive/meta.ts";
import { counted } from "../../../core/text/count.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { choiceList } from "../../options/choice.ts";
import { chatIds } from "../../options/ids.ts";
import { listOf, requiredListOf } from "../../options/list.ts";
import { optional, type OptionValues, text } from "../../options/option.ts";
import { archiveOptions, withArchive } from "./archive.ts";
import { join } from "@std/path";

const options = {
  ...archiveOptions,
  into: requiredListOf(choiceList([...TEXT_FORMS], "forms to write, between commas")),
  intoDir: optional(text("dir", "directory to write below; default: the archive itself")),
  chatId: listOf(chatIds("only these chats")),
};

type Values = OptionValues<typeof options>;

/** `im archive export` */
export const archiveExport = defineCommand({
  name: "archive export",
  summary: "Write an archive as JSON lines, CSV or Markdown, offline",
  description: [
    "Writes a file a chat into a directory named after the form, such as jsonl/. Messages in threads and in forwarded " +
    "bundles are in it, none twice. What is there is replaced, each file when it is complete.",
  ],
  examples: [
    { comment: "for other programs", line: "archive export --into jsonl,csv --archive archive" },
    { comment: "to read", line: "archive export --into markdown --into-dir notes --archive archive" },
  ],
  identities: [],
  scopes: [],
  risk: "write",
  columns: ["form", "directory", "files", "messages"],
  options,
  run: (values, runtime) =>
    withArchive(runtime, values.archive, async (archive): Promise<CommandResult> => {
      const { openOutputFolder } = await import("../../../core/archive/output-folder.ts");
      const { renderChats } = await import("../../../core/archive/render/render.ts");
      const written: { form: string; directory: string; files: number; messages: number }[] = [];
      for (const form of formsOf(values)) {
        const { intoDir } = values;
        const world = intoDir === undefined ? { ...runtime.world, cwd: archive.path } : runtime.world;
        const folder = await openOutputFolder(world, "intoDir", join(intoDir ?? "", form));
        const report = renderChats(archive, folder, {
          ...{ form, chatIds: values.chatId, isCsvSafe: runtime.globals.csvSafe },
          linkHost: appLinkHost(readMeta(archive.database, "brand")),
        });
        written.push({ form, directory: folder.path, ...report });
      }
      return {
        data: { archive: archive.path, written },
        rows: written,
        pretty: () =>
          written.map(({ directory, files, messages }) =>
            `${directory}: ${counted(files, "chat")}, ${counted(messages, "message")}`
          ),
      };
    }),
});

function formsOf({ into }: Values): readonly TextForm[] {
  return [...new Set(into)];
}
