import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { downloadOver, TOTAL } from "./line.ts";

/** 500 MB a second, in bytes a millisecond. */
const FAST = 500_000;
/** 20 MB a second. */
const LIMIT = 20_000_000;

describe("a bandwidth limit", () => {
  for (const workers of [1, 4]) {
    it(`holds for ${workers} worker(s) together`, async () => {
      const { time, written } = downloadOver({ delay: 20, rate: FAST }, { workers, limitRate: LIMIT });
      const least = TOTAL / (LIMIT / 1000);
      const passed = await time;
      assertEquals(written(), TOTAL);
      assert(
        passed >= least - 250 && passed < least * 1.05 + 250,
        `it took ${passed} ms instead of ${least}`,
      );
    });
  }

  it("has no more than two ranges of one worker open, however fast the line and slow the answers", async () => {
    for (const delay of [0, 5, 100, 400]) {
      const { line, time } = downloadOver({ delay, rate: FAST }, { limitRate: 2_000_000 });
      await time;
      assert(line.mostOpen() <= 2, `${line.mostOpen()} were open with answers after ${delay} ms`);
    }
  });

  it("changes nothing where it is above the speed of the line", async () => {
    const [free, limited] = [undefined, 10 * FAST * 1000].map((limitRate) =>
      downloadOver({ delay: 100, rate: FAST }, limitRate === undefined ? {} : { limitRate })
    );
    assertEquals(await limited?.time, await free?.time);
    assertEquals(limited?.line.starts, free?.line.starts);
  });
});
