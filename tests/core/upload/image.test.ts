import { spelled } from "../../../cli/spelling.ts";
import { checkImage, detectImageKind, type ImageKind, type ImageType } from "../../../core/upload/image.ts";
import { seededRandom } from "../../support/fake-world.ts";
import { detailOf } from "../detail-of.ts";
import { box, bytesOf, number, sourceOf } from "../../support/bytes.ts";
import { assertEquals, assertStringIncludes } from "@std/assert";
import { describe, it } from "@std/testing/bdd";

const png = (width: number, height: number) =>
  sourceOf(
    bytesOf(
      "\x89PNG\r\n\x1a\n",
      number(13, 4, "big"),
      "IHDR",
      number(width, 4, "big"),
      number(height, 4, "big"),
    ),
  );
const gif = (width: number, height: number) =>
  sourceOf(bytesOf("GIF89a", number(width, 2, "little"), number(height, 2, "little")));

describe("checkImage", () => {
  const sizes:
    readonly (readonly [name: string, source: ReturnType<typeof png>, type: ImageType, passes: boolean])[] = [
      ["12000x12000", png(12_000, 12_000), "message", true],
      ["12001 wide", png(12_001, 1), "message", false],
      ["12001 high", png(1, 12_001), "message", false],
      ["a GIF of 2000x2000", gif(2_000, 2_000), "message", true],
      ["a GIF of 2001", gif(1, 2_001), "message", false],
      ["an avatar of 4096x4096", png(4_096, 4_096), "avatar", true],
      ["an avatar of 4097", png(4_097, 1), "avatar", false],
      ["a GIF avatar of 2001", gif(2_001, 1), "avatar", false],
      [
        "an image whose size is not known",
        sourceOf(box("ftyp", "heic", number(0, 4, "big"))),
        "message",
        true,
      ],
      ["what is no image", sourceOf(bytesOf("text")), "message", false],
    ];
  for (const [name, source, type, passes] of sizes) {
    it(`${passes ? "lets" : "refuses"} ${name}${passes ? " pass" : ""}`, () => {
      if (passes) return checkImage("image", source, type);
      const detail = detailOf(() => checkImage("image", source, type));
      assertEquals([detail.type, detail.subtype, detail.input], [
        "validation",
        "invalid_argument",
        "image",
      ]);
    });
  }

  it("points to --file, which takes every format", () => {
    assertStringIncludes(
      spelled(detailOf(() => checkImage("image", sourceOf(bytesOf("text")))).hint ?? ""),
      "file",
    );
  });
});

const little = (value: number, bytes: number) => number(value, bytes, "little");
const big = (value: number, bytes: number) => number(value, bytes, "big");
const PAD = new Uint8Array(64);

/** A JPEG whose size stands behind a large segment, as that of cameras does. */
function jpeg(width: number, height: number, marker = 0xc0): Uint8Array {
  const profile = bytesOf(0xff, 0xe2, big(60_002, 2), new Uint8Array(60_000));
  const tables = bytesOf(0xff, 0xc4, big(5, 2), 1, 2, 3);
  return bytesOf(
    0xff,
    0xd8,
    profile,
    0xff,
    tables,
    0xff,
    marker,
    big(11, 2),
    8,
    big(height, 2),
    big(width, 2),
    PAD,
  );
}

function tiff(order: "big" | "little", width: number, height: number): Uint8Array {
  const of = (value: number, bytes: number) => number(value, bytes, order);
  const short = (value: number) => bytesOf(of(3, 2), of(1, 4), of(value, 2), 0, 0);
  const long = (value: number) => bytesOf(of(4, 2), of(1, 4), of(value, 4));
  const entries = [of(256, 2), short(width), of(257, 2), long(height), of(258, 2), short(8)];
  return bytesOf(order === "little" ? "II*\0" : "MM\0*", of(16, 4), new Uint8Array(8), of(3, 2), ...entries);
}

const PNG = bytesOf("\x89PNG\r\n\x1a\n", big(13, 4), "IHDR", big(640, 4), big(480, 4), PAD);
const webp = (chunk: string, ...parts: (string | number | Uint8Array)[]) =>
  bytesOf("RIFF", little(99, 4), "WEBP", chunk, little(9, 4), ...parts, PAD);

const known: readonly (readonly [name: string, bytes: Uint8Array, kind: ImageKind])[] = [
  ["PNG", PNG, { format: "png", width: 640, height: 480 }],
  ["JPEG", jpeg(640, 480), { format: "jpeg", width: 640, height: 480 }],
  ["progressive JPEG", jpeg(640, 480, 0xc2), { format: "jpeg", width: 640, height: 480 }],
  ["GIF", bytesOf("GIF89a", little(640, 2), little(480, 2), PAD), { format: "gif", width: 640, height: 480 }],
  ["old GIF", bytesOf("GIF87a", little(1, 2), little(2, 2)), { format: "gif", width: 1, height: 2 }],
  [
    "lossy WEBP",
    webp("VP8 ", 0, 0, 0, 0x9d, 0x01, 0x2a, little(640, 2), little(480, 2)),
    { format: "webp", width: 640, height: 480 },
  ],
  [
    "lossless WEBP",
    webp("VP8L", 0x2f, little(639 | (479 << 14), 4)),
    { format: "webp", width: 640, height: 480 },
  ],
  [
    "extended WEBP",
    webp("VP8X", little(0, 4), little(69_999, 3), little(479, 3)),
    { format: "webp", width: 70_000, height: 480 },
  ],
  [
    "BMP",
    bytesOf("BM", new Uint8Array(12), little(40, 4), little(640, 4), little(480, 4), PAD),
    { format: "bmp", width: 640, height: 480 },
  ],
  [
    "BMP from the top",
    bytesOf("BM", new Uint8Array(12), little(124, 4), little(640, 4), little(0x1_0000_0000 - 480, 4), PAD),
    { format: "bmp", width: 640, height: 480 },
  ],
  [
    "old BMP",
    bytesOf("BM", new Uint8Array(12), little(12, 4), little(640, 2), little(480, 2), PAD),
    { format: "bmp", width: 640, height: 480 },
  ],
  ["ICO", bytesOf(0, 0, 1, 0, 1, 0, 32, 16, PAD), { format: "ico", width: 32, height: 16 }],
  ["ICO of 256", bytesOf(0, 0, 1, 0, 1, 0, 0, 0, PAD), { format: "ico", width: 256, height: 256 }],
  ["TIFF of a PC", tiff("little", 640, 80_000), { format: "tiff", width: 640, height: 80_000 }],
  ["TIFF of a Mac", tiff("big", 640, 480), { format: "tiff", width: 640, height: 480 }],
  ["HEIC", bytesOf(box("ftyp", "heic", big(0, 4), "mif1")), { format: "heic" }],
  ["HEIC under its other name", bytesOf(box("ftyp", "mif1", big(0, 4), "heic")), { format: "heic" }],
  ["JPEG with the highest marker of a frame", jpeg(640, 480, 0xcf), {
    format: "jpeg",
    width: 640,
    height: 480,
  }],
  ["JPEG with the marker above", jpeg(640, 480, 0xd0), { format: "jpeg" }],
  [
    "JPEG whose pictures begin before its size",
    bytesOf(0xff, 0xd8, 0xff, 0xda, big(4, 2), 0, 0, jpeg(640, 480).subarray(2)),
    { format: "jpeg" },
  ],
  [
    "JPEG with a segment of no length",
    bytesOf(0xff, 0xd8, 0xff, 0xe0, big(0, 2), jpeg(640, 480).subarray(2)),
    { format: "jpeg" },
  ],
  ["JPEG without a size", bytesOf(0xff, 0xd8, 0xff, 0xd9), { format: "jpeg" }],
  ["JPEG that is cut off", jpeg(640, 480).slice(0, 30_000), { format: "jpeg" }],
  ["PNG that is cut off", PNG.slice(0, 20), { format: "png" }],
  [
    "PNG of an iPhone app, with a chunk before its size",
    bytesOf("\x89PNG\r\n\x1a\n", big(4, 4), "CgBI", big(0x5000_2002, 4), big(0x2bd5_b37f, 4), PAD),
    { format: "png" },
  ],
  ["TIFF with a directory nowhere", bytesOf("II*\0", little(0xffff_fff0, 4), PAD), { format: "tiff" }],
];

describe("imageKind", () => {
  for (const [name, bytes, kind] of known) {
    it(`knows ${name}`, () => assertEquals(detectImageKind(sourceOf(bytes)), kind));
  }

  const unknown: readonly (readonly [name: string, bytes: Uint8Array])[] = [
    ["nothing", bytesOf()],
    ["a GIF that begins later", bytesOf(" GIF89a", PAD)],
    ["one byte", bytesOf(0xff)],
    ["text", bytesOf("BM is not always a picture, and this is none".repeat(3))],
    ["SVG", bytesOf('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ["AVIF", box("ftyp", "avif", big(0, 4), "avif")],
    ["MP4", box("ftyp", "isom", big(0, 4), "isom")],
    ["a web page", bytesOf("<!doctype html><title>Sign in</title>", PAD)],
    ["WAV", bytesOf("RIFF", little(99, 4), "WAVEfmt ", PAD)],
    ["a cursor", bytesOf(0, 0, 2, 0, 1, 0, 32, 32, PAD)],
    ["zeros", PAD],
  ];
  for (const [name, bytes] of unknown) {
    it(`takes ${name} for no image`, () => assertEquals(detectImageKind(sourceOf(bytes)), undefined));
  }

  it("never fails, wherever a file is cut off and whatever bytes are damaged", () => {
    const random = seededRandom(2);
    for (const [, bytes] of known) {
      for (let length = 0; length <= Math.min(bytes.length, 120); length++) {
        detectImageKind(sourceOf(bytes.slice(0, length)));
      }
      for (let round = 0; round < 200; round++) {
        const damaged = bytes.slice(0, 200);
        for (let hit = 0; hit < 4; hit++) {
          damaged[Math.floor(random() * damaged.length)] = Math.floor(random() * 256);
        }
        detectImageKind(sourceOf(damaged));
      }
    }
  });

  it("does not walk through endless segments of a JPEG", () => {
    const source = sourceOf(
      bytesOf(0xff, 0xd8, ...Array.from({ length: 5_000 }, () => bytesOf(0xff, 0xe0, 0, 2))),
    );
    assertEquals([detectImageKind(source), source.reads() < 600], [{ format: "jpeg" }, true]);
  });
});
