import type { Reply } from "../../../support/fake-world.ts";
import { noRange, OBJECT_BYTES, orderly, part, whole } from "../service.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { CHUNKED, PROBE, type Settings, SIZE, start, TAGGED } from "./transfer-scene.ts";

describe("a transfer saves the object", () => {
  const cases: readonly (readonly [
    name: string,
    settings: Settings,
    replies: readonly Reply[],
    ranges: readonly (string | undefined)[],
  ])[] = [
    ["in one response", {}, [whole()], [undefined]],
    ["that comes whole in place of the first range", { range: PROBE }, [whole()], ["0-999"]],
    ["in a first range and the rest", { range: PROBE }, [orderly()], ["0-999", "1000-199999"]],
    [
      "in ranges of the size that was set",
      { range: PROBE, chunk: 80_000 },
      [orderly()],
      ["0-999", "1000-80999", "81000-160999", "161000-199999"],
    ],
    [
      "from the middle on, then what is before",
      { range: { start: 150_000 } },
      [orderly()],
      ["150000-", "0-149999"],
    ],
    [
      "with two workers",
      { range: PROBE, chunk: 100_000, workers: 2 },
      [orderly()],
      ["0-999", "1000-100999", "101000-199999"],
    ],
    [
      "that breaks off: it goes on at the byte reached",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), { "content-length": "200000" }, "break"), orderly()],
      [undefined, "70000-199999"],
    ],
    [
      "that ends early: it goes on at the byte reached",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), { "content-length": "200000" }), orderly()],
      [undefined, "70000-199999"],
    ],
    [
      "that stalls: it goes on at the byte reached",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), { "content-length": "200000" }, "stall"), orderly()],
      [undefined, "70000-199999"],
    ],
    [
      "whose range ends early, by its label: the rest is requested at once",
      { range: PROBE },
      [orderly(), part(1000, 4999), orderly()],
      ["0-999", "1000-199999", "5000-199999"],
    ],
    [
      "whose range is shorter than its label",
      { range: PROBE },
      [orderly(), part(1000, 199_999, { sent: 10 }), orderly()],
      ["0-999", "1000-199999", "1010-199999"],
    ],
    [
      "whose range is longer than its label: nothing of the surplus is saved",
      { range: PROBE },
      [orderly(), part(1000, 199_999, { sent: 5 }), part(1005, 1009, { sent: 6 }), orderly()],
      ["0-999", "1000-199999", "1005-199999", "1005-199999"],
    ],
    [
      "of which one byte is missing",
      { range: { start: 0, end: 199_998 } },
      [orderly()],
      ["0-199998", "199999-199999"],
    ],
    ["without a length, its end marked", {}, [whole(OBJECT_BYTES, CHUNKED)], [undefined]],
    [
      "without a length: nothing follows",
      {},
      [whole(OBJECT_BYTES, {}), noRange(SIZE)],
      [undefined, "200000-"],
    ],
    [
      "without a length: nothing follows, and no size is named",
      {},
      [whole(OBJECT_BYTES, {}), noRange()],
      [undefined, "200000-"],
    ],
    [
      "without a length, that breaks off at its very end",
      {},
      [whole(OBJECT_BYTES, {}, "break"), noRange(SIZE)],
      [undefined, "200000-"],
    ],
    [
      "without a length: the same again",
      {},
      [whole(OBJECT_BYTES, {}), whole()],
      [undefined, "200000-"],
    ],
    [
      "without a length: it goes on where more follows",
      {},
      [whole(OBJECT_BYTES.subarray(0, 70_000), {}), orderly()],
      [undefined, "70000-", "70000-199999"],
    ],
  ];
  for (const [name, settings, replies, ranges] of cases) {
    it(name, async () => {
      const { transfer, received, ranges: requested } = start(replies, settings);
      const { object } = await transfer();
      assertEquals([object.total, requested()], [SIZE, ranges]);
      assert(received.subarray(0, SIZE).every((byte, index) => byte === OBJECT_BYTES[index]));
      assert(received.subarray(SIZE).every((byte) => byte === 0));
    });
  }

  it("without a byte, where that is the object", async () => {
    const { transfer } = start([whole(new Uint8Array())]);
    assertEquals((await transfer()).object.total, 0);
  });

  it("without a byte and without a length, where nothing follows", async () => {
    const { transfer, ranges } = start([whole(new Uint8Array(), CHUNKED), noRange()]);
    assertEquals([(await transfer()).object.total, ranges()], [0, [undefined, "0-"]]);
  });

  it("that stalls, after a minute of silence", async () => {
    const { transfer, clock } = start([
      whole(OBJECT_BYTES.subarray(0, 70_000), undefined, "stall"),
      orderly(),
    ]);
    await transfer().catch(() => {});
    assert(clock.monotonic() >= 60_000 && clock.monotonic() < 62_000, `${clock.monotonic()}`);
  });

  it("and says what is known of it", async () => {
    const headers = { ...TAGGED, "last-modified": "then", "content-type": "a/b; c=d" };
    const { transfer } = start([orderly(OBJECT_BYTES, headers)], { range: PROBE });
    assertEquals((await transfer()).object, {
      total: SIZE,
      etag: '"v1"',
      lastModified: "then",
      contentType: "a/b",
    });
  });

  it("with the tag of the first response in later requests", async () => {
    const { transfer, seen } = start([orderly(OBJECT_BYTES, TAGGED)], { range: PROBE });
    await transfer();
    assertEquals(seen.map(({ headers }) => headers["if-range"]), [undefined, '"v1"']);
  });
});
