/**
 * `api_schema`: tools and methods by the names that a client calls them by.
 *
 * @module
 */

import type { JsonObject } from "../../core/json/json.ts";
import { type Command, type CommandResult, defineCommand } from "../command.ts";
import { COMMAND_NAMES } from "../commands/names.ts";
import { optional, text, toggle } from "../options/option.ts";
import { allEntries, type EntryFacts, rowOf, selectEntries, unknownEntry } from "../schema/entries.ts";
import { schemaAnswer } from "../schema/answer.ts";
import { toolName } from "./tool.ts";

/** What can be described. */
export interface Describable {
  /** The commands of all tools, served or not. */
  readonly commands: readonly Command[];
  /** Saving files is allowed. */
  readonly allowWrite: boolean;
  /** Why it cannot be called; absent where it can. */
  refusalOf(entry: EntryFacts): string | undefined;
}

const options = {
  method: optional(
    text("name", "a method or a tool, a family of them, or a word to search for; default: all"),
  ),
  all: toggle("describe everything that is found in full, not only a command named exactly"),
};

/** One of them. */
interface ClientEntry extends EntryFacts {
  describe(): Promise<JsonObject>;
}

/** Makes the command of the tool. */
export function describingCommand(describable: Describable): Command {
  const { refusalOf } = describable;
  return defineCommand({
    name: "schema",
    summary: "Describe a method of the IM API for api_call, or a tool in full",
    examples: [],
    identities: [],
    scopes: [],
    risk: "read",
    answer: () => Promise.resolve(schemaAnswer()),
    options,
    async run({ method = "", all }): Promise<CommandResult> {
      const entries = await clientEntries(describable);
      const typed = method.replace(/^(im )?(?=\+)/, "");
      const found = selectEntries([typed.startsWith("+") ? toolName(typed) : typed], entries);
      if (found.kind === "one") {
        const why = refusalOf(found.entry);
        return {
          data: await found.entry.describe(),
          warnings: why === undefined ? [] : [{ key: "not_callable", detail: why }],
        };
      }
      if (found.entries.length === 0) {
        throw unknownEntry(method, entries, { kind: "tool or method", param: "method" });
      }
      const callable = found.entries.filter((one) => refusalOf(one) === undefined);
      const hidden = found.entries.length - callable.length;
      const items = all
        ? await Promise.all(callable.map((one) => one.describe()))
        : callable.map((one) => rowOf(one));
      return {
        data: { items },
        rows: items,
        warnings: hidden === 0 ? [] : [{ key: "not_listed", detail: `${hidden} that cannot be called here` }],
      };
    },
  });
}

/** Tools first, then methods, each by name. */
async function clientEntries({ commands, allowWrite }: Describable): Promise<readonly ClientEntry[]> {
  const { loadCatalogue } = await import("../../core/api/load-catalogue.ts");
  const { describeCommand, describeMethod } = await import("./descriptions.ts");
  return [
    ...allEntries(commands, COMMAND_NAMES, []).flatMap((entry): readonly ClientEntry[] => {
      const command = commands.find(({ name }) => entry.name === `im ${name}`);
      if (command === undefined) return [];
      const names = [...new Set(entry.names.map(toolName))];
      const describe = () => describeCommand(command, allowWrite);
      return [{ ...entry, name: toolName(command.name), names, describe }];
    }),
    ...allEntries([], [], await loadCatalogue()).flatMap((entry): readonly ClientEntry[] => {
      const { method } = entry;
      if (method === undefined) return [];
      return [{ ...entry, name: method.id, describe: () => Promise.resolve(describeMethod(method)) }];
    }),
  ];
}
