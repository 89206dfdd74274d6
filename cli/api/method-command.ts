import type { Method } from "../../core/api/method.ts";
import type { Warning } from "../../core/enrich/notices.ts";
import { Failure, withDetail } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json.ts";
import { answeredData } from "../../core/platform/answered-data.ts";
import { keyOf } from "../../core/platform/key-of.ts";
import { outcomeUnknown } from "../../core/platform/outcome-unknown.ts";
import type { ApiRequest } from "../../core/platform/request.ts";
import { uploadFailure } from "../../core/upload/upload-failure.ts";
import type { Command, CommandResult, Session } from "../command.ts";
import { type FlagSet, optional, short, text, toggle } from "../flags.ts";
import { describePages, type PageValues } from "../page-flags.ts";
import { describeWarnings } from "../writing/describe-warnings.ts";
import { answerData } from "./answer-data.ts";
import { askApiPages } from "./ask-api-pages.ts";
import { demandConfirmation } from "./confirmation.ts";
import { checkOutput, downloadAnswer, type OutputValues } from "./download-answer.ts";
import { failedItems } from "./failed-items.ts";
import { makeMethodCall, type MethodCall, type RawValues } from "./method-call.ts";
import { methodExamples } from "./method-examples.ts";
import { methodWords } from "./method-words.ts";
import { OUTPUT_FLAGS } from "./output-flags.ts";
import { parameterFlags } from "./parameter-flags.ts";
import { rawFailure } from "./raw-failure.ts";
import { RAW_PAGES, rawPageFlags } from "./raw-page-flags.ts";

/** The command of a method; everything about it comes from the catalogue. */
export function methodCommand(method: Method): Command {
  const parameters = parameterFlags(method);
  const typed = Object.fromEntries(parameters.map(({ key, flag }) => [key, flag]));
  return {
    name: methodWords(method.id),
    summary: method.summary,
    description: [
      `${method.http} ${method.path}`,
      ...(method.notes === undefined ? [] : [method.notes]),
      `Fields without a flag go into --params or --data; im schema ${method.id} shows them all.`,
    ],
    examples: methodExamples(method),
    identities: method.identities,
    scopes: method.scopes,
    ...(method.moreScopes === undefined ? {} : { moreScopes: method.moreScopes }),
    risk: method.risk,
    flags: { ...typed, ...commonFlags(method) },
    async prepare(values, world) {
      const call = await makeMethodCall(method, parameters, values, world);
      if (method.binary) await checkOutput(world, call.request, values as unknown as OutputValues);
      return call;
    },
    preview(values, _identity, prepared) {
      const { request, warnings } = prepared as MethodCall;
      const desc = method.lists !== undefined
        ? describePages(values as unknown as PageValues, RAW_PAGES)
        : method.binary
        ? "range after range where the service has ranges, else whole"
        : undefined;
      return {
        ...describeWarnings(warnings),
        api: [{ ...request, ...(desc === undefined ? {} : { desc }) }],
        context: {},
      };
    },
    async run(values, session, prepared) {
      if (method.risk === "high-risk-write") demandConfirmation(values["yes"] === true, `im.${method.id}`);
      const call = prepared as MethodCall;
      const result = await callMethod(method, call, values, session).catch((error) => {
        throw withRemarks(error, call.warnings);
      });
      const warnings = [...call.warnings, ...result.warnings ?? []];
      return warnings.length === 0 ? result : { ...result, warnings };
    },
  };
}

function commonFlags(method: Method): FlagSet {
  return {
    params: optional(text("json", "parameters of path and query as JSON; @FILE or - (stdin)")),
    ...(method.body === undefined
      ? {}
      : { data: optional(text("json", "the body as JSON; @FILE or - (stdin); flags win over it")) }),
    ...(method.file === undefined ? {} : {
      file: { ...optional(text("path", `the file; [${method.file}=]path, or - (stdin)`)), required: true },
    }),
    ...(method.lists === undefined ? {} : rawPageFlags(method.query?.properties["page_size"])),
    ...(method.binary ? OUTPUT_FLAGS : {}),
    ...(method.risk === "high-risk-write"
      ? { yes: short("y", toggle("do it: without this nothing is done")) }
      : {}),
  };
}

/** What was odd about the request is the likeliest reason for a refusal. */
function withRemarks(error: unknown, warnings: readonly Warning[]): unknown {
  if (!(error instanceof Failure) || error.detail.type !== "api" || warnings.length === 0) return error;
  const { hint } = error.detail;
  const remarks = [...hint === undefined ? [] : [hint], ...warnings.map(({ detail }) => detail)];
  return withDetail(error, { hint: remarks.join("; ") });
}

async function callMethod(
  method: Method,
  { request, file }: MethodCall,
  values: RawValues,
  session: Session,
): Promise<CommandResult> {
  if (method.binary) return await downloadAnswer(session, request, values as unknown as OutputValues);
  if (method.lists !== undefined) {
    const { lists } = method;
    return await askApiPages(session, request, values as unknown as PageValues, () => lists[0], lists);
  }
  const answer = await session.client().call(request).catch((error) => {
    if (file === undefined) throw rawFailure(error, method, request, session.identity);
    const kind = method.file === "image" ? "image" : "file";
    throw uploadFailure(error, { kind, size: file.size, identity: session.identity });
  });
  checkAnswer(method, request, answer);
  const data = answerData(answer);
  // What a write answers with is one record, whatever lists are in it.
  const kind = method.risk === "read" ? {} : { isRecord: true as const };
  return { data, ...kind, ...failedItems(method, data) };
}

/**
 * Taken for empty, a list of failures that is no list would look like "all done".
 *
 * @throws {Failure} `internal`/`invalid_response`; of a write, that its outcome is unknown.
 */
function checkAnswer({ failed = [], risk }: Method, request: ApiRequest, answer: JsonObject): void {
  try {
    answeredData(answer, failed);
  } catch (error) {
    throw risk === "read" ? error : outcomeUnknown(error, keyOf(request));
  }
}
