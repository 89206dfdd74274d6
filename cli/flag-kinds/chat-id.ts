import { invalidArgument } from "../../core/failure.ts";
import { chatIdFrom } from "../../core/message/chat-id.ts";
import type { Kind } from "../flags.ts";

/** A chat id (`oc_…`), also out of a pasted link to the chat; the value is the id alone. */
export function chatId(summary: string): Kind<string> {
  return {
    placeholder: "oc_id",
    summary,
    parse(value, name) {
      const id = chatIdFrom(value);
      if (id === undefined) {
        throw invalidArgument(
          name,
          `${name} must be a chat id: "${value}"`,
          "chat ids begin with oc_; a link to the chat that has its id will do too",
        );
      }
      return id;
    },
  };
}
