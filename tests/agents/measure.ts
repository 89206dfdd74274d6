/**
 * Does the set tasks and counts what it takes: calls, bytes that an agent writes and bytes that it reads.
 *
 * @module
 */

import { pngImage } from "../support/media.ts";
import { withServer } from "../support/mcp.ts";
import { inScene, type Scene } from "../support/scene.ts";
import type { Task } from "./tasks.ts";
import { agentWorld, NOW } from "./world.ts";
import { assert, assertEquals } from "@std/assert";
import { quote } from "shlex";

/** What a task took. */
export interface Effort {
  readonly name: string;
  readonly calls: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
}

/** The same with tools, whose answers have a structure beside their text, for clients that read that. */
export interface ToolEffort extends Effort {
  readonly bytesStructured: number;
}

/** The most that all tasks together may take by command line. */
export const GOAL = { calls: 14, bytesOut: 12_000 };

/** Does a task by command line and checks what was done. */
export async function measureLines(task: Task): Promise<Effort> {
  return await inTenant(async (scene) => {
    const answers: string[] = [];
    let bytesIn = 0;
    for (const step of task.lines) {
      const words = step(answers);
      bytesIn += bytesOf(["im", ...words.map((word) => quote(word))].join(" "));
      const { status, stdout, stderr } = await scene.run(words, atTheTime());
      assertEquals(status, 0, stderr);
      answers.push(stdout + stderr);
    }
    await task.check({ scene, answers });
    return effortOf(task, answers, bytesIn);
  });
}

/** Does a task with the tools of `im mcp` and checks what was done; the agent reads the texts of the answers. */
export async function measureTools(task: Task): Promise<ToolEffort> {
  return await inTenant((scene) =>
    withServer(
      scene,
      { args: ["--allow-write", "-C", scene.directory], ...atTheTime() },
      async ({ call }) => {
        const answers: string[] = [];
        let [bytesIn, bytesStructured] = [0, 0];
        for (const step of task.tools) {
          const [name, args] = step(answers);
          bytesIn += bytesOf(JSON.stringify({ name, arguments: args }));
          const { text, envelope, isError } = await call(name, args);
          assert(!isError, text);
          bytesStructured += bytesOf(JSON.stringify(envelope));
          answers.push(text);
        }
        await task.check({ scene, answers });
        return { ...effortOf(task, answers, bytesIn), bytesStructured };
      },
    )
  );
}

/** What the answers of a task amount to. */
export function effortOf({ name }: Task, answers: readonly string[], bytesIn: number): Effort {
  return { name, calls: answers.length, bytesIn, bytesOut: bytesOf(answers.join("")) };
}

/** Adds all up. */
export function totalOf(efforts: readonly Effort[]): Effort {
  const sum = (key: "calls" | "bytesIn" | "bytesOut") => efforts.reduce((all, one) => all + one[key], 0);
  return { name: "all", calls: sum("calls"), bytesIn: sum("bytesIn"), bytesOut: sum("bytesOut") };
}

/** Sets the tenant up, with the picture that is to be sent. */
export async function inTenant<T>(use: (scene: Scene) => Promise<T>): Promise<T> {
  return await inScene(agentWorld(), async (scene) => {
    await Deno.writeFile(`${scene.directory}/chart.png`, pngImage());
    return await use(scene);
  });
}

/** How far the clock of a run is ahead. */
export function atTheTime() {
  return { clockOffset: NOW - Date.now() };
}

/** Length of a text in UTF-8. */
export function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length;
}
