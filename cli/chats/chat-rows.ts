import type { JsonObject, JsonValue } from "../../core/json.ts";
import { stringAt } from "../../core/json-access.ts";
import { prettyTable } from "../output/pretty-table.ts";

/** Told only where there is something to tell (chats sheet 5). */
const EXTRAS = [
  "description",
  "owner_id",
  "external",
  "chat_status",
  "chat_mode",
  "p2p_target_type",
  "p2p_target_id",
];

/** Chats for people: a table, and below it what was filtered out. */
export function prettyChats(chats: readonly JsonObject[], filter: JsonObject | undefined): readonly string[] {
  const rows = chats.map((chat) => ({
    chat_id: stringAt(chat, "chat_id") ?? "",
    name: stringAt(chat, "name") ?? "",
    ...Object.fromEntries(EXTRAS.map((key) => [key, cellOf(chat[key])]).filter(([, cell]) => cell !== "")),
  }));
  const hint = stringAt(filter, "hint") ?? "";
  return [
    ...(rows.length === 0 ? ["no chats"] : prettyTable(rows).trimEnd().split("\n")),
    ...(hint === "" ? [] : [hint]),
  ];
}

function cellOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : typeof value === "boolean" ? String(value) : "";
}
