import { failedPrecondition, Failure, withDetail } from "../../../core/failure.ts";
import { action, input, phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand, type Preview } from "../../command.ts";
import { optional, type OptionValues, text, toggle } from "../../options/option.ts";
import { buildInfo } from "../../../core/build-info.ts";
import { checkRelativePath } from "../../../core/safe-path.ts";
import type { World } from "../../../core/world.ts";
import {
  type FileChange,
  inspectSkill,
  type InstalledSkill,
  type SkillPlace,
  writeSkill,
} from "./installed.ts";
import { dirname, isAbsolute, relative, resolve } from "@std/path";

const options = {
  dir: optional(text("dir", "directory of skills (default: ~/.agents/skills)")),
  overwrite: toggle("also replace files that were changed by hand, or that im did not install"),
};

type Values = OptionValues<typeof options>;

/** `im skill install` */
export const skillInstall = defineCommand({
  name: "skill install",
  summary: "Teach coding agents to use im: install its skill",
  description: [
    "Writes the skill of this version to DIR/im: SKILL.md and references. Run it again after an upgrade. Files that were " +
    "changed by hand, or that im did not install, are kept and nothing is written, unless --overwrite is given. Files of an earlier version that no " +
    "longer belong to it are removed, unless they were changed by hand.",
    "Without --dir it goes to ~/.agents/skills, where many agents look. --dir is a relative path; with -C, any place can " +
    "be reached: im skill install -C ~/.claude --dir skills.",
  ],
  examples: [
    { comment: "for all projects", line: "skill install" },
    { comment: "for this project", line: "skill install --dir .agents/skills" },
    { comment: "where a certain agent looks", line: "skill install --dir .claude/skills" },
  ],
  seeAlso: ["skill show"],
  identities: [],
  scopes: [],
  risk: "write",
  answer: async () => (await import("./answers.ts")).installed(),
  options,
  async preview(values: Values, _identity, _prepared, { world }): Promise<Preview> {
    const { changes, directory } = await plan(values, world);
    const pathsOf = (...kinds: readonly FileChange["change"][]) =>
      changes.filter(({ change }) => kinds.includes(change)).map(({ path }) => path).join(", ");
    const removed = pathsOf("removed");
    const removes = removed === "" ? "" : `; removes ${removed}`;
    const written = pathsOf("added", "replaced") || "nothing";
    return { description: `writes ${written} to "${directory}"${removes}`, api: [], context: {} };
  },
  async run(values: Values, { world }): Promise<CommandResult> {
    const skill = await plan(values, world);
    writeSkill(skill);
    const { directory } = skill;
    const files = skill.changes.map(({ path, change }) => ({ path, change }));
    return {
      data: { directory, version: buildInfo.version, files },
      rows: files,
      pretty: () => [`installed ${directory}`, ...files.map(({ path, change }) => `  ${path}: ${change}`)],
    };
  },
});

/** What would be written where; refuses to lose changes. */
async function plan({ dir, overwrite }: Values, world: World): Promise<InstalledSkill> {
  if (dir !== undefined) await checkPlace(dir, world);
  const skill = await inspectSkill(placeOf(dir, world));
  const pathsWith = (objection: FileChange["objection"]) =>
    skill.changes.filter((one) => one.objection === objection).map(({ path }) => path).join(", ");
  const [edited, foreign] = [pathsWith("edited"), pathsWith("foreign")];
  const objections = [
    ...edited === "" ? [] : [`changed by hand: ${edited}`],
    ...foreign === "" ? [] : [`not installed by im: ${foreign}`],
  ];
  if (objections.length > 0 && !overwrite) {
    throw failedPrecondition(
      `${objections.join("; ")} in "${skill.directory}"`,
      phrase`add ${input("overwrite")} to replace them, or choose another directory with ${input("dir")}`,
      skill.directory,
    );
  }
  return skill;
}

/** People know where their agent keeps its skills: for a place elsewhere, the error gives the line that works. */
async function checkPlace(dir: string, world: World): Promise<void> {
  try {
    checkRelativePath("dir", dir, world.os);
  } catch (error) {
    const isElsewhere = isAbsolute(dir) || dir.split(/[/\\]/).includes("..");
    if (!(error instanceof Failure) || !isElsewhere) throw error;
    const target = resolve(world.cwd, dir);
    let base = dirname(target);
    while (base !== dirname(base) && !await isDirectory(world, base)) base = dirname(base);
    const line = action("skill/install", { directory: base, dir: relative(base, target) || "." });
    throw withDetail(error, { hint: phrase`start from a directory above it: ${line}` });
  }
}

async function isDirectory({ files }: World, path: string): Promise<boolean> {
  return await files.stat(path).then((info) => info.isDirectory, () => false);
}

function placeOf(dir: string | undefined, world: World): SkillPlace {
  if (dir !== undefined) return { world, dir };
  const home = world.env("HOME") ?? (world.os === "windows" ? world.env("USERPROFILE") : undefined);
  if (home !== undefined) return { world: { ...world, cwd: home }, dir: ".agents/skills" };
  throw new Failure({
    type: "config",
    subtype: "not_configured",
    message: "this system names no home directory",
    hint: phrase`choose a directory with ${input("dir")}`,
  });
}
