import type { DownloadProgress } from "../../../core/download/download.ts";
import { streamDownload, type StreamOptions } from "../../../core/download/stream-download.ts";
import { Failure } from "../../../core/failure.ts";
import { json, type Reply } from "../../support/fake-world.ts";
import { rejectionOf } from "../detail-of.ts";
import {
  OBJECT_BYTES,
  orderly,
  part,
  type ServiceSettings,
  startService,
  watchCancel,
  whole,
} from "./service.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { createHash } from "node:crypto";

const SIZE = OBJECT_BYTES.length;
const PROBE = 131_072;
const OTHER = OBJECT_BYTES.map((byte) => 255 - byte);
const lengthOf = (bytes: Uint8Array) => ({ "content-length": String(bytes.length) });
const tagged = (etag: string) => ({ etag });

/** The first range without a byte, the next one, and the first again: by then it is of another object. */
const changingFirst = (before: string, after: string): readonly Reply[] => [
  part(0, PROBE - 1, { sent: 0, headers: tagged(before) }),
  part(PROBE, 196_607, { headers: tagged(before) }),
  part(0, PROBE - 1, { headers: tagged(after) }),
];

/** Downloads to a list of pieces. */
function start(
  replies: readonly Reply[],
  { type, ...options }: Partial<StreamOptions> & ServiceSettings = {},
  write: (bytes: Uint8Array) => void = () => {},
) {
  const service = startService(replies, type === undefined ? {} : { type });
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  const out = (bytes: Uint8Array) => {
    pieces.push(bytes.slice());
    write(bytes);
    return Promise.resolve();
  };
  const { world, client, resource, run } = service;
  return {
    ...service,
    download: () =>
      run(streamDownload(world, client, resource, out, {
        chunk: 65_536,
        checksum: false,
        idle: 60_000,
        ...options,
      })),
    bytes: async () => new Uint8Array(await new Blob(pieces).arrayBuffer()),
  };
}

describe("streamDownload", () => {
  const cases: readonly (readonly [
    name: string,
    replies: readonly Reply[],
    ranges: readonly (string | undefined)[],
    options?: ServiceSettings,
  ])[] = [
    ["a probe, then the rest in order", [orderly()], ["0-131071", "131072-196607", "196608-199999"]],
    ["an image at once", [orderly()], [undefined], { type: "image" }],
    ["a file that comes whole", [whole()], ["0-131071"]],
    [
      "the rest of a body that broke off",
      [part(0, PROBE - 1, { sent: 1000, ending: "break" }), orderly()],
      ["0-131071", "131072-196607", "1000-131071", "196608-199999"],
    ],
    [
      "the rest of the same object that begins anew, by its validator",
      [
        part(0, PROBE - 1, { headers: tagged('"v1"') }),
        whole(OBJECT_BYTES, { ...lengthOf(OBJECT_BYTES), ...tagged('"v1"') }),
      ],
      ["0-131071", "131072-196607"],
    ],
    [
      "another object where no byte was passed on",
      [...changingFirst('"v0"', '"v1"'), orderly(OBJECT_BYTES, tagged('"v1"'))],
      ["0-131071", "131072-196607", "0-131071", "0-131071", "131072-196607", "196608-199999"],
    ],
    [
      "everything at once in the last attempt, where each response names another validator",
      [...changingFirst('"v0"', '"v1"'), ...changingFirst('"v2"', '"v3"'), orderly()],
      ["0-131071", "131072-196607", "0-131071", "0-131071", "131072-196607", "0-131071", undefined],
    ],
  ];
  for (const [name, replies, ranges, options = {}] of cases) {
    it(`passes on ${name}`, async () => {
      const { download, bytes, ranges: requested } = start(replies, options);
      const { size_bytes: size, requests } = await download();
      assertEquals([requested(), size, requests], [ranges, SIZE, ranges.length]);
      assertEquals(await bytes(), OBJECT_BYTES);
    });
  }

  it("requests what it is told to", async () => {
    const { download, seen } = start([whole()], {
      toRequest: () => ({ method: "GET", path: "/open-apis/drive/v1/medias/m/download", repeatable: true }),
    });
    await download();
    assertEquals(seen.map(({ url }) => new URL(url).pathname), ["/open-apis/drive/v1/medias/m/download"]);
  });

  it("says what it was", async () => {
    const { download } = start([orderly(OBJECT_BYTES, { "content-type": "Image/PNG; x=y" })]);
    assertEquals(await download(), {
      size_bytes: SIZE,
      content_type: "image/png",
      requests: 3,
      compared: "length",
    });
  });

  it("with a checksum, has that of all bytes", async () => {
    const { download } = start([orderly()], { checksum: true });
    assertEquals((await download()).sha256, createHash("sha256").update(OBJECT_BYTES).digest("hex"));
  });

  it("tells how far it is", async () => {
    const progress: DownloadProgress[] = [];
    const { download } = start([orderly()], { onProgress: (now) => progress.push(now) });
    await download();
    assertEquals(progress.at(-1), { done: SIZE, total: SIZE, resumed: 0 });
    assert(progress.every(({ done }, index) => done > (progress[index - 1]?.done ?? 0)));
  });

  it("tells how far it is where the size is unknown", async () => {
    const progress: DownloadProgress[] = [];
    const { download } = start([whole(OBJECT_BYTES, { "transfer-encoding": "chunked" })], {
      onProgress: (now) => progress.push(now),
    });
    await download();
    assertEquals(progress.at(-1), { done: SIZE, total: undefined, resumed: 0 });
  });

  const first = part(0, PROBE - 1, { headers: tagged('"v1"') });
  const failing: readonly (readonly [
    name: string,
    replies: readonly Reply[],
    message: string,
  ])[] = [
    [
      "another object, by its validator",
      [first, part(PROBE, 196_607, { headers: tagged('"v2"') })],
      "the file changed during the download: the validator changed",
    ],
    [
      "another object as a whole",
      [first, whole(OTHER, { ...lengthOf(OTHER), ...tagged('"v2"') })],
      "the file changed during the download: the validator changed",
    ],
    [
      "an object that nothing shows to be the same",
      [part(0, PROBE - 1), whole()],
      "the server stopped serving ranges",
    ],
    [
      "an object of another size that has no validator",
      [part(0, PROBE - 1), part(PROBE, 196_607, { total: 300_000 })],
      "file size mismatch: the total is 300000 instead of 200000 bytes",
    ],
  ];
  for (const [name, replies, message] of failing) {
    it(`fails where, after bytes were passed on, there is ${name}`, async () => {
      const { download, bytes } = start(replies);
      assertEquals((await rejectionOf(download)).message, message);
      assertEquals(await bytes(), OBJECT_BYTES.subarray(0, PROBE));
    });
  }

  it("drops the body that it cannot use", async () => {
    const { reply, isCancelled } = watchCancel(whole(OTHER, { ...lengthOf(OTHER), ...tagged('"v2"') }));
    const { download } = start([first, reply]);
    await rejectionOf(download);
    assert(isCancelled());
  });

  it("gives up after two restarts", async () => {
    const again = whole(OBJECT_BYTES.subarray(0, 1000), { ...lengthOf(OBJECT_BYTES), ...tagged('"v1"') });
    const { download, ranges } = start([first, again]);
    const detail = await rejectionOf(download);
    assertEquals([detail.message, ranges().length], ["the server stopped serving ranges", 4]);
  });

  it("is over with the first refusal", async () => {
    const { download, ranges } = start([json({ code: 234002, msg: "Unauthorized." }, 401)]);
    assertEquals([(await rejectionOf(download)).code, ranges().length], [234002, 1]);
  });

  it("is over where the stream takes no more", async () => {
    const full = new Failure({ type: "internal", subtype: "file_io", message: "no space" });
    const { download, ranges } = start([orderly()], {}, () => {
      throw full;
    });
    assertEquals((await rejectionOf(download)).message, "no space");
    assertEquals(ranges(), ["0-131071", "131072-196607"]);
  });
});
