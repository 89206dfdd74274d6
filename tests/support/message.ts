import type { Message } from "../../core/message/message.ts";

/** A printed message; what is not given is empty. */
export function messageOf(parts: Partial<Message>): Message {
  return {
    message_id: "",
    msg_type: "",
    content: "",
    sender: null,
    create_time: "",
    deleted: false,
    updated: false,
    ...parts,
  };
}
