import { createLimit } from "../../async/limit.ts";
import { attempt, describeFailure } from "../../attempt.ts";
import { Failure } from "../../failure.ts";
import { arrayAt } from "../../json/access.ts";
import type { AddedFields, Message } from "../../message/message.ts";
import { listMessages, MAX_PAGE_SIZE } from "../../message/requests.ts";
import {
  messageIdOf,
  type RawMessage,
  readMessages,
  threadIdOf,
  threadRootIdOf,
} from "../../message/wire.ts";
import { readCursor } from "../../platform/pages.ts";
import { responseData } from "../../platform/response.ts";
import type { Stage, StageContext } from "../stage.ts";

/** Most threads fetched at a time. */
const MAX_CONCURRENT = 8;
/** Most replies attached to one thread; its root does not count (docs/contract.md, 9). */
const MAX_REPLIES_PER_THREAD = 50;
/** Most replies attached in one run. */
const MAX_REPLIES = 500;

/** The replies attached to the message that hosts a thread. */
export interface ThreadReplies {
  readonly replies: readonly RawMessage[];
  /** The thread holds more than is attached. */
  readonly hasMore: boolean;
  /** The replies could not be fetched. */
  readonly failed: boolean;
}

/** The replies in the threads of messages. */
export const threadReplies: Stage = {
  name: "thread replies",
  finds: "messages",
  preview: ({ threads }) =>
    threads === false ? [] : [{
      ...listMessages({ container: "thread", id: "<thread_id>", order: "asc", pageSize: MAX_PAGE_SIZE }),
      desc: threads === "count"
        ? `for each message with a thread: counts its replies, up to ${MAX_REPLIES_PER_THREAD} a thread`
        : `for each message with a thread: its replies, up to ${MAX_REPLIES_PER_THREAD} a thread and ` +
          `${MAX_REPLIES} in all`,
    }],
  start(context, { threads: how }) {
    if (how === false) return undefined;
    const isCounted = how === "count";
    const fetch = createReplyLoader(context, isCounted ? createCount(context) : createReplyBudget(context));
    return {
      levels: ["page"],
      async load({ messages }) {
        const threads = await fetch(messages);
        const shown = new Set<string>();
        return {
          replies: isCounted ? [] : [...threads.values()].flatMap(({ replies }) => replies),
          fields(message, complete) {
            const id = messageIdOf(message);
            // A message that is there twice hosts its thread once.
            const thread = shown.has(id) ? undefined : threads.get(id);
            shown.add(id);
            return isCounted ? countFields(thread) : threadFields(thread, complete);
          },
        };
      },
    };
  },
};

/** The fields of a message whose replies are counted only. */
export function countFields(thread: ThreadReplies | undefined): AddedFields {
  if (thread === undefined) return {};
  const { replies, hasMore, failed } = thread;
  return {
    ...(failed ? {} : { thread_reply_count: replies.length }),
    ...(hasMore ? { thread_has_more: true } : {}),
    ...(failed ? { thread_replies_error: true } : {}),
  };
}

/** The fields about its thread that a message gets. */
export function threadFields(
  thread: ThreadReplies | undefined,
  complete: (reply: RawMessage) => Message,
): AddedFields {
  if (thread === undefined) return {};
  const { replies, hasMore, failed } = thread;
  return {
    ...(replies.length === 0 ? {} : { thread_replies: replies.map(complete) }),
    ...(hasMore ? { thread_has_more: true } : {}),
    ...(failed ? { thread_replies_error: true } : {}),
  };
}

/** Fetches replies by the id of the message that hosts the thread: the first one of the run that carries it. */
export type ReplyLoader = (messages: readonly RawMessage[]) => Promise<ReadonlyMap<string, ThreadReplies>>;

/** Makes a loader. */
export function createReplyLoader(context: StageContext, budget = createReplyBudget(context)): ReplyLoader {
  const limit = createLimit(MAX_CONCURRENT);
  /** Whether the thread has its host; otherwise only replies of it were seen, and the root may come on a later page. */
  const hosted = new Map<string, Promise<boolean>>();
  /** Roots of such threads. */
  const missingRoots = new Map<string, string | undefined>();
  // Replies are counted in the order of their hosts, whichever thread answers first.
  let counted: Promise<unknown> = Promise.resolve();

  function fetchThread(threadId: string, host: RawMessage): Promise<ThreadReplies | undefined> {
    const fetched = limit(async () => {
      if (budget.isSpent()) return "skipped" as const;
      const thread = await attempt(() => readThread(context, threadId, host));
      if (!(thread instanceof Failure || thread === "hosted elsewhere")) budget.hold(thread);
      return thread;
    });
    const before = counted;
    const rootId = threadRootIdOf(host);
    const result = (async () => {
      const thread = await fetched;
      await before;
      if (thread !== "hosted elsewhere") return budget.allot(thread, threadId);
      missingRoots.set(threadId, rootId);
      return undefined;
    })();
    hosted.set(
      threadId,
      result.then((thread) => rootId === undefined || (thread?.replies.length ?? 0) > 0, () => true),
    );
    counted = result.catch(() => {});
    return result;
  }

  /** Whether a thread needs no call for a message. Others may decide about it at the same time. */
  async function isTaken(threadId: string, message: RawMessage): Promise<boolean> {
    let known: Promise<boolean> | undefined;
    while (known !== hosted.get(threadId)) {
      known = hosted.get(threadId);
      if (await known === true) return true;
    }
    const root = missingRoots.get(threadId);
    return root !== undefined && root === threadRootIdOf(message);
  }

  return async (messages) => {
    const results = new Map<string, ThreadReplies>();
    const hosts = hostsOf(messages);
    await Promise.all(messages.map(async (message) => {
      const threadId = threadIdOf(message);
      if (threadId === undefined || hosts.get(threadId) !== message) return;
      // Without a wait where none is needed: the call goes out at once.
      if (hosted.has(threadId) && await isTaken(threadId, message)) return;
      const thread = await fetchThread(threadId, message);
      if (thread !== undefined) results.set(messageIdOf(message), thread);
    }));
    return results;
  };
}

/** The host of each thread, by its id: the root where it is among the messages, else the first one of the thread. */
function hostsOf(messages: readonly RawMessage[]): ReadonlyMap<string, RawMessage> {
  const hosts = new Map<string, RawMessage>();
  for (const message of messages) {
    const threadId = threadIdOf(message);
    if (threadId === undefined) continue;
    const host = hosts.get(threadId);
    const isRoot = host !== undefined && threadRootIdOf(host) === messageIdOf(message);
    if (host === undefined || isRoot) hosts.set(threadId, message);
  }
  return hosts;
}

/** Decides how many of the replies of a run are attached. */
interface ReplyBudget {
  isSpent(): boolean;
  /** Notes that a thread was read. */
  hold(thread: FetchedThread): void;
  /** How much of what a thread holds is attached; called in the order of the hosts. */
  allot(thread: FetchedThread | Failure | "skipped", threadId: string): ThreadReplies;
}

/** Counts the replies of a run. */
function createReplyBudget({ warnings }: StageContext): ReplyBudget {
  let left = MAX_REPLIES;
  // Threads are fetched in the order of their hosts: what those before hold is surely attached first.
  let held = 0;
  const sizeOf = (thread: FetchedThread) => Math.min(MAX_REPLIES_PER_THREAD, thread.replies.length);
  const warn = (cause: string, threadId: string) => warnings.add("thread_replies_limit", cause, threadId);

  return {
    isSpent: () => held >= MAX_REPLIES,
    /** Notes that a thread was read. */
    hold: (thread: FetchedThread) => void (held += sizeOf(thread)),
    /** How much of what a thread holds is attached; called in the order of the hosts. */
    allot(thread: FetchedThread | Failure | "skipped", threadId: string): ThreadReplies {
      if (thread instanceof Failure) {
        warnings.add("thread_replies_failed", describeFailure(thread), threadId);
        return { replies: [], hasMore: false, failed: true };
      }
      if (thread === "skipped") {
        warn(`not read: ${MAX_REPLIES} replies are attached already`, threadId);
        return { replies: [], hasMore: true, failed: false };
      }
      const size = Math.min(sizeOf(thread), left);
      const hasMore = thread.hasMore || size < thread.replies.length;
      if (size < sizeOf(thread)) warn(`cut off: only ${MAX_REPLIES} replies are attached in all`, threadId);
      else if (hasMore && !thread.isReported) {
        warn(
          `there are more replies; one page is read per thread, at most ${MAX_REPLIES_PER_THREAD}`,
          threadId,
        );
      }
      left -= size;
      return { replies: thread.replies.slice(0, size), hasMore, failed: false };
    },
  };
}

/** Nothing is attached, so there is no limit for all threads, and that a thread has more is no news. */
function createCount({ warnings }: StageContext): ReplyBudget {
  return {
    isSpent: () => false,
    hold() {},
    allot(thread, threadId) {
      if (thread === "skipped") return { replies: [], hasMore: true, failed: false };
      if (!(thread instanceof Failure)) {
        return { replies: thread.replies, hasMore: thread.hasMore, failed: false };
      }
      warnings.add("thread_replies_failed", describeFailure(thread), threadId);
      return { replies: [], hasMore: false, failed: true };
    },
  };
}

/** What one thread holds, without its host. */
interface FetchedThread {
  readonly replies: readonly RawMessage[];
  readonly hasMore: boolean;
  /** A warning already says why there is more than was read. */
  readonly isReported?: true;
}

/**
 * One page, and where the root took a place on it, the one reply that is missing to the full number. A host that turns
 * out to be a reply to a message of the thread is none: a quoted message of the chat can begin a thread, so its
 * `root_id` alone does not say.
 */
async function readThread(
  context: StageContext,
  threadId: string,
  host: RawMessage,
): Promise<FetchedThread | "hosted elsewhere"> {
  const first = await readPage(context, threadId, MAX_PAGE_SIZE, undefined);
  const rootId = threadRootIdOf(host);
  if (rootId !== undefined && first.items.some((item) => messageIdOf(item) === rootId)) {
    return "hosted elsewhere";
  }
  const seen = new Set([messageIdOf(host)]);
  const isNew = (reply: RawMessage) => !seen.has(messageIdOf(reply)) && seen.add(messageIdOf(reply)).size > 0;
  const replies = first.items.filter(isNew);
  const missing = MAX_REPLIES_PER_THREAD - replies.length;
  const dropped = first.items.length - replies.length;
  const isFull = first.items.length >= MAX_PAGE_SIZE;
  if (!first.hasMore || first.token === undefined || !isFull || dropped === 0 || missing <= 0) {
    return { replies, hasMore: first.hasMore };
  }
  const { token } = first;
  const rest = await attempt(() => readPage(context, threadId, Math.min(missing, dropped), token));
  if (rest instanceof Failure) {
    context.warnings.add("thread_replies_failed", describeFailure(rest), threadId);
    return { replies, hasMore: true, isReported: true };
  }
  return { replies: [...replies, ...rest.items.filter(isNew)], hasMore: rest.hasMore };
}

async function readPage(
  { client }: StageContext,
  threadId: string,
  pageSize: number,
  pageToken: string | undefined,
) {
  const body = await client.call(
    listMessages({ container: "thread", id: threadId, order: "asc", pageSize, pageToken }),
  );
  const data = responseData(body, ["items"]);
  const { hasMore, token } = readCursor(data);
  return { items: readMessages(arrayAt(data, "items")), hasMore, token: token || undefined };
}
