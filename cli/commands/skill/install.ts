import { failedPrecondition, Failure } from "../../../core/failure.ts";
import { input, phrase } from "../../../core/text/phrase.ts";
import { type CommandResult, defineCommand, type Preview } from "../../command.ts";
import { optional, type OptionValues, text, toggle } from "../../options/option.ts";
import { buildInfo } from "../../../core/build-info.ts";
import type { World } from "../../../core/world.ts";
import {
  type FileChange,
  inspectSkill,
  type InstalledSkill,
  type SkillPlace,
  writeSkill,
} from "./installed.ts";

const options = {
  dir: optional(text("dir", "directory of skills (default: ~/.agents/skills)")),
  overwrite: toggle("also replace files that were changed by hand"),
};

type Values = OptionValues<typeof options>;

/** `im skill install` */
export const skillInstall = defineCommand({
  name: "skill install",
  summary: "Teach coding agents to use im: install its skill",
  description: [
    "Writes the skill of this version to DIR/im: SKILL.md and references. Run it again after an upgrade. Files that were " +
    "changed by hand are kept and nothing is written, unless --overwrite is given. Files of an earlier version that no " +
    "longer belong to it are removed, unless they were changed by hand.",
    "Without --dir it goes to ~/.agents/skills, where many agents look. --dir is a relative path; with -C, any place can " +
    "be reached.",
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
  const skill = await inspectSkill(placeOf(dir, world));
  const changed = skill.changes.filter(({ isEdited }) => isEdited).map(({ path }) => path);
  if (changed.length > 0 && !overwrite) {
    throw failedPrecondition(
      `changed by hand: ${changed.join(", ")} in "${skill.directory}"`,
      phrase`add ${input("overwrite")} to replace them, or choose another directory with ${input("dir")}`,
      skill.directory,
    );
  }
  return skill;
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
