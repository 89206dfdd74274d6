import type { Forgotten } from "../../../core/archive/forget.ts";
import { invalidInput } from "../../../core/failure.ts";
import { counted } from "../../../core/text/count.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { requireConfirmation } from "../../confirmation.ts";
import { messageIds } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import { optional, type OptionValues, toggle } from "../../options/option.ts";
import { oneChat, onePerson } from "../../../core/archive/find.ts";
import type { Archive } from "../../../core/archive/directory.ts";
import { hasTraces } from "../../../core/archive/forgotten.ts";
import { archivedChat, archivedPerson, archiveOptions, withArchive, withWritableArchive } from "./archive.ts";

const options = {
  ...archiveOptions,
  chatId: optional(archivedChat("forget a chat with everything in it")),
  userId: optional(archivedPerson("forget what a person sent, and who they are")),
  messageIds: listOf(messageIds("forget these messages")),
  yes: toggle("confirm: this cannot be undone"),
};

type Values = OptionValues<typeof options>;

/** `im archive forget` */
export const archiveForget = defineCommand({
  name: "archive forget",
  summary: "Take messages out of an archive for good",
  description: [
    "Removes rows, earlier versions, stored answers, index entries, and files that no other message has; no byte " +
    "of them stays in the archive, or in the copy that im made before it updated the format of the archive. They " +
    "are not archived again: only a hash of their ids is kept. Earlier exports, your own copies, and mentions in " +
    "other people's messages are not touched.",
  ],
  examples: [
    { comment: "a chat", line: "archive forget --chat-id oc_xxx --yes --archive archive" },
    { comment: "two messages", line: "archive forget --message-ids om_aaa,om_bbb --yes --archive archive" },
  ],
  identities: [],
  scopes: [],
  answer: async () => (await import("./answers.ts")).forgotten(),
  risk: "high-risk-write",
  danger: "depends",
  options,
  check(values) {
    forgottenOf(values);
  },
  preview: async (values, _identity, _prepared, runtime) => {
    const { countForgotten } = await import("../../../core/archive/forget.ts");
    return await withArchive(runtime, values.archive, (archive) => ({
      description: `removes ${described(forgottenOf(values))} from the archive`,
      api: [],
      context: {
        archive: archive.path,
        messages: countForgotten(archive, inArchive(archive, forgottenOf(values))),
      },
    }));
  },
  async run(values, runtime): Promise<CommandResult> {
    const { world } = runtime;
    const what = forgottenOf(values);
    const effect = `removes ${described(what)} from the archive, which cannot be undone`;
    const target = what.kind === "messages" ? {} : { target: what.id };
    await requireConfirmation(values.yes, { name: "im archive forget", effect, ...target }, runtime);
    const { forget } = await import("../../../core/archive/forget.ts");
    return await withWritableArchive(runtime, values.archive, async (archive) => {
      const { messages, files, exports } = await forget(world, archive, inArchive(archive, what));
      return {
        data: { archive: archive.path, messages, files, exports },
        pretty: () => [
          `forgot ${counted(messages, "message")} and ${counted(files, "file")}`,
          ...exports.length === 0
            ? []
            : [`still in what was exported before, until it is written again: ${exports.join(", ")}`],
        ],
      };
    });
  },
});

function forgottenOf({ chatId, userId, messageIds }: Values): Forgotten {
  const given: Forgotten[] = [
    ...chatId === undefined ? [] : [{ kind: "chat" as const, id: chatId }],
    ...userId === undefined ? [] : [{ kind: "person" as const, id: userId }],
    ...messageIds.length === 0 ? [] : [{ kind: "messages" as const, ids: messageIds }],
  ];
  const [first, second] = given;
  if (first !== undefined && second === undefined) return first;
  throw invalidInput(
    "chatId",
    first === undefined
      ? phrase`${input("chatId")}, ${input("userId")} or ${input("messageIds")} is missing`
      : phrase`only one of ${input("chatId")}, ${input("userId")} and ${input("messageIds")} can be given`,
    phrase`for example ${input("messageIds", "om_id,…")}`,
  );
}

function described(what: Forgotten): string {
  if (what.kind === "messages") return counted(what.ids.length, "message");
  return what.kind === "chat" ? `the chat ${what.id}` : `everything by ${what.id}`;
}

/** With ids in place of names. An id that has no row any more may have left traces. */
function inArchive(archive: Archive, what: Forgotten): Forgotten {
  if (what.kind === "messages") return what;
  if (/^(?:oc|ou|cli)_/.test(what.id) && hasTraces(archive, what.id)) return what;
  const { database } = archive;
  return what.kind === "chat"
    ? { kind: "chat", id: oneChat(database, what.id, "chatId") }
    : { kind: "person", id: onePerson(database, what.id, "userId") };
}
