import type { Message } from "../../../core/message/message.ts";
import { formatPlace, markOf } from "../../../core/platform/listing.ts";
import { action, type Phrase, phrase } from "../../../core/text/phrase.ts";
import type { Cut, Runtime } from "../../command.ts";
import { listMark } from "../../options/list-mark.ts";
import { accountOf } from "./next-commands.ts";

/**
 * How the first of some messages is shown with fewer of its replies, where it alone is too long.
 *
 * @param partsOf what depends on the messages
 */
export function firstThread(
  [root]: readonly Message[],
  partsOf: (messages: readonly Message[]) => ReturnType<Cut["first"]>,
  runtime: Pick<Runtime, "globals" | "origins">,
): Pick<Cut, "inside"> {
  const { thread_id: thread = "", thread_replies: replies = [] } = root ?? {};
  if (root === undefined || thread === "" || replies.length === 0) return {};
  return {
    inside: {
      count: replies.length,
      first: (count) => partsOf([withReplies(root, count)]),
      rest: (count) => restOf({ ...root, thread_id: thread }, count, runtime),
    },
  };
}

/** The message with the first of its replies. */
function withReplies(root: Message, count: number): Message {
  const { thread_replies: replies = [], ...own } = root;
  const kept = replies.slice(0, count);
  return { ...own, ...(kept.length === 0 ? {} : { thread_replies: kept }), thread_has_more: true };
}

/** The list of the thread behind the replies that are shown. */
function restOf(
  root: Message & { readonly thread_id: string },
  count: number,
  { globals, origins }: Pick<Runtime, "globals" | "origins">,
): Phrase {
  const { thread_id: thread, thread_replies: replies = [], thread_has_more, thread_replies_error } = root;
  const shown = replies.slice(0, count);
  const last = shown.at(-1) ?? root;
  // With a gap in them, the last one does not say which others are shown.
  const hasGaps = thread_has_more === true || thread_replies_error === true;
  const pageToken = formatPlace({
    page: undefined,
    size: undefined,
    list: listMark("+threads-messages-list", { thread, order: "asc" }),
    after: hasGaps ? undefined : markOf(last.message_id),
    ...(hasGaps || last.create_time_ms === undefined ? {} : { at: last.create_time_ms }),
    shown: hasGaps ? [root, ...shown].map(({ message_id: id }) => markOf(id)) : [],
  });
  const limit = globals.maxTokens === undefined ? {} : { maxTokens: String(globals.maxTokens) };
  const account = accountOf({ globals, origins });
  return phrase`${action("messages/threads", { thread, ...account, ...limit, pageToken })}`;
}
