import { buildInfo } from "../../../core/build-info.ts";
import type { World } from "../../../core/world.ts";
import { posixWord } from "./shells.ts";
import { join, relative } from "@std/path";

/** The script of a checkout that runs the program. */
function checkoutScript({ os }: Pick<World, "os">): string | undefined {
  if (buildInfo.target !== "source" || !import.meta.url.startsWith("file:")) return undefined;
  const name = os === "windows" ? "im.cmd" : "im";
  const path = decodeURIComponent(new URL(`../../../scripts/${name}`, import.meta.url).pathname);
  return os === "windows" ? path.slice(1).replaceAll("/", "\\") : path;
}

/** The words that start this program again. */
export function programWords(world: Pick<World, "os" | "executable">): readonly string[] {
  const script = checkoutScript(world);
  if (script !== undefined) return [script];
  const executable = world.executable?.() ?? "im";
  if (buildInfo.target.includes("-")) return [executable];
  const flags = ["net", "read", "write", "env", "run"].map((name) => `--allow-${name}`);
  return [executable, "run", "--quiet", "--no-prompt", ...flags, import.meta.url];
}

/** Writes a program called `im` into a directory, for a shell to find. */
export async function writeLauncher(world: World, directory: string): Promise<void> {
  const words = programWords(world);
  const [name, text] = world.os === "windows"
    ? ["im.cmd", `@${words.map((word) => `"${word}"`).join(" ")} %*\r\n`]
    : ["im", `#!/bin/sh\nexec ${words.map(posixWord).join(" ")} "$@"\n`];
  const file = await world.files.open(join(directory, name), { write: true, createNew: true, mode: 0o700 });
  try {
    const bytes = new TextEncoder().encode(text);
    for (let written = 0; written < bytes.length;) written += await file.write(bytes.subarray(written));
  } finally {
    file.close();
  }
}

/**
 * What a person types for this program: `im`, unless it runs from a checkout and no `im` is on the path. Only where
 * every shell takes the path of the script as it is, it is named.
 */
export async function typedName(world: World): Promise<string> {
  const script = checkoutScript(world);
  if (script === undefined || await isOnPath(world)) return "im";
  const near = relative(world.cwd, script);
  const path = near.startsWith("..") ? script : near;
  return /^[\w./:\\-]+$/.test(path) ? path : "im";
}

async function isOnPath({ os, env, files }: World): Promise<boolean> {
  const [separator, names] = os === "windows" ? [";", ["im.exe", "im.cmd"]] : [":", ["im"]];
  for (const directory of (env("PATH") ?? "").split(separator).filter((path) => path !== "")) {
    for (const name of names) {
      if (await files.stat(join(directory, name)).then((info) => info.isFile, () => false)) return true;
    }
  }
  return false;
}
