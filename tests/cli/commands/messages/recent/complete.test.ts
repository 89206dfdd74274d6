import { completeChats } from "../../../../../cli/commands/messages/recent/complete.ts";
import type { Pipeline } from "../../../../../core/enrich/pipeline.ts";
import { Failure } from "../../../../../core/failure.ts";
import type { Message } from "../../../../../core/message/message.ts";
import type { RawMessage } from "../../../../../core/message/wire.ts";
import type { ActiveChat, Findings } from "../../../../../core/recent/question.ts";
import { settle } from "../../../../support/fake-world.ts";
import { messageOf } from "../../../../support/message.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const chatOf = (chatId: string): ActiveChat => ({
  ...{ chatId, count: 1, missing: [], newest: 0 },
  messages: [{ message_id: `om_${chatId}` }],
});

const FINDINGS: Findings = {
  ...{ by: "chats", quiet: 0, unread: [], pages: 1, failure: undefined },
  chats: [chatOf("one"), chatOf("two"), chatOf("three")],
};

/** A pipeline whose chats are completed one by one, by hand. */
function slowPipeline() {
  const open: PromiseWithResolvers<readonly Message[]>[] = [];
  const messages = (raw: readonly RawMessage[]) =>
    raw.map(({ message_id: id }) => messageOf({ message_id: id ?? "" }));
  const given: (readonly RawMessage[])[] = [];
  const pipeline: Pipeline = {
    async enrich(page) {
      const own = Promise.withResolvers<readonly Message[]>();
      given.push(await page);
      open.push(own);
      return await own.promise;
    },
    assemble: (raw) => Promise.resolve(messages(raw)),
    flush() {},
    finish() {},
    settle: () => Promise.resolve(),
  };
  return {
    pipeline,
    complete: (at: number) => open[at]?.resolve(messages(given[at] ?? [])),
    interrupt: (at: number) =>
      open[at]?.reject(new Failure({ type: "interrupted", subtype: "interrupt", message: "interrupted" })),
  };
}

describe("completeChats", () => {
  it("prints each chat as soon as it is complete, in their order", async () => {
    const { pipeline, complete } = slowPipeline();
    const printed: string[] = [];
    const work = completeChats(
      pipeline,
      FINDINGS,
      ({ chatId }) => Promise.resolve(void printed.push(chatId)),
    );
    await settle();
    complete(1);
    await settle();
    assertEquals(printed, []);
    complete(0);
    await settle();
    assertEquals(printed, ["one", "two"]);
    complete(2);
    const { chats, printed: count, isBare } = await work;
    assertEquals([chats.length, count, isBare], [3, 3, false]);
  });

  it("keeps the others as they are where the person interrupts", async () => {
    const { pipeline, complete, interrupt } = slowPipeline();
    const work = completeChats(pipeline, FINDINGS, () => Promise.resolve());
    await settle();
    complete(0);
    await settle();
    interrupt(1);
    const { chats, printed, isBare, failure } = await work;
    assertEquals(chats.map(({ messages }) => messages.length), [1, 1, 1]);
    assertEquals([printed, isBare, failure?.detail.type], [1, true, "interrupted"]);
  });

  it("prints nothing twice without a printer", async () => {
    const { pipeline, complete } = slowPipeline();
    const work = completeChats(pipeline, FINDINGS);
    await settle();
    for (const at of [0, 1, 2]) complete(at);
    assertEquals((await work).printed, 0);
  });
});
