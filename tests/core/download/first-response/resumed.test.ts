import { openResumed } from "../../../../core/download/first-response.ts";
import { openPartialFile, type PartialFile } from "../../../../core/download/partial-file.ts";
import type { KnownObject } from "../../../../core/download/range-response.ts";
import type { Span } from "../../../../core/download/ranges.ts";
import { pinDirectory } from "../../../../core/pinned-directory.ts";
import { json, type Reply, settle } from "../../../support/fake-world.ts";
import { inTemporaryDirectory } from "../../../support/files.ts";
import { rejectionOf } from "../../detail-of.ts";
import { noRange, OBJECT_BYTES, orderly, part, startService, watchCancel, whole } from "../service.ts";
import { assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const SIZE = OBJECT_BYTES.length;

/** What an earlier run left. */
interface Left {
  readonly object: KnownObject;
  readonly done: readonly Span[];
  /** Bytes on disk that are others than those of the object. */
  readonly wrong?: number;
}

const KNOWN: KnownObject = { total: SIZE, etag: '"v1"', lastModified: undefined, contentType: "" };
const UNSIZED: KnownObject = { ...KNOWN, total: undefined };
const TAG = { etag: '"v1"' };
const served = orderly(OBJECT_BYTES, TAG);

/** The same reply, whose body takes its time. */
const late = (reply: Reply): Reply => async (request) => {
  const { body, status, headers } = await reply(request);
  const reader = body?.getReader();
  const slow = new ReadableStream({
    type: "bytes",
    async pull(controller) {
      for (let turn = 0; turn < 5; turn++) await settle();
      const { value, done } = await reader?.read() ?? { value: undefined, done: true };
      if (value !== undefined) return controller.enqueue(value.slice());
      if (done) controller.close();
      controller.byobRequest?.respond(0);
    },
  });
  return new Response(slow, { status, headers });
};

/** Continues a download of which an earlier run left something. */
async function resume<T>(
  left: Left | undefined,
  replies: readonly Reply[],
  use: (result: {
    readonly begin: Awaited<ReturnType<typeof openResumed>>;
    readonly ranges: readonly (string | undefined)[];
    readonly partial: PartialFile;
  }) => T | Promise<T>,
): Promise<T> {
  return await inTemporaryDirectory(async (cwd) => {
    const { world, context, run, ranges } = startService(replies);
    const directory = pinDirectory({ ...world, cwd }, "output", cwd);
    const open = () =>
      openPartialFile(world, directory, "a.bin", {
        host: "https://open.feishu.cn",
        message_id: "om_1",
        file_key: "file_1",
        type: "file",
      });
    if (left !== undefined) {
      const earlier = await open();
      earlier.describe(left.object);
      for (const { start, end } of left.done) earlier.write(start, OBJECT_BYTES.subarray(start, end + 1));
      if (left.wrong !== undefined) earlier.write(left.wrong, new Uint8Array([255]));
      await earlier.saveRecord("now");
      await earlier.close("keep");
    }
    const partial = await open();
    try {
      const begin = await run(openResumed(partial, context));
      return await use({ begin, ranges: ranges(), partial });
    } finally {
      await partial.close("remove");
    }
  });
}

describe("openResumed", () => {
  const done = [{ start: 0, end: 131_071 }];
  const left: Left = { object: KNOWN, done };
  const cases: readonly (readonly [
    name: string,
    left: Left | undefined,
    replies: readonly Reply[],
    ranges: readonly (string | undefined)[],
    begin: string,
  ])[] = [
    ["begins with nothing where nothing was left", undefined, [served], [], "nothing"],
    [
      "compares the last 64 KiB and goes on behind them",
      left,
      [served],
      ["65536-131071", "131072-199999"],
      "continues with a part",
    ],
    [
      "compares all of what is shorter",
      { ...left, done: [{ start: 0, end: 999 }] },
      [served],
      ["0-999", "1000-199999"],
      "continues with a part",
    ],
    [
      "compares the end of each span, and goes on with the first gap",
      { ...left, done: [{ start: 0, end: 99 }, { start: 5000, end: 5999 }] },
      [served],
      ["0-99", "5000-5999", "100-4999"],
      "continues with a part",
    ],
    [
      "goes on to the end where the size is unknown",
      { object: UNSIZED, done },
      [served],
      ["65536-131071", "131072-"],
      "continues with a part",
    ],
    [
      "has the headers of the tail where no byte is missing",
      { ...left, done: [{ start: 0, end: SIZE - 1 }] },
      [served],
      ["134464-199999", "134464-199999"],
      "continues with a part",
    ],
    [
      "has the headers of the tail where the end was reached without knowing it",
      { object: UNSIZED, done: [{ start: 0, end: SIZE - 1 }] },
      [served],
      ["134464-199999", "200000-", "134464-199999"],
      "continues with a part",
    ],
    [
      "asks for the rest of a tail that comes in parts",
      { ...left, done: [{ start: 0, end: 999 }] },
      [part(0, 499, { headers: TAG }), served],
      ["0-999", "500-999", "1000-199999"],
      "continues with a part",
    ],
    [
      "begins anew where the last byte on disk is another",
      { ...left, wrong: 131_071 },
      [served],
      ["65536-131071"],
      "nothing",
    ],
    [
      "begins anew where the first byte of the tail is another",
      { ...left, wrong: 65_536 },
      [served],
      ["65536-131071"],
      "nothing",
    ],
    [
      "does not look at what is before the tail",
      { ...left, wrong: 65_535 },
      [served],
      ["65536-131071", "131072-199999"],
      "continues with a part",
    ],
    [
      "begins anew with the whole object that comes in place of a tail",
      left,
      [whole()],
      ["65536-131071"],
      "begins anew with a whole",
    ],
    [
      "begins anew with the whole object that comes in place of the gap",
      left,
      [part(65_536, 131_071, { headers: TAG }), whole()],
      ["65536-131071", "131072-199999"],
      "begins anew with a whole",
    ],
    [
      "begins anew with the whole object that comes in place of the rest of a tail",
      left,
      [
        part(65_536, 65_999, { headers: TAG }),
        whole(OBJECT_BYTES, { "content-length": String(SIZE), ...TAG }),
      ],
      ["65536-131071", "66000-131071"],
      "begins anew with a whole",
    ],
    [
      "begins anew where the object is another by its validator",
      left,
      [part(65_536, 131_071, { headers: { etag: '"v2"' } })],
      ["65536-131071"],
      "nothing",
    ],
    [
      "begins anew where what is missing does not fit",
      left,
      [part(65_536, 131_071, { headers: TAG }), part(0, 9, { headers: TAG })],
      ["65536-131071", "131072-199999", "131072-199999", "131072-199999"],
      "nothing",
    ],
    [
      "compares the parts of a tail in their order, whichever comes first",
      left,
      [late(part(65_536, 65_999, { headers: TAG })), served],
      ["65536-131071", "66000-131071", "131072-199999"],
      "continues with a part",
    ],
    ["begins anew where the object has become shorter", left, [noRange(1000)], ["65536-131071"], "nothing"],
    [
      "begins anew where the rest of a tail is of another object",
      left,
      [part(65_536, 65_999, { headers: TAG }), part(66_000, 131_071, { headers: { etag: '"v2"' } })],
      ["65536-131071", "66000-131071"],
      "nothing",
    ],
    [
      "begins anew where no response fits",
      left,
      [part(0, 9, { headers: TAG })],
      ["65536-131071", "65536-131071", "65536-131071"],
      "nothing",
    ],
  ];
  for (const [name, left, replies, ranges, expected] of cases) {
    it(name, () =>
      resume(left, replies, ({ begin, ranges: requested }) => {
        const kind = begin?.first.verdict.kind;
        const how = begin?.continues ? `continues with a ${kind}` : `begins anew with a ${kind}`;
        assertEquals([requested, begin === undefined ? "nothing" : how], [ranges, expected]);
      }));
  }

  it("requests no more than 8 MiB of a gap", () =>
    resume(
      { object: { ...KNOWN, total: 20_000_000 }, done: [{ start: 0, end: 999 }] },
      [
        part(0, 999, { total: 20_000_000, headers: TAG }),
        part(1000, 8_389_607, { total: 20_000_000, headers: TAG }),
      ],
      ({ ranges }) => assertEquals(ranges, ["0-999", "1000-8389607"]),
    ));

  it("requests what belongs to the same object", () =>
    resume(left, [(request) => {
      assertEquals(request.headers["if-range"], '"v1"');
      return served(request);
    }], ({ begin }) => assertEquals(begin?.continues, true)));

  it("drops the body that says that nothing is missing", async () => {
    const { reply, isCancelled } = watchCancel(noRange(1000));
    const short = orderly(OBJECT_BYTES.subarray(0, 1000), TAG);
    await resume({ object: UNSIZED, done: [{ start: 0, end: 999 }] }, [short, reply, short], ({ begin }) => {
      assertEquals([begin?.continues, isCancelled()], [true, true]);
    });
  });

  it("drops a body that is no beginning", async () => {
    const { reply, isCancelled } = watchCancel(part(65_536, 131_071, { headers: { etag: '"v2"' } }));
    await resume(left, [reply], ({ begin }) => assertEquals([begin, isCancelled()], [undefined, true]));
  });

  it("leaves what is on disk alone", () =>
    resume(left, [part(0, 9, { headers: TAG })], ({ partial }) => assertEquals(partial.done(), done)));

  it("is over with a refusal, and keeps what is on disk", async () => {
    const refusal = json({ code: 234002, msg: "Unauthorized." }, 401);
    assertEquals((await rejectionOf(() => resume(left, [refusal], () => {}))).code, 234002);
  });
});
