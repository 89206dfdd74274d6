import { invalidArgument } from "../../core/failure.ts";
import { type Receiver, RECEIVER_TYPES, type ReceiverType } from "../../core/message/write-requests.ts";
import { hasUnseen } from "../../core/unseen.ts";
import { chatId } from "../flag-kinds/chat-id.ts";
import { choice, type FlagValues, optional, text } from "../flags.ts";

/** The flags that say where a message goes. */
export const targetFlags = {
  chatId: optional(chatId("the chat, or a link to it")),
  userId: optional(text("ou_id", "a person: open id (ou_…), union id (on_…) or mail address")),
  receiveIdType: optional(choice(RECEIVER_TYPES, "what kind of id --user-id is, where it does not show it")),
};

/**
 * The receiver: exactly one of chat and person (writing sheet 2.2, rule 5 and 6).
 *
 * @throws {Failure} exit 2 naming the flag.
 */
export function receiverOf({ chatId, userId, receiveIdType }: FlagValues<typeof targetFlags>): Receiver {
  if (chatId !== undefined && userId !== undefined) {
    throw invalidArgument("--user-id", "--chat-id and --user-id exclude each other", "leave one of them out");
  }
  if (chatId !== undefined) {
    if (receiveIdType === undefined || receiveIdType === "chat_id") return { type: "chat_id", id: chatId };
    throw invalidArgument(
      "--receive-id-type",
      `--receive-id-type is "${receiveIdType}", but --chat-id names a chat`,
      "leave it out",
    );
  }
  if (userId === undefined) {
    throw invalidArgument(
      "--chat-id",
      "--chat-id or --user-id is missing",
      "add --chat-id <oc_id>, or --user-id <ou_id>",
    );
  }
  if (receiveIdType === "chat_id") {
    throw invalidArgument(
      "--receive-id-type",
      '--receive-id-type is "chat_id", but --user-id names a person',
      "name the chat with --chat-id",
    );
  }
  const id = userId.trim();
  const type = receiveIdType ?? typeOfId(id);
  if (type === undefined || id === "" || /\s/.test(id) || hasUnseen(id)) {
    throw invalidArgument(
      "--user-id",
      `--user-id must be an open id: "${userId}"`,
      "open ids begin with ou_; for an id of another kind add --receive-id-type",
    );
  }
  return { type, id };
}

function typeOfId(id: string): ReceiverType | undefined {
  if (/^ou_[A-Za-z0-9_-]+$/.test(id)) return "open_id";
  if (/^on_[A-Za-z0-9_-]+$/.test(id)) return "union_id";
  return /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(id) ? "email" : undefined;
}
