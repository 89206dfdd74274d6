import { formatRfc3339, millisecondsOf } from "../../core/message/local-time.ts";
import { stringAt } from "../../core/json-access.ts";
import { prettyTable } from "../output/pretty-table.ts";
import type { FeedItems } from "./chat-names.ts";

/** The cards of a feed group for people, with counts (chats sheet 17). */
export function prettyItems({ items, deleted_items: deleted }: FeedItems): readonly string[] {
  const rows = items.map((item) => {
    const updated = millisecondsOf(item["update_time"]);
    return {
      chat_name: stringAt(item, "chat_name") ?? "",
      feed_id: stringAt(item, "feed_id") ?? "",
      update_time: updated === undefined ? "" : formatRfc3339(updated),
    };
  });
  const table = rows.length === 0 ? [] : prettyTable(rows).trimEnd().split("\n");
  return [...table, `${items.length} card(s), ${deleted.length} deleted`];
}
