import { Failure } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { action, phrase } from "../../core/text/phrase.ts";
import { type CommandResult, defineCommand } from "../command.ts";
import { positional, text, toggle } from "../options/option.ts";
import type { Entry } from "../schema/entries.ts";
import { suggest } from "../suggestion.ts";
import { COMMAND_NAMES } from "./names.ts";

const options = {
  path: positional(text("name", "a command, a family of commands, or a word to search for; default: all")),
  all: toggle("describe all that is found in full, not only what is named"),
};

/** `im schema` */
export const schema = defineCommand({
  name: "schema",
  summary: "Show the input and output of a command",
  description: [
    "Describes a command as JSON Schema, in the form in which agents take tools: what it takes (inputSchema), the " +
    "document that it prints (outputSchema), and risk, identities, scopes and examples (_meta). A family, a resource " +
    "of the API or a word lists what belongs to it. Works offline, without login.",
  ],
  examples: [
    { comment: "list everything", line: "schema --format table" },
    { comment: "a shortcut", line: "schema +messages-send" },
    { comment: "a method of the API", line: "schema messages delete" },
    { comment: "what is there for members of a chat", line: "schema chat.members" },
    { comment: "everything about reactions, in full", line: "schema reaction --all" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  columns: ["name", "description", "risk", "identities", "http_method", "path"],
  answer: async () => (await import("../schema/answer.ts")).schemaAnswer(),
  options,
  async run({ path, all }, { program }): Promise<CommandResult> {
    const { loadCatalogue } = await import("../../core/api/load-catalogue.ts");
    const { allEntries, selectEntries } = await import("../schema/entries.ts");
    const { entryLines, toolLines } = await import("../schema/view.ts");
    const entries = allEntries(await program.commands(), COMMAND_NAMES, await loadCatalogue());
    const found = selectEntries(path, entries);
    if (found.kind === "one") {
      const tool = await found.entry.describe();
      return { data: plain(tool), pretty: (screen) => toolLines(tool, screen) };
    }
    if (found.entries.length === 0) throw unknownName(path, entries);
    const items = all
      ? (await Promise.all(found.entries.map((one) => one.describe()))).map(plain)
      : found.entries.map(rowOf);
    return { data: { items }, rows: items, pretty: (screen) => entryLines(found.entries, screen) };
  },
});

function rowOf({ name, summary, method, risk, identities }: Entry): JsonObject {
  return {
    name,
    description: summary,
    ...(method === undefined ? {} : { http_method: method.http, path: method.path }),
    identities,
    risk,
  };
}

function unknownName(path: readonly string[], entries: readonly Entry[]): Failure {
  const name = path.join(" ");
  const names = new Set(entries.flatMap((one) => [...one.families, ...one.names]));
  const suggestions = suggest(name, [...names], 6);
  const resources = [...new Set(entries.flatMap(({ method, families }) => method && families.at(-1) || []))];
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `no command is called or mentions "${name}"`,
    hint: suggestions[0] === undefined
      ? phrase`resources: ${resources.join(", ")}; all commands: ${action("schema")}`
      : phrase`did you mean ${suggestions[0]}? all commands: ${action("schema")}`,
    param: "path",
    params: [{ name, reason: "unknown name", ...(suggestions.length ? { suggestions } : {}) }],
  });
}

/** Typed records are JSON. */
function plain(value: object): JsonObject {
  return value as JsonObject;
}
