/**
 * Makes `docs/screens/`: what lists look like on terminals of 40, 80, 120 and 200 columns, as text, and at 80 columns as
 * pictures, light and dark.
 *
 * ```sh
 * deno task screens
 * ```
 *
 * @module
 */

import { runProgram } from "../cli/main.ts";
import { type PlatformOptions, startPlatform } from "../fixtures/platform/mod.ts";
import type { World } from "../core/world.ts";
import { createTestWorld } from "../tests/support/test-world.ts";
import { pathOf } from "./registry.ts";
import { inZone } from "./docs/sessions.ts";
import { drawScreen, THEMES } from "./screens/draw.ts";
import { SCREEN_NOW, screenLines, screenWorld } from "./screens/world.ts";

/** Columns of the terminals. */
export const WIDTHS = [40, 80, 120, 200] as const;
/** Where the clocks on the screens are. */
const ZONE = "Asia/Shanghai";
/** Columns of the pictures. */
const PICTURE_WIDTH = 80;

/** What a command prints on a terminal of so many columns, with the codes of its colors. */
export async function screenOf(
  words: readonly string[],
  columns: number,
  options: PlatformOptions = screenWorld,
): Promise<string> {
  await using platform = await startPlatform({ rateLimit: "none", ...options });
  const { world, stdout, close } = createTestWorld({
    cwd: Deno.cwd(),
    env: {
      IM_BASE_URL: platform.origin,
      IM_USER_ACCESS_TOKEN: "u-demo",
      IM_CONFIG_DIR: "/nowhere",
      IM_STORE: "file",
    },
    terminals: { stdout: columns },
  });
  const still: World = { ...world, clock: { ...world.clock, now: () => SCREEN_NOW } };
  try {
    const status = await runProgram(words, still);
    if (status !== 0) throw new Error(`status ${status}: im ${words.join(" ")}`);
    return stdout();
  } finally {
    close();
  }
}

/** Each file of `docs/screens/` that is made, by its name; the times on them are those of one zone. */
export async function makeScreens(): Promise<ReadonlyMap<string, string>> {
  const files = new Map<string, string>();
  for (const [name, line] of Object.entries(screenLines)) {
    const title = `$ im ${line}\n`;
    for (const columns of WIDTHS) {
      const text = await inZone(ZONE, () => screenOf(line.split(" "), columns));
      // deno-lint-ignore no-control-regex
      files.set(`${name}-${columns}.txt`, title + text.replace(/\u001b\[\d+m/g, ""));
      if (columns !== PICTURE_WIDTH) continue;
      for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
        files.set(`${name}-${theme}.svg`, drawScreen(title + text, { columns, theme, title: `im ${line}` }));
      }
    }
  }
  return files;
}

if (import.meta.main) {
  const directory = pathOf("docs/screens");
  for await (const { name } of Deno.readDir(directory)) {
    if (name !== "README.md") await Deno.remove(`${directory}/${name}`);
  }
  for (const [name, text] of await makeScreens()) await Deno.writeTextFile(`${directory}/${name}`, text);
}
