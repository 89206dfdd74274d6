import { bandwidthOf, createBandwidth, withCeiling } from "../../../core/async/bandwidth.ts";
import { fakeClock } from "../../support/fake-world.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const never = new AbortController().signal;

describe("createBandwidth", () => {
  it("lets so many bytes a second pass, whoever spends them", async () => {
    const clock = fakeClock();
    const { spend } = createBandwidth(clock, 100_000);
    const reader = async (count: number, bytes: number) => {
      for (let piece = 0; piece < count; piece++) await spend(bytes, never);
    };
    const all = Promise.all([reader(30, 10_000), reader(10, 20_000), reader(1000, 100)]);
    assertEquals(await clock.runUntil(all), 6000);
  });

  it("does not save up what was not used for longer than a moment", async () => {
    const clock = fakeClock();
    const { spend } = createBandwidth(clock, 100_000);
    await clock.advance(60_000);
    assertEquals(await clock.runUntil(spend(100_000, never)), 800);
  });

  it("ends a wait at once when it is interrupted", async () => {
    const clock = fakeClock();
    const stop = new AbortController();
    const waiting = createBandwidth(clock, 1024).spend(1_000_000, stop.signal).catch((error) => error);
    stop.abort("stop");
    assertEquals([await waiting, clock.pending()], ["stop", 0]);
  });

  it("reads small pieces where little may pass", () => {
    const pieceOf = (rate: number) => createBandwidth(fakeClock(), rate).piece;
    assertEquals([pieceOf(1024), pieceOf(2_000_000)], [1024, 200_000]);
  });
});

describe("bandwidthOf", () => {
  it("is one for all that is done by the same clock", () => {
    const [clock, other] = [fakeClock(), fakeClock()];
    assertEquals(bandwidthOf(clock, 5000), bandwidthOf(clock, 5000));
    assert(bandwidthOf(clock, 5000) !== bandwidthOf(other, 5000));
    assertEquals(bandwidthOf(clock, 6000).rate, 6);
  });
});

describe("withCeiling", () => {
  it("takes an unknown rate for the limit, and no rate for more", () => {
    const rates: readonly [now: number | undefined, estimate: number][] = [[undefined, 0], [50, 50], [
      5,
      5,
    ]];
    const seen = rates.map(([now, estimate]) => {
      const rate = withCeiling({ now: () => now, estimate: () => estimate }, 20);
      return [rate.now(), rate.estimate()];
    });
    assertEquals(seen, [[20, 0], [20, 20], [5, 5]]);
  });
});
