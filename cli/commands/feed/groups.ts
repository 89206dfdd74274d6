/**
 * What the commands about feed groups share.
 *
 * @module
 */

import {
  type DirectChatContext,
  nameDirectChatsById,
  previewDirectChats,
} from "../../../core/enrich/direct-chats.ts";
import { invalidArgument } from "../../../core/failure.ts";
import { type FeedChats, previewFeedChats } from "../../../core/feed/chats.ts";
import { FEED_ITEM, type FeedItem } from "../../../core/feed/wire.ts";
import type { WireSchema } from "../../../core/json/schema.ts";
import type { ApiRequest } from "../../../core/platform/request.ts";
import { type Edge, MAX_DATE_MS, parseTime, parseUnixTime, type TypedTime } from "../../../core/text/time.ts";
import type { World } from "../../../core/world.ts";
import type { Runtime, ScopeNeeds } from "../../command.ts";
import { parseId } from "../../options/ids.ts";
import { alias, type Kind, optional, type OptionValues, toggle } from "../../options/option.ts";
import type { PageDefaults } from "../../options/page.ts";
import { timeHint, type TimeRange, timeRange } from "../../options/time.ts";
import { counted } from "../../../core/text/count.ts";
import { isHumanReadable } from "../../output/formats/traits.ts";
import type { Line, Screen } from "../../screen.ts";
import { listing } from "../../output/listing.ts";

/** Pages of the lists about feed groups. */
export const FEED_PAGES: PageDefaults = { size: 50, limit: 10, delay: 200 };

const MILLISECONDS_HINT = timeHint("Unix milliseconds (1779238800000)");

/** A card with the name of its chat. */
type NamedItem = FeedItem & { readonly chat_name?: string };

const NAMED_ITEM: WireSchema<NamedItem> = FEED_ITEM;

/** A window on the time of the last change. */
export const timeRangeOptions = {
  startTime: alias(optional(changeTime("start", "only changes from this time on")), "start"),
  endTime: alias(optional(changeTime("end", "only changes up to this time")), "end"),
};

export const noDetailOption = toggle("do not fetch the names of the chats");

/** The scopes of commands that list the chats of a group, with their names. */
export function groupItemNeeds({ noDetail }: { readonly noDetail: boolean }): ScopeNeeds {
  return { required: [["im:feed_group_v1:read"]], helpful: noDetail ? [] : ["im:chat:read"] };
}

/** A feed group's id (`ofg_…`), trimmed. */
export const feedGroupId: Kind<string> = {
  placeholder: "ofg_id",
  summary: "the feed group",
  parse: (value, name) =>
    parseId(name, value, {
      prefixes: ["ofg_"],
      what: "a feed group id",
      hint: "feed group ids begin with ofg_; list them with: im +feed-group-list",
    }),
};

/** Bare digits are Unix milliseconds here, as in the service; other forms as everywhere. */
function changeTime(edge: Edge, summary: string): Kind<TypedTime> {
  return {
    placeholder: "time",
    summary: `${summary}; bare digits are Unix milliseconds`,
    parse(value, name) {
      const text = value.trim();
      const given = /^\d+$/.test(text) ? Number(text) : parseTime(text, edge);
      if (typeof given === "function") return given;
      if (given !== undefined && given <= MAX_DATE_MS) return () => given;
      throw invalidArgument(name, `${name} must be a time: "${value}"`, MILLISECONDS_HINT);
    },
  };
}

/** The window of a line, both ends counted from the same now. */
export function changeRange(
  { startTime: start, endTime: end }: OptionValues<typeof timeRangeOptions>,
  world: Pick<World, "clock">,
): TimeRange {
  return timeRange({ start, end }, world);
}

/** Cards that are in a group, and those that were taken out. */
export const ITEM_LISTS = { items: NAMED_ITEM, deleted_items: NAMED_ITEM };

/** The calls for the names of the chats, for dry runs. */
export function previewNames(
  when: string,
  { format, identity }: Pick<Runtime, "format" | "identity">,
): readonly ApiRequest[] {
  const request = previewFeedChats(when);
  return [
    { ...request, desc: `${request.desc}; --no-detail leaves it out` },
    ...(isHumanReadable(format) ? [previewDirectChats(identity)] : []),
  ];
}

/** Cards of a feed group, live and deleted. */
export interface FeedItems {
  readonly items: readonly NamedItem[];
  readonly deleted_items: readonly NamedItem[];
}

/**
 * The cards with `chat_name` where the chat is visible and has a name.
 *
 * @param people finds who the direct chats are with; absent: they have no name
 */
export async function withChatNames(
  source: FeedChats,
  { items, deleted_items }: FeedItems,
  people?: DirectChatContext,
): Promise<FeedItems> {
  const ids = [...items, ...deleted_items].map((item) => item.feed_id ?? "").filter((id) => id.trim() !== "");
  const found = await source.fetch(ids);
  const chats = people === undefined ? found : await nameDirectChatsById(people, found);
  const named = (item: NamedItem): NamedItem => {
    const name = chats.get(item.feed_id ?? "")?.name;
    return name?.trim() ? { ...item, chat_name: name } : item;
  };
  return { items: items.map(named), deleted_items: deleted_items.map(named) };
}

/** The cards of a feed group for people, with counts. */
export function prettyFeedItems(
  { items, deleted_items: deleted }: FeedItems,
  screen: Screen,
): readonly Line[] {
  const rows = items.map((item) => ({
    name: item.chat_name ?? "",
    id: item.feed_id ?? "",
    facts: [{ ms: parseUnixTime(item.update_time) }],
  }));
  const counts = `${counted(items.length, "card")}, ${deleted.length} deleted`;
  return [...listing(rows, screen), counts];
}
