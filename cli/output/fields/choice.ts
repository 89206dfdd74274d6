/**
 * What a line selects with `--fields` and `--columns`, checked before anything is sent (docs/contract.md, 18).
 *
 * @module
 */

import { type Failure, invalidInput } from "../../../core/failure.ts";
import { action, input, phrase } from "../../../core/text/phrase.ts";
import type { Command } from "../../command.ts";
import type { GlobalValues } from "../../options/global.ts";
import type { Origin } from "../../options/read.ts";
import { unknownColumns } from "../columns.ts";
import { hasNoFields, type KnownFields, knownFields } from "./known.ts";
import { checkFields, isPartOf, type Selection, selectionOf, SLIM } from "./selection.ts";

/** The lists of the line, and where each comes from. */
export interface GivenFields {
  readonly values: Pick<GlobalValues, "fields" | "columns">;
  readonly origins: Readonly<Record<"fields" | "columns", Origin>>;
}

/** What is selected. */
export interface FieldChoice {
  readonly selection: Selection | undefined;
  /** The fields were checked. */
  readonly areFieldsKnown: boolean;
}

/**
 * Reads and checks what a line selects.
 *
 * @throws {Failure} exit 2 for a field or column that the records of the command never have, for an empty list, which is
 * most likely a variable that is not set, and where the command prints no records.
 */
export async function chooseFields(
  command: Command,
  { values: { fields, columns }, origins }: GivenFields,
): Promise<FieldChoice> {
  const isBlank = (key: "fields" | "columns", list: readonly string[]) =>
    list.length === 0 && origins[key] !== "default";
  const isAsked = fields.length + columns.length > 0 || isBlank("fields", fields) ||
    isBlank("columns", columns);
  if (isAsked && await hasNoFields(command)) {
    // A variable is there for all commands.
    for (const key of ["fields", "columns"] as const) {
      if (origins[key] === "option") throw noRecords(key, command);
    }
    return { selection: undefined, areFieldsKnown: false };
  }
  const known = isAsked ? await knownFields(command) : undefined;
  if (isBlank("fields", fields)) throw await emptyList("fields", command);
  if (isBlank("columns", columns)) throw await emptyList("columns", command);
  const selection = selectionOf(fields, command);
  if (selection !== undefined && known !== undefined) checkFields(selection, known);
  if (columns.length > 0) checkColumns(columns, known, selection);
  return { selection, areFieldsKnown: known !== undefined };
}

function noRecords(key: "fields" | "columns", { name }: Command): Failure {
  return invalidInput(
    key,
    phrase`${action(name)} prints no records, so ${input(key)} has nothing to choose from`,
    phrase`leave ${input(key)} out`,
  );
}

function checkColumns(
  columns: readonly string[],
  known: KnownFields | undefined,
  selection: Selection | undefined,
): void {
  const unknown = columns.filter((column) => known?.has(column) === false);
  if (unknown.length > 0) throw unknownColumns(unknown, known?.names ?? []);
  if (selection === undefined || selection.isSlim) return;
  const { paths } = selection;
  const [left] = columns.filter((column) =>
    !paths.some((path) => isPartOf(path, column) || isPartOf(column, path))
  );
  if (left === undefined) return;
  throw invalidInput(
    "columns",
    phrase`${input("fields")} leaves out the column "${left}"`,
    phrase`add it there, or leave ${input("columns")} out: the fields are the columns`,
  );
}

/** The names that such an option takes, as a hint; `undefined` where only an answer can tell. */
export async function nameChoices(key: "fields" | "columns", command: Command): Promise<string | undefined> {
  const names = (await knownFields(command))?.names ?? (key === "columns" ? command.columns : undefined);
  return names === undefined
    ? undefined
    : `choose from ${[...(key === "fields" ? [SLIM] : []), ...names].join(", ")}`;
}

async function emptyList(key: "fields" | "columns", command: Command): Promise<Failure> {
  const choices = await nameChoices(key, command);
  const hint = choices === undefined
    ? phrase`name fields of the records, such as ${input(key, "name,create_time")}, or leave it out`
    : `${choices}; or leave it out`;
  return invalidInput(key, phrase`${input(key)} is empty`, hint);
}
