import { Failure, invalidInput } from "../../core/failure.ts";
import { type JsonValue, parseJson, stringifyJson } from "../../core/json/json.ts";
import { input, phrase } from "../../core/text/phrase.ts";
import type { World } from "../../core/world.ts";
import { type JqOutput, type JqTask, runTask } from "../tasks.ts";
import { cleanForTerminal, terminalJson } from "./terminal.ts";
import { truncate } from "../../core/text/truncate.ts";

/** A compiled jq expression: from a document to its outputs, in order. */
export type JqProgram = (document: JsonValue) => Promise<readonly JsonValue[]>;

/** Characters of jq's own message that are passed on; `error(.)` would bring the whole document. */
const MAX_REASON_LENGTH = 500;

/**
 * Compiles the expression of `--jq`. It is jq itself, as WebAssembly, and loaded only here; it sees
 * neither files nor the environment. Numbers that the expression only passes on keep their digits.
 *
 * @param compute where jq runs: an expression may never end
 * @throws {Failure} `validation`/`invalid_argument` when jq cannot read the expression; the program throws the same when
 * the expression fails on the document, whatever it printed before.
 */
export async function compileJq(
  expression: string,
  compute: World["compute"] = runTask,
): Promise<JqProgram> {
  // The expression takes the place of a command line's argument and must not look like a flag of jq.
  const program = expression.startsWith("-") ? ` ${expression}` : expression;
  const run = async (document?: JsonValue) => {
    const task: JqTask = { document: document === undefined ? "" : inputText(document), program };
    try {
      return await compute("jq", task) as JqOutput;
    } catch (error) {
      throw error instanceof Failure ? error : outOfMemory(error);
    }
  };
  // Without any input jq reads the expression and runs nothing.
  const { exitCode, stderr } = await run();
  if (exitCode !== 0) {
    throw invalidInput(
      "jq",
      phrase`jq cannot read ${input("jq")} "${truncate(expression, MAX_REASON_LENGTH)}": ${reasonOf(stderr)}`,
      phrase`write the expression in single quotes, such as ${input("jq", ".data.messages[]?.message_id")}`,
    );
  }
  return async (document) => {
    const { exitCode, stdout, stderr } = await run(document);
    if (exitCode !== 0) {
      throw invalidInput(
        "jq",
        phrase`${input("jq")} failed on the result: ${reasonOf(stderr)}`,
        "look at the result without the filter; a field that may be absent needs a ?, as in .data.chats[]?.name",
      );
    }
    return stdout.split("\n").filter((line) => line !== "").map(parseJson);
  };
}

/** jq's first complaint without the words that say nothing here. */
function reasonOf(stderr: string): string {
  const reason = stderr
    .replace(/^jq: error(?: \(at [^)]*\))?(?: \(not a string\))?: /, "")
    .replace(/:?\n[\s\S]*/, "")
    .replace(" at <top-level>, line ", " at line ");
  return reason === "" ? "no reason given" : truncate(reason, MAX_REASON_LENGTH);
}

function outOfMemory(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return invalidInput(
    "jq",
    phrase`${input("jq")} ran out of memory or of depth: ${reason}`,
    "filter less at a time, or pipe the output into jq itself",
  );
}

/** The document as JSON. jq refuses halves of characters (`\ud83d`); they become what every encoder makes of them. */
function inputText(document: JsonValue): string {
  return stringifyJson(document)
    .replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (escape) => escape.length > 2 ? "\ufffd" : escape);
}

/** Where the text goes. */
export interface JqTextOptions {
  /** Whether stdout is a terminal: only then are strings cleaned. */
  readonly terminal: boolean;
  /** Each output on one line. */
  readonly compact?: boolean;
}

/**
 * What `--jq` prints: each output on a line of its own, strings raw, other scalars plain, objects and
 * arrays indented by two, or on one line.
 */
export function jqText(outputs: readonly JsonValue[], options: JqTextOptions): string {
  return outputs.map((output) => `${outputText(output, options)}\n`).join("");
}

function outputText(output: JsonValue, { terminal, compact = false }: JqTextOptions): string {
  if (typeof output === "string") return terminal ? cleanForTerminal(output) : output;
  const json = stringifyJson(output, compact ? 0 : 2);
  return terminal ? terminalJson(json) : json;
}
