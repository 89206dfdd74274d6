/**
 * One call of a tool: runs its command as a command line would, and answers with what it printed.
 *
 * @module
 */

import type { CallToolResult } from "@modelcontextprotocol/sdk/types";
import type { Failure } from "../../core/failure.ts";
import { type JsonObject, stringifyJson } from "../../core/json/json.ts";
import type { Identity } from "../../core/platform/identity.ts";
import type { Secrets } from "../../core/text/redact.ts";
import type { Warning } from "../../core/warning.ts";
import type { World } from "../../core/world.ts";
import type { Command, CommandResult, Progress, Runtime } from "../command.ts";
import { execute } from "../execute.ts";
import { failureOf } from "../exit.ts";
import { GLOBAL_OPTIONS } from "../options/global.ts";
import { optionName } from "../options/option.ts";
import type { Settings } from "../options/read.ts";
import { fieldWarnings } from "../output/fields/field-warnings.ts";
import { chooseFields } from "../output/fields/choice.ts";
import { changedWarnings, fitResult, lengthOfTokens } from "../output/fit.ts";
import { withoutRemarks } from "../output/remarks.ts";
import { createRuntime } from "../runtime.ts";
import { missingScopeNote } from "../scope-note.ts";
import type { SharedParts } from "../shared-parts.ts";
import { type CallInput, readArguments } from "./arguments.ts";
import { callWorld } from "./call-world.ts";
import { type Directories, isDirectory, withoutDirectory } from "./directories.ts";
import { failureAnswer, previewAnswer, resultAnswer } from "./result.ts";
import { argumentName, createToolSpelling, type ToolSpelling } from "./spelling.ts";
import type { ServedTool } from "./tool.ts";

/** What all calls of a server have together. */
export interface CallContext {
  readonly world: World;
  /** The settings of the server, which hold for its calls. */
  readonly settings: Settings;
  readonly program: Runtime["program"];
  readonly shared: SharedParts;
  readonly secrets: Secrets;
  readonly directories: Directories;
  /** The tool for the command at a path of `cli/commands/`, where there is one, served or not. */
  toolOf(path: string): string | undefined;
  /** Tells the client something on the way. */
  log(level: "info" | "warning", data: string | JsonObject): void;
  /** Learns of what runs for a call: it may go on for a moment when the call was cancelled. */
  track(work: Promise<unknown>): void;
  /** Warnings of the account that the client has got before. */
  readonly told: Set<Warning>;
}

/** One call. */
export interface Call {
  readonly tool: ServedTool;
  readonly args: JsonObject;
  /** Aborted with a failure when the client wants no answer any more. */
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** Longest answer, structure and text together, unless less is asked for (docs/contract.md, 16). */
const MAX_TOKENS = 25_000;
/** Pages that are longer than this many answers surely hold more than one shows. */
const MAX_PAGES = 2;

/** Failures after which the account is looked up again: the person may have done something about it. */
const ACCOUNT_FAILURES: readonly string[] = ["authentication", "authorization", "config", "internal"];

/** A wait that a client is told about, milliseconds. */
const LONG_WAIT = 1000;

/** Runs a tool; whatever goes wrong is an answer, too. */
export async function runTool(call: Call, context: CallContext): Promise<CallToolResult> {
  const acting: { identity: Identity | undefined } = { identity: undefined };
  let spelling = createToolSpelling(context.toolOf, [], context.secrets.redact);
  try {
    const { command, args } = await call.tool.resolve(call.args);
    spelling = createToolSpelling(context.toolOf, optionNamesOf(command), context.secrets.redact);
    const onIdentity = (identity: Identity | undefined) => acting.identity = identity;
    const work = runCommand(command, args, call, context, { spelling, onIdentity });
    context.track(work);
    if (command.risk !== "read") tellOutcome(work, call, context, spelling);
    return await work;
  } catch (error) {
    const failure = spelling.failure(failureOf(error));
    noteFailure(failure, context);
    return failureAnswer(failure, acting.identity);
  }
}

function noteFailure({ detail }: Failure, { shared }: CallContext): void {
  if (ACCOUNT_FAILURES.includes(detail.type)) shared.forget();
}

/** A write that is cancelled has no answer, but the client should know what became of it. */
function tellOutcome(
  work: Promise<CallToolResult>,
  { tool, signal }: Call,
  { log }: CallContext,
  spelling: ToolSpelling,
): void {
  const tell = (message: string, more: JsonObject) => {
    if (signal.aborted) log("warning", { tool: tool.name, message, ...more });
  };
  work.then(
    ({ structuredContent = {} }) =>
      tell("was done before it could be cancelled", { result: structuredContent as JsonObject }),
    (error) => {
      const { detail } = spelling.failure(failureOf(error));
      // Plain "interrupted" means that nothing was sent.
      if (detail.hint !== undefined) tell(String(detail.message), { hint: String(detail.hint) });
    },
  );
}

async function runCommand(
  command: Command,
  args: JsonObject,
  { tool, signal, progress }: Call,
  context: CallContext,
  { spelling, onIdentity }: {
    readonly spelling: ToolSpelling;
    onIdentity(identity: Identity | undefined): void;
  },
): Promise<CallToolResult> {
  const { shared, secrets, program } = context;
  const { input, call } = readArguments(command.options, args, context.world);
  const { outer, settings } = await placeOf(command, call, context);
  const { selection, areFieldsKnown } = await chooseFields(command, {
    values: { fields: settings.values.fields, columns: [] },
    origins: { fields: args["fields"] === "" ? "option" : "default", columns: "default" },
  });
  const maxTokens = Math.min(settings.values.maxTokens ?? MAX_TOKENS, MAX_TOKENS);
  const runtime = await createRuntime(command, input, callWorld(outer, signal), {
    ...{ settings, onIdentity, progress, program, secrets, shared, texts: spelling },
    maxPageLength: MAX_PAGES * lengthOfTokens(maxTokens),
    onWait: (what, ms = 0) => {
      if (ms >= LONG_WAIT) context.log("info", secrets.redact(what));
      return () => {};
    },
  });
  const answer = await execute(command, input, runtime, { isStream: false, nameOf: argumentName });
  const warningsOf = (own: readonly Warning[] = []) => reported(runtime.warnings, own, context, spelling);
  if (answer.kind === "preview") {
    const { preview: { description = "", ...preview } } = answer;
    const notes = await missingScopeNote(command, input, runtime);
    const warnings = warningsOf([...notes, ...preview.warnings ?? []]);
    const remark = description === "" ? {} : { description: spelling.text(description) };
    return previewAnswer({ ...preview, ...remark, warnings }, runtime.actsAs);
  }
  const whole = await answer.result;
  if (whole.failure !== undefined) noteFailure(whole.failure, context);
  const form = { identity: runtime.actsAs, selection, command, isDocument: tool.isDocument === true };
  const answerOf = (part: CommandResult) => resultAnswer(spelling.result(part), form);
  const own = [
    ...changedWarnings(answer.listing),
    ...fieldWarnings(whole, selection, {
      isRead: command.risk === "read",
      areFieldsKnown,
    }),
    ...whole.warnings ?? [],
  ];
  const result = await fitResult(withoutRemarks({ ...whole, warnings: own }), {
    ...{ maxTokens, listing: answer.listing },
    textOf: async (part) => stringifyJson(await answerOf(part)),
  });
  return await answerOf({ ...result, warnings: warningsOf(result.warnings) });
}

/** Warnings as the client gets them, in the answer and in the log; what is odd about the account is told once. */
function reported(
  account: readonly Warning[],
  own: readonly Warning[],
  { told, log }: CallContext,
  spelling: ToolSpelling,
): readonly Warning[] {
  const fresh = account.filter((one) => !told.has(one));
  for (const one of fresh) told.add(one);
  const all = [...fresh, ...own].map(({ key, detail }) => ({ key, detail: spelling.text(detail) }));
  for (const warning of all) log("warning", warning);
  return all;
}

/** Where a call runs and with which settings. */
async function placeOf(
  { identities }: Command,
  { as, dryRun, root, maxTokens, fields }: CallInput["call"],
  { world, settings, directories }: CallContext,
): Promise<{ readonly outer: World; readonly settings: Settings }> {
  const chosen = identities.length === 0 ? undefined : await directories.choose(root);
  // Without its directory a call can do what reaches no files, unless it named it.
  const isThere = chosen === undefined || root !== undefined || await isDirectory(world, chosen);
  const directory = isThere ? chosen : undefined;
  const { values, origins } = settings;
  const isPlaced = identities.length === 0 || directory !== undefined;
  return {
    outer: isPlaced ? world : withoutDirectory(world, chosen),
    settings: {
      ...settings,
      values: {
        ...values,
        directory,
        // The text of the answer is concise, and names those who reacted.
        format: "concise",
        dryRun: values.dryRun || dryRun,
        as: as ?? values.as,
        maxTokens: maxTokens ?? values.maxTokens,
        fields: fields.length > 0 ? fields : values.fields,
      },
      origins: as === undefined ? origins : { ...origins, as: "option" },
    },
  };
}

/** The options of a command as they stand in texts. */
function optionNamesOf({ options }: Command): readonly string[] {
  return Object.entries({ ...GLOBAL_OPTIONS, ...options }).flatMap((
    [key, { aliases = [] }],
  ) => [optionName(key), ...aliases.map((name) => `--${name}`)]);
}
