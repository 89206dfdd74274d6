import { mediaDuration } from "../../../core/upload/duration.ts";
import { seededRandom } from "../../support/fake-world.ts";
import {
  box,
  bytesOf,
  longMovieHeader,
  movieHeader,
  number,
  oggPage,
  opusHead,
  sourceOf,
} from "../../support/bytes.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const opus = (bytes: Uint8Array) => mediaDuration("opus", sourceOf(bytes));
const mp4 = (bytes: Uint8Array) => mediaDuration("mp4", sourceOf(bytes));
const FTYP = box("ftyp", "isom", number(512, 4, "big"), "isomiso2");
const NOISE = new Uint8Array(60_000).fill(1);

describe("mediaDuration of Opus", () => {
  const cases: readonly (readonly [name: string, bytes: Uint8Array, ms: number | undefined])[] = [
    ["10 s", bytesOf(opusHead(), oggPage({ position: 480_000n })), 10_000],
    ["half a second, not rounded up", bytesOf(opusHead(), oggPage({ position: 24_000n })), 500],
    ["less the pre-skip", bytesOf(opusHead(312), oggPage({ position: 480_312n })), 10_000],
    ["to the nearest millisecond", bytesOf(opusHead(312), oggPage({ position: 480_000n })), 9_994],
    [
      "by the last page that has a position",
      bytesOf(opusHead(), oggPage({ position: 480_000n }), oggPage({ position: -1n, content: NOISE })),
      10_000,
    ],
    [
      "by the last of many pages",
      bytesOf(opusHead(), oggPage({ position: 48_000n, content: NOISE }), oggPage({ position: 96_000n })),
      2_000,
    ],
    [
      "of its own stream only",
      bytesOf(
        oggPage({ type: 2, serial: 1, content: bytesOf("\x80theora") }),
        opusHead(0, 9),
        oggPage({ position: 96_000n, serial: 9 }),
        oggPage({ position: 4_800_000n, serial: 1 }),
      ),
      2_000,
    ],
    [
      "in front of a tail of something else",
      bytesOf(opusHead(), oggPage({ position: 48_000n }), "TAG"),
      1_000,
    ],
    ["nothing", bytesOf(), undefined],
    ["no Ogg", bytesOf("ID3", NOISE), undefined],
    ["Ogg without Opus", bytesOf(oggPage({ type: 2, content: bytesOf("\x01vorbis") })), undefined],
    ["heads alone", opusHead(), undefined],
    ["only pages without position", bytesOf(opusHead(), oggPage({ position: -1n })), undefined],
    ["position within the pre-skip", bytesOf(opusHead(312), oggPage({ position: 100n })), undefined],
    ["a negative position", bytesOf(opusHead(), oggPage({ position: -48_000n })), undefined],
    ["a position beyond reason", bytesOf(opusHead(), oggPage({ position: 2n ** 62n })), undefined],
  ];
  for (const [name, bytes, ms] of cases) {
    it(`${ms === undefined ? "leaves out" : "shows"} ${name}`, () => assertEquals(opus(bytes), ms));
  }

  it("reads the two ends of a large file only", () => {
    const pages = Array.from(
      { length: 200 },
      (_none, at) => oggPage({ position: BigInt(at) * 960n, content: NOISE }),
    );
    const source = sourceOf(bytesOf(opusHead(), ...pages));
    assertEquals(mediaDuration("opus", source), 199 * 20);
    assert(source.reads() <= 3);
  });
});

describe("mediaDuration of MP4", () => {
  const cases: readonly (readonly [name: string, bytes: Uint8Array, ms: number | undefined])[] = [
    ["version 0", bytesOf(FTYP, box("moov", movieHeader(600, 1_500))), 2_500],
    ["version 1", bytesOf(FTYP, box("moov", longMovieHeader(44_100, 441_000n))), 10_000],
    ["rounded to milliseconds", bytesOf(FTYP, box("moov", movieHeader(90_000, 1))), undefined],
    ["a third of a second", bytesOf(FTYP, box("moov", movieHeader(3, 1))), 333],
    ["two thirds of a second", bytesOf(FTYP, box("moov", movieHeader(3, 2))), 667],
    ["behind the content", bytesOf(FTYP, box("mdat", NOISE), box("moov", movieHeader(1, 2))), 2_000],
    ["behind other boxes in the movie", bytesOf(FTYP, box("moov", box("udta"), movieHeader(1, 2))), 2_000],
    [
      "behind a box with a 64-bit size",
      bytesOf(
        FTYP,
        number(1, 4, "big"),
        "mdat",
        number(20, 8, "big"),
        "1234",
        box("moov", movieHeader(1, 2)),
      ),
      2_000,
    ],
    [
      "in a last box without a size",
      bytesOf(FTYP, number(0, 4, "big"), "moov", movieHeader(1, 2)),
      2_000,
    ],
    ["all ones", bytesOf(FTYP, box("moov", movieHeader(600, 0xffff_ffff))), undefined],
    ["all ones in 64 bits", bytesOf(FTYP, box("moov", longMovieHeader(600, 2n ** 64n - 1n))), undefined],
    ["32 ones in 64 bits", bytesOf(FTYP, box("moov", longMovieHeader(1_000_000, 0xffff_ffffn))), 4_294_967],
    ["a scale of zero", bytesOf(FTYP, box("moov", movieHeader(0, 5))), undefined],
    ["zero", bytesOf(FTYP, box("moov", movieHeader(600, 0))), undefined],
    ["more than 24 days", bytesOf(FTYP, box("moov", longMovieHeader(1, 2n ** 40n))), undefined],
    ["an unknown version", bytesOf(FTYP, box("moov", box("mvhd", 2, NOISE))), undefined],
    ["a movie header that is cut off", bytesOf(FTYP, box("moov", box("mvhd", 0, 0, 0, 0))), undefined],
    ["no movie", FTYP, undefined],
    ["nothing", bytesOf(), undefined],
    ["a movie without header", bytesOf(FTYP, box("moov", box("trak"))), undefined],
    ["a box larger than the file", bytesOf(FTYP, number(0x7fff_ffff, 4, "big"), "moov"), undefined],
    ["a box smaller than its head", bytesOf(FTYP, number(7, 4, "big"), "free", NOISE), undefined],
    [
      "a child larger than its box",
      bytesOf(FTYP, box("moov", number(999, 4, "big"), "mvhd"), NOISE),
      undefined,
    ],
    [
      "a 64-bit size below 16",
      bytesOf(FTYP, number(1, 4, "big"), "mdat", number(8, 8, "big"), box("moov", movieHeader(1, 2))),
      undefined,
    ],
    [
      "a 64-bit size beyond everything",
      bytesOf(FTYP, number(1, 4, "big"), "mdat", number(2n ** 64n - 1n, 8, "big"), NOISE),
      undefined,
    ],
  ];
  for (const [name, bytes, ms] of cases) {
    it(`${ms === undefined ? "leaves out" : "shows"} ${name}`, () => assertEquals(mp4(bytes), ms));
  }

  it("gives up on a file that is nothing but tiny boxes", () => {
    const source = sourceOf(bytesOf(...Array.from({ length: 20_000 }, () => box("free"))));
    assertEquals(mediaDuration("mp4", source), undefined);
    assert(source.reads() <= 1_000);
  });
});

describe("mediaDuration", () => {
  it("never fails, wherever a file is cut off", () => {
    const files = [
      ["opus", bytesOf(opusHead(312), oggPage({ position: 48_000n, content: bytesOf("abc") }))],
      ["mp4", bytesOf(FTYP, box("moov", longMovieHeader(600, 1_500n)))],
    ] as const;
    for (const [type, bytes] of files) {
      for (let length = 0; length < bytes.length; length++) {
        mediaDuration(type, sourceOf(bytes.slice(0, length)));
      }
    }
  });

  it("never fails, whatever single bytes are damaged", () => {
    const random = seededRandom(1);
    const whole = {
      opus: bytesOf(opusHead(312), oggPage({ position: 48_000n })),
      mp4: bytesOf(FTYP, box("moov", movieHeader(600, 1_500))),
    };
    for (const type of ["opus", "mp4"] as const) {
      for (let round = 0; round < 2_000; round++) {
        const bytes = whole[type].slice();
        for (let hit = 0; hit < 3; hit++) {
          bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        }
        const ms = mediaDuration(type, sourceOf(bytes));
        assert(ms === undefined || (Number.isInteger(ms) && ms > 0));
      }
    }
  });

  it("is for recordings and videos only", () => {
    const bytes = bytesOf(FTYP, box("moov", movieHeader(600, 1_500)));
    for (const type of ["stream", "pdf", "opus"]) {
      assertEquals(mediaDuration(type, sourceOf(bytes)), undefined);
    }
  });
});
