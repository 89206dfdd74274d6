import { type Failure, invalidArgument } from "../../core/failure.ts";
import { type JsonValue, parseJson, stringifyJson } from "../../core/json.ts";
import { cutCharacters } from "./cut-characters.ts";

/** A compiled jq expression: from a document to its outputs, in order. */
export type JqProgram = (document: JsonValue) => readonly JsonValue[];

/** Characters of jq's own message that are passed on; `error(.)` would bring the whole document. */
const REASON_CHARACTERS = 500;

/**
 * Compiles the expression of `--jq` (platform sheet 7). It is jq itself, as WebAssembly, and loaded only here; it sees
 * neither files nor the environment. Numbers that the expression only passes on keep their digits.
 *
 * @throws {Failure} `validation`/`invalid_argument` when jq cannot read the expression; the program throws the same when
 * the expression fails on the document, whatever it had put out before.
 */
export async function compileJq(expression: string): Promise<JqProgram> {
  const { loadJq } = await import("jq-wasm/inline");
  const jq = await loadJq();
  // The expression takes the place of a command line's argument and must not look like a flag of jq.
  const program = expression.startsWith("-") ? ` ${expression}` : expression;
  const run = (document?: JsonValue) => {
    try {
      return jq.raw(document === undefined ? "" : inputText(document), program, ["-c"]);
    } catch (error) {
      throw outOfMemory(error);
    }
  };
  // Without any input jq reads the expression and runs nothing.
  const { exitCode, stderr } = run();
  if (exitCode !== 0) {
    throw invalidArgument(
      "--jq",
      `jq cannot read "${cutCharacters(expression, REASON_CHARACTERS)}": ${reasonOf(stderr)}`,
      "write the expression in single quotes, for example --jq '.data.messages[].message_id'",
    );
  }
  return (document) => {
    const { exitCode, stdout, stderr } = run(document);
    if (exitCode !== 0) throw invalidArgument("--jq", `jq failed on the result: ${reasonOf(stderr)}`);
    return stdout.split("\n").filter((line) => line !== "").map(parseJson);
  };
}

/** jq's first complaint without the words that say nothing here. */
function reasonOf(stderr: string): string {
  const reason = stderr
    .replace(/^jq: error(?: \(at [^)]*\))?(?: \(not a string\))?: /, "")
    .replace(/:?\n[\s\S]*/, "")
    .replace(" at <top-level>, line ", " at line ");
  return reason === "" ? "no reason given" : cutCharacters(reason, REASON_CHARACTERS);
}

function outOfMemory(error: unknown): Failure {
  const reason = error instanceof Error ? error.message : String(error);
  return invalidArgument("--jq", `jq ran out of memory or of depth: ${reason}`);
}

/** The document as JSON. jq refuses halves of characters (`\ud83d`); they become what every encoder makes of them. */
function inputText(document: JsonValue): string {
  return stringifyJson(document)
    .replace(/\\(?:ud[89a-f][0-9a-f]{2}|.)/g, (escape) => escape.length > 2 ? "\ufffd" : escape);
}
