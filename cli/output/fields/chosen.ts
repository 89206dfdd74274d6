/**
 * What `--fields` and `--columns` of a line name; where they name nothing, what there is is told.
 *
 * @module
 */

import { type Failure, invalidArgument } from "../../../core/failure.ts";
import type { Command } from "../../command.ts";
import type { Settings } from "../../options/read.ts";
import { type KnownFields, knownFields } from "./known.ts";
import { checkFields, type Selection, selectionOf, SLIM } from "./selection.ts";

/** The fields that a line selects, and those that its command is known to have; absent where none are selected. */
export interface ChosenFields {
  readonly selection: Selection | undefined;
  readonly known: KnownFields | undefined;
}

/**
 * The fields of a line, checked as far as they can be before the command runs.
 *
 * @throws {Failure} exit 2 for an option without a name, and for a field that the records never have
 */
export async function chooseFields(settings: Settings, command: Command): Promise<ChosenFields> {
  const empty = await emptyNames(settings, command);
  if (empty !== undefined) throw empty;
  const selection = selectionOf(settings.values.fields, command.slim);
  const known = selection && await knownFields(command);
  if (selection !== undefined && known !== undefined) checkFields(selection, known);
  return { selection, known };
}

/** The names that such an option takes, as a hint; `undefined` where only an answer can tell. */
export async function nameChoices(
  key: "fields" | "columns",
  command: Command,
): Promise<string | undefined> {
  const names = key === "columns" ? command.columns : (await knownFields(command))?.names;
  if (names === undefined) return undefined;
  return `choose from ${(key === "columns" ? names : [SLIM, ...names]).join(", ")}`;
}

/** The failure for one of them that was given and names nothing. */
async function emptyNames(
  { values, origins, names }: Settings,
  command: Command,
): Promise<Failure | undefined> {
  const key = (["fields", "columns"] as const).find((one) =>
    origins[one] !== "default" && values[one].length === 0
  );
  if (key === undefined) return undefined;
  const name = names[key] ?? `--${key}`;
  const hint = await nameChoices(key, command) ?? `leave ${name} out, or name what the answer has`;
  return invalidArgument(name, `${name} is empty`, hint);
}
