/**
 * The shapes of what the commands about chats answer with.
 *
 * @module
 */

import { responseShape } from "../../../core/api/response-shape.ts";
import {
  anything,
  digits,
  extend,
  type Fields,
  integer,
  list,
  mark,
  nullable,
  record,
  type Shape,
  text,
  truth,
  word,
} from "../../../core/json/shape.ts";
import { PAGE_FIELDS } from "../../../core/platform/page-shape.ts";

/** A chat as the service lists it. */
const chat = (): Promise<Shape> => responseShape("chats.list", "items");

const FILTER: Fields = {
  "filter?": record({
    applied: word(["exclude_muted"]),
    fetched_count: integer(),
    returned_count: integer(),
    filtered_count: integer(),
    hint: text("empty where nothing was left out"),
  }, "what was left out"),
};

/** Chats of the caller. */
export const chatList = async (): Promise<Shape> =>
  record({
    chats: list(await chat()),
    ...PAGE_FIELDS,
    ...FILTER,
    "notices?": list(record({ code: text(), message: text() })),
  });

/** Chats that were found. */
export const chatSearch = async (): Promise<Shape> =>
  record({
    chats: list(
      extend(await chat(), {
        "create_time?": digits("Unix milliseconds"),
        "update_time?": digits("Unix milliseconds"),
      }),
    ),
    "total?": nullable(digits("all that were found")),
    ...PAGE_FIELDS,
    ...FILTER,
    "notice?": text("a remark of the service about the search"),
  });

/** People and bots in a chat. */
export const members = async (): Promise<Shape> => {
  const member = await responseShape("chat.members.get", "items");
  return record({
    chat_id: text("oc_…"),
    users: list(member),
    bots: list(extend(member, { "app_id?": text("cli_…") })),
    truncations: list(
      record({ "member_type?": nullable(text("user or bot")), "limit?": nullable(digits()) }),
      "kinds of members that the service lists in part only",
    ),
    ...PAGE_FIELDS,
    "user_total?": digits(),
    "bot_total?": digits(),
  });
};

/** A chat that was created. */
export const createdChat = (): Shape =>
  record({
    chat_id: nullable(text("oc_…")),
    name: nullable(text()),
    chat_type: nullable(text("private or public")),
    chat_mode: text("group or topic"),
    "owner_id?": nullable(text("absent where a bot owns it")),
    external: nullable(truth()),
    "share_link?": text(),
    "reused?": mark("nothing was created: the key is that of this earlier chat"),
    uuid: text("idempotency key"),
  });

/** A chat that was changed. */
export const updatedChat = (): Shape =>
  record({ chat_id: text("oc_…"), changed: list(word(["name", "description"])) });

const EXPORTED_CHAT = record({
  chat_id: text("oc_…"),
  name: nullable(text()),
  new: integer("messages"),
  edited: integer(),
  recalled: integer(),
  missing: integer("messages that two runs in a row did not find"),
  replies: integer("of the new messages"),
  complete: truth(),
  covered_from: nullable(text("null: from the first message on")),
  "covered_to?": text("absent where nothing is covered yet"),
});

const EXPORTED_MEDIA = record({
  saved: integer("files"),
  reused: integer("files that the archive already had"),
  skipped: integer("files over the limit"),
  bytes: integer("of what was saved"),
  failed: integer(),
  "failures?": list(record({
    "code?": integer("of the service"),
    reason: text(),
    count: integer(),
  })),
});

const EXPORT_GAP = record({
  kind: text(),
  "code?": integer("of the service"),
  reason: text(),
  final: truth("asking again cannot help"),
  count: integer(),
  chats: list(text("oc_…"), "the chats with such gaps, ten at most"),
  "hint?": text("what to do, where that is known"),
});

/** What an export did. */
export const chatExport = (): Shape =>
  record({
    archive: text("its directory, absolute"),
    run: integer("number of the run"),
    complete: truth("all that was asked for is archived"),
    chats: list(EXPORTED_CHAT),
    media: EXPORTED_MEDIA,
    "rechecked?": record({
      files: integer("files that were fetched again"),
      different: integer("files whose content differs; both are kept"),
      failed: integer("files that could not be fetched again"),
    }),
    calls: anything("calls to the service by kind; list and threads share one limit"),
    seconds: integer("how long the run took"),
    "estimate?": record({
      chats: integer(),
      calls: anything("calls by kind that the run was expected to make if nothing was new"),
      minutes: integer("how long those calls take at the service's limits"),
    }),
    gaps: list(EXPORT_GAP),
    "truncated_members?": list(
      record({
        chat_id: text("oc_…"),
        "member_type?": nullable(text("user or bot")),
        "limit?": nullable(digits()),
      }),
      "chats of which the service does not list all members, for security reasons",
    ),
    "people_without_name?": integer("people and apps known only by their id"),
    "not_tried?": record({
      ...{ threads: integer(), bundles: integer(), reactions: integer(), media: integer() },
    }),
    unchecked: record({
      threads: integer("known threads that this run did not look at"),
      "threads_last_checked?": nullable(
        text("when the one that has waited longest was last checked; null: never"),
      ),
      "reactions?": integer("newer messages in quiet chats whose reactions were not fetched"),
      "edits_before?": text("edits, recalls and reactions of older messages were not looked for"),
      "search_refused?": text("why replies to older messages could not be searched for"),
      never: list(text(), "what is not archived"),
    }),
    "verified?": record({ sound: truth(), problems: integer() }),
    "next?": text("what to do next, where something is left or missing"),
  });
