import { createChatLoader } from "../chat/loader.ts";
import { MAX_CHATS, queryChats } from "../chat/requests.ts";
import type { Chat } from "../chat/wire.ts";
import { describeFailure } from "../attempt.ts";
import { Failure } from "../failure.ts";
import type { Client } from "../platform/client.ts";
import type { ApiRequest } from "../platform/request.ts";
import { type Phrase, phrase } from "../text/phrase.ts";
import type { Warnings } from "../warning.ts";
import { counted } from "../text/count.ts";

/** The scope that reading chats needs. */
const SCOPES = ["im:chat:read"];

/** Fetches the chats of feed cards. */
export interface FeedChats {
  /** The chats that are visible, by id. */
  fetch(chatIds: readonly string[]): Promise<ReadonlyMap<string, Chat>>;
  /**
   * What is missing: chats whose call failed, or that none of all is visible; `undefined` where all went well. It is
   * added to the warnings, too.
   */
  finish(): Phrase | undefined;
}

/** Makes a source of chats. A call that fails affects its own chats only. */
export function createFeedChats(client: Client, warnings: Warnings): FeedChats {
  const loader = createChatLoader({ client, scopes: SCOPES });
  const results = new Map<string, Chat | Failure | undefined>();
  return {
    async fetch(chatIds) {
      const ids = [...new Set(chatIds)];
      const chats = ids.map((id) => loader.get(id));
      loader.flush();
      const found = new Map<string, Chat>();
      for (const [index, chat] of (await Promise.all(chats)).entries()) {
        const id = ids[index] ?? "";
        results.set(id, chat);
        if (chat !== undefined && !(chat instanceof Failure)) found.set(id, chat);
      }
      return found;
    },
    finish() {
      const all = [...results.values()];
      const failures = all.filter((one) => one instanceof Failure);
      const [first] = failures;
      if (first !== undefined) {
        const detail = phrase`skipped the details of ${counted(failures.length, "chat")}: ${
          describeFailure(first)
        }`;
        warnings.add("chat_context_failed", detail);
        return detail;
      }
      if (all.length === 0 || all.some((one) => one !== undefined)) return undefined;
      const detail = all.length === 1
        ? "the chat is not visible: its details are missing"
        : `none of ${all.length} chats is visible: their details are missing`;
      warnings.add("chats_not_visible", detail);
      return detail;
    },
  };
}

/** The call for the chats, for dry runs. */
export function previewFeedChats(when: string): ApiRequest {
  const desc = `${when}, up to ${MAX_CHATS} a call; needs ${SCOPES.join(" ")}`;
  return { ...queryChats(["<chat_id>"]), scopes: SCOPES, desc };
}
