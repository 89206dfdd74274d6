import { startEarly } from "../../../core/async/early.ts";
import type { Failure } from "../../../core/failure.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { listMessages, type ListQuery } from "../../../core/message/requests.ts";
import type { Page, PagingResult } from "../../../core/platform/pages.ts";
import type { Runtime } from "../../command.ts";
import type { PageDefaults, PageValues } from "../../options/page.ts";
import { createPageFetcher, walkPages } from "../../pages.ts";

/** The pages of a chat or thread, of which the first is requested already. */
export interface MessagePages {
  readonly pages: AsyncGenerator<Page, PagingResult>;
  /** Settles with the first page, or why there is none. */
  readonly first: Promise<unknown>;
  readonly order: ListQuery["order"];
  /** Sets what ends the list like a page that cannot be had. */
  stopWhen(stopFailure: () => Failure | undefined): void;
}

/** Requests the pages of a chat or thread, one after another. */
export function requestPages(
  runtime: Runtime,
  values: PageValues,
  defaults: PageDefaults,
  query: (pageToken: string | undefined) => ListQuery,
): MessagePages {
  const { order } = query(undefined);
  let stopFailure = (): Failure | undefined => undefined;
  const fetchPage = createPageFetcher(
    runtime,
    runtime.client(),
    values,
    (token) => listMessages(query(token)),
  );
  const { listing } = runtime;
  const isPassed = async (data: JsonObject) =>
    (await import("./reader.ts")).isPassedPage(listing, data, order);
  const fetch: typeof fetchPage = async (token, number) => {
    const failure = stopFailure();
    if (failure !== undefined) throw failure;
    return await fetchPage(token, number);
  };
  const { first, rest } = startEarly(
    walkPages(runtime, fetch, values, defaults, listing.mayPass ? isPassed : undefined),
  );
  return {
    pages: rest,
    first,
    order,
    stopWhen(failure) {
      stopFailure = failure;
    },
  };
}
