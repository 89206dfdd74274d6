import { displayWidth, graphemes } from "../../core/text/width.ts";

/** Colors of a terminal: ground, text, and those of the codes that are used. */
export const THEMES = {
  light: {
    ground: "#ffffff",
    text: "#24292f",
    dim: "#7a828c",
    codes: { 31: "#b3261e", 32: "#1a7f37", 33: "#8a6100", 36: "#0f6a77" },
  },
  dark: {
    ground: "#1d2026",
    text: "#d5d9e0",
    dim: "#848c99",
    codes: { 31: "#f28b82", 32: "#8ae234", 33: "#e5c07b", 36: "#6cc7d4" },
  },
} as const;

const CELL = 8;
const LINE = 18;
const MARGIN = 16;

/** A screen to draw. */
interface Screen {
  readonly columns: number;
  readonly theme: keyof typeof THEMES;
  readonly title: string;
}

/**
 * Text with codes of colors as a picture. Each character stands in its column, whatever the font thinks of its width;
 * lines that are too long go on in the next one, as on a terminal.
 */
export function drawScreen(text: string, { columns, theme, title }: Screen): string {
  const { ground, text: ink } = THEMES[theme];
  const lines = text.replace(/\n$/, "").split("\n").flatMap((line) => lineRows(line, columns, theme));
  const width = columns * CELL + 2 * MARGIN;
  const height = lines.length * LINE + 2 * MARGIN;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans CJK SC', monospace" font-size="13">`,
    `  <title>${escape(title)}</title>`,
    `  <rect width="100%" height="100%" rx="8" fill="${ground}"/>`,
    ...lines.map((line, at) =>
      `  <text y="${MARGIN + (at + 0.75) * LINE}" fill="${ink}" xml:space="preserve">${line}</text>`
    ),
    "</svg>",
    "",
  ].join("\n");
}

/** A line as the contents of one row of the screen or several. */
function lineRows(line: string, columns: number, theme: keyof typeof THEMES): string[] {
  const rows = [""];
  let column = 0;
  let look = "";
  for (const piece of line.split(/(\u001b\[\d+m)/)) {
    const code = /^\u001b\[(\d+)m$/.exec(piece)?.[1];
    if (code !== undefined) {
      look = lookOf(Number(code), theme);
      continue;
    }
    for (const run of runs(piece, () => columns - column || columns)) {
      const width = displayWidth(run);
      if (column + width > columns) {
        rows.push("");
        column = 0;
      }
      rows.push(`${rows.pop()}<tspan x="${MARGIN + column * CELL}"${look}>${escape(run)}</tspan>`);
      column += width;
    }
  }
  return rows;
}

function lookOf(code: number, theme: keyof typeof THEMES): string {
  const { dim, codes } = THEMES[theme];
  if (code === 1) return ' font-weight="bold"';
  if (code === 2) return ` fill="${dim}"`;
  const color = Object.entries(codes).find(([key]) => Number(key) === code)?.[1];
  return color === undefined ? "" : ` fill="${color}"`;
}

/** Parts that are placed by themselves: single wide characters, and narrow ones as far as the row goes. */
function* runs(text: string, room: () => number): Generator<string> {
  let run = "";
  for (const character of graphemes(text)) {
    const isNarrow = displayWidth(character) === 1 && character !== " ";
    if (run !== "" && (!isNarrow || run.length >= room())) {
      yield run;
      run = "";
    }
    if (isNarrow) run += character;
    else yield character;
  }
  if (run !== "") yield run;
}

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
