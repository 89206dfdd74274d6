import type { JsonObject } from "../../core/json/json.ts";
import { type Command, type CommandResult, defineCommand } from "../command.ts";
import { positional, text, toggle } from "../options/option.ts";
import { strictIdentity } from "../strict.ts";
import { COMMAND_NAMES } from "./names.ts";

const options = {
  path: positional(text("name", "a command, a family of commands, or a word to search for; default: all")),
  all: toggle("describe everything that is found in full, not only a command named exactly"),
};

/** `im schema` */
export const schema = defineCommand({
  name: "schema",
  summary: "Show the input and output of a command",
  description: [
    "Describes a command as JSON Schema, in the form that agents use for tools: what it takes (inputSchema), the " +
    "document that it prints (outputSchema), and risk, identities, scopes and examples (_meta). A family, a resource " +
    "of the API or a word lists what belongs to it. Works offline, without a login.",
  ],
  examples: [
    { comment: "list everything", line: "schema --format table" },
    { comment: "a shortcut", line: "schema +messages-send" },
    { comment: "a method of the API", line: "schema messages delete" },
    { comment: "commands for the members of a chat", line: "schema chat.members" },
    { comment: "everything about reactions, in full", line: "schema reaction --all" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  columns: ["name", "description", "risk", "identities", "http_method", "path"],
  answer: async () => (await import("../schema/answer.ts")).schemaAnswer(),
  options,
  async run({ path, all }, runtime): Promise<CommandResult> {
    const { loadCatalogue } = await import("../../core/api/load-catalogue.ts");
    const { allEntries, rowOf, selectEntries, unknownEntry } = await import("../schema/entries.ts");
    const { entryLines, toolLines } = await import("../schema/view.ts");
    const entries = allEntries(await runtime.program.commands(), COMMAND_NAMES, await loadCatalogue());
    const found = selectEntries(path, entries);
    const strict = await strictIdentity(runtime);
    const canRun = ({ identities }: Pick<Command, "identities">) =>
      strict === undefined || identities.length === 0 || identities.includes(strict);
    if (found.kind === "one") {
      const tool = await found.entry.describe();
      return {
        data: plain(tool),
        warnings: canRun(found.entry)
          ? []
          : [{ key: "strict_mode", detail: `strict mode allows only "${strict}"` }],
        pretty: (screen) => toolLines(tool, screen),
      };
    }
    if (found.entries.length === 0) {
      throw unknownEntry(path.join(" "), entries, { kind: "command", param: "path" });
    }
    const shown = found.entries.filter(canRun);
    const hidden = found.entries.length - shown.length;
    const items = all ? (await Promise.all(shown.map((one) => one.describe()))).map(plain) : shown.map(rowOf);
    return {
      data: { items },
      rows: items,
      warnings: hidden === 0
        ? []
        : [{ key: "strict_mode", detail: `${hidden} left out: strict mode allows only "${strict}"` }],
      pretty: (screen) => entryLines(shown, screen),
    };
  },
});

/** Typed records are JSON. */
function plain(value: object): JsonObject {
  return value as JsonObject;
}
