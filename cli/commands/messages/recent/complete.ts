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
}

/** Completes the messages of all chats; if the person interrupts that, they stay as they were read. */
export async function completeChats(pipeline: Pipeline, findings: Findings): Promise<CompleteFindings> {
  const all = findings.chats.flatMap(({ messages }) => messages);
  const isEnded = isInterrupted(findings.failure);
  let { failure } = findings;
  let isBare = isEnded && all.length > 0;
  let completed: readonly Message[] | undefined;
  try {
    if (!isEnded) completed = await pipeline.enrich(all, true).finally(() => pipeline.settle());
  } catch (error) {
    if (!isInterrupted(error)) throw error;
    failure = error;
    isBare = true;
  }
  const messages = completed ?? await pipeline.assemble(all);
  let at = 0;
  const chats = findings.chats.map((chat): CompleteChat => {
    const own = messages.slice(at, at + chat.messages.length);
    at += chat.messages.length;
    return { ...chat, messages: createNesting("desc").nest(own) };
  });
  return { ...findings, chats, failure, isBare };
}
