import { stringAt } from "../../../core/json/access.ts";
import type { JsonObject, JsonValue } from "../../../core/json/json.ts";
import { prettyTable } from "../../output/formats/table.ts";

/** Told only where there is something to tell. */
const OPTIONAL_COLUMNS = [
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
    ...Object.fromEntries(
      OPTIONAL_COLUMNS.map((key) => [key, cellOf(chat[key])]).filter(([, cell]) => cell !== ""),
    ),
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
