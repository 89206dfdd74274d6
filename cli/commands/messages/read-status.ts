import { invalidArgument } from "../../../core/failure.ts";
import { arrayAt, objectsAt, stringAt } from "../../../core/json/access.ts";
import { MAX_READ_STATUS_IDS, queryReadStatus } from "../../../core/message/write-requests.ts";
import { responseRecords, unexpectedShape } from "../../../core/platform/response.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { messageIds } from "../../options/ids.ts";
import { requiredListOf } from "../../options/list.ts";
import { alias } from "../../options/option.ts";
import { prettyTable } from "../../output/formats/table.ts";

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
    { comment: "as a table", line: "+messages-read-status --message-ids om_xxx,om_yyy --format pretty" },
  ],
  identities: ["user"],
  scopes: ["im:message:readonly", "im:message", "im:message:get_as_user"],
  risk: "read",
  options: {
    messageIds: alias(requiredListOf(messageIds("1 to 50 messages, separated by commas")), "message-id"),
  },
  check(values) {
    const count = new Set(values.messageIds).size;
    if (count <= MAX_READ_STATUS_IDS) return;
    throw invalidArgument(
      "--message-ids",
      `--message-ids has ${count} ids, but only ${MAX_READ_STATUS_IDS} are allowed`,
      `ask for ${MAX_READ_STATUS_IDS} at a time`,
    );
  },
  preview: (values) => ({ api: [queryReadStatus([...new Set(values.messageIds)])], context: {} }),
  async run(values, session): Promise<CommandResult> {
    const ids = [...new Set(values.messageIds)];
    const data = responseRecords(await session.client().call(queryReadStatus(ids)), ["items"]);
    const found = new Map(objectsAt(data, "items").map((item) => [stringAt(item, "message_id"), item]));
    const items = ids.map((id) => found.get(id)).filter((item) => item !== undefined);
    if (!Array.isArray(data["invalid_message_ids"] ?? [])) {
      throw unexpectedShape("data.invalid_message_ids", data["invalid_message_ids"] ?? null, "a list");
    }
    const invalid = arrayAt(data, "invalid_message_ids");
    const silent = ids.filter((id) => !found.has(id) && !invalid.includes(id));
    return {
      data: { ...data, items },
      warnings: silent.length + invalid.length === 0 ? [] : [{
        key: "messages_not_returned",
        detail: `${silent.length + invalid.length} of ${ids.length}: ${[...invalid, ...silent].join(", ")}`,
      }],
      pretty: () =>
        prettyTable([
          ...items.map((item) => ({
            message_id: stringAt(item, "message_id") ?? "",
            status: item["is_read"] === true ? "read" : "unread",
          })),
          ...invalid.map((id) => ({ message_id: String(id), status: "unknown" })),
        ]).trimEnd().split("\n"),
    };
  },
});
