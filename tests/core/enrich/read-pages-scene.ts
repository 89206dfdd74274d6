import type { Pipeline } from "../../../core/enrich/pipeline.ts";
import { readPages, type ReadPagesOptions } from "../../../core/enrich/read-pages.ts";
import { objectsAt } from "../../../core/json/access.ts";
import type { Message } from "../../../core/message/message.ts";
import type { Page, PagingResult } from "../../../core/platform/pages.ts";
import { settle } from "../../support/fake-world.ts";
import { messageOf } from "../../support/message.ts";

export const END: PagingResult = {
  complete: true,
  pages: 3,
  nextToken: undefined,
  hasMore: false,
  failure: undefined,
};

/** Page 1 holds `om_1` and leads to `t2`, and so on. */
export function page(number: number): Page {
  const data = { items: [{ message_id: `om_${number}` }] };
  return { number, data, hasMore: true, token: `t${number + 1}` };
}

/** So many pages, then the end; or, in its place, a failure. */
export async function* pagesOf(
  count: number,
  end: PagingResult | Error = END,
): AsyncGenerator<Page, PagingResult> {
  for (let number = 1; number <= count; number++) yield await Promise.resolve(page(number));
  if (end instanceof Error) throw end;
  return end;
}

/** A pipeline whose pages are complete when the test says so; a page keeps its messages as they are. */
function heldPipeline() {
  const pages: {
    readonly alone: boolean;
    complete(): Promise<void>;
    fail(reason: unknown): Promise<void>;
  }[] = [];
  const events: string[] = [];
  const pipeline: Pipeline = {
    async enrich(messages, alone) {
      const held = Promise.withResolvers<void>();
      const end = (finish: () => void) => {
        finish();
        return settle();
      };
      pages.push({
        alone,
        complete: () => end(() => held.resolve()),
        fail: (reason) => end(() => held.reject(reason)),
      });
      await held.promise;
      return (await messages).map(({ message_id }) => messageOf({ message_id: message_id ?? "" }));
    },
    assemble: (messages) =>
      Promise.resolve(messages.map(({ message_id }) => messageOf({ message_id: `bare ${message_id}` }))),
    flush: () => void events.push("pipeline flushed"),
    finish: () => void events.push("pipeline finished"),
    settle() {
      events.push("pipeline settled");
      return Promise.resolve();
    },
  };
  return { pipeline, pages, events };
}

/** Reads pages; `mode` says whether they are put out one by one. */
export function scene(
  mode: "emit" | "memory",
  pages: AsyncGenerator<Page, PagingResult>,
  more: Partial<ReadPagesOptions> = {},
) {
  const held = heldPipeline();
  const out: string[] = [];
  const idsOf = (messages: readonly Message[]) => messages.map(({ message_id }) => message_id);
  const read = readPages(pages, {
    pipeline: held.pipeline,
    messagesOf: ({ data }) => objectsAt(data, "items"),
    finish: () => void held.events.push("reader finished"),
    ...(mode === "memory" ? {} : {
      emit: (messages) => {
        out.push(...idsOf(messages));
        return Promise.resolve();
      },
    }),
    ...more,
  });
  // Some tests look at it only later.
  read.catch(() => {});
  return { ...held, out, read, ids: async () => idsOf((await read).messages) };
}
