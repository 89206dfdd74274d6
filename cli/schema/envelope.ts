/**
 * The shape of what commands print around their data (docs/contract.md, 3 and 5).
 *
 * @module
 */

import type { JsonObject } from "../../core/json/json.ts";
import {
  anything,
  integer,
  list,
  mark,
  record,
  recordOf,
  type Shape,
  text,
  truth,
  word,
} from "../../core/json/shape.ts";
import type { Pagination } from "../../core/platform/pages.ts";
import { CANDIDATE, TYPE } from "../../core/resolve/candidate-shape.ts";
import type { ResolvedName } from "../command.ts";
import type { PrintedDetail } from "../spelling.ts";

/** A name in place of an id (docs/contract.md, 20). */
const RESOLVED = recordOf<ResolvedName>({
  param: text("the option"),
  query: text("the name as it was given"),
  type: TYPE,
  id: text("in a dry run its placeholder"),
  "name?": text("as it is"),
});

/** What an error says. */
const ERROR = recordOf<PrintedDetail>({
  type: word([
    ...["api", "validation", "authentication", "authorization", "config", "network", "internal", "policy"],
    ...["confirmation", "interrupted"],
  ], "decides the exit status"),
  subtype: text("stable name of the cause"),
  "code?": integer("of the service, or the HTTP status"),
  message: text(),
  "hint?": text("what to do, where possible a command line"),
  "log_id?": text("trace id of the service"),
  "troubleshooter?": text(),
  "retryable?": mark("the same call may succeed later"),
  "retry_after_seconds?": { type: "number" },
  "param?": text("the option or word at fault"),
  "params?": list(record({ name: text(), reason: text(), "suggestions?": list(text()) })),
  "candidates?": list(CANDIDATE, "what a name may stand for"),
  "resolved?": list(RESOLVED, "what names stood for"),
  "missing_scopes?": list(text()),
  "requested_scopes?": list(text()),
  "granted_scopes?": list(text()),
  "identity?": word(["user", "bot"]),
  "user_open_id?": text(),
  "console_url?": text(),
  "challenge_url?": text(),
  "field?": text("the setting at fault"),
  "path?": text("the file at fault"),
  "done?": anything("what was done before it failed"),
  "risk?": word(["high-risk-write"]),
  "action?": text("what needs a confirmation"),
  "cause?": text("what the runtime said, with --verbose"),
}, "if ok is false");

const META = record({
  "count?": integer("records in all"),
  "pagination?": recordOf<Pagination>({
    complete: truth("nothing is left"),
    pages: integer(),
    items: integer(),
    "next_token?": text("for --page-token"),
  }, "how far the list was read"),
  "resolved?": list(RESOLVED, "names given in place of ids"),
  "warnings?": list(record({ key: text("stable"), detail: text() })),
});

/** What a dry run has in place of the data. */
const PREVIEW = record({
  "description?": text(),
  api: list(record({
    "desc?": text(),
    method: text(),
    url: text(),
    "params?": anything(),
    "body?": {},
    "form?": anything(),
  })),
  context: anything(),
  "resolved?": list(RESOLVED, "what the placeholders stand for"),
});

/**
 * The document that a command prints, successful or not.
 *
 * @param data the shape of its data
 * @param hasPreview whether it can be run with `--dry-run`
 */
export function envelopeSchema(data: Shape, hasPreview: boolean): JsonObject {
  const { required, ...fields } = data;
  const isWhole = !hasPreview || required === undefined;
  return {
    ...record({
      ok: truth("false: error says why; data has what was done, if anything"),
      "identity?": word(["user", "bot"], "who acted"),
      ...(hasPreview ? { "dry_run?": mark("data has the requests in place of the answer") } : {}),
      "data?": { ...isWhole ? data : fields, description: "whole, as it is without --fields" },
      "meta?": META,
      "error?": ERROR,
    }),
    // What an answer always has, a dry run does not have.
    ...(isWhole ? {} : {
      if: { required: ["data"], not: { required: ["dry_run"] } },
      then: { properties: { data: { required } } },
    }),
  };
}

/** The document of `--dry-run`, for every command. */
export function previewSchema(): JsonObject {
  return record({
    ok: truth(),
    "identity?": word(["user", "bot"]),
    dry_run: mark(),
    data: PREVIEW,
  });
}
