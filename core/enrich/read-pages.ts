import { type Failure, isInterrupted, withDetail } from "../failure.ts";
import { createIdSet, REMEMBERED_IDS } from "../message/id-set.ts";
import type { Message } from "../message/message.ts";
import { messageIdOf, type RawMessage } from "../message/wire.ts";
import { placedEnd } from "../platform/list-reader.ts";
import type { Listing, Sorting } from "../platform/listing.ts";
import { type Page, type PagingResult, withResumeHint } from "../platform/pages.ts";
import { input, phrase } from "../text/phrase.ts";
import { parseUnixTime } from "../text/time.ts";
import type { Nesting, Order } from "./nest-replies.ts";
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
  /** Sends the calls that wait for more ids. */
  flush?(): void;
  /** No further page will come. */
  finish?(): void;
  /** How the list is sorted, where it is by creation time. */
  readonly order?: Order;
  /** Moves replies to their roots; if absent, they stay where they are listed. */
  readonly nesting?: Nesting;
  /** Calls back if the next page takes long; the function it returns cancels that. */
  onIdle?(then: () => void): () => void;
  /** Says which messages are still to be shown; absent: all. */
  readonly listing?: Listing | undefined;
  /** Takes the complete messages of each page, in order; if absent, all are returned at the end. */
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
 * @throws {Failure} when the first page cannot be read, or the person interrupts before a page is there, or while pages are
 * printed one by one.
 */
export async function readPages(
  pages: AsyncGenerator<Page, PagingResult>,
  reader: ReadPagesOptions,
): Promise<ReadPagesResult> {
  const { pipeline, emit } = reader;
  const walk = startWalk(reader);
  /** Calls that wait for further pages to fill up go out: the pages take long. */
  const flush = () => {
    reader.flush?.();
    pipeline.flush();
  };
  try {
    while (true) {
      const cancel = emit === undefined ? reader.onIdle?.(flush) : undefined;
      const next = await pages.next().finally(cancel);
      if (next.done) return await walk.end(next.value);
      walk.take(next.value);
      if (emit !== undefined) await walk.waitForRoom();
    }
  } catch (error) {
    await pipeline.settle();
    if (!isInterrupted(error)) throw error;
    return await walk.interrupt(error);
  }
}

/** The messages of a page that no earlier run showed. */
async function leftMessages(
  { messagesOf, listing, order }: ReadPagesOptions,
  page: Page,
): Promise<readonly RawMessage[]> {
  const messages = await messagesOf(page);
  const sorting = order === undefined ? undefined : sortingOf(messages, order);
  const isLeft = listing?.take(page, messages.map(messageIdOf), sorting);
  return isLeft === undefined ? messages : messages.filter((_, at) => isLeft[at]);
}

/** How messages are sorted that are listed by their creation time. */
export function sortingOf(messages: readonly RawMessage[], order: Order): Sorting {
  return { order, times: messages.map(({ create_time: time }) => parseUnixTime(time)) };
}

/** The pages of one run that are under way. */
interface Walk {
  /** Starts the work on a page. */
  take(page: Page): void;
  /** Waits until one more page may be under way. */
  waitForRoom(): Promise<void>;
  /** The result once no further page will come. */
  end(end: PagingResult): Promise<ReadPagesResult>;
  /** The result of an interrupted run; throws the interrupt where nothing can be kept. */
  interrupt(failure: Failure): Promise<ReadPagesResult>;
}

function startWalk(reader: ReadPagesOptions): Walk {
  const { pipeline, emit, nesting, listing } = reader;
  const fresh = createFreshFilter(emit === undefined ? undefined : REMEMBERED_IDS);
  const underWay: PageUnderWay[] = [];
  /** Settles when the pages so far are complete and printed. */
  let turn: Promise<void> = Promise.resolve();
  let count = 0;
  let hasAllPages = false;
  /** Where the page behind the last complete one begins. */
  let place: string | undefined;

  const nest = (messages: readonly Message[]) => nesting?.nest(messages) ?? messages;
  const freshMessagesOf = async (page: Page) => (await leftMessages(reader, page)).filter(fresh);

  return {
    take(page) {
      const raw = freshMessagesOf(page);
      const complete = pipeline.enrich(raw, emit !== undefined);
      const before = turn;
      const one: PageUnderWay = { page, done: before };
      one.done = (async () => {
        const [messages] = await Promise.all([complete, before]);
        if (emit === undefined) one.messages = messages;
        else {
          const nested = nest(messages);
          count += nested.length;
          await emit(nested);
        }
        place = page.token;
      })();
      raw.then((messages) => one.raw = messages).catch(() => {});
      // It is awaited later; until then a failure must not count as unhandled.
      one.done.catch(() => {});
      turn = one.done;
      underWay.push(one);
    },
    async waitForRoom() {
      while (underWay.length >= (place === undefined ? MAX_PENDING_BEFORE_FIRST : MAX_PENDING_PAGES)) {
        await underWay.shift()?.done;
      }
    },
    async end(end) {
      if (isInterrupted(end.failure)) throw end.failure;
      hasAllPages = true;
      reader.finish?.();
      pipeline.finish();
      await turn;
      const messages = nest(underWay.flatMap((one) => one.messages ?? []));
      return { end: placedEnd(end, listing), messages, count: emit === undefined ? messages.length : count };
    },
    async interrupt(failure) {
      // A single page is kept complete or not at all.
      if (emit === undefined && hasAllPages && underWay.length === 1) throw failure;
      if (emit === undefined) return await keepPages(pipeline, underWay, failure, nest);
      // A page that is being printed is printed whole, and counts: the run continues behind it.
      await Promise.allSettled(underWay.map(({ done }) => done));
      throw withResumeHint(failure, place);
    },
  };
}

/** A page whose messages are being completed. */
interface PageUnderWay {
  readonly page: Page;
  /** Settles when it is complete and, where pages are printed one by one, printed. */
  done: Promise<void>;
  /** Its messages as listed, when they are there. */
  raw?: readonly RawMessage[];
  /** Its messages when they are complete; not where they were printed. */
  messages?: readonly Message[];
}

/**
 * The result of an interrupted walk: the pages that are complete, or where none is, those that are there without what
 * further calls would have added (docs/contract.md, 13).
 *
 * @throws {Failure} the interrupt, where there is no page
 */
async function keepPages(
  pipeline: Pipeline,
  underWay: readonly PageUnderWay[],
  interrupt: Failure,
  nest: (messages: readonly Message[]) => readonly Message[],
): Promise<ReadPagesResult> {
  const isComplete = underWay[0]?.messages !== undefined;
  const lacking = underWay.findIndex(({ raw, messages }) => (isComplete ? messages : raw) === undefined);
  const kept = underWay.slice(0, lacking < 0 ? underWay.length : lacking);
  const last = kept.at(-1);
  if (last === undefined) throw interrupt;
  const messages = nest(
    isComplete
      ? kept.flatMap((one) => one.messages ?? [])
      : await pipeline.assemble(kept.flatMap(({ raw = [] }) => raw)),
  );
  const { hasMore, token } = last.page;
  const rest = token === "" ? "" : phrase`; continue with ${input("pageToken", token)}`;
  const failure = isComplete ? withResumeHint(interrupt, token) : withDetail(interrupt, {
    hint: phrase`the messages are incomplete: the calls that complete them were interrupted${rest}`,
  });
  const complete = !hasMore && kept.length === underWay.length;
  return {
    end: { complete, pages: kept.length, nextToken: token || undefined, hasMore, failure },
    messages,
    count: messages.length,
  };
}

/** Whether a message was not there before: pages may overlap. Where they are printed one by one, memory stays flat. */
function createFreshFilter(remembered?: number): (message: RawMessage) => boolean {
  const seen = createIdSet(remembered);
  return (message) => {
    const id = messageIdOf(message);
    return id === "" || seen.add(id);
  };
}
