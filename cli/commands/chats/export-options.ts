import { MEDIA_KINDS, RECALLED } from "../../../core/archive/sync/context.ts";
import type { Identity } from "../../../core/platform/identity.ts";
import type { ScopeNeeds } from "../../command.ts";
import { choiceList } from "../../options/choice.ts";
import { chatIds, userId } from "../../options/ids.ts";
import { listOf } from "../../options/list.ts";
import {
  alias,
  choice,
  integer,
  optional,
  type OptionValues,
  required,
  text,
  toggle,
  withDefault,
} from "../../options/option.ts";
import { byteSize, share } from "../../options/size.ts";
import { span, time } from "../../options/time.ts";

const DAY = 86_400_000;

/** The options of an export. */
export const exportOptions = {
  output: required(text("dir", "directory of the archive: a new one, or one to continue")),
  update: toggle("bring an archive up to date; this is done without the option, too"),
  chatId: listOf(chatIds("chats to export")),
  userId: optional(userId("the other person of a direct chat to export; as a user only")),
  all: toggle("export every chat you are in"),
  types: listOf(choiceList(["group", "p2p"], "with --all: groups, direct chats, or both")),
  exclude: listOf(chatIds("with --all: chats to leave out")),
  start: alias(optional(time("start", "messages from this time on")), "since"),
  end: alias(optional(time("end", "messages up to this time")), "until"),
  rescan: withDefault(span("how far back to look for edits, recalls and reactions"), 7 * DAY, "7d"),
  sweep: toggle("check every message, its reactions and every thread again, however old"),
  noMedia: toggle("do not save images and files"),
  mediaLimit: optional(byteSize("leave out files larger than this, such as 20MB or 20MiB")),
  mediaTypes: listOf(choiceList(MEDIA_KINDS, "only these kinds of files")),
  recheckMedia: toggle("fetch saved files again and compare them; if one differs, keep both"),
  noThreads: toggle("do not fetch replies in threads"),
  noReactions: toggle("do not fetch reactions"),
  noMembers: toggle("do not keep the lists of members and pins"),
  recalled: withDefault(
    choice(
      RECALLED,
      "last text of recalled messages: keep it, keep it in the history only (mark), or drop it for good",
    ),
    "keep",
  ),
  rate: withDefault(
    share("part of the service's limits to use; all programs of an app share them"),
    1,
  ),
  workers: optional(integer(1, 16, "calls of a kind to make at a time, 1 to 16; default: 4 to 10")),
  maxTime: optional(span("stop after this time; the next run continues")),
  failFast: toggle("stop at the first item that cannot be fetched; the next run continues"),
  verify: toggle("check the archive at the end"),
};

/** Their values. */
export type ExportValues = OptionValues<typeof exportOptions>;

/** Scopes for messages, replies and bundles, of which any one is enough. */
export const MESSAGE_SCOPES = ["im:message:readonly", "im:message", "im:message.history:readonly"] as const;
/** For the list of all chats: any one is enough. */
const CHAT_SCOPES = ["im:chat:read", "im:chat", "im:chat:readonly"] as const;
/** What further parts of an archive need; the first of each list of `LANE_SCOPES`. */
export const MORE_SCOPES = ["im:chat:read", "im:chat.members:read"] as const;
/** As a user, for the search that finds replies to old messages at once. */
export const SEARCH_SCOPE = "search:message";

/** The scopes of an export. What may be left out of an archive is helpful only. */
export function exportNeeds(
  { all, noMembers, noThreads, sweep }: Pick<ExportValues, "all" | "noMembers" | "noThreads" | "sweep">,
  identity: Identity,
): ScopeNeeds {
  const chats = identity === "user"
    ? ["im:message.group_msg:get_as_user", "im:message.p2p_msg:get_as_user"]
    : ["im:message.group_msg", "im:message.p2p_msg:readonly"];
  return {
    required: [MESSAGE_SCOPES, ...all ? [CHAT_SCOPES] : []],
    helpful: [
      ...[...chats, ...all ? [] : [CHAT_SCOPES[0]], ...noMembers ? [] : ["im:chat.members:read"]],
      ...identity === "bot" || noThreads || sweep ? [] : [SEARCH_SCOPE],
    ],
  };
}

/** Which kinds of chats are listed. */
export function typesOf({ types }: Pick<ExportValues, "types">, identity: Identity): readonly string[] {
  const wanted = types.length > 0 ? types : ["p2p", "group"];
  // Bots cannot list direct chats.
  return [...new Set(wanted)].filter((type) => identity === "user" || type !== "p2p");
}
