/**
 * `im api`: a request as a person writes it, and its answer, JSON or bytes.
 *
 * @module
 */

import { apiPath } from "../../core/api/api-path.ts";
import { formField } from "../../core/api/form-field.ts";
import { parameterText } from "../../core/api/parameter-text.ts";
import { invalidArgument } from "../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json.ts";
import { arrayAt } from "../../core/json-access.ts";
import { readJsonAnswer } from "../../core/platform/answer.ts";
import type { Client } from "../../core/platform/client.ts";
import { within } from "../../core/platform/deadline.ts";
import { resolveHosts } from "../../core/platform/hosts.ts";
import { cursorOf } from "../../core/platform/cursor-of.ts";
import { cursorFault } from "../../core/platform/pages.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import type { World } from "../../core/world.ts";
import type { CommandResult, Session } from "../command.ts";
import { readEnvironment } from "../environment.ts";
import { rowsKeyOf } from "../output/rows.ts";
import type { PageValues } from "../page-flags.ts";
import { answerData } from "./answer-data.ts";
import { askApiPages } from "./ask-api-pages.ts";
import { checkOutput, downloadAnswer, type OutputValues } from "./download-answer.ts";
import { openFormFile } from "./form-file.ts";
import { checkOneStdin, readJsonFlag, readObjectFlag } from "./json-flag.ts";

/** A request that is ready. */
export interface ApiCall {
  readonly request: ApiRequest;
  close(): Promise<void>;
}

/** What the flags say. */
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
  path: string,
  values: ApiValues,
  world: World,
): Promise<ApiCall> {
  const hosts = ["feishu", "lark"].map((brand) =>
    resolveHosts({ brand, baseUrl: undefined, accountsUrl: undefined }).open
  );
  const own = resolveHosts(readEnvironment(world).hosts).open;
  const place = apiPath(path, [...new Set([new URL(own).origin, ...hosts])]);
  checkTogether(method, values);
  checkOneStdin({ "--params": values.params, "--data": values.data, "--file": values.file });
  const given = await readObjectFlag(world, "--params", values.params) ?? {};
  const params = Object.fromEntries(
    Object.entries({ ...given, ...pageParameters(values) })
      .filter(([, value]) => value !== null)
      .map(([name, value]) => [name, parameterText(undefined, value)]),
  );
  const body = await readJsonFlag(world, "--data", values.data);
  const base = {
    method,
    path: place,
    ...(Object.keys(params).length === 0 ? {} : { params }),
  };
  const uploaded = await formOf(world, values.file, body);
  const hasKey = params["uuid"] !== undefined || (isJsonObject(body) && body["uuid"] !== undefined);
  const request: ApiRequest = {
    ...base,
    ...(uploaded !== undefined ? { form: uploaded.form } : body === undefined ? {} : { body }),
    repeatable: method === "GET" || hasKey,
    ...(method === "GET" ? {} : { isWrite: true }),
  };
  if (method === "GET") await checkOutput(world, request, values);
  return { request, close: async () => await uploaded?.close() };
}

function pageParameters({ pageSize, pageToken }: ApiValues): JsonObject {
  return {
    ...(pageSize === undefined ? {} : { page_size: pageSize }),
    ...(pageToken === undefined ? {} : { page_token: pageToken }),
  };
}

/** What cannot go together (platform sheet 10.2). */
function checkTogether(method: ApiRequest["method"], values: ApiValues): void {
  const { data, file, output, pageAll, pageLimit } = values;
  const refuse = (flag: string, other: string, hint: string) =>
    invalidArgument(flag, `${flag} does not go with ${other}`, hint);
  const walk = pageAll ? "--page-all" : pageLimit === undefined ? undefined : "--page-limit";
  if (method === "GET" && data !== undefined) throw refuse("--data", "GET", "give the query with --params");
  if (method === "GET" && file !== undefined) {
    throw refuse("--file", "GET", "files go with POST, PUT or PATCH");
  }
  if (method === "DELETE" && file !== undefined) throw refuse("--file", "DELETE", "leave it out");
  if (method !== "GET" && output !== undefined) throw refuse("--output", method, "leave --output out");
  if (walk !== undefined && output !== undefined) throw refuse("--output", walk, "leave one of them out");
  if (walk !== undefined && method !== "GET") {
    throw refuse(walk, method, "pages are read with GET; give the token of a page yourself");
  }
}

async function formOf(world: World, file: string | undefined, body: JsonValue | undefined) {
  if (file === undefined) return undefined;
  if (body !== undefined && !isJsonObject(body)) {
    throw invalidArgument("--data", "--data must be a JSON object beside --file: its keys become fields");
  }
  const fields = Object.entries(body ?? {}).map(([name, value]) => formField(name, value));
  const opened = await openFormFile(world, file);
  const content = opened.file.content();
  return {
    form: { fields, file: { field: opened.field ?? "file", name: opened.file.name, content } },
    close: opened.file.close,
  };
}

/** Sends it; bytes are saved. */
export async function askApi(
  session: Session,
  { request }: ApiCall,
  values: ApiValues & { readonly isWalk: boolean },
): Promise<CommandResult> {
  if (values.isWalk) return await askApiPages(session, request, values, rowsKeyOf);
  if (request.method !== "GET") return { data: answerData(await session.client().call(request)) };
  if (values.output !== undefined || values.originalName) {
    return await downloadAnswer(session, request, values);
  }
  const body = await askOrUndefined(session, request);
  if (body !== undefined) return pageResult(answerData(body));
  return await downloadAnswer(session, request, { ...values, originalName: true });
}

/** Data that says whether there is more is a page of a list (CONTRACT 8). */
function pageResult(data: JsonObject): CommandResult {
  if (data["has_more"] === undefined || data["has_more"] === null) return { data };
  const { hasMore, token } = cursorOf(data);
  const isBroken = hasMore && token === "";
  return {
    data,
    pagination: {
      complete: !hasMore,
      pages: 1,
      items: arrayAt(data, rowsKeyOf(data) ?? "").length,
      ...(hasMore && !isBroken ? { next_token: token } : {}),
    },
    ...(isBroken ? { failure: cursorFault(token), isBrokenList: true } : {}),
  };
}

const CALL_SECONDS = 30;

/** The body of the answer; `undefined` where it is no JSON, unread. */
async function askOrUndefined(session: Session, request: ApiRequest): Promise<JsonObject | undefined> {
  const { world, globals } = session;
  const client = session.client();
  const limit = (globals.timeout ?? CALL_SECONDS) * 1000;
  const retries = client.retries(world.interrupt);
  while (true) {
    const abort = new AbortController();
    try {
      return await within(world.clock, limit, abort, () => readOnce(client, request, limit, abort, world));
    } catch (error) {
      await retries.next(error);
    }
  }
}

async function readOnce(
  client: Client,
  request: ApiRequest,
  limit: number,
  abort: AbortController,
  world: World,
): Promise<JsonObject | undefined> {
  const signal = AbortSignal.any([abort.signal, world.interrupt]);
  const response = await client.open(request, limit, signal);
  const type = response.headers.get("content-type") ?? "";
  const isNamed = response.headers.get("content-disposition") !== null;
  if (response.status < 300 && (isNamed || !/[/+]json\b/i.test(type))) {
    await response.body?.cancel().catch(() => {});
    return undefined;
  }
  return await readJsonAnswer(response, client.host + request.path, {
    identity: client.identity,
    now: world.clock.now(),
  });
}
