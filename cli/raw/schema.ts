import type { Method } from "../../core/api/method.ts";
import { Failure } from "../../core/failure.ts";
import type { JsonObject } from "../../core/json/json.ts";
import { action, phrase } from "../../core/text/phrase.ts";
import { type Command, type CommandResult, defineCommand } from "../command.ts";
import { positional, text } from "../options/option.ts";
import { suggest } from "../suggestion.ts";

const options = {
  path: positional(text("path", "a method, a resource or a shortcut; default: list everything")),
};

/** `im schema` */
export const schema = defineCommand({
  name: "schema",
  summary: "Show the input and output of a command",
  description: [
    "For a raw method, prints HTTP method and path, parameters, body and response as JSON Schema, scopes, " +
    "identities and examples; for a shortcut, its options. Works offline, without login.",
  ],
  examples: [
    { comment: "list everything", line: "schema --format table" },
    { comment: "one method", line: "schema im.messages.create" },
    { comment: "the methods of a resource", line: "schema chat.members" },
    { comment: "a shortcut", line: "schema +messages-send" },
  ],
  identities: [],
  scopes: [],
  risk: "read",
  options,
  async run({ path }, { program }): Promise<CommandResult> {
    const { loadCatalogue } = await import("../../core/api/load-catalogue.ts");
    const shortcuts = (await program.commands()).filter(({ name }) => name.startsWith("+"));
    return await describePath(normalizePath(path), await loadCatalogue(), shortcuts);
  },
});

/** `im.chat.members.create`, `chat.members create` and `im chat.members create` mean the same. */
function normalizePath(words: readonly string[]): string {
  return words.join(".").replace(/^im(\.|$)/, "");
}

async function describePath(
  name: string,
  methods: readonly Method[],
  shortcuts: readonly Command[],
): Promise<CommandResult> {
  const shortcut = shortcuts.find((one) => one.name === name);
  if (shortcut !== undefined) {
    const { describeCommand } = await import("./describe.ts");
    return { data: describeCommand(shortcut) };
  }
  const method = methods.find(({ id }) => id === name);
  if (method !== undefined) {
    const { describeMethod } = await import("./describe.ts");
    return { data: describeMethod(method) };
  }
  const below = methods.filter(({ id }) => name === "" || id.startsWith(`${name}.`));
  const items = [...name === "" ? shortcuts.map(shortcutRow) : [], ...below.map(methodRow)];
  if (items.length === 0) throw unknownPath(name, methods, shortcuts);
  // By code unit, so that the order is the same everywhere.
  const sorted = items.sort((a, b) => a.name < b.name ? -1 : 1);
  return { data: { items: sorted }, rows: sorted };
}

interface Row extends JsonObject {
  readonly name: string;
}

function methodRow({ id, summary, http, path, identities, risk }: Method): Row {
  return { name: id, summary, http_method: http, path, identities, risk };
}

function shortcutRow({ name, summary, identities, risk }: Command): Row {
  return { name, summary, http_method: "", path: "", identities, risk };
}

function unknownPath(name: string, methods: readonly Method[], shortcuts: readonly Command[]): Failure {
  const resources = [...new Set(methods.map(({ id }) => id.replace(/\.[^.]+$/, "")))];
  const names = [...resources, ...methods.map(({ id }) => id), ...shortcuts.map((one) => one.name)];
  const suggestions = suggest(name, names, 6);
  return new Failure({
    type: "validation",
    subtype: "invalid_argument",
    message: `unknown method "${name}"`,
    hint: suggestions[0] === undefined
      ? phrase`resources: ${resources.join(", ")}; all methods: ${action("schema")}`
      : phrase`did you mean ${suggestions[0]}? all methods: ${action("schema")}`,
    param: "path",
    params: [{ name, reason: "unknown method", ...(suggestions.length ? { suggestions } : {}) }],
  });
}
