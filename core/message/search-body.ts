import type { JsonObject } from "../json.ts";
import { formatRfc3339 } from "./local-time.ts";

/** What is searched for; an empty list and `undefined` mean that there is no such filter. */
export interface SearchWish {
  readonly query: string;
  readonly chatIds: readonly string[];
  readonly senders: readonly string[];
  readonly attachment: string | undefined;
  readonly chatType: string | undefined;
  readonly senderType: string | undefined;
  readonly excludedSenderType: string | undefined;
  readonly isAtMe: boolean;
  readonly mentioned: readonly string[];
  /** Epoch milliseconds. */
  readonly start: number | undefined;
  /** Epoch milliseconds. */
  readonly end: number | undefined;
}

/** The body of a search (reading sheet 2.3); times go out with their offset, which the endpoint demands. */
export function searchBody(wish: SearchWish): JsonObject {
  const { start, end } = wish;
  const list = (key: string, values: readonly (string | undefined)[]) => {
    // Repeated ids are sent once (CONTRACT 9).
    const given = [...new Set(values.filter((value) => value !== undefined))];
    return given.length === 0 ? {} : { [key]: given };
  };
  const times = {
    ...(start === undefined ? {} : { start_time: formatRfc3339(start) }),
    ...(end === undefined ? {} : { end_time: formatRfc3339(end) }),
  };
  const filter: JsonObject = {
    ...list("chat_ids", wish.chatIds),
    ...list("from_ids", wish.senders),
    ...(wish.chatType === undefined ? {} : { chat_type: wish.chatType }),
    ...list("from_types", [wish.senderType]),
    ...list("exclude_from_types", [wish.excludedSenderType]),
    ...list("include_attachment_types", [wish.attachment]),
    ...(wish.isAtMe ? { is_at_me: true } : {}),
    ...list("at_chatter_ids", wish.mentioned),
    ...(Object.keys(times).length === 0 ? {} : { time_range: times }),
  };
  return { query: wish.query, ...(Object.keys(filter).length === 0 ? {} : { filter }) };
}
