/**
 * Responses for people, where all that is known about them is their shape.
 *
 * @module
 */

import { isJsonObject, type JsonObject, type JsonValue } from "../../core/json/json.ts";
import { readMessages } from "../../core/message/wire.ts";
import { displayWidth, padColumns } from "../../core/text/width.ts";
import { wrapText } from "../../core/text/wrap.ts";
import type { CommandResult } from "../command.ts";
import { sectionsByChat } from "../commands/messages/chat-sections.ts";
import { conciseText } from "../commands/messages/concise.ts";
import { conversation } from "../commands/messages/conversation.ts";
import { shownMessages } from "../commands/messages/shown-message.ts";
import { factLines, listing, type Moment, type Row, zoneLines } from "../output/listing.ts";
import { type Cell, flattenRow } from "../output/rows.ts";
import { visibleCell } from "../output/terminal.ts";
import { isLocalTime, shownCell, unixTime } from "../output/times.ts";
import type { Line, Screen } from "../screen.ts";

/**
 * The result with a view for people, unless it has one: rows by name and id with their fields, or the fields of one
 * record.
 *
 * @param columns the order of the fields, where the shape of the response is known
 */
export function withView(
  result: CommandResult,
  columns: readonly string[] = NAME_KEYS,
): CommandResult {
  if (result.pretty !== undefined) return result;
  const { rows, data } = result;
  return {
    ...result,
    ...conciseView(rows ?? [data]),
    pretty: (screen) =>
      rows === undefined ? recordView(data, columns, screen) : listView(rows, columns, screen),
  };
}

/** Fields that say what a thing is called. */
const NAME_KEYS = ["name", "title", "chat_name", "user_name", "app_name", "topic", "summary"];
/** Fields that the next command needs. */
const ID_REGEXP = /^(?:[a-z]+_)*(?:id|key)$/;
/** Longer values are no facts but texts. */
const MAX_FACT = 60;

/** Messages as the service sends them are shown like those of the shortcuts. */
function messagesView(rows: readonly JsonValue[], screen: Screen): readonly Line[] | undefined {
  if (!rows.every(isMessage)) return undefined;
  return conversation(shownMessages(readMessages(rows)), screen, { empty: "no messages", isMixed: true });
}

/** The same in Markdown; other records are shown by their shape. */
function conciseView(rows: readonly JsonValue[]): Pick<CommandResult, "concise"> {
  if (rows.length === 0 || !rows.every(isMessage)) return {};
  return {
    concise: () =>
      conciseText({ title: "Messages", sections: sectionsByChat(shownMessages(readMessages(rows))) }),
  };
}

function isMessage(row: JsonValue): boolean {
  if (!isJsonObject(row) || typeof row["message_id"] !== "string" || typeof row["msg_type"] !== "string") {
    return false;
  }
  return isJsonObject(row["body"]) || row["deleted"] === true;
}

function listView(rows: readonly JsonValue[], columns: readonly string[], screen: Screen): readonly Line[] {
  if (rows.length === 0) return ["nothing"];
  const messages = messagesView(rows, screen);
  if (messages !== undefined) return messages;
  return listing(rows.map((row) => rowOf(row, ordered(row, columns).filter(isUseful))), screen);
}

/** Fields that say nothing to people who look for something in a list; one record has them. */
function isUseful([column]: Cell): boolean {
  return !/(?:^|[._])(?:id_type|tenant_key|avatar)$/.test(column);
}

/** The fields of a row: those whose order is known, then the others; what is empty is left out. */
function ordered(row: JsonValue, columns: readonly string[]): readonly Cell[] {
  const cells = flattenRow(row).filter(([, text]) => text !== "" && text !== "[]");
  const place = (column: string) => columns.includes(column) ? columns.indexOf(column) : columns.length;
  return cells.toSorted(([one], [other]) => place(one) - place(other));
}

function rowOf(row: JsonValue, cells: readonly Cell[]): Row {
  if (!isJsonObject(row)) return { id: cells[0]?.[1] ?? "" };
  const name = NAME_KEYS.find((key) => typeof row[key] === "string" && row[key] !== "");
  const id = cells.find(([key]) => ID_REGEXP.test(key))?.[0];
  const others = cells.filter(([key]) => key !== name && key !== id);
  const isFact = ([, text]: Cell) => displayWidth(text) <= MAX_FACT && !text.includes("\n");
  return {
    ...(name === undefined ? {} : { name: String(row[name]) }),
    id: id === undefined ? "" : cells.find(([key]) => key === id)?.[1] ?? "",
    facts: others.filter(isFact).map(([key, text]): string | Moment => {
      const ms = unixTime([key, text]);
      return ms === undefined ? `${labelOf(key)}: ${text}` : { verb: `${labelOf(key)}:`, ms };
    }),
    notes: others.filter((cell) => !isFact(cell)).map(([key, text]) => `${labelOf(key)}: ${text}`),
  };
}

/** A column in words: `sender.id` is `sender id`, and `operator.operator_id`, which says it twice, `operator_id`. */
function labelOf(column: string): string {
  const keys = column.split(".");
  return keys.filter((key, at) => !keys[at + 1]?.startsWith(`${key}_`)).join(" ");
}

function withZone(lines: readonly Line[], cells: readonly Cell[], screen: Screen): readonly Line[] {
  return [...lines, ...zoneLines(cells.some(isLocalTime), screen)];
}

/** The fields of one record, each with its whole value. */
function recordView(record: JsonObject, columns: readonly string[], screen: Screen): readonly Line[] {
  const message = messagesView([record], screen);
  if (message !== undefined) return message;
  const fields = Object.entries(record).filter(([, value]) => !isListOfObjects(value));
  const lists = Object.entries(record).filter((entry): entry is [string, JsonObject[]] =>
    isListOfObjects(entry[1])
  );
  const cells = ordered(Object.fromEntries(fields), columns);
  const lines = [
    ...fieldLines(cells, screen),
    ...lists.flatMap(([key, entries]): Line[] => [
      [{ text: `${visibleCell(key)}:`, style: "bold" }],
      ...entries.flatMap((entry) => entryLines(entry, screen)),
    ]),
  ];
  if (lines.length === 0) return ["done"];
  return withZone(lines, [...cells, ...lists.flatMap(([, entries]) => entries.flatMap(flattenRow))], screen);
}

function isListOfObjects(value: JsonValue | undefined): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isJsonObject);
}

/** Columns that a key takes at most before its value stands further to the right. */
const MAX_KEY = 30;
/** With less room beside its key, a long value stands below it. */
const MIN_VALUE = 36;

function fieldLines(cells: readonly Cell[], { columns = Infinity }: Screen): readonly Line[] {
  const keys = Math.min(MAX_KEY, Math.max(0, ...cells.map(([key]) => displayWidth(labelOf(key)))));
  const beside = columns - keys - 2;
  return cells.flatMap(([key, text]): Line[] => {
    const value = shownCell([key, text]).split("\n").map(visibleCell);
    const isBelow = beside < MIN_VALUE && value.some((line) => displayWidth(line) > beside);
    const width = isBelow ? columns - 2 : beside;
    const lines = value.flatMap((line) => width === Infinity ? [line] : wrapText(line, width));
    const [first = "", ...more] = isBelow ? ["", ...lines] : lines;
    const indent = " ".repeat(isBelow ? 0 : keys);
    return [
      [
        {
          text: first === "" ? visibleCell(labelOf(key)) : padColumns(visibleCell(labelOf(key)), keys),
          style: "bold",
        },
        ...(first === "" ? [] : ["  ", first]),
      ],
      ...more.map((line): Line => [indent, { text: "│ ", style: "dim" }, line]),
    ];
  });
}

function entryLines(entry: JsonObject, { columns = Infinity }: Screen): readonly Line[] {
  const facts = ordered(entry, []).map(([key, text]) =>
    `${labelOf(key)}: ${visibleCell(shownCell([key, text]))}`
  );
  const [first = "", ...more] = factLines(facts.map(visibleCell), columns - 2);
  return [`- ${first}`, ...more.map((line) => `  ${line}`)];
}
