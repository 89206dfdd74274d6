import { showChat, showMessage, type Shown, showThread } from "../../../core/archive/show.ts";
import type { ArchivedMessage } from "../../../core/archive/message-reader.ts";
import type { Archive } from "../../../core/archive/directory.ts";
import { invalidInput } from "../../../core/failure.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { isId } from "../../options/ids.ts";
import {
  integer,
  optional,
  type OptionValues,
  positional,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { MESSAGE_COLUMNS } from "../messages/columns.ts";
import { archiveOptions, readerOf, withArchive } from "./archive.ts";
import { messageResult } from "./search.ts";

const options = {
  id: positional(text("id", "a message (om_…), a thread (omt_…) or a chat (oc_…)")),
  ...archiveOptions,
  context: withDefault(integer(0, 500, "with a message: this many before and after it"), 0),
  history: toggle("with earlier versions of edited and recalled messages"),
  limit: withDefault(integer(1, 1000, "with a chat: at most this many messages, the newest ones"), 50),
  pageToken: optional(
    text("token", "with a chat: continue with earlier messages; next_token of an earlier result"),
  ),
};

type Values = OptionValues<typeof options>;

/** `im archive show` */
export const archiveShow = defineCommand({
  name: "archive show",
  summary: "Show messages of an archive, offline",
  description: [
    "Prints what im +messages-mget prints, from the archive: a message, a thread, or the end of a chat.",
  ],
  examples: [
    { comment: "a message among its neighbors", line: "archive show om_xxx --context 10 --archive archive" },
    { comment: "with its earlier versions", line: "archive show om_xxx --history --archive archive" },
    { comment: "the end of a chat", line: "archive show oc_xxx --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).archivedMessages(),
  risk: "read",
  columns: MESSAGE_COLUMNS,
  options,
  check({ id }) {
    if (id.length === 1 && isId(id[0] ?? "", ["om_", "omt_", "oc_"])) return;
    throw invalidInput(
      "id",
      id.length === 0 ? phrase`${input("id")} is missing` : phrase`${JSON.stringify(id.join(" "))} is no id`,
      "message ids begin with om_, thread ids with omt_, chat ids with oc_",
    );
  },
  async run(values, runtime): Promise<CommandResult> {
    return await withArchive(runtime, values.archive, (archive) => {
      const shown = select(archive, values);
      const reader = readerOf(archive, { history: values.history, threads: shown.isThread !== true });
      const messages = shown.seqs.map((seq) => reader.message(seq));
      return messageResult(withoutRepeated(messages), shown.cursor);
    });
  },
});

/** Leaves out replies that stand below their roots; topic chats list both. */
function withoutRepeated(messages: readonly ArchivedMessage[]): readonly ArchivedMessage[] {
  const replies = messages.flatMap(({ thread_replies: replies = [] }) => replies);
  const ids = new Set(replies.map(({ message_id }) => message_id));
  return messages.filter(({ message_id }) => !ids.has(message_id));
}

function select({ database }: Archive, { id: [id = ""], context, limit, pageToken }: Values): Shown {
  if (id.startsWith("omt_")) return showThread(database, id);
  if (id.startsWith("om_")) return showMessage(database, id, context);
  return showChat(database, id, { limit, cursor: pageToken });
}
