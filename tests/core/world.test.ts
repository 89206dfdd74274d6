import { sleep } from "../../core/world.ts";
import { fakeClock, settle } from "../support/fake-world.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

describe("sleep", () => {
  it("ends when the time is over, not before", async () => {
    const clock = fakeClock();
    let awake = false;
    const sleeping = sleep(clock, 100).then(() => awake = true);
    await clock.advance(99);
    assertEquals(awake, false);
    await clock.advance(1);
    assertEquals(awake, true);
    await sleeping;
  });

  it("ends at once with the signal's reason, and leaves no timer behind", async () => {
    const clock = fakeClock();
    const abort = new AbortController();
    const sleeping = assertRejects(() => sleep(clock, 100, abort.signal), RangeError, "enough");
    await settle();
    assertEquals(clock.pending(), 1);
    abort.abort(new RangeError("enough"));
    await sleeping;
    assertEquals(clock.pending(), 0);
  });

  it("does not begin under a signal that is aborted already", async () => {
    const clock = fakeClock();
    const reason = new RangeError("too late");
    assertStrictEquals(await assertRejects(() => sleep(clock, 100, AbortSignal.abort(reason))), reason);
    assertEquals(clock.pending(), 0);
  });

  it("is not disturbed by an abort after its end", async () => {
    const clock = fakeClock();
    const abort = new AbortController();
    const sleeping = sleep(clock, 10, abort.signal);
    await clock.advance(10);
    abort.abort(new Error("late"));
    await sleeping;
  });
});
