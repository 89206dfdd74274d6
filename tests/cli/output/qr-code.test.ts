import { qrCodePng, qrCodeText } from "../../../cli/output/qr-code.ts";
import { assert, assertEquals } from "@std/assert";
import { describe, it } from "@std/testing/bdd";
import { decode } from "fast-png";
import decodeQR from "qr/decode";

const ADDRESS = "https://accounts.feishu.cn/oauth/v1/device/verify?flow_id=0123456789&user_code=ABCD-EFGH";

/** Reads a code as a phone does, from squares of light (true) and dark. */
function readSquares(squares: readonly (readonly boolean[])[]): string {
  const scale = 4;
  const width = (squares[0]?.length ?? 0) * scale;
  const height = squares.length * scale;
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isLight = squares[Math.floor(y / scale)]?.[Math.floor(x / scale)] ?? true;
      data.fill(isLight ? 255 : 0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return decodeQR({ width, height, data });
}

/** The squares of lines that have two of them in each character. */
function squaresOf(text: string): readonly (readonly boolean[])[] {
  return text.trimEnd().split("\n").flatMap((line) => [
    [...line].map((character) => "█▀".includes(character)),
    [...line].map((character) => "█▄".includes(character)),
  ]);
}

describe("a QR code", () => {
  it("on a terminal can be read, with its light squares drawn", async () => {
    assertEquals(readSquares(squaresOf(await qrCodeText(ADDRESS, { isColoured: false }))), ADDRESS);
  });

  it("with colours sets both of them on each line, and resets them", async () => {
    const lines = (await qrCodeText(ADDRESS, { isColoured: true })).trimEnd().split("\n");
    assert(lines.every((line) => line.startsWith("\u001b[97;40m") && line.endsWith("\u001b[0m")));
    const plain = lines.map((line) => line.replaceAll(/\u001b\[[\d;]*m/g, "")).join("\n");
    assertEquals(readSquares(squaresOf(plain)), ADDRESS);
  });

  for (const size of [64, 256, 1000]) {
    it(`as a picture of ${size} pixels can be read`, async () => {
      const { width, height, data } = decode(await qrCodePng(ADDRESS, size) ?? new Uint8Array());
      assertEquals([width, height], [size, size]);
      const rgba = new Uint8Array(size * size * 4).fill(255);
      for (const [at, value] of data.entries()) rgba.fill(value, at * 4, at * 4 + 3);
      assertEquals(decodeQR({ width, height, data: rgba }), ADDRESS);
    });
  }

  it("needs a picture that it fits in", async () => {
    assertEquals(await qrCodePng(ADDRESS, 40), undefined);
  });
});
