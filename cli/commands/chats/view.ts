import type { Chat } from "../../../core/chat/wire.ts";
import { stringAt } from "../../../core/json/access.ts";
import type { JsonObject } from "../../../core/json/json.ts";
import { prettyTable } from "../../output/formats/table.ts";

/** Shown only where they have a value. */
const OPTIONAL_COLUMNS = [
  "description",
  "owner_id",
  "external",
  "chat_status",
  "chat_mode",
  "p2p_target_type",
  "p2p_target_id",
] as const;

/** Chats for people: a table, and below it what was filtered out. */
export function prettyChats(chats: readonly Chat[], filter: JsonObject | undefined): readonly string[] {
  const rows = chats.map((chat) => ({
    chat_id: chat.chat_id ?? "",
    name: chat.name ?? "",
    ...Object.fromEntries(
      OPTIONAL_COLUMNS.map((key) => [key, String(chat[key] ?? "")]).filter(([, cell]) => cell !== ""),
    ),
  }));
  const hint = stringAt(filter, "hint") ?? "";
  return [
    ...(rows.length === 0 ? ["no chats"] : prettyTable(rows).trimEnd().split("\n")),
    ...(hint === "" ? [] : [hint]),
  ];
}
