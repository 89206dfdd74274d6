/**
 * The command lines that fetch what belongs to a message: `--show-commands` prints them below it, to be copied.
 *
 * @module
 */

import type { Message } from "../../../core/message/message.ts";
import { action } from "../../../core/text/phrase.ts";
import type { Runtime } from "../../command.ts";
import { cleanLine } from "../../output/terminal.ts";
import { spelled } from "../../spelling.ts";
import { attachmentsOf } from "./message-parts.ts";

/** What the commands need to act as the line at hand does: options that it was given. */
export type Account = Readonly<Record<string, string>>;

/** The options of the line that say who acts. */
export function accountOf({ globals, origins }: Pick<Runtime, "globals" | "origins">): Account {
  const keys = ["as", "profile", "user"] as const;
  return Object.fromEntries(keys.flatMap((key) => {
    const value = globals[key];
    return value === undefined || origins[key] !== "option" ? [] : [[key, value]];
  }));
}

/** The commands for the files of a message, and for its thread, unless that is the list at hand. */
export function nextCommands(
  message: Message,
  account: Account,
  threadId: string | undefined,
): readonly string[] {
  const { message_id: messageId, thread_id: thread } = message;
  const files = attachmentsOf(message).map(({ key, type, name }) =>
    action("messages/download", {
      messageId,
      fileKey: key,
      type,
      ...(name === undefined ? {} : { originalName: true }),
      ...account,
    })
  );
  const threads = thread === undefined || thread === threadId
    ? []
    : [action("messages/threads", { thread, ...account })];
  return [...files, ...threads].map((one) => cleanLine(spelled([one])));
}
