import type { Cursor, Question } from "../../../../core/recent/question.ts";
import type { Cut } from "../../../command.ts";
import type { CompleteFindings } from "./complete.ts";

/** What was found, and the question. */
type Found = CompleteFindings & { readonly question: Question };

/** Chats for which there was no room, and where they are found. */
export interface LeftChats {
  readonly left?: readonly string[];
  readonly cursor?: Cursor;
}

/**
 * How the chats are shown in part, the newest first; absent where the others could not be reached: behind a search that
 * was not read to its end, its own page token goes on.
 *
 * @param partsOf the parts of the result for fewer chats
 */
export function cutChats<T extends Found>(
  recent: T,
  partsOf: (recent: T & LeftChats) => ReturnType<Cut["first"]>,
): { readonly cut?: Cut } {
  const { chats, by, next, failure, printed } = recent;
  const isOpen = failure !== undefined || printed > 0 || (by === "search" && next !== undefined);
  if (isOpen || chats.length < 2 || chats.some(({ chatId }) => chatId === "")) return {};
  return {
    cut: {
      parts: { count: chats.length, noun: "chat" },
      ids: () => [],
      first(count) {
        const left = chats.slice(count).map(({ chatId }) => chatId);
        return partsOf({ ...recent, chats: chats.slice(0, count), left, cursor: cursorOf(recent, left) });
      },
    },
  };
}

/** Where the chats that are left are found, and behind them what the walk had left. */
function cursorOf({ question, by, next }: Found, left: readonly string[]): Cursor {
  if (by === "search") return { question: { ...question, chatIds: left }, place: { by } };
  return { question, place: { ...next, by, chats: [...left, ...next?.chats ?? []] } };
}
