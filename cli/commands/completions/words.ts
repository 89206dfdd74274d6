/**
 * Words that are no options: commands, groups, topics, and what stands behind some commands.
 *
 * @module
 */

import type { ParsedLine } from "../../line.ts";
import { loadCommands } from "../mod.ts";
import { TOPIC_NAMES } from "../names.ts";
import type { Candidate, Known } from "./candidate.ts";

/** The shells that there are completions for. */
export const SHELLS = ["bash", "zsh", "fish"] as const;

/** What may stand where a command is expected. */
export async function commandCandidates(
  { group, isHelp, isShortHelp, topic, unknownCommand }: ParsedLine,
): Promise<readonly Candidate[]> {
  if (unknownCommand !== undefined || topic !== undefined) return [];
  if (group !== undefined) {
    return group.commands.map(({ name, summary }) => ({
      value: name.slice(group.name.length + 1),
      text: summary,
    }));
  }
  const { rawResources } = await import("../../raw/resources.ts");
  const commands = await loadCommands();
  const groups = Map.groupBy(
    commands.filter(({ name }) => name.includes(" ")),
    ({ name }) => name.split(" ")[0] ?? "",
  );
  const all: readonly Candidate[] = [
    ...commands.filter(({ name }) => !name.includes(" "))
      .map(({ name, summary }) => ({ value: name, text: summary })),
    ...[...groups].map(([name, members]) => ({
      value: name,
      text: members.map((one) => one.name.slice(name.length + 1)).join(", "),
    })),
    ...(await rawResources()).map(([resource, methods]) => ({ value: resource, text: `API: ${methods}` })),
  ];
  return isHelp && !isShortHelp
    ? [...TOPIC_NAMES.map((name) => ({ value: name, text: "topic" })), ...all, HELP]
    : [...all, HELP];
}

const HELP: Candidate = { value: "help", text: "Show help" };

/** What may stand behind a command without an option. */
export async function positionalCandidates(
  command: string,
  words: readonly string[],
  known: Known,
): Promise<readonly Candidate[]> {
  if (words.length > 0) return [];
  switch (command) {
    case "completions":
      return SHELLS.map((value) => ({ value, text: "" }));
    case "api":
      return ["GET", "POST", "PUT", "PATCH", "DELETE"].map((value) => ({ value, text: "" }));
    case "profile use":
    case "profile rename":
    case "profile remove":
      return await known.profiles();
    case "schema": {
      const { allCommands } = await import("../mod.ts");
      return (await allCommands()).map(({ name, summary }) => ({
        value: name.replace(" ", "."),
        text: summary,
      }));
    }
    default:
      return [];
  }
}
