import { Failure, withDetail } from "../failure.ts";
import type { Message } from "../message/message.ts";
import { messageIdOf, type RawMessage } from "../message/wire.ts";
import type { Page, PagingResult } from "../platform/pages.ts";
import { input, phrase } from "../text/phrase.ts";
import type { Nesting } from "./nest-replies.ts";
import type { Pipeline } from "./pipeline.ts";

/** Pages under way at a time where messages are printed page by page; it bounds the memory of a walk. */
const MAX_PENDING_PAGES = 6;
/** The same until the first page is out, so that it does not wait behind others. */
const MAX_PENDING_BEFORE_FIRST = 2;

/** How pages become messages. */
export interface ReadPagesOptions {
  readonly pipeline: Pipeline;
  /** The messages of a page; may call the service. */
  messagesOf(page: Page): readonly RawMessage[] | Promise<readonly RawMessage[]>;
  /** No further page will come. */
  finish?(): void;
  /** Replies stand with their roots; absent: where they are listed. */
  readonly nesting?: Nesting;
  /** Takes the complete messages of each page, in order; absent: all are returned at the end. */
  readonly emit?: ((messages: readonly Message[]) => Promise<void>) | undefined;
}

/** What was read. */
export interface ReadPagesResult {
  readonly end: PagingResult;
  /** Empty where they were printed page by page. */
  readonly messages: readonly Message[];
  readonly count: number;
}

/**
 * Reads pages and completes their messages while further pages are on their way. Messages come out in the order of
 * the pages.
 *
 * @throws {Failure} when the first page cannot be read, or the person interrupts.
 */
export async function readPages(
  pages: AsyncGenerator<Page, PagingResult>,
  reader: ReadPagesOptions,
): Promise<ReadPagesResult> {
  const { pipeline, emit, nesting } = reader;
  const fresh = createFreshFilter();
  const kept: (readonly Message[])[] = [];
  const underWay: Promise<void>[] = [];
  let turn: Promise<void> = Promise.resolve();
  let count = 0;
  /** Where the page behind the last printed one begins. */
  let place: string | undefined;

  const nest = (messages: readonly Message[]) => nesting?.nest(messages) ?? messages;

  const freshMessagesOf = async (page: Page) => (await reader.messagesOf(page)).filter(fresh);

  function take(page: Page): Promise<void> {
    const complete = pipeline.enrich(freshMessagesOf(page), emit !== undefined);
    const before = turn;
    const out = (async () => {
      const [messages] = await Promise.all([complete, before]);
      if (emit === undefined) kept.push(messages);
      else {
        const nested = nest(messages);
        count += nested.length;
        await emit(nested);
      }
      place = page.token;
    })();
    // It is awaited later; until then a failure must not count as unhandled.
    out.catch(() => {});
    turn = out;
    return out;
  }

  try {
    while (true) {
      const next = await pages.next();
      if (next.done) {
        reader.finish?.();
        pipeline.finish();
        await turn;
        const messages = nest(kept.flat());
        return { end: next.value, messages, count: emit === undefined ? messages.length : count };
      }
      underWay.push(take(next.value));
      if (emit === undefined) continue;
      while (underWay.length >= (place === undefined ? MAX_PENDING_BEFORE_FIRST : MAX_PENDING_PAGES)) {
        await underWay.shift();
      }
    }
  } catch (error) {
    await pipeline.settle();
    if (emit === undefined) throw error;
    // A page that is being printed is printed whole, and counts: the place to go on must be behind it.
    await Promise.allSettled(underWay);
    throw withResumeHint(error, place);
  }
}

/** Whether a message was not there before: pages may overlap. */
function createFreshFilter(): (message: RawMessage) => boolean {
  const seen = new Set<string>();
  return (message) => {
    const id = messageIdOf(message);
    if (id === "") return true;
    const isFresh = !seen.has(id);
    seen.add(id);
    return isFresh;
  };
}

/** Says where to go on after an interrupt. */
function withResumeHint(error: unknown, token: string | undefined): unknown {
  if (!(error instanceof Failure) || !token) return error;
  return withDetail(error, {
    hint: phrase`what was printed is complete; go on with ${input("pageToken", token)}`,
  });
}
