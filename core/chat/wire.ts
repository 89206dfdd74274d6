/**
 * Chats and their members as the service sends them. An answer is read by these schemas once, where it arrives: fields
 * that are not listed here stay, and one of another type than documented counts as missing.
 *
 * @module
 */

import { digits, object, record, text, toggle, type WireSchema } from "../json/schema.ts";

type Text = string | null;
type Digits = string | number | bigint | null;

/** A chat. */
export type Chat = {
  readonly chat_id?: Text;
  readonly name?: Text;
  readonly description?: Text;
  readonly owner_id?: Text;
  readonly external?: boolean | null;
  readonly chat_status?: Text;
  /** `group`, `topic` or `p2p`. */
  readonly chat_mode?: Text;
  readonly chat_type?: Text;
  /** The other one of a direct chat. */
  readonly p2p_target_type?: Text;
  readonly p2p_target_id?: Text;
};

const CHAT_FIELDS = {
  chat_id: text,
  name: text,
  description: text,
  owner_id: text,
  external: toggle,
  chat_status: text,
  chat_mode: text,
  chat_type: text,
  p2p_target_type: text,
  p2p_target_id: text,
};

export const CHAT: WireSchema<Chat> = record(CHAT_FIELDS);

/** A hit of a search for chats. */
export type ChatHit = {
  readonly meta_data?: Chat | null;
};

export const CHAT_HIT: WireSchema<ChatHit> = record({ meta_data: object(CHAT_FIELDS) });

/** What a page of a search for chats says besides its hits. */
export type ChatSearchPage = {
  /** How many chats were found. */
  readonly total?: Digits;
  /** A remark of the service. */
  readonly notice?: Text;
};

export const CHAT_SEARCH_PAGE: WireSchema<ChatSearchPage> = record({ total: digits, notice: text });

/** A person or bot in a chat. */
export type ChatMember = {
  readonly member_id?: Text;
  readonly name?: Text;
  readonly app_id?: Text;
  readonly tenant_key?: Text;
};

export const CHAT_MEMBER: WireSchema<ChatMember> = record({
  member_id: text,
  name: text,
  app_id: text,
  tenant_key: text,
});

/** Members that the service lists in part only. */
export type Truncation = {
  /** `user` or `bot`. */
  readonly member_type?: Text;
  readonly limit?: Digits;
};

export const TRUNCATION: WireSchema<Truncation> = record({ member_type: text, limit: digits });

/** Whether the caller has muted a chat. */
export type MuteSetting = {
  readonly chat_id?: Text;
  readonly is_muted?: boolean | null;
};

export const MUTE_SETTING: WireSchema<MuteSetting> = record({ chat_id: text, is_muted: toggle });

/** A chat that was created. */
export type CreatedChat = {
  readonly chat_id?: Text;
  readonly name?: Text;
  readonly description?: Text;
  readonly chat_type?: Text;
  readonly chat_mode?: Text;
  /** Absent where a bot owns the chat. */
  readonly owner_id?: Text;
  readonly external?: boolean | null;
};

export const CREATED_CHAT: WireSchema<CreatedChat> = record({
  chat_id: text,
  name: text,
  description: text,
  chat_type: text,
  chat_mode: text,
  owner_id: text,
  external: toggle,
});

/** The link to join a chat. */
export const SHARE_LINK: WireSchema<{ readonly share_link?: Text }> = record({ share_link: text });
