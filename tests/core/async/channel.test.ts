import { createChannel } from "../../../core/async/channel.ts";
import { assertEquals, assertRejects } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("a channel", () => {
  it("hands values over in order and ends", async () => {
    const { values, send, end } = createChannel<number>();
    const sent = (async () => {
      for (const value of [1, 2, 3]) await send(value);
      await end();
    })();
    assertEquals(await Array.fromAsync(values), [1, 2, 3]);
    await sent;
  });

  it("makes the sender wait until a value is taken", async () => {
    const { values, send, end } = createChannel<number>();
    const log: string[] = [];
    const sent = (async () => {
      for (const value of [1, 2]) {
        await send(value);
        log.push(`sent ${value}`);
      }
      await end();
    })();
    for (let turn = 0; turn < 20; turn++) await Promise.resolve();
    assertEquals(log, []);
    for await (const value of values) log.push(`took ${value}`);
    await sent;
    assertEquals(log.filter((line) => line.startsWith("took")), ["took 1", "took 2"]);
    assertEquals(log.indexOf("sent 2") > log.indexOf("took 1"), true);
  });

  it("lets the sender know that nobody takes any more", async () => {
    const { values, send, end } = createChannel<number>();
    const sent = (async () => {
      await send(1);
      await send(2);
      await send(3);
    })();
    const refusal = assertRejects(() => sent);
    for await (const _value of values) break;
    await refusal;
    await end();
  });

  it("ends without a receiver, too", async () => {
    const { end } = createChannel<number>();
    await end();
  });
});
