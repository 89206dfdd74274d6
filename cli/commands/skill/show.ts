import { invalidArgument } from "../../../core/failure.ts";
import { type CommandResult, defineCommand } from "../../command.ts";
import { type OptionValues, positional, text } from "../../options/option.ts";
import { writeText } from "../../output/terminal.ts";

const options = {
  words: positional(text("file", "a file of it: errors, reading (default: the skill itself)")),
};

type Values = OptionValues<typeof options>;

/** `im skill show` */
export const skillShow = defineCommand({
  name: "skill show",
  summary: "Print the skill that teaches coding agents to use im",
  description: [
    "A skill is Markdown that coding agents load when a task needs it: when to use which command, and what never to do. " +
    "With --format json it is one document with the names of its files.",
  ],
  examples: [
    { comment: "the skill", line: "skill show" },
    { comment: "what each error means", line: "skill show errors" },
  ],
  seeAlso: ["skill install"],
  identities: [],
  scopes: [],
  risk: "read",
  answer: async () => (await import("./answers.ts")).shown(),
  options,
  async run({ words: [word = "SKILL.md", surplus] }: Values, { world, globals, origins }): Promise<
    CommandResult
  > {
    if (surplus !== undefined) {
      throw invalidArgument("file", `unexpected argument "${surplus}"`, "name one file");
    }
    const { SKILL_FILES } = await import("./files.ts");
    const files = Object.keys(SKILL_FILES);
    const path = files.find((one) => [one, nameOf(one)].includes(word));
    if (path === undefined) {
      throw invalidArgument("file", `there is no file "${word}"`, `choose ${files.map(nameOf).join(", ")}`);
    }
    const content = SKILL_FILES[path] ?? "";
    if (globals.jq !== undefined || origins.format === "option") return { data: { path, content, files } };
    await writeText(world.stdout, content);
    return { data: {}, envelope: "none" };
  },
});

function nameOf(path: string): string {
  return path.replace(/^references\/|\.md$/g, "");
}
