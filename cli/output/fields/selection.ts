/**
 * `--fields`: which fields of the records are printed, in every format (docs/contract.md, 18).
 *
 * Paths lead into the records of a list, or into the data where it is no list: `message_id,sender.name`. The word `slim`
 * stands for the fields that most tasks need (`slim.ts`).
 *
 * @module
 */

import { invalidInput } from "../../../core/failure.ts";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../core/json/json.ts";
import type { Command, CommandResult } from "../../command.ts";
import { suggest } from "../../suggestion.ts";
import type { KnownFields } from "./known.ts";
import { hasPath, pathsIn, project } from "./project.ts";
import { slimRecord } from "./slim.ts";

/** The word for the preset. */
export const SLIM = "slim";

/** The fields that were asked for. */
export interface Selection {
  /** In the order of the line, without the word for the preset. */
  readonly paths: readonly string[];
  readonly isSlim: boolean;
  /** The fields of the preset; absent where the command names none. */
  readonly slim: readonly string[] | undefined;
  /** The entries of a list that hold the records. */
  readonly groups?: Command["groups"];
}

/** What `--fields` says about a command; nothing where it is not given. */
export function selectionOf(
  fields: readonly string[],
  { slim, groups }: Pick<Command, "slim" | "groups">,
): Selection | undefined {
  if (fields.length === 0) return undefined;
  const isSlim = fields.includes(SLIM);
  const paths = [...new Set(fields)].filter((one) => one !== SLIM);
  return { paths, isSlim, slim, ...(groups === undefined ? {} : { groups }) };
}

/** The paths from a record on: in `messages.content` of a chat, the record is the message. */
function pathsOfRecords({ paths, groups }: Selection): readonly string[] {
  if (groups === undefined) return paths;
  const start = `${groups.records}.`;
  return paths.map((path) => path.startsWith(start) ? path.slice(start.length) : path);
}

/**
 * Checks fields before a command runs.
 *
 * @throws {Failure} exit 2 for a field that its records never have
 */
export function checkFields({ paths }: Selection, known: KnownFields): void {
  const unknown = paths.filter((path) => !known.has(path));
  if (unknown.length === 0) return;
  throw unknownFields(unknown, known.names, known.besides(unknown[0] ?? ""));
}

/** Whether a path is another one, or leads into it. */
export function isPartOf(path: string, other: string): boolean {
  return path === other || path.startsWith(`${other}.`);
}

/** The fields that no record has, where nobody knew before which there are; and those that there are. */
export interface MissingFields {
  readonly unknown: readonly string[];
  readonly known: readonly string[];
}

/** Looks for fields in an answer; nothing is missing where it has no records. */
export function missingFields(result: CommandResult, { paths }: Selection): MissingFields {
  const records = recordsOf(result);
  if (records.length === 0) return { unknown: [], known: [] };
  return {
    unknown: paths.filter((path) => !records.some((record) => hasPath(record, path.split(".")))),
    known: pathsIn(records),
  };
}

/**
 * The failure for fields that there are not.
 *
 * @param besides the fields beside which the first of them would stand
 */
export function unknownFields(
  unknown: readonly string[],
  known: readonly string[],
  besides: readonly string[] = [],
) {
  const [meant] = suggest(unknown[0] ?? "", [...known, ...besides], 1);
  return invalidInput(
    "fields",
    `no such ${unknown.length === 1 ? "field" : "fields"}: ${unknown.map((path) => `"${path}"`).join(", ")}`,
    `${meant === undefined ? "" : `did you mean ${meant}? `}choose from ${[SLIM, ...known].join(", ")}`,
  );
}

function recordsOf({ rows, data }: CommandResult): readonly JsonValue[] {
  return rows ?? [data];
}

/** The result with the selected fields only. */
export function selectFields(result: CommandResult, given: Selection): CommandResult {
  const selection = { ...given, paths: pathsOfRecords(given) };
  const select = (record: JsonValue) => isJsonObject(record) ? selectedRecord(record, selection) : record;
  const { rows, data, lists } = result;
  if (rows === undefined) return { ...result, data: selectedRecord(data, selection) };
  return {
    ...result,
    rows: rows.map(select),
    data: selectedData(data, {
      lists,
      isSlim: selection.isSlim,
      select,
      ...(selection.groups === undefined ? {} : { groups: selection.groups }),
    }),
  };
}

function selectedRecord(record: JsonObject, { paths, isSlim, slim }: Selection): JsonObject {
  const own = project(record, paths.map((path) => path.split(".")));
  return isSlim ? { ...slimRecord(record, slim), ...own } : own;
}

/** What the preset leaves out of a list's data: it stands in `meta.pagination` as well. */
const CURSOR_KEYS = ["has_more", "page_token", "next_page_token", "total"];

interface DataSelection {
  readonly lists: CommandResult["lists"];
  readonly isSlim: boolean;
  readonly groups?: Command["groups"];
  select(record: JsonValue): JsonValue;
}

/** The data of a list: its lists of records with the selected fields; lists in which nothing is left are left out. */
function selectedData(data: JsonObject, selection: DataSelection): JsonObject {
  const { lists, isSlim, groups, select } = selection;
  const all = Object.entries({ ...data, ...lists }).flatMap(([key, value]): [string, JsonValue][] => {
    if (isSlim && CURSOR_KEYS.includes(key)) return [];
    if (!Array.isArray(value) || !value.some(isJsonObject)) {
      return isSlim && isEmptyList(value) ? [] : [[key, value]];
    }
    if (lists !== undefined && lists[key] === undefined) return [];
    const entries = value as readonly JsonValue[];
    if (groups?.list === key) {
      return [[
        key,
        entries.map((one) => selectedGroup(one, groups.records, selection)),
      ]];
    }
    const selected = entries.map(select);
    const isBlank = selected.every((one) => isJsonObject(one) && Object.keys(one).length === 0);
    return isBlank && lists?.[key] === undefined ? [] : [[key, selected]];
  });
  return Object.fromEntries(all);
}

/** What the preset leaves out of a record that its group says. */
const OF_GROUP = new Set(["chat_id", "chat_name", "chat_type", "chat_partner"]);

/** An entry that holds records: it keeps its own fields, and its records have the selected ones. */
function selectedGroup(group: JsonValue, key: string, { isSlim, select }: DataSelection): JsonValue {
  const records = isJsonObject(group) ? group[key] : undefined;
  if (!isJsonObject(group) || !Array.isArray(records)) return group;
  const own = isSlim ? slimRecord(group, Object.keys(group).filter((one) => one !== key)) : group;
  const selected = (records as readonly JsonValue[]).map(select).map((one) =>
    isSlim && isJsonObject(one)
      ? Object.fromEntries(Object.entries(one).filter(([name]) => !OF_GROUP.has(name)))
      : one
  );
  const { [key]: _, ...fields } = own;
  const isBlank = selected.every((one) => isJsonObject(one) && Object.keys(one).length === 0);
  return isBlank && records.length > 0 ? fields : { ...fields, [key]: selected };
}

function isEmptyList(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length === 0;
}

/**
 * The columns of the selected fields, in the order of the line; nothing where the preset alone is asked for.
 *
 * @param declared the columns that the command knows
 * @param present the columns of the rows, which have the selected fields only
 */
export function selectedColumns(
  selection: Selection,
  declared: readonly string[] = [],
  present: readonly string[] = [],
): readonly string[] {
  if (selection.isSlim) return [];
  const paths = pathsOfRecords(selection);
  return [
    ...new Set(paths.flatMap((path) => {
      const inside = [...declared, ...present].filter((column) => isPartOf(column, path));
      const around = [...declared, ...present].find((column) => isPartOf(path, column));
      return inside.length > 0 ? inside : [around ?? path];
    })),
  ];
}
