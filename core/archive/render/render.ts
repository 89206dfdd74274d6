/**
 * Renderings of an archive into files that other programs read. They can be thrown away and made again.
 *
 * @module
 */

import { stringifyJson } from "../../json/json.ts";
import type { Archive } from "../directory.ts";
import type { OutputFolder } from "../output-folder.ts";
import { renderCsv } from "./csv.ts";
import { renderJsonl } from "./jsonl.ts";
import { renderMarkdown } from "./markdown.ts";
import { type ArchivedChat, chatsOf, type MessageRow, messagesOf } from "./rows.ts";

/** Forms with a file a chat. */
export const TEXT_FORMS = ["jsonl", "csv", "markdown"] as const;
/** One of them. */
export type TextForm = typeof TEXT_FORMS[number];

/** How to render. */
export interface RenderOptions {
  readonly form: TextForm;
  /** Empty for all. */
  readonly chatIds: readonly string[];
  readonly linkHost: string;
  /** Escape formulas in CSV. */
  readonly isCsvSafe: boolean;
}

/** What was written. */
export interface RenderReport {
  readonly files: number;
  readonly messages: number;
}

const EXTENSIONS: Readonly<Record<TextForm, string>> = { jsonl: "jsonl", csv: "csv", markdown: "md" };

/** Writes a file for each chat. */
export function renderChats(archive: Archive, folder: OutputFolder, options: RenderOptions): RenderReport {
  let messages = 0;
  const chats = chatsOf(archive, options.chatIds);
  for (const chat of chats) {
    const rows = function* (): IterableIterator<MessageRow> {
      for (const row of messagesOf(archive, chat, options.linkHost)) {
        messages++;
        yield row;
      }
    };
    folder.write(`${chat.chat_id}.${EXTENSIONS[options.form]}`, render(chat, rows(), options));
  }
  folder.write("chats.json", [stringifyJson(chats.map(({ n: _, ...chat }) => chat), 2), "\n"]);
  return { files: chats.length, messages };
}

function render(
  chat: ArchivedChat,
  rows: Iterable<MessageRow>,
  { form, isCsvSafe }: RenderOptions,
): Iterable<string> {
  if (form === "jsonl") return renderJsonl(rows);
  return form === "csv" ? renderCsv(rows, isCsvSafe) : renderMarkdown(chat, rows);
}
