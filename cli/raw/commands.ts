import { loadCatalogue } from "../../core/api/load-catalogue.ts";
import { dangerGrade, type Method, recordColumns, recordsKey } from "../../core/api/method.ts";
import { reusedChatKeyWarning } from "../../core/chat/repeated-key.ts";
import { CREATED_CHAT } from "../../core/chat/wire.ts";
import { reusedKeyWarning } from "../../core/compose/repeated-key.ts";
import { explainWriteFailure } from "../../core/compose/write-failure.ts";
import { Failure, withDetail } from "../../core/failure.ts";
import { stringAt } from "../../core/json/access.ts";
import { isJsonObject, type JsonObject } from "../../core/json/json.ts";
import { readAs } from "../../core/json/schema.ts";
import type { Identity } from "../../core/platform/identity.ts";
import { outcomeUnknown } from "../../core/platform/outcome-unknown.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import { responseData } from "../../core/platform/response.ts";
import { joinPhrases } from "../../core/text/phrase.ts";
import { explainUploadFailure } from "../../core/upload/upload.ts";
import type { Warning } from "../../core/warning.ts";
import { type Command, type CommandResult, describeWarnings, type Runtime } from "../command.ts";
import { requireConfirmation } from "../confirmation.ts";
import { optional, type OptionSet, short, text, toggle } from "../options/option.ts";
import { describePages, type PageValues } from "../options/page.ts";
import { checkOutput, downloadResponse, type OutputValues } from "./download.ts";
import { methodExamples } from "./examples.ts";
import { fieldLead } from "./field-lead.ts";
import { OUTPUT_OPTIONS, RAW_PAGES, rawPageOptions } from "./options.ts";
import { parameterOptions } from "./parameters.ts";
import type { MethodCall, RawValues } from "./request.ts";
import { methodCommandName } from "./resources.ts";
import { shortcutFor } from "./shortcuts.ts";
import { failedItems, fetchApiPages, recordsResult, unwrapData } from "./response.ts";

/** The commands of a resource; those of all resources where there is none of that name. */
export async function rawCommands(resource: string): Promise<readonly Command[]> {
  const methods = await loadCatalogue();
  const own = methods.filter(({ id }) => methodCommandName(id).startsWith(`${resource} `));
  return (own.length > 0 ? own : methods).map(methodCommand);
}

/** The command of a method; everything about it comes from the catalogue. */
export function methodCommand(method: Method): Command {
  const parameters = parameterOptions(method);
  const columns = recordColumns(method);
  const typed = Object.fromEntries(parameters.map(({ key, option }) => [key, option]));
  const shortcut = shortcutFor(method.id);
  const danger = dangerGrade(method);
  return {
    name: methodCommandName(method.id),
    summary: method.summary,
    description: [
      `${method.http} ${method.path}`,
      ...(method.notes === undefined ? [] : [method.notes]),
      `Pass fields without an option in --params or --data; im schema ${method.id} shows them all.`,
    ],
    examples: methodExamples(method),
    ...(shortcut === undefined ? {} : { seeAlso: [shortcut] }),
    identities: method.identities,
    scopes: method.scopes,
    ...(method.moreScopes === undefined ? {} : { moreScopes: method.moreScopes }),
    risk: method.risk,
    ...(danger === undefined ? {} : { danger }),
    ...(columns === undefined ? {} : { columns }),
    options: { ...typed, ...commonOptions(method) },
    leadFor: (names) => fieldLead(method, names),
    liftNames: async (values, world) =>
      values["params"] === undefined && values["data"] === undefined
        ? values
        : await (await import("./json-names.ts")).liftNames(method, parameters, values, world),
    async prepare(values, world) {
      // Loaded late, so that help starts without the validator.
      const { makeMethodCall } = await import("./request.ts");
      const call = await makeMethodCall(method, parameters, values, world);
      if (method.binary) await checkOutput(world, call.request, values as unknown as OutputValues);
      return call;
    },
    preview(values, _identity, prepared) {
      const { request, warnings } = prepared as MethodCall;
      const desc = describeCalls(method, values);
      return {
        ...describeWarnings(warnings),
        api: [{ ...request, ...(desc === undefined ? {} : { desc }) }],
        context: {},
      };
    },
    async run(values, runtime, prepared) {
      const call = prepared as MethodCall;
      if (danger !== undefined) {
        const { effectOf } = await import("./effect.ts");
        const action = { name: `im.${method.id}`, ...effectOf(method, call.request) };
        await requireConfirmation(values["yes"] === true, action, runtime);
      }
      const answer = await callMethod(method, call, values, runtime).catch((error) => {
        throw withWarningsInHint(error, call.warnings);
      });
      const { withView } = await import("./view.ts");
      const result = withView(answer, columns ?? Object.keys(method.response?.properties ?? {}));
      const warnings = [...call.warnings, ...result.warnings ?? []];
      return warnings.length === 0 ? result : { ...result, warnings };
    },
  };
}

function commonOptions(method: Method): OptionSet {
  return {
    params: optional(text("json", "path and query parameters as JSON; @FILE or - (stdin)")),
    ...(method.body === undefined
      ? {}
      : { data: optional(text("json", "the body as JSON; @FILE or - (stdin); options override it")) }),
    ...(method.file === undefined ? {} : {
      file: { ...optional(text("path", `the file; [${method.file}=]path, or - (stdin)`)), required: true },
    }),
    ...(method.lists === undefined ? {} : rawPageOptions(method.query?.properties["page_size"])),
    ...(method.binary ? OUTPUT_OPTIONS : {}),
    ...(dangerGrade(method) !== undefined
      ? { yes: short("y", toggle("confirm the call; required where no terminal can ask")) }
      : {}),
  };
}

/** What a preview says about a request that may be repeated. */
function describeCalls(method: Method, values: RawValues): string | undefined {
  if (method.lists !== undefined) return describePages(values as unknown as PageValues, RAW_PAGES);
  return method.binary ? "in ranges if the service supports them, else whole" : undefined;
}

/** What was odd about the request is the likeliest reason for a refusal. */
function withWarningsInHint(error: unknown, warnings: readonly Warning[]): unknown {
  if (!(error instanceof Failure) || error.detail.type !== "api" || warnings.length === 0) return error;
  const { hint } = error.detail;
  const remarks = [...hint === undefined ? [] : [hint], ...warnings.map(({ detail }) => detail)];
  return withDetail(error, { hint: joinPhrases(remarks, "; ") });
}

async function callMethod(
  method: Method,
  { request, file, ownKey }: MethodCall,
  values: RawValues,
  runtime: Runtime,
): Promise<CommandResult> {
  const client = runtime.client();
  const { binary, lists } = method;
  if (binary) return await downloadResponse(runtime, client, request, values as unknown as OutputValues);
  const key = recordsKey(method);
  if (lists !== undefined) {
    return await fetchApiPages(runtime, client, request, values as unknown as PageValues, () => key, method);
  }
  const response = await client.call(request).catch((error) => {
    if (file === undefined) throw rawFailure(error, method, request, runtime.identity);
    const kind = method.file === "image" ? "image" : "file";
    throw explainUploadFailure(error, { kind, size: file.size, identity: runtime.identity });
  });
  checkResponse(method, request, response);
  const data = unwrapData(response);
  const { failure, warnings } = failedItems(method, data);
  const reused = ownKey === undefined ? undefined : reusedWarning(method, request, data, ownKey);
  return {
    ...recordsResult(data, key, method.failed),
    ...(failure === undefined ? {} : { failure }),
    warnings: reused === undefined ? warnings : [reused, ...warnings],
  };
}

/**
 * Taken for empty, a list of failures that is no list would look like "all done".
 *
 * @throws {Failure} `internal`/`invalid_response`; of a write, that its outcome is unknown.
 */
function checkResponse({ failed = [], risk }: Method, request: ApiRequest, response: JsonObject): void {
  try {
    responseData(response, failed);
  } catch (error) {
    throw risk === "read" ? error : outcomeUnknown(error, request);
  }
}

/** Raw methods that do what a shortcut does: the same codes mean the same. */
const ENDPOINTS = {
  "messages.create": "send",
  "messages.reply": "reply",
  "messages.update": "edit",
} as const;

function endpointOf({ id }: Method): typeof ENDPOINTS[keyof typeof ENDPOINTS] | undefined {
  return Object.entries(ENDPOINTS).find(([name]) => name === id)?.[1];
}

/** The key belongs to something else, which the service returned. */
function reusedWarning(method: Method, request: ApiRequest, data: JsonObject, key: string) {
  if (endpointOf(method) !== undefined) return reusedKeyWarning(request, data, key, "uuid");
  if (method.id !== "chats.create" || !isJsonObject(request.body)) return undefined;
  const requested = {
    name: stringAt(request.body, "name"),
    description: stringAt(request.body, "description"),
    chatType: stringAt(request.body, "chat_type"),
    chatMode: stringAt(request.body, "chat_mode"),
  };
  return reusedChatKeyWarning(requested, readAs(CREATED_CHAT, data), key, "uuid");
}

/** A refusal of a raw method in the words that the shortcut has for it; other failures stay. */
export function rawFailure(error: unknown, method: Method, request: ApiRequest, identity: Identity): unknown {
  const endpoint = endpointOf(method) ?? (/\.(?:merge_)?forward$/.test(method.id) ? "forward" : undefined);
  if (endpoint === undefined || !(error instanceof Failure) || error.detail.code === undefined) return error;
  const receiver = isJsonObject(request.body) ? request.body["receive_id"] : undefined;
  const target = typeof receiver === "string" ? receiver : request.pathValues?.["message_id"] ?? "";
  return explainWriteFailure(error, { endpoint, identity, target });
}
