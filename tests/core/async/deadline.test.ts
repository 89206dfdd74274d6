import { withDeadline } from "../../../core/async/deadline.ts";
import { fakeClock } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

/** Work that ends only by the abort, with an error of its own. */
const until = (abort: AbortController) => () =>
  new Promise<never>((_resolve, reject) =>
    abort.signal.addEventListener("abort", () => reject(new TypeError("body failed")))
  );

describe("within", () => {
  it("gives what the work gives, and leaves no timer", async () => {
    const clock = fakeClock();
    assertEquals(await withDeadline(clock, 100, new AbortController(), () => Promise.resolve(7)), 7);
    assertEquals(clock.pending(), 0);
  });

  it("ends the exchange when the time is over, and says so", async () => {
    const [clock, abort] = [fakeClock(), new AbortController()];
    const failing = rejectionOf(() => withDeadline(clock, 2500, abort, until(abort)));
    assertEquals(await clock.runUntil(failing), 2500);
    const { type, subtype, message, retryable } = await failing;
    assertEquals([type, subtype, retryable], ["network", "timeout", true]);
    assertEquals(message.includes("2.5 s"), true);
  });

  it("passes on what went wrong in time", async () => {
    const error = new RangeError("x");
    const failing = withDeadline(fakeClock(), 100, new AbortController(), () => Promise.reject(error));
    assertStrictEquals(await assertRejects(() => failing), error);
  });

  it("passes on why the exchange was ended from outside", async () => {
    const abort = new AbortController();
    const failing = assertRejects(
      () => withDeadline(fakeClock(), 100, abort, until(abort)),
      RangeError,
      "ctrl-c",
    );
    abort.abort(new RangeError("ctrl-c"));
    await failing;
  });
});
