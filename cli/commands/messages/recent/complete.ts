import { createNesting } from "../../../../core/enrich/nest-replies.ts";
import type { Pipeline } from "../../../../core/enrich/pipeline.ts";
import { isInterrupted } from "../../../../core/failure.ts";
import type { Message } from "../../../../core/message/message.ts";
import type { ActiveChat, Findings } from "../../../../core/recent/question.ts";

/** A chat with its messages as they are printed. */
export interface CompleteChat extends Omit<ActiveChat, "messages"> {
  readonly messages: readonly Message[];
}

/** What was found, with messages as they are printed. */
export interface CompleteFindings extends Omit<Findings, "chats"> {
  readonly chats: readonly CompleteChat[];
  /** The calls that complete messages were interrupted. */
  readonly isBare: boolean;
  /** How many of the chats are printed already. */
  readonly printed: number;
}

/**
 * Completes the messages of all chats; if the person interrupts that, they stay as they were read.
 *
 * @param print takes the chats one by one, in their order, as soon as their messages are complete
 */
export async function completeChats(
  pipeline: Pipeline,
  findings: Findings,
  print?: (chat: CompleteChat) => Promise<void>,
): Promise<CompleteFindings> {
  const { chats } = findings;
  const isEnded = isInterrupted(findings.failure);
  const done: CompleteChat[] = [];
  let { failure } = findings;
  try {
    // The chats fill up calls together.
    const running = isEnded
      ? []
      : chats.map((chat) => ({ chat, messages: pipeline.enrich(chat.messages, false) }));
    // They are awaited one after another; until then a failure must not count as unhandled.
    for (const { messages } of running) messages.catch(() => {});
    pipeline.finish();
    for (const { chat, messages } of running) {
      const complete = withMessages(chat, await messages);
      await print?.(complete);
      done.push(complete);
    }
  } catch (error) {
    await pipeline.settle();
    if (!isInterrupted(error)) throw error;
    failure = error;
  }
  const left = chats.slice(done.length);
  const bare = await Promise.all(
    left.map(async (chat) => withMessages(chat, await pipeline.assemble(chat.messages))),
  );
  const isBare = bare.some(({ messages }) => messages.length > 0);
  return {
    ...findings,
    ...{ chats: [...done, ...bare], failure, isBare },
    printed: print === undefined ? 0 : done.length,
  };
}

function withMessages(chat: ActiveChat, messages: readonly Message[]): CompleteChat {
  return { ...chat, messages: createNesting("desc").nest(messages) };
}
