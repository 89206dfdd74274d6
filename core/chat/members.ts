import type { JsonObject, JsonValue } from "../json/json.ts";
import type { ChatMember, Truncation } from "./wire.ts";

/** A member with its kind; all of them have the same first columns. */
export type MemberRow = ChatMember & { readonly type: "user" | "bot" };

/** People and bots as one list. */
export function memberRows(users: readonly ChatMember[], bots: readonly ChatMember[]): readonly MemberRow[] {
  return [
    ...users.map((user) => memberRow("user", user)),
    ...bots.map((bot) => memberRow("bot", bot)),
  ];
}

function memberRow(type: MemberRow["type"], member: ChatMember): MemberRow {
  return {
    type,
    member_id: member.member_id ?? "",
    name: member.name ?? "",
    app_id: "",
    tenant_key: "",
    ...member,
  };
}

/** `user_total` and `bot_total`, where the data of a page has them. */
export function memberTotals(data: JsonObject): JsonObject {
  const totals = ["user_total", "bot_total"].flatMap((key): [string, JsonValue][] => {
    const value = data[key];
    return value === undefined || value === null ? [] : [[key, value]];
  });
  return Object.fromEntries(totals);
}

/** Why the service lists a part of the members only, in words. */
export function describeTruncation({ member_type: type, limit }: Truncation): string {
  return `for security reasons the service does not list all members of type "${type ?? "member"}"` +
    (limit === undefined || limit === null ? "" : ` (limit ${limit})`);
}
