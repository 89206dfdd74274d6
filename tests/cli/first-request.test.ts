import { noticeRequest } from "../../cli/first-request.ts";
import { fakeWorld, settle } from "../support/fake-world.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NEVER = new Promise<never>(() => {});

/** A run whose loading and sending is written down. */
function scene() {
  const events: string[] = [];
  const left = Promise.withResolvers<void>();
  const { world, meanwhile } = noticeRequest({
    ...fakeWorld(),
    fetch() {
      events.push("fetch");
      return NEVER;
    },
    untilSent: () => left.promise,
  });
  const load = () => Promise.resolve(void events.push("load"));
  return { events, left, world, meanwhile, load };
}

describe("meanwhile", () => {
  it("loads when the first request has left, before its answer is there", async () => {
    const { events, left, world, meanwhile, load } = scene();
    const loaded = meanwhile(load, NEVER);
    await settle();
    assertEquals(events, []);
    world.fetch("https://a.example", {});
    await settle();
    assertEquals(events, ["fetch"]);
    left.resolve();
    await loaded;
    assertEquals(events, ["fetch", "load"]);
  });

  it("loads where the answer is there before the time of leaving is over", async () => {
    const { events, world, meanwhile, load } = scene();
    const answer = Promise.withResolvers<void>();
    const loaded = meanwhile(load, answer.promise);
    world.fetch("https://a.example", {});
    answer.resolve();
    await loaded;
    assertEquals(events, ["fetch", "load"]);
  });

  for (
    const [how, answer] of [["answers", () => Promise.resolve()], [
      "fails",
      () => Promise.reject(new Error()),
    ]] as const
  ) {
    it(`loads for a run that ${how} without a request`, async () => {
      const { events, meanwhile, load } = scene();
      await meanwhile(load, answer());
      assertEquals(events, ["load"]);
    });
  }
});
