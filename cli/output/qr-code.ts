/**
 * QR codes, for addresses that a phone opens. The libraries are loaded when a code is drawn.
 *
 * @module
 */

/** White margin that readers need around a code, in its squares. */
const MARGIN = 4;
/** Around a code on a terminal, where lines are precious. */
const TERMINAL_MARGIN = 2;
/** White on black, whatever the colours of the terminal are. */
const WHITE_ON_BLACK = "\u001b[97;40m";
const RESET = "\u001b[0m";

/**
 * A code for a terminal, two squares a character. Its light squares are drawn: without colour, that is right on dark
 * backgrounds, and on light ones an inverted code, which most readers take.
 *
 * @throws {RangeError} where the text is too long for a code.
 */
export async function qrCodeText(text: string, { isColoured }: { isColoured: boolean }): Promise<string> {
  const { encodeQR } = await import("qr");
  const lines = encodeQR(text, "ascii", { ecc: "low", border: TERMINAL_MARGIN }).trimEnd().split("\n");
  return lines.map((line) => isColoured ? `${WHITE_ON_BLACK}${line}${RESET}\n` : `${line}\n`).join("");
}

/** How wide a code is with its margin, in characters of a terminal. */
export async function qrCodeColumns(text: string): Promise<number> {
  const { encodeQR } = await import("qr");
  return encodeQR(text, "raw", { ecc: "low", border: TERMINAL_MARGIN }).length;
}

/**
 * A code as a PNG picture.
 *
 * @param size edge, pixels; `undefined` is the answer where the code needs more
 */
export async function qrCodePng(text: string, size: number): Promise<Uint8Array | undefined> {
  const { encodeQR } = await import("qr");
  const { encode } = await import("fast-png");
  const squares = encodeQR(text, "raw", { ecc: "medium", border: MARGIN });
  const scale = Math.floor(size / squares.length);
  if (scale < 1) return undefined;
  // Squares of the same size; what is left over widens the margin.
  const start = Math.floor((size - scale * squares.length) / 2);
  const data = new Uint8Array(size * size).fill(255);
  for (const [row, line] of squares.entries()) {
    for (const [column, isDark] of line.entries()) {
      if (!isDark) continue;
      for (let y = start + row * scale; y < start + (row + 1) * scale; y++) {
        const from = y * size + start + column * scale;
        data.fill(0, from, from + scale);
      }
    }
  }
  return encode({ width: size, height: size, data, depth: 8, channels: 1 });
}
