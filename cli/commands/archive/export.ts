import { TEXT_FORMS } from "../../../core/archive/render/render.ts";
import type { Archive } from "../../../core/archive/directory.ts";
import type { openOutputFolder, OutputFolder } from "../../../core/archive/output-folder.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { appLinkHost } from "../../../core/message/app-link.ts";
import { readMeta } from "../../../core/archive/meta.ts";
import { counted } from "../../../core/text/count.ts";
import { type CommandResult, defineCommand, type Runtime } from "../../command.ts";
import { choiceList } from "../../options/choice.ts";
import { commaList, listOf, requiredListOf } from "../../options/list.ts";
import { optional, type OptionValues, text, toggle } from "../../options/option.ts";
import { oneChat } from "../../../core/archive/find.ts";
import { archivedChat, archiveOptions, withArchive } from "./archive.ts";
import { join, relative } from "@std/path";

const options = {
  ...archiveOptions,
  into: requiredListOf(choiceList(["html", ...TEXT_FORMS], "forms to write, separated by commas")),
  intoDir: optional(text("dir", "directory to write below; default: the archive itself")),
  chatId: listOf(commaList("oc_id|name,…", archivedChat("only these chats"))),
  selfContained: toggle("with html: copy images and files into the site"),
};

/** `im archive export` */
export const archiveExport = defineCommand({
  name: "archive export",
  summary: "Write an archive as a website, JSON lines, CSV or Markdown, offline",
  description: [
    "html is a site that opens with a double click and can be searched; it refers to the images and files of the " +
    "archive beside it, unless --self-contained copies them.",
    "The other forms have one file per chat, in a directory named after the form, such as jsonl/. Messages in " +
    "threads and in forwarded bundles are included, each once. Existing files are replaced, each once its " +
    "successor is complete.",
  ],
  examples: [
    {
      comment: "a site to look at and to pass on",
      line: "archive export --into html --self-contained --archive archive",
    },
    { comment: "for other programs", line: "archive export --into jsonl,csv --archive archive" },
    { comment: "to read", line: "archive export --into markdown --into-dir notes --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).exported(),
  risk: "write",
  columns: ["form", "directory", "files", "messages"],
  options,
  preview: (values, _identity, _prepared, runtime) =>
    withArchive(runtime, values.archive, async (archive) => {
      const { previewOutputFolder } = await import("../../../core/archive/output-preview.ts");
      const forms = await writeForms(archive, values, runtime, previewOutputFolder);
      return {
        description: forms.map(({ form, files, messages }) =>
          `writes ${counted(files, form === "html" ? "page" : "chat")} with ${
            counted(messages, "message")
          } as ${form}`
        ).join("; "),
        api: [],
        context: { archive: archive.path, forms },
      };
    }),
  run: (values, runtime) =>
    withArchive(runtime, values.archive, async (archive): Promise<CommandResult> => {
      const { openOutputFolder } = await import("../../../core/archive/output-folder.ts");
      const written = await writeForms(archive, values, runtime, openOutputFolder);
      return {
        data: { archive: archive.path, written },
        rows: written,
        pretty: () =>
          written.map(({ directory, files, messages }) =>
            `${directory}: ${counted(files, "file")}, ${counted(messages, "message")}`
          ),
      };
    }),
});

interface Written extends JsonObject {
  readonly form: string;
  readonly directory: string;
  readonly files: number;
  readonly messages: number;
}

/** Writes each form into a folder; what opens the folder decides whether anything is written. */
async function writeForms(
  archive: Archive,
  { into, intoDir, chatId, selfContained }: OptionValues<typeof options>,
  { world, globals }: Runtime,
  open: typeof openOutputFolder,
): Promise<readonly Written[]> {
  const { renderChats } = await import("../../../core/archive/render/render.ts");
  const chatIds = chatId.map((one) => oneChat(archive.database, one, "chatId"));
  const chosen = { chatIds, linkHost: appLinkHost(readMeta(archive.database, "brand")) };
  const written: Written[] = [];
  for (const form of [...new Set(into)]) {
    const place = intoDir === undefined ? { ...world, cwd: archive.path } : world;
    const folder = await open(place, "intoDir", join(intoDir ?? "", form));
    const report = form === "html"
      ? await writeSite(archive, folder, { ...chosen, isSelfContained: selfContained })
      : renderChats(archive, folder, { ...chosen, form, isCsvSafe: globals.csvSafe });
    written.push({ form, directory: folder.path, ...report });
  }
  return written;
}

async function writeSite(
  archive: Archive,
  folder: OutputFolder,
  options: {
    readonly chatIds: readonly string[];
    readonly linkHost: string;
    readonly isSelfContained: boolean;
  },
) {
  const { writeStaticSite } = await import("../../../core/archive/site/static-site.ts");
  const mediaBase = `${relative(folder.path, archive.path).replaceAll("\\", "/")}/`;
  const { pages, messages, written } = writeStaticSite(archive, folder, { ...options, mediaBase });
  return { files: pages, messages, changed: written };
}
