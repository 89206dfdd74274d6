import { listedEntry, mergePages } from "../../core/api/merge-pages.ts";
import type { Method } from "../../core/api/method.ts";
import { Failure } from "../../core/failure.ts";
import { arrayAt } from "../../core/json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue, stringifyJson } from "../../core/json/json.ts";
import type { Client } from "../../core/platform/client.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import { responseRecords } from "../../core/platform/response.ts";
import { action, phrase } from "../../core/text/phrase.ts";
import { truncate } from "../../core/text/truncate.ts";
import type { Warning } from "../../core/warning.ts";
import type { CommandResult, Runtime } from "../command.ts";
import type { PageValues } from "../options/page.ts";
import { listParts, walkPages } from "../pages.ts";
import { RAW_PAGES } from "./options.ts";

/** What a response carries: its `data`, or else everything but `code` and `msg`. */
export function unwrapData(body: JsonObject): JsonObject {
  const { code: _code, msg: _msg, ...rest } = body;
  return isJsonObject(rest["data"]) ? rest["data"] : rest["data"] === null ? {} : rest;
}

/**
 * The data as a result, with its records. Formats of rows print the entries of further lists as well, with the name of
 * their list.
 *
 * @param key the list that holds the records; the data is one record where it has no such list
 * @param failed lists that report what was not done
 */
export function recordsResult(
  data: JsonObject,
  key: string | undefined,
  failed: readonly string[] = [],
): CommandResult {
  const records = key === undefined ? undefined : data[key];
  if (!Array.isArray(records)) return { data };
  const others = Object.entries(data).filter(([name]) => name !== key && !failed.includes(name));
  const further = others.flatMap(([list, entries]): JsonValue[] =>
    Array.isArray(entries) ? entries.map((entry: JsonValue) => markedRow(entry, list)) : []
  );
  return { data, rows: further.length === 0 ? records : [...records, ...further] };
}

function markedRow(entry: JsonValue, list: string): JsonValue {
  return isJsonObject(entry) ? { ...entry, list } : { value: entry, list };
}

/** What may stand beside the records of a list; anything else makes the response a record with a list in it. */
const LIST_FACTS: ReadonlySet<string> = new Set([
  "has_more",
  "page_token",
  "next_page_token",
  "total",
  "count",
  "notice",
]);

/**
 * The list that holds the records, where nothing is known about the response: `items`, which is the service's usual
 * name, else the first list by name if there are only lists.
 */
export function guessRecordsKey(data: JsonObject): string | undefined {
  if (Array.isArray(data["items"])) return "items";
  const keys = Object.keys(data).sort();
  const isList = data["has_more"] !== undefined ||
    keys.every((key) => LIST_FACTS.has(key) || Array.isArray(data[key]));
  return isList ? keys.find((key) => Array.isArray(data[key])) : undefined;
}

/** Values of the options of a list. */
export type RawPageValues = Omit<PageValues, "pageSize">;

/**
 * Reads as many pages of a list as the options allow, and joins their records.
 *
 * @param keyOf picks the list of a page that holds its records
 * @param method has the lists of records that the service promises: anything else in their place is a failure
 */
export async function fetchApiPages(
  runtime: Runtime,
  client: Client,
  request: ApiRequest,
  given: RawPageValues,
  keyOf: (data: JsonObject) => string | undefined,
  { lists = [], failed = [] }: Pick<Method, "lists" | "failed"> = {},
): Promise<CommandResult> {
  const first = request.params?.["page_token"];
  const pageToken = given.pageToken ?? (typeof first === "string" ? first : undefined);
  const values: PageValues = { ...given, pageToken, pageSize: RAW_PAGES.size };
  const pages = walkPages(
    runtime,
    async (token, number) => {
      if (number > 1) runtime.progress.note(`reading page ${number}`);
      const params = { ...request.params, ...(token === undefined ? {} : { page_token: token }) };
      const body = await client.call({ ...request, params });
      if (lists.length > 0) responseRecords(body, lists);
      return body;
    },
    values,
    RAW_PAGES,
  );
  const merged = await mergePages(pages, keyOf, runtime.emit, runtime.listing);
  const { data } = merged;
  const result = recordsResult(data, keyOf(data), failed);
  return { ...result, ...listParts(merged, values), ...cutRecords(data, keyOf(data), failed) };
}

/** How the records of a response are shown in part. */
export function cutRecords(
  data: JsonObject,
  key: string | undefined,
  failed: readonly string[] = [],
): Pick<CommandResult, "cut"> {
  if (key === undefined) return {};
  const further = Object.keys(data).filter((name) => name !== key && !failed.includes(name));
  const lists = [key, ...further].map((name) => ({ name, entries: arrayAt(data, name) }));
  return {
    cut: {
      ids: () => lists.flatMap(({ name, entries }) => entries.map((entry) => [listedEntry(name, entry)])),
      first(count) {
        let left = count;
        const kept = lists.filter(({ name }) => Array.isArray(data[name])).map(({ name, entries }) => {
          const shown = entries.slice(0, left);
          left -= shown.length;
          return [name, shown];
        });
        return recordsResult({ ...data, ...Object.fromEntries(kept) }, key, failed);
      },
    },
  };
}

/** Most entries of a list that are named, and most characters of each. */
const MAX_ENTRIES = 10;
const MAX_ENTRY_LENGTH = 80;

/** What a successful response reports about single items. */
export interface FailedItems {
  /** Why a write is done in part only (docs/contract.md, 3). */
  readonly failure?: Failure;
  readonly warnings: readonly Warning[];
}

/**
 * Looks at the lists of a successful response that report what was not done: with a write they make it a partial
 * failure, with a read they are a warning.
 */
export function failedItems(method: Method, data: JsonObject): FailedItems {
  const failed = (method.failed ?? []).flatMap((key) => describeEntries(data, key));
  if (failed.length === 0) return { warnings: [] };
  if (method.risk === "read") return { warnings: failed.map((detail) => ({ key: "items_failed", detail })) };
  const failure = new Failure({
    type: "api",
    subtype: "partial_failure",
    message: `only partly done: ${failed.join("; ")}`,
    hint: phrase`for the meaning of each list see ${action("schema", { path: method.id })}`,
  });
  return { failure, warnings: [] };
}

function describeEntries(data: JsonObject, key: string): string[] {
  const list = data[key];
  if (!Array.isArray(list) || list.length === 0) return [];
  const shown = list.slice(0, MAX_ENTRIES).map((entry) => describeEntry(entry));
  const more = list.length - shown.length;
  return [`${key} names ${list.length}: ${shown.join(", ")}${more > 0 ? `, and ${more} more` : ""}`];
}

/** The id of an entry, and why it failed. */
function describeEntry(entry: JsonValue): string {
  if (!isJsonObject(entry)) {
    return truncate(typeof entry === "string" ? entry : stringifyJson(entry), MAX_ENTRY_LENGTH);
  }
  const id = idIn(entry) ??
    Object.values(entry).filter(isJsonObject).map(idIn).find((one) => one !== undefined);
  if (id === undefined) return truncate(stringifyJson(entry), MAX_ENTRY_LENGTH);
  const reasons = ["error_code", "error_message", "msg", "fail_reason"].map((key) => entry[key])
    .filter((one) => typeof one === "string" || typeof one === "number");
  return truncate(id, MAX_ENTRY_LENGTH) +
    (reasons.length === 0 ? "" : ` (${truncate(reasons.join(": "), MAX_ENTRY_LENGTH)})`);
}

function idIn(entry: JsonObject): string | undefined {
  const id = Object.entries(entry).find(([key, value]) => /(^|_)id$/.test(key) && typeof value === "string");
  return typeof id?.[1] === "string" ? id[1] : undefined;
}
