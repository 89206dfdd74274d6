import { createReplyLoader, type ThreadReplies } from "../../../../core/enrich/stages/thread-replies.ts";
import { type Answer, fakeClient, idRange, linesOf, stageContext, textMessage } from "../fake-client.ts";

export const host = (id: string, thread: string) => textMessage(id, { thread_id: thread });
/** Hosts of so many threads: `om_1` of `omt_1`, … */
export const hosts = (count: number) => idRange("", count).map((n) => host(`om_${n}`, `omt_${n}`));
/** Replies of a thread: `omt_1/1`, … */
export const replies = (thread: string, count: number) =>
  idRange(`${thread}/`, count).map((id) => textMessage(id));

export function scene(answer: Answer) {
  const client = fakeClient(answer);
  const context = stageContext(client);
  const load = createReplyLoader(context);
  return { client, fetch: load, lines: () => linesOf(context.warnings) };
}

/** What was attached, in short. */
export function shortly(found: ReadonlyMap<string, ThreadReplies>) {
  return Array.from(found, ([id, one]) => [
    id,
    one.replies.length,
    ...(one.hasMore ? ["more"] : []),
    ...(one.failed ? ["failed"] : []),
  ]);
}
