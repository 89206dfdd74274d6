/**
 * Computations that may take long and cannot stop by themselves. `main.ts` runs them in a worker, so that the program
 * notices signals meanwhile: plain data in and out.
 *
 * @module
 */

import type { MarkdownOptions } from "../core/compose/markdown/markdown-post.ts";
import { Failure, type FailureDetail } from "../core/failure.ts";

/** Input and output of jq. */
export interface JqTask {
  /** JSON; empty to read the expression and run nothing. */
  readonly document: string;
  readonly program: string;
}
export interface JqOutput {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const TASKS: Readonly<Record<string, (input: never) => Promise<unknown>>> = {
  async jq({ document, program }: JqTask): Promise<JqOutput> {
    const { loadJq } = await import("jq-wasm/inline");
    const { exitCode, stdout, stderr } = (await loadJq()).raw(document, program, ["-c"]);
    return { exitCode, stdout, stderr };
  },
  async markdown({ text, options }: MarkdownTask): Promise<unknown> {
    const { markdownToPost } = await import("../core/compose/markdown/markdown-to-post.ts");
    return await markdownToPost(text, options);
  },
};

type MarkdownTask = { readonly text: string; readonly options: MarkdownOptions };

/** Runs a task in place. */
export async function runTask(name: string, input: unknown): Promise<unknown> {
  const task = TASKS[name];
  if (task === undefined) throw new TypeError(`no such task: ${name}`);
  return await task(input as never);
}

/** What a worker sends back. */
export type TaskReply =
  | { readonly value: unknown }
  | { readonly failure: FailureDetail }
  | { readonly error: string };

/** Runs a task in a worker; what it throws becomes data. */
export async function answerTask(name: string, input: unknown): Promise<TaskReply> {
  try {
    return { value: await runTask(name, input) };
  } catch (error) {
    if (error instanceof Failure) return { failure: error.detail };
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

/** The value of a reply, or what the task threw. */
export function valueOf(reply: TaskReply): unknown {
  if ("value" in reply) return reply.value;
  throw "failure" in reply ? new Failure(reply.failure) : new Error(reply.error);
}
