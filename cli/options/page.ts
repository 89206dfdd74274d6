import { invalidArgument } from "../../core/failure.ts";
import type { PageOptions } from "../../core/platform/pages.ts";
import {
  alias,
  integer,
  type Kind,
  optional,
  type OptionValues,
  toggle,
  withDefault,
  withVariable,
} from "./option.ts";

/** What differs from list to list. */
export interface PageDefaults {
  /** Records of a page unless `--page-size` says otherwise. */
  readonly size: number;
  /** Most records of a page; 50 unless given. */
  readonly maxSize?: number;
  /** Pages of a walk unless `--page-limit` says otherwise. */
  readonly limit: number;
  /** Milliseconds between two pages unless `--page-delay` says otherwise. */
  readonly delay: number;
}

/** The options of a list (docs/contract.md, 8). */
export function pageOptions({ size, maxSize = 50, limit, delay }: PageDefaults) {
  return {
    pageSize: withVariable(
      alias(
        withDefault(integer(1, maxSize, `items per page, 1 to ${maxSize}`), size),
        "limit",
        "max-results",
      ),
    ),
    pageToken: optional(pageToken("start at this page: next_token or page_token of an earlier result")),
    pageAll: withVariable(toggle("read all pages, up to --page-limit")),
    pageLimit: withVariable(
      optional(integer(0, 1000, `read at most this many pages; 0 means all (default ${limit})`)),
    ),
    pageDelay: withVariable(
      withDefault(integer(0, 60_000, "milliseconds to wait between pages"), delay),
    ),
  };
}

/** A place in a list. An empty one is most likely a variable that is not set: it must not mean the first page. */
function pageToken(summary: string): Kind<string> {
  return {
    placeholder: "token",
    summary,
    parse(value, name) {
      if (value.trim() !== "") return value;
      throw invalidArgument(name, `${name} is empty: "${value}"`, `leave ${name} out for the first page`);
    },
  };
}

/** Values of the options of a list. */
export type PageValues = OptionValues<ReturnType<typeof pageOptions>>;

/** Whether more than one page may be read; either option allows it. */
export function isMultiPage({ pageAll, pageLimit }: PageValues): boolean {
  return pageAll || pageLimit !== undefined;
}

/** How far the values say to go. */
export function pageQuery(values: PageValues, defaults: PageDefaults): PageOptions {
  const limit = values.pageLimit === 0 ? Infinity : values.pageLimit ?? defaults.limit;
  return {
    token: values.pageToken,
    limit: isMultiPage(values) ? limit : 1,
    delay: values.pageDelay,
  };
}

/** Which pages are read, for dry runs. */
export function describePages(values: PageValues, defaults: PageDefaults): string {
  const { limit } = pageQuery(values, defaults);
  if (limit === 1) return "one page";
  return limit === Infinity ? "page after page, to the last one" : `page after page, ${limit} at most`;
}
