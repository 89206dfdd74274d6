/**
 * Draws `docs/session.svg`, the README's picture: a real terminal runs `im demo`, and what stands on it while the
 * stopped video is being continued is drawn as text. Needs tmux.
 *
 * ```sh
 * deno run -A scripts/picture.ts
 * ```
 *
 * @module
 */

import { pathOf } from "./registry.ts";

const COLUMNS = 104;
const ROWS = 22;
const SESSION = `im-picture-${Deno.pid}`;
const CHARACTER_WIDTH = 7.8;
const LINE_HEIGHT = 17;
const MARGIN = 16;

async function tmux(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await new Deno.Command("tmux", { args }).output();
  if (code !== 0) throw new Error(new TextDecoder().decode(stderr));
  return new TextDecoder().decode(stdout);
}

/** Runs the demo in a terminal and answers with its screen while the progress of the last download is shown. */
async function captureSession(directory: string): Promise<string[]> {
  await tmux("new-session", "-d", "-s", SESSION, "-x", `${COLUMNS}`, "-y", `${ROWS}`, "-c", directory, "sh");
  try {
    await tmux("send-keys", "-t", SESSION, `PS1='$ '; PATH='${pathOf("scripts")}':$PATH; clear`, "Enter");
    await tmux("send-keys", "-t", SESSION, "clear; im demo", "Enter");
    for (let attempt = 0; attempt < 600; attempt++) {
      const screen = await tmux("capture-pane", "-p", "-t", SESSION);
      if (/[7-9]\d% .*resumed/.test(screen)) return screen.trimEnd().split("\n");
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
    throw new Error("the demo never showed its progress");
  } finally {
    await tmux("kill-session", "-t", SESSION);
  }
}

function draw(lines: readonly string[]): string {
  const width = Math.ceil(COLUMNS * CHARACTER_WIDTH + 2 * MARGIN);
  const height = lines.length * LINE_HEIGHT + 2 * MARGIN;
  const escape = (text: string) =>
    text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
  const texts = lines.map((line, index) => {
    const y = MARGIN + (index + 0.8) * LINE_HEIGHT;
    const colour = /^(\$|im demo) /.test(line) ? "#ffffff" : /^\[#/.test(line) ? "#8ae234" : "#c8ccd4";
    return `  <text x="${MARGIN}" y="${y.toFixed(1)}" fill="${colour}" xml:space="preserve">${
      escape(line)
    }</text>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"` +
    ` font-family="ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace" font-size="13">`,
    `  <title>A terminal session: im demo downloads an image and a video, stops the video and continues it</title>`,
    `  <rect width="100%" height="100%" rx="8" fill="#1d2026"/>`,
    ...texts,
    "</svg>",
    "",
  ].join("\n");
}

if (import.meta.main) {
  const directory = await Deno.makeTempDir();
  try {
    const lines = await captureSession(directory);
    // The temporary directory means nothing to a reader.
    const shown = lines.map((line) => line.replaceAll(directory, "/home/me"));
    await Deno.writeTextFile(pathOf("docs/session.svg"), draw(shown));
  } finally {
    await Deno.remove(directory, { recursive: true });
  }
}
