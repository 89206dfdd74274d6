import { type Effort, GOAL, inTenant, measureLines, measureTools, totalOf } from "./measure.ts";
import { TASKS } from "./tasks.ts";
import { agentWorld } from "./world.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Ten tasks of agents are done in few calls and few bytes. */

describe("set tasks", () => {
  it("take place among 399 messages", () => {
    assertEquals([TASKS.length, agentWorld().messages?.length], [10, 399]);
  });

  for (const task of TASKS) {
    it(`are not done by doing nothing: ${task.name}`, async () => {
      await inTenant((scene) => assertRejects(async () => await task.check({ scene, answers: [] })));
    });
  }

  const efforts: Effort[] = [];
  for (const task of TASKS) {
    it(`by command line: ${task.name}`, async () => {
      efforts.push(await measureLines(task));
    });
  }

  const toolEfforts: Effort[] = [];
  for (const task of TASKS) {
    it(`by im mcp: ${task.name}`, async () => {
      toolEfforts.push(await measureTools(task));
    });
  }

  it(`all by im mcp: at most ${GOAL.calls} calls and ${GOAL.bytesOut} bytes of text`, () => {
    assertEquals(toolEfforts.length, TASKS.length);
    const { calls, bytesOut } = totalOf(toolEfforts);
    assert(calls <= GOAL.calls && bytesOut <= GOAL.bytesOut, `${calls} calls, ${bytesOut} bytes`);
  });

  it(`all by command line: at most ${GOAL.calls} calls and ${GOAL.bytesOut} bytes to read`, () => {
    assertEquals(efforts.length, TASKS.length);
    const { calls, bytesOut } = totalOf(efforts);
    assert(calls <= GOAL.calls && bytesOut <= GOAL.bytesOut, `${calls} calls, ${bytesOut} bytes`);
  });
});
