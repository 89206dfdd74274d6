/**
 * The shapes of what the commands about archives answer with.
 *
 * @module
 */

import type { Gap } from "../../../core/archive/gaps.ts";
import type { Version } from "../../../core/archive/message-reader.ts";
import type { Finding } from "../../../core/archive/probe.ts";
import type { SalvageReport } from "../../../core/archive/salvage/salvage.ts";
import type { Problem } from "../../../core/archive/verify.ts";
import {
  extend,
  integer,
  list,
  nullable,
  record,
  recordOf,
  type Shape,
  text,
  truth,
  word,
} from "../../../core/json/shape.ts";
import { messageShape } from "../../../core/message/message-shape.ts";
import { PAGE_FIELDS } from "../../../core/platform/page-shape.ts";

const archive = text("its directory, absolute");

const ARCHIVED_MESSAGE = extend(messageShape("#/properties/data/properties/messages/items"), {
  "missing_since?": integer("it was not listed any more: Unix milliseconds"),
  "recalled_content?": text("its last text before it was recalled"),
  "versions?": list(
    recordOf<Version>({
      no: integer(),
      content: text(),
      state: word(["live", "recalled", "missing"]),
      "update_time?": text("when it was edited"),
    }, "earlier states, oldest first"),
  ),
});

/** Messages of an archive. */
export const archivedMessages = (): Shape =>
  record({ messages: list(ARCHIVED_MESSAGE), total: integer(), ...PAGE_FIELDS });

/** Messages that a search found. */
export const foundMessages = (): Shape =>
  extend(archivedMessages(), {
    "hits?": record({
      at_least: integer("hits on all pages together; only the first page says so"),
      "at_most?": integer(
        "the same as at_least where that is exact; absent: older messages were not counted",
      ),
    }),
  });

/** What an archive holds. */
export const stats = (): Shape =>
  record({
    archive,
    messages: integer(),
    versions: integer("earlier states"),
    recalled: integer(),
    missing: integer("messages that are not listed any more"),
    threads: integer(),
    people: integer(),
    gaps: integer(),
    media: record({ files: integer(), bytes: integer(), open: integer("still to be saved") }),
    runs: integer(),
    chats: list(record({
      chat_id: text("oc_…"),
      name: nullable(text()),
      mode: text("group, topic or p2p"),
      messages: integer(),
      first_message: nullable(text("local time")),
      last_message: nullable(text("local time")),
    })),
  });

/** What an archive lacks. */
export const gaps = (): Shape =>
  record({
    gaps: list(recordOf<Gap>({
      kind: word(["chat", "thread", "bundle", "reactions", "media", "members", "pins"]),
      chat: text("oc_…"),
      item: text("id of the thread or message, MESSAGE/KEY of a file; empty for the chat itself"),
      code: nullable(integer("of the service")),
      reason: text(),
      first_run: integer(),
      last_run: integer(),
      tries: integer(),
      final: truth("asking again cannot help"),
    })),
  });

/** What was checked. */
export const verified = (): Shape =>
  record({
    archive,
    sound: truth(),
    checked: record({ messages: integer(), batches: integer(), files: integer() }),
    "root_hash?": text("the same for two archives of the same messages; absent where they cannot be read"),
    "possible_gaps?": list(record({
      chat_id: text(),
      "from?": text("between two times that are covered"),
      "to?": text(),
      "positions?": integer("places in the chat that no message has"),
    })),
    problems: list(recordOf<Problem>({
      kind: word(["database", "reference", "batch", "record", "index", "media", "orphan", "count"]),
      item: text(),
      problem: text(),
    })),
    "repaired?": record({
      indexed: integer("messages in the new index"),
      wanted: integer("files that the next export fetches again"),
      adopted: integer("files that were saved and not noted"),
      "rewritten?": recordOf<SalvageReport>({
        kept: text("the damaged database, absolute"),
        lost: list(text("tables of which some rows could not be read")),
      }),
    }),
  });

/** What was taken out. */
export const forgotten = (): Shape =>
  record({
    archive,
    messages: integer(),
    files: integer(),
    exports: list(text("folders of earlier exports, which still have it")),
  });

/** What was written. */
export const exported = (): Shape =>
  record({
    archive,
    written: list(record({
      form: word(["html", "jsonl", "csv", "markdown"]),
      directory: text("absolute"),
      files: integer(),
      messages: integer(),
      "changed?": integer("with html: files that were not there like this before"),
    })),
  });

/** How the service behaves. */
export const probed = (): Shape =>
  record({
    host: text("of the service"),
    brand: nullable(text()),
    identity: word(["user", "bot"]),
    chat_mode: text("group, topic, p2p or unknown"),
    calls: integer(),
    findings: list(recordOf<Finding>({
      question: text(),
      answer: text("unknown where the chat holds nothing that could tell"),
      "expected?": text("what archives rely on"),
    })),
  });

/** The archive that was shown. */
export const served = (): Shape => record({ archive });
