/** The columns of messages in `table` and `csv`; a table shows the first twelve that hold anything. */
export const MESSAGE_COLUMNS: readonly string[] = [
  "create_time",
  "sender.name",
  "content",
  "message_id",
  "msg_type",
  "chat_name",
  "thread_id",
  "reply_to",
  "reactions.counts",
  "update_time",
  "root_id",
  "chat_id",
  "sender.id",
  "sender.id_type",
  "sender.sender_type",
  "sender.tenant_key",
  "sender.sender_i18n_names.zh_cn",
  "sender.sender_i18n_names.en_us",
  "sender.sender_i18n_names.ja_jp",
  "sender.open_bot_id",
  "create_time_ms",
  "deleted",
  "updated",
  "mentions",
  "message_position",
  "thread_message_position",
  "message_app_link",
  "reactions.details",
  "reactions.details_has_more",
  "reactions_error",
  "thread_replies",
  "thread_reply_count",
  "thread_has_more",
  "thread_replies_error",
  "resources",
  "chat_type",
  "chat_partner.name",
  "chat_partner.open_id",
  "synced_from_thread_reply",
  "synced_from_thread",
  "synced_to_chat_message",
];

/** What most tasks need of a message; its chat is known where a chat or a thread is listed. */
export const MESSAGE_SLIM: readonly string[] = [
  ...["message_id", "create_time", "sender.name", "msg_type", "content", "deleted", "updated"],
  ...["thread_id", "root_id", "reply_to", "reactions.counts", "reactions_error"],
  ...["thread_has_more", "thread_replies_error"],
  ...["resources.key", "resources.type", "resources.local_path", "resources.error"],
];

/** The same of messages of several chats. */
export const MESSAGE_SLIM_WITH_CHAT: readonly string[] = [
  ...MESSAGE_SLIM.slice(0, 2),
  ...["chat_id", "chat_name", "chat_partner.name"],
  ...MESSAGE_SLIM.slice(2),
];
