import { nextRetryDelay, retryRules, startRetries } from "../../../core/async/retry.ts";
import { Failure, type FailureDetail } from "../../../core/failure.ts";
import { fakeClock, seededRandom } from "../../support/fake-world.ts";
import {
  assertEquals,
  assertGreaterOrEqual,
  assertLess,
  assertRejects,
  assertStrictEquals,
} from "@std/assert";
import { describe, it } from "@std/testing/bdd";

function failing(more: Partial<FailureDetail> = { retryable: true }): Failure {
  return new Failure({ type: "network", subtype: "transport", message: "broke", ...more });
}

const RULES = retryRules(30);

describe("nextRetryDelay", () => {
  const after = (seconds: number) => failing({ retryable: true, retry_after_seconds: seconds });
  const cases: readonly (readonly [
    name: string,
    made: number,
    waited: number,
    failure: Failure,
    delay: number | undefined,
  ])[] = [
    ["begins with 300 ms", 0, 0, failing(), 300],
    ["doubles", 1, 300, failing(), 600],
    ["ends after two", 2, 900, failing(), undefined],
    ["gives up what cannot get better", 0, 0, failing({}), undefined],
    ["gives it up even when the server names a delay", 0, 0, failing({ retry_after_seconds: 1 }), undefined],
    ["obeys the server's longer delay", 0, 0, after(7), 7000],
    ["obeys the server's shorter delay", 1, 0, after(0), 0],
    ["waits as long as the whole budget", 0, 0, after(30), 30_000],
    ["does not wait beyond the budget", 0, 0, after(31), undefined],
    ["counts what was waited against the budget", 1, 25_000, after(6), undefined],
    ["counts its own delays, too", 1, 29_500, failing(), undefined],
  ];
  for (const [name, made, waited, failure, delay] of cases) {
    it(name, () => assertEquals(nextRetryDelay(RULES, { retries: made, waited }, failure, 0), delay));
  }

  it("spreads its own delays over a quarter more", () => {
    const random = seededRandom(1);
    for (let round = 0; round < 200; round++) {
      for (const [made, base] of [[0, 300], [1, 600]] as const) {
        const delay = nextRetryDelay(RULES, { retries: made, waited: 0 }, failing(), random()) ?? -1;
        assertGreaterOrEqual(delay, base);
        assertLess(delay, base * 1.25);
      }
    }
  });

  it("does not change the server's delay", () =>
    assertEquals(nextRetryDelay(RULES, { retries: 0, waited: 0 }, after(2), 0.9), 2000));

  it("never retries with a budget of nothing", () =>
    assertEquals(nextRetryDelay(retryRules(0), { retries: 0, waited: 0 }, failing(), 0), undefined));
});

describe("startRetries", () => {
  it("waits twice, then throws what failed last, marked as final", async () => {
    const clock = fakeClock();
    const told: number[] = [];
    const signal = new AbortController().signal;
    const retries = startRetries(
      { clock, random: () => 0 },
      RULES,
      signal,
      (_failure, delay) => void told.push(delay),
    );
    assertEquals(await clock.runUntil(retries.next(failing())), 300);
    assertEquals(await clock.runUntil(retries.next(failing())), 600);
    const last = failing({ retryable: true, code: 7 });
    const thrown = await assertRejects(() => retries.next(last), Failure);
    assertEquals([thrown.detail, thrown.exhausted], [last.detail, true]);
    assertEquals(told, [300, 600]);
  });

  it("does not begin again with what another count gave up", async () => {
    const retries = startRetries(
      { clock: fakeClock(), random: () => 0 },
      RULES,
      new AbortController().signal,
    );
    const failure = new Failure(failing().detail, undefined, true);
    assertEquals((await assertRejects(() => retries.next(failure), Failure)).detail, failure.detail);
  });

  it("gives the retries back after progress", async () => {
    const clock = fakeClock();
    const retries = startRetries({ clock, random: () => 0 }, RULES, new AbortController().signal);
    await clock.runUntil(retries.next(failing()));
    await clock.runUntil(retries.next(failing()));
    retries.reset();
    assertEquals(await clock.runUntil(retries.next(failing())), 300);
  });

  it("throws at once what is no failure", async () => {
    const retries = startRetries(
      { clock: fakeClock(), random: () => 0 },
      RULES,
      new AbortController().signal,
    );
    const error = new RangeError("bug");
    assertStrictEquals(await assertRejects(() => retries.next(error)), error);
  });

  it("ends the wait at once when it is aborted", async () => {
    const clock = fakeClock();
    const abort = new AbortController();
    const retries = startRetries({ clock, random: () => 0 }, RULES, abort.signal);
    const waiting = assertRejects(() => retries.next(failing()), RangeError, "ctrl-c");
    abort.abort(new RangeError("ctrl-c"));
    await waiting;
    assertEquals([clock.monotonic(), clock.pending()], [0, 0]);
  });
});
