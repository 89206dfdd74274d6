/**
 * Command lines of the program with the replies of a test's own in place of a service.
 *
 * @module
 */

import { runProgram } from "../../cli/main.ts";
import { withPromisedShape } from "./answers.ts";
import { objectAt, objectsAt } from "../../core/json/access.ts";
import { isJsonObject, type JsonObject, parseJson } from "../../core/json/json.ts";
import {
  fakeFetch,
  fakeSink,
  fakeWorld,
  json,
  type RecordedRequest,
  type Reply,
  type WorldParts,
} from "./fake-world.ts";

/** What a line left behind. */
export interface LineResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was requested, in order. */
  readonly seen: readonly RecordedRequest[];
}

/** Runs a line as a user or bot whose token is given; a request without a reply fails it. */
export async function runLine(
  words: readonly string[],
  replies: readonly Reply[] = [],
  { variables = {}, ...parts }: WorldParts = {},
): Promise<LineResult> {
  const [stdout, stderr] = [fakeSink(), fakeSink()];
  const { fetch, seen } = fakeFetch(...replies);
  const tokens = { IM_USER_ACCESS_TOKEN: "u-demo", IM_TENANT_ACCESS_TOKEN: "t-demo" };
  const world = fakeWorld({
    stdout,
    stderr,
    fetch,
    cwd: "/",
    ...parts,
    variables: { ...tokens, ...variables },
  });
  const status = await runProgram(words, world);
  return await withPromisedShape(words, { status, stdout: stdout.text(), stderr: stderr.text(), seen });
}

/** The document that a line printed. */
export function documentOf({ stdout }: LineResult): JsonObject {
  const document = parseJson(stdout);
  if (!isJsonObject(document)) throw new Error(`no document: ${stdout}`);
  return document;
}

/** The keys of what a line warned of. */
export function warningKeys(result: LineResult): readonly string[] {
  return objectsAt(objectAt(documentOf(result), "meta"), "warnings").map(({ key }) => String(key));
}

/** A successful reply with this data. */
export function ok(data: JsonObject): Reply {
  return json({ code: 0, data });
}
