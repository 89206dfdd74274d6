import { MAX_READ_STATUS_IDS, queryReadStatus } from "../../../core/message/write-requests.ts";
import { readReadStatus } from "../../../core/message/write-responses.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { messageIds } from "../../options/ids.ts";
import { checkCount } from "../../options/limits.ts";
import { requiredListOf } from "../../options/list.ts";
import { alias } from "../../options/option.ts";
import { listing } from "../../output/listing.ts";

/** `im +messages-read-status` */
export const messagesReadStatus = defineCommand({
  name: "+messages-read-status",
  summary: "Show whether you have read messages",
  description: [
    "Messages that do not exist, that you cannot see, or that have no read status are listed in " +
    "invalid_message_ids; the service does not say which is the case.",
  ],
  examples: [
    { comment: "two messages", line: "+messages-read-status --message-ids om_xxx,om_yyy" },
    { comment: "as a table", line: "+messages-read-status --message-ids om_xxx,om_yyy --format table" },
  ],
  identities: ["user"],
  scopes: ["im:message:readonly", "im:message", "im:message:get_as_user"],
  risk: "read",
  answer: async () => (await import("./answers.ts")).readStatus(),
  columns: ["message_id", "is_read"],
  options: {
    messageIds: alias(requiredListOf(messageIds("1 to 50 messages, separated by commas")), "message-id"),
  },
  check(values, _world, _identity, nameOf) {
    checkCount(nameOf("messageIds"), values.messageIds, MAX_READ_STATUS_IDS);
  },
  preview: (values) => ({ api: [queryReadStatus([...new Set(values.messageIds)])], context: {} }),
  async run(values, runtime): Promise<CommandResult> {
    const ids = [...new Set(values.messageIds)];
    const status = readReadStatus(await runtime.client().call(queryReadStatus(ids)));
    const receipts = new Map(status.receipts.map((receipt) => [receipt.messageId, receipt]));
    const found = ids.map((id) => receipts.get(id)).filter((receipt) => receipt !== undefined);
    const unreturned = ids.filter((id) => !receipts.has(id) && !status.invalidIds.includes(id));
    const missing = [...status.invalidIds, ...unreturned];
    const items = found.map(({ record }) => record);
    return {
      data: { ...status.data, items },
      rows: items,
      warnings: missing.length === 0 ? [] : [{
        key: "messages_not_returned",
        detail: `${missing.length} of ${ids.length}: ${missing.join(", ")}`,
      }],
      pretty: (screen) =>
        listing([
          ...found.map(({ messageId, isRead }) => ({ name: isRead ? "read" : "unread", id: messageId })),
          ...status.invalidIds.map((id) => ({ name: "unknown", id })),
        ], screen),
    };
  },
});
