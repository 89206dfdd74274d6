import { cancelFlag, createFlag } from "../../core/flag/requests.ts";
import type { ApiRequest } from "../../core/platform/request.ts";

/** The call for a feed layer whose kind of thread is not known yet, for dry runs (chats sheet 10). */
export function pendingFlag(action: "create" | "cancel", messageId: string): ApiRequest {
  const request = (action === "create" ? createFlag : cancelFlag)(messageId, {
    itemType: "thread",
    flagType: "feed",
  });
  return {
    ...request,
    body: {
      flag_items: [{ item_id: messageId, item_type: "<auto:thread|msg_thread>", flag_type: "1" }],
    },
    desc: "the feed layer, if its kind of thread can be found: 4 in a topic chat, else 11",
  };
}
