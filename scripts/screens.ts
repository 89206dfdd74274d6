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
import { drawScreen, THEMES } from "./screens/draw.ts";
import { SCREEN_NOW, screenLines, screenWorld } from "./screens/world.ts";

/** Columns of the terminals. */
export const WIDTHS = [40, 80, 120, 200] as const;
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

async function writeScreens(directory: string): Promise<void> {
  await Deno.mkdir(directory, { recursive: true });
  for (const [name, line] of Object.entries(screenLines)) {
    for (const columns of WIDTHS) {
      const text = await screenOf(line.split(" "), columns);
      const title = `$ im ${line}\n`;
      // deno-lint-ignore no-control-regex
      await Deno.writeTextFile(
        `${directory}/${name}-${columns}.txt`,
        title + text.replace(/\u001b\[\d+m/g, ""),
      );
      if (columns !== PICTURE_WIDTH) continue;
      for (const theme of Object.keys(THEMES) as (keyof typeof THEMES)[]) {
        const picture = drawScreen(title + text, { columns, theme, title: `im ${line}` });
        await Deno.writeTextFile(`${directory}/${name}-${theme}.svg`, picture);
      }
    }
  }
}

if (import.meta.main) {
  // Times on the screens are those of one zone.
  if (Deno.env.get("TZ") !== "Asia/Shanghai") throw new Error("run it with TZ=Asia/Shanghai");
  await writeScreens(pathOf("docs/screens"));
}
