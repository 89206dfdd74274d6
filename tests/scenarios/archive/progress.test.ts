import { minutesLeft } from "../../../cli/commands/chats/export-view.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOTHING = { threads: 0, bundles: 0, reactions: 0, media: 0 };

describe("minutesLeft()", () => {
  for (
    const [waiting, minutes] of [
      [NOTHING, 0],
      [{ ...NOTHING, threads: 5_000 }, 5],
      [{ ...NOTHING, reactions: 40_000 }, 2],
      [{ threads: 3_000, bundles: 10, reactions: 20_000, media: 4_000 }, 4],
    ] as const
  ) {
    it(`is that of the slowest kind of calls: ${JSON.stringify(waiting)}`, () =>
      assertEquals(minutesLeft(waiting), minutes));
  }
});
