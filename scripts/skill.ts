/**
 * Puts the skill of `skills/im/` into the program: `deno task skill` writes `cli/commands/skill/files.ts`, which is part
 * of every build. A test holds it to be current.
 *
 * @module
 */

import { pathOf } from "./registry.ts";

const folder = "skills/im";
const target = "cli/commands/skill/files.ts";

/** The source of the module that holds the files. */
export async function skillModule(): Promise<string> {
  const paths = ["SKILL.md"];
  for await (const { name } of Deno.readDir(pathOf(`${folder}/references`))) paths.push(`references/${name}`);
  const lines = await Promise.all(
    paths.sort().map(async (path) => {
      const text = await Deno.readTextFile(pathOf(`${folder}/${path}`));
      return `  ${JSON.stringify(path)}:\n    ${JSON.stringify(text)},\n`;
    }),
  );
  return [
    "/** The files of the skill by their paths, made from `skills/im/` by `deno task skill`. */\n",
    `export const SKILL_FILES: Readonly<Record<string, string>> = {\n${lines.join("")}};\n`,
  ].join("");
}

if (import.meta.main) await Deno.writeTextFile(pathOf(target), await skillModule());
