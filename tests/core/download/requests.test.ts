import { spanLength } from "../../../core/download/ranges.ts";
import { createRangeQueue, rangeHeaders, resourceRequest } from "../../../core/download/requests.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const PLAIN = { "content-type": "application/json; charset=utf-8", "accept-encoding": "identity" };

describe("rangeHeaders", () => {
  const cases: readonly (readonly [
    name: string,
    given: Parameters<typeof rangeHeaders>,
    more: Readonly<Record<string, string>>,
  ])[] = [
    ["of the whole object", [], {}],
    ["of the whole object with a tag", [undefined, '"v1"'], {}],
    ["of a range", [{ start: 0, end: 9 }], { range: "bytes=0-9" }],
    ["of all from a byte on", [{ start: 5 }], { range: "bytes=5-" }],
    ["of a range with a tag", [{ start: 5, end: 6 }, '"v1"'], { range: "bytes=5-6", "if-range": '"v1"' }],
  ];
  for (const [name, given, more] of cases) {
    it(name, () => assertEquals(rangeHeaders(...given), { ...PLAIN, ...more }));
  }
});

describe("resourceRequest", () => {
  it("names message, resource and type", () => {
    const request = resourceRequest({ message_id: "om_1", file_key: "img_1", type: "image" }, { start: 1 });
    assertEquals(request, {
      method: "GET",
      path: "/open-apis/im/v1/messages/:message_id/resources/:file_key",
      pathValues: { message_id: "om_1", file_key: "img_1" },
      params: { type: "image" },
      headers: { ...PLAIN, range: "bytes=1-" },
      repeatable: true,
    });
  });
});

describe("createRangeQueue", () => {
  it("cuts gaps into ranges, in ascending order", () => {
    const queue = createRangeQueue([{ start: 0, end: 4 }, { start: 10, end: 10 }, { start: 20, end: 23 }], 4);
    const taken = Array.from({ length: 5 }, () => queue.take());
    assertEquals(taken, [
      { start: 0, end: 3 },
      { start: 4, end: 4 },
      { start: 10, end: 10 },
      { start: 20, end: 23 },
      undefined,
    ]);
  });

  it("takes a range again that was given back, before what follows it", () => {
    const queue = createRangeQueue([{ start: 0, end: 9 }], 4);
    const [first, second] = [queue.take(), queue.take()];
    assertEquals([first, second], [{ start: 0, end: 3 }, { start: 4, end: 7 }]);
    if (second !== undefined) queue.putBack(second);
    if (first !== undefined) queue.putBack(first);
    assertEquals([queue.take(), queue.take(), queue.take()], [first, second, { start: 8, end: 9 }]);
  });

  it("keeps a size that was set, whatever is reported", () => {
    const queue = createRangeQueue([{ start: 0, end: 99 }], 4);
    queue.reportResult(true);
    assertEquals(queue.take(), { start: 0, end: 3 });
  });

  describe("for several workers", () => {
    const mebibyte = 1024 * 1024;
    const cases:
      readonly (readonly [name: string, total: number, workers: number, sizes: readonly number[]])[] = [
        ["cuts the last round into equal shares", 36, 4, [8, 8, 8, 8, 1, 1, 1, 1]],
        ["cuts all into equal shares where one round is enough", 20, 8, Array(8).fill(2.5)],
        ["cuts no share below a MiB", 3, 8, [1, 1, 1]],
        ["keeps the ranges of one worker", 20, 1, [8, 8, 4]],
        ["cuts nothing that comes out even", 32, 4, [8, 8, 8, 8]],
      ];
    for (const [name, total, workers, sizes] of cases) {
      it(name, () => {
        const queue = createRangeQueue([{ start: 0, end: total * mebibyte - 1 }], 8 * mebibyte, workers);
        const taken = Array.from(sizes, () => queue.take());
        assertEquals(taken.map((span) => span && spanLength(span) / mebibyte), [...sizes]);
        assertEquals(queue.take(), undefined);
      });
    }
  });

  it("doubles the size auto up to 64 MiB, and begins anew with 8 MiB after a break", () => {
    const mebibyte = 1024 * 1024;
    const queue = createRangeQueue([{ start: 0, end: 1024 * mebibyte }], "auto");
    const sizes = [true, true, true, true, false, true].map((well) => {
      const { start = 0, end = 0 } = queue.take() ?? {};
      queue.reportResult(well);
      return (end - start + 1) / mebibyte;
    });
    assertEquals(sizes, [8, 16, 32, 64, 64, 8]);
  });
});
