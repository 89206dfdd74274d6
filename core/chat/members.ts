import { objectsAt, stringAt } from "../json/access.ts";
import type { JsonObject, JsonValue } from "../json/json.ts";
import type { Page, PagingResult } from "../platform/pages.ts";

/** The members of a chat. */
export interface CollectedMembers {
  readonly end: PagingResult;
  /** Empty, like the bots, where they were put out page by page. */
  readonly users: readonly JsonObject[];
  readonly bots: readonly JsonObject[];
  readonly count: number;
  /** Kinds of members that the service told only in part, by the last page. */
  readonly truncations: readonly JsonObject[];
  /** `user_total` and `bot_total`, where the last page told them. */
  readonly totals: JsonObject;
}

/**
 * Reads the pages of a chat's members. What is said about the whole list stands on the last page.
 *
 * @param emit takes the members of each page as rows; absent: all are handed back at the end
 */
export async function collectMembers(
  pages: AsyncGenerator<Page, PagingResult>,
  emit?: (rows: readonly JsonObject[]) => Promise<void>,
): Promise<CollectedMembers> {
  const users: JsonObject[] = [];
  const bots: JsonObject[] = [];
  let count = 0;
  let last: JsonObject = {};
  while (true) {
    const next = await pages.next();
    if (next.done) {
      const truncations = objectsAt(last, "truncations");
      return { end: next.value, users, bots, count, truncations, totals: readTotals(last) };
    }
    last = next.value.data;
    const [more, moreBots] = [objectsAt(last, "users"), objectsAt(last, "bots")];
    count += more.length + moreBots.length;
    if (emit !== undefined) await emit(memberRows(more, moreBots));
    else {
      for (const user of more) users.push(user);
      for (const bot of moreBots) bots.push(bot);
    }
  }
}

/** People and bots as one list with their type. */
export function memberRows(users: readonly JsonObject[], bots: readonly JsonObject[]): JsonObject[] {
  return [
    ...users.map((user) => memberRow("user", user)),
    ...bots.map((bot) => memberRow("bot", bot)),
  ];
}

/** All rows have the same columns. */
function memberRow(type: string, member: JsonObject): JsonObject {
  return {
    ...{ type, member_id: stringAt(member, "member_id") ?? "", name: stringAt(member, "name") ?? "" },
    ...{ app_id: "", tenant_key: "" },
    ...member,
  };
}

function readTotals(data: JsonObject): JsonObject {
  const told = ["user_total", "bot_total"].flatMap((key): [string, JsonValue][] => {
    const value = data[key];
    return value === undefined || value === null ? [] : [[key, value]];
  });
  return Object.fromEntries(told);
}
