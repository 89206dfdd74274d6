/**
 * `im api`: a request as a person writes it, and its response, JSON or bytes.
 *
 * @module
 */

import { parseApiPath } from "../../core/api/api-path.ts";
import { formatField, formatParameter } from "../../core/api/parameter.ts";
import { joinSignals } from "../../core/async/joined-signal.ts";
import { withDeadline } from "../../core/async/deadline.ts";
import { rangeHeaders } from "../../core/download/requests.ts";
import { invalidInput } from "../../core/failure.ts";
import { leftEntries } from "../../core/api/merge-pages.ts";
import { arrayAt } from "../../core/json/access.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json/json.ts";
import type { Client } from "../../core/platform/client.ts";
import { resolveHosts } from "../../core/platform/hosts.ts";
import { cursorFailure, readCursor } from "../../core/platform/pages.ts";
import { type ApiRequest, hasIdempotencyKey } from "../../core/platform/request.ts";
import { readJsonResponse } from "../../core/platform/response.ts";
import { input, type Phrase, phrase } from "../../core/text/phrase.ts";
import { checkUploadSize, type UploadKind } from "../../core/upload/size-limit.ts";
import type { Warning } from "../../core/warning.ts";
import type { World } from "../../core/world.ts";
import type { CommandResult, Runtime } from "../command.ts";
import { checkSingleStdin, readJsonObjectOption, readJsonOption } from "../options/input.ts";
import type { PageValues } from "../options/page.ts";
import { checkOutput, downloadResponse, type FirstResponse, type OutputValues } from "./download.ts";
import { openFormFile } from "./form-file.ts";
import { pageParameters } from "./options.ts";
import { withRawHint } from "./request.ts";
import { cutRecords, fetchApiPages, guessRecordsKey, recordsResult, unwrapData } from "./response.ts";

/** A request that is ready. */
export interface ApiCall {
  readonly request: ApiRequest;
  readonly warnings: readonly Warning[];
  close(): Promise<void>;
}

/** The values of the options. */
export interface ApiValues extends OutputValues, Omit<PageValues, "pageSize"> {
  readonly params: string | undefined;
  readonly data: string | undefined;
  readonly file: string | undefined;
  readonly pageSize: number | undefined;
}

/**
 * Reads JSON and file and makes the request.
 *
 * @throws {Failure} exit 2
 */
export async function makeApiCall(
  method: ApiRequest["method"],
  { path, host }: { readonly path: string; readonly host: string | undefined },
  values: ApiValues,
  world: World,
): Promise<ApiCall> {
  const hosts = ["feishu", "lark"].map((brand) =>
    resolveHosts({ brand, baseUrl: undefined, accountsUrl: undefined }).open
  );
  const own = host === undefined ? [] : [new URL(host).origin];
  const place = parseApiPath(path, [...new Set([...own, ...hosts])]);
  checkConflicts(method, values);
  checkSingleStdin({ params: values.params, data: values.data, file: values.file });
  const given = await readJsonObjectOption(world, "params", values.params) ?? {};
  const params = Object.fromEntries(
    Object.entries({ ...given, ...pageParameters(values) })
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, formatParameter(undefined, value)]),
  );
  const body = await readJsonOption(world, "data", values.data);
  const base = {
    method,
    path: place,
    ...(Object.keys(params).length === 0 ? {} : { params }),
  };
  const uploaded = await formOf(world, place, values.file, body);
  const hasKey = hasIdempotencyKey({ params, body });
  const request: ApiRequest = {
    ...base,
    ...(uploaded !== undefined ? { form: uploaded.form } : body === undefined ? {} : { body }),
    repeatable: method === "GET" || hasKey,
    ...(method === "GET" ? {} : { isWrite: true }),
  };
  if (method === "GET") await checkOutput(world, request, values);
  return { request, warnings: uploaded?.warnings ?? [], close: async () => await uploaded?.close() };
}

/** What cannot go together. */
function checkConflicts(method: ApiRequest["method"], values: ApiValues): void {
  const { data, file, output, pageAll, pageLimit } = values;
  const refuse = (key: string, other: Phrase, hint: Phrase) =>
    invalidInput(key, phrase`${input(key)} cannot be used with ${other}`, hint);
  const paging = pageAll ? "pageAll" : pageLimit === undefined ? undefined : "pageLimit";
  if (method === "GET" && data !== undefined) {
    throw refuse("data", method, phrase`give the query with ${input("params")}`);
  }
  if (method === "GET" && file !== undefined) {
    throw refuse("file", method, "files go with POST, PUT or PATCH");
  }
  if (method === "DELETE" && file !== undefined) throw refuse("file", method, "leave it out");
  if (method !== "GET" && output !== undefined) throw refuse("output", method, "leave it out");
  if (paging !== undefined && output !== undefined) {
    throw refuse("output", phrase`${input(paging)}`, "leave one of them out");
  }
  if (paging !== undefined && method !== "GET") {
    throw refuse(paging, method, "pages are read with GET; give the token of a page yourself");
  }
}

/** The endpoints whose limits are known. */
const UPLOAD_KINDS: Readonly<Record<string, UploadKind>> = {
  "/open-apis/im/v1/images": "image",
  "/open-apis/im/v1/files": "file",
};

async function formOf(world: World, path: string, file: string | undefined, body: JsonValue | undefined) {
  if (file === undefined) return undefined;
  if (body !== undefined && !isJsonObject(body)) {
    throw invalidInput(
      "data",
      phrase`with ${input("file")}, ${input("data")} must be a JSON object: its keys become form fields`,
      phrase`write it like ${input("data", '{"image_type":"message"}')}`,
    );
  }
  const fields = Object.entries(body ?? {}).map(([name, value]) => formatField(name, value));
  const opened = await openFormFile(world, file);
  const kind = UPLOAD_KINDS[path];
  let warnings: readonly Warning[] = [];
  try {
    if (kind !== undefined) warnings = withRawHint(() => checkUploadSize("file", kind, opened.file.size));
  } catch (error) {
    await opened.file.close();
    throw error;
  }
  const content = opened.file.content();
  return {
    form: { fields, file: { field: opened.field ?? "file", name: opened.file.name, content } },
    warnings,
    close: opened.file.close,
  };
}

/** Sends it; bytes are saved. */
export async function sendApiCall(
  runtime: Runtime,
  { request }: ApiCall,
  values: ApiValues & { readonly isMultiPage: boolean },
): Promise<CommandResult> {
  const client = runtime.client();
  if (values.isMultiPage) return await fetchApiPages(runtime, client, request, values, guessRecordsKey);
  if (request.method !== "GET") {
    const data = unwrapData(await client.call(request));
    return recordsResult(data, guessRecordsKey(data));
  }
  if (values.output !== undefined || values.originalName) {
    return await downloadResponse(runtime, client, request, values);
  }
  const fetched = await fetchJson(runtime, client, request);
  if (!("response" in fetched)) return pageResult(runtime, unwrapData(fetched.body), request);
  return await downloadResponse(runtime, client, request, { ...values, originalName: true }, fetched);
}

/** Data that says whether there is more is a page of a list (docs/contract.md, 8). */
function pageResult({ listing }: Runtime, answer: JsonObject, { params }: ApiRequest): CommandResult {
  const isPage = answer["has_more"] !== undefined && answer["has_more"] !== null;
  const key = guessRecordsKey(answer);
  if (!isPage) return recordsResult(answer, key);
  const start = params?.["page_token"];
  const page = { number: 1, data: answer, start: typeof start === "string" ? start : undefined };
  const data = { ...answer, ...Object.fromEntries(leftEntries(page, listing)) };
  const result = { ...recordsResult(data, key), ...cutRecords(data, key) };
  const { hasMore, token } = readCursor(data);
  const isBroken = hasMore && token === "";
  return {
    ...result,
    pagination: {
      complete: !hasMore,
      pages: 1,
      items: arrayAt(data, key ?? "").length,
      ...(hasMore && !isBroken ? { next_token: token } : {}),
    },
    ...(isBroken ? { failure: cursorFailure(token), isBrokenList: true } : {}),
  };
}

const CALL_TIMEOUT_SECONDS = 30;

/** The body of the response; the response itself, and nothing read, where it is not JSON. */
async function fetchJson(
  { world, globals }: Runtime,
  client: Client,
  request: ApiRequest,
): Promise<{ readonly body: JsonObject } | FirstResponse> {
  const limit = (globals.timeout ?? CALL_TIMEOUT_SECONDS) * 1000;
  const retries = client.retries(world.interrupt);
  for (let earlierRequests = 0;; earlierRequests++) {
    const abort = new AbortController();
    try {
      const fetched = await withDeadline(
        world.clock,
        limit,
        abort,
        () => fetchOnce(client, request, limit, abort, world),
      );
      return "response" in fetched ? { ...fetched, earlierRequests, abort } : fetched;
    } catch (error) {
      await retries.next(error);
    }
  }
}

async function fetchOnce(
  client: Client,
  request: ApiRequest,
  limit: number,
  abort: AbortController,
  world: World,
): Promise<{ readonly body: JsonObject } | { readonly response: Response }> {
  const signal = joinSignals(abort, world.interrupt);
  // Bytes are wanted as they are: their length is checked.
  const asIs = { ...request, headers: { ...request.headers, ...rangeHeaders() } };
  const response = await client.open(asIs, limit, signal);
  const type = response.headers.get("content-type") ?? "";
  const isNamed = response.headers.get("content-disposition") !== null;
  if (response.status < 300 && (isNamed || !/[/+]json\b/i.test(type))) {
    return { response };
  }
  const context = { identity: client.identity, now: world.clock.now() };
  return { body: await readJsonResponse(response, client.host + request.path, context) };
}
