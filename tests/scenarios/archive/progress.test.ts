import { describeProgress, describeStart, slowest } from "../../../cli/commands/chats/export-progress.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const NOTHING = { threads: 0, bundles: 0, reactions: 0, media: 0 };

describe("slowest()", () => {
  for (
    const [waiting, minutes, kind] of [
      [{ ...NOTHING, threads: 5_000 }, 5, "threads"],
      [{ ...NOTHING, reactions: 40_000 }, 2, "reactions"],
      [{ threads: 3_000, bundles: 10, reactions: 20_000, media: 4_000 }, 4, "media"],
    ] as const
  ) {
    it(`is the kind of calls that takes longest: ${JSON.stringify(waiting)}`, () =>
      assertEquals(slowest(waiting), { minutes, kind }));
  }

  it("takes no minute where nothing waits", () => assertEquals(slowest(NOTHING).minutes, 0));
});

describe("describeProgress()", () => {
  const progress = { messages: 0, waiting: NOTHING, mediaBytes: 0, calls: 1, elapsedMs: 1_000 };
  for (
    const [what, now, line] of [
      ["a beginning", {}, "0 messages (0/s) · 1 call, 1 s"],
      [
        "what waits of each kind, what is saved, how long that takes and what it waits for",
        {
          ...{ messages: 123_456, elapsedMs: 152_000, mediaBytes: 1_288_490_189, calls: 9_000 },
          waiting: { threads: 340, bundles: 0, reactions: 280_000, media: 17 },
        },
        "123456 messages (812/s) · threads 340 left · reactions 280000 left · media 1.2 GiB (17 left) · " +
        "9000 calls, 152 s · at least 14 minutes left, limited by reactions",
      ],
      [
        "files alone",
        { mediaBytes: 2_048, calls: 3 },
        "0 messages (0/s) · media 2.0 KiB · 3 calls, 1 s",
      ],
    ] as const
  ) it(`tells ${what}`, () => assertEquals(describeProgress({ ...progress, ...now }), line));
});

describe("describeStart()", () => {
  it("says how many calls and minutes a run takes, where the archive can tell", () => {
    const calls = {
      chats: 1,
      list: 20,
      search: 1,
      threads: 4,
      bundles: 0,
      reactions: 2,
      media: 3,
      members: 0,
    };
    assertEquals(
      describeStart(12, { chats: 12, calls, minutes: 1 }),
      "12 chats: about 31 calls if nothing is new, 1 minute at the service's limits",
    );
    assertEquals(describeStart(1, undefined), "1 chat: how much there is to read is not known yet");
  });
});
